from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

UNTOLD_MIN = 120
"""How long a session without a known end is taken to last when asking who is free: rather too long than too short."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session as far as standing in is concerned: its paths, its languages, its place in the draft."""

    pk: int
    code: str
    title: object = ""
    """A content text."""
    paths: frozenset[int] = frozenset()
    letters: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    day: date | None = None
    part: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    duration_min: int | None = None
    room: object = ""
    is_accepted: bool = True
    more: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when to when somebody must be free; None while the hour is unknown."""
        if self.starts_at is None:
            return None
        return self.starts_at, self.ends_at or self.starts_at + timedelta(minutes=self.duration_min or UNTOLD_MIN)
