"""What a writer gives back: the bytes, and how many sessions the format could not hold."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sessions left out, each counted once under the first thing it lacks."""

    cancelled: int = 0
    without_day: int = 0
    without_hour: int = 0
    """Start or end is not known."""
    without_place: int = 0
    """Neither room nor site is known."""
    too_long: int = 0
    """100 hours or more: schedule.xml has two digits for hours."""

    @property
    def total(self) -> int:
        return sum(getattr(self, part.name) for part in fields(self))

    def sentence(self) -> str:
        """For comments inside files, in English as the formats' own words are: "3 sessions are left out: …"."""
        told = (f"{getattr(self, part.name)} {part.name.replace('_', ' ')}" for part in fields(self) if getattr(self, part.name))
        return f"{self.total} sessions are left out: {', '.join(told)}." if self.total else "No session is left out."


@dataclass(frozen=True, slots=True)
class Written:
    data: bytes
    left_out: LeftOut = LeftOut()
