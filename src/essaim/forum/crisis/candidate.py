from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked to step in: registered (the team's list), in the programme, or both."""

    key: str
    """ "s12" for row 12 of the team's list, "p34" for person 34 of the programme who is not in it."""
    name: str
    person: int | None = None
    organisation: str = ""
    country: str = ""
    continent: str = ""
    south: bool | None = None
    visa: str = ""
    """held, not_needed, or "" for unknown."""
    is_registered: bool = False
    paths: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    sessions: frozenset[int] = frozenset()
    """Whose bill they are on, in any role."""
    busy: tuple[Span, ...] = ()
    """When they are on a stage."""
    busy_days: frozenset[date] = frozenset()
    """The days of `busy`."""
    unsure_days: frozenset[date] = frozenset()
    """On which they are in a session whose hour is unknown."""
    free: tuple[tuple[Span, ...], ...] = ()
    """Each said by one source (the list, the person), already joined: all must hold. Empty: not said."""
    away: tuple[Span, ...] = ()
    """Hours they said they cannot."""

    @property
    def has_said_hours(self) -> bool:
        return bool(self.free)

    def is_busy(self, span: Span) -> bool:
        return overlaps(self.busy, span)

    def is_away(self, span: Span) -> bool:
        """Said so, or outside the hours said to be free."""
        return overlaps(self.away, span) or any(not covers(said, span) for said in self.free)


def overlaps(spans: Iterable[Span], span: Span) -> bool:
    """Meeting end to start is no overlap."""
    start, end = span
    return any(one < end and start < other for one, other in spans)


def covers(joined: Iterable[Span], span: Span) -> bool:
    start, end = span
    return any(one <= start and end <= other for one, other in joined)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, those that touch made one: free from 9 to 13 and from 13 to 18 is free from 9 to 18."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
