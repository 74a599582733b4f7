"""Somebody on a session's bill, and how many there are from where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SPEAKER, MODERATOR, CONTACT = "speaker", "moderator", "contact"
THERE, ABSENT, DECLINED = "there", "absent", "declined"


@dataclass(frozen=True, slots=True)
class Voice:
    """`state`: there; absent (a noted absence); declined (said no when asked, no absence noted)."""

    appearance: int
    person: int
    name: str
    role: str = SPEAKER
    country: str = ""
    continent: str = ""
    south: bool | None = None
    state: str = THERE
    presence: str = ""
    """What the programme says of it: "", absent or video."""
    absence: int | None = None
    steps_in_for: tuple[int, ...] = ()
    """Keys of the appearances this one stands in for."""

    @property
    def is_on_stage(self) -> bool:
        """A contact need not be there."""
        return self.role != CONTACT

    @property
    def is_speaker(self) -> bool:
        return self.role == SPEAKER


@dataclass(frozen=True, slots=True)
class Balance:
    """Speakers by continent before and after; "" counts those whose country is unknown."""

    continent: str
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


def balance_of(before: Iterable[Voice], after: Iterable[Voice]) -> tuple[Balance, ...]:
    """The largest loss first, then the largest; unknown last."""
    old, new = Counter(voice.continent for voice in before), Counter(voice.continent for voice in after)
    rows = [Balance(continent, old[continent], new[continent]) for continent in old.keys() | new.keys()]
    return tuple(sorted(rows, key=lambda row: (not row.continent, row.change, -row.before, row.continent)))
