"""What a session loses when some of its people cannot come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property

from essaim.forum.crisis.sitting import Sitting
from essaim.forum.crisis.voice import ABSENT, THERE, Balance, Voice, balance_of


class Gravity(IntEnum):
    """The gravest first. REPLACED: whoever cannot come has somebody standing in."""

    NOBODY = 0
    NO_SPEAKER = 1
    NO_SOUTH = 2
    LOSES = 3
    REPLACED = 4


@dataclass(frozen=True)
class Hit:
    """A session some of whose people cannot come. What is worked out of its bill is kept: pages ask for it many times."""

    sitting: Sitting
    voices: tuple[Voice, ...]
    """Everybody on the bill, the absent too, in the bill's order."""

    @cached_property
    def absent(self) -> tuple[Voice, ...]:
        """On stage, and cannot come."""
        return tuple(voice for voice in self.voices if voice.state == ABSENT and voice.is_on_stage)

    @cached_property
    def remaining(self) -> tuple[Voice, ...]:
        """Everybody on stage who is still to come, those standing in included."""
        return tuple(voice for voice in self.voices if voice.state == THERE and voice.is_on_stage)

    @cached_property
    def remaining_by_role(self) -> tuple[tuple[str, int], ...]:
        """In the bill's order of roles: speakers first."""
        counted = Counter(voice.role for voice in self.remaining)
        return tuple(sorted(counted.items(), key=lambda pair: (pair[0] != "speaker", pair[0])))

    @cached_property
    def declined(self) -> tuple[Voice, ...]:
        return tuple(voice for voice in self.voices if voice.state not in (ABSENT, THERE) and voice.is_on_stage)

    @cached_property
    def speakers_before(self) -> tuple[Voice, ...]:
        """Without those standing in, and without those who had declined."""
        return tuple(voice for voice in self.voices if voice.is_speaker and voice.state in (THERE, ABSENT) and not voice.steps_in_for)

    @cached_property
    def speakers_after(self) -> tuple[Voice, ...]:
        return tuple(voice for voice in self.remaining if voice.is_speaker)

    @cached_property
    def balance(self) -> tuple[Balance, ...]:
        return balance_of(self.speakers_before, self.speakers_after)

    @cached_property
    def replaced(self) -> frozenset[int]:
        """Keys of the appearances somebody stands in for, who is to come; also by way of another who stood in and cannot come either."""
        through = {voice.appearance: voice.steps_in_for for voice in self.absent}
        found: set[int] = set()
        left = [key for voice in self.remaining for key in voice.steps_in_for]
        while left:
            key = left.pop()
            if key not in found:
                found.add(key)
                left += through.get(key, ())
        return frozenset(found)

    @cached_property
    def open_places(self) -> tuple[Voice, ...]:
        """The absent nobody stands in for yet. One who stood in leaves none when somebody else stands in for the same people."""
        wanted = (voice for voice in self.absent if voice.appearance not in self.replaced)
        return tuple(voice for voice in wanted if not voice.steps_in_for or not self.replaced.issuperset(voice.steps_in_for))

    @cached_property
    def loses_south(self) -> bool:
        """Its only speaker from the South, or all of them at once: there was one, an absent one was, and none is left."""
        before = any(voice.south for voice in self.speakers_before)
        lost = any(voice.south and voice.is_speaker for voice in self.absent)
        return before and lost and not any(voice.south for voice in self.speakers_after)

    @cached_property
    def south_before(self) -> int:
        return sum(bool(voice.south) for voice in self.speakers_before)

    @cached_property
    def unknown_after(self) -> int:
        """Speakers still to come whose country is unknown: one of them may be from the South."""
        return sum(voice.south is None for voice in self.speakers_after)

    @cached_property
    def gravity(self) -> Gravity:
        if not self.remaining:
            return Gravity.NOBODY
        if any(voice.is_speaker for voice in self.absent) and not self.speakers_after:
            return Gravity.NO_SPEAKER
        if self.loses_south:
            return Gravity.NO_SOUTH
        return Gravity.LOSES if self.open_places else Gravity.REPLACED


def hit_of(sitting: Sitting, voices: Iterable[Voice]) -> Hit | None:
    """None when nobody on its stage is absent."""
    hit = Hit(sitting, tuple(voices))
    return hit if hit.absent else None


def by_gravity(hit: Hit) -> tuple[int, bool, date, bool, float, int]:
    return (hit.gravity, *by_day(hit))


def by_day(hit: Hit) -> tuple[bool, date, bool, float, int]:
    """Unknown days and hours last."""
    day, start = hit.sitting.day, hit.sitting.starts_at
    return day is None, day or date.min, start is None, seconds(start), hit.sitting.pk


def seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
