"""What a draft programme is made of, as far as its balance is concerned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

Unit: TypeAlias = frozenset[str]
"""One thing counted (an organisation, a person, a session) with the values it has; empty: unknown."""
UNKNOWN: Unit = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """When and where; each part may be unknown."""

    room: str = ""
    """Its key; "" when unknown."""
    capacity: int | None = None
    booths: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def hours(self) -> tuple[datetime, datetime] | None:
        """None unless both ends are known."""
        return (self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A proposal or session of a draft, or one that waits."""

    key: str
    paths: frozenset[str] = frozenset()
    kind: str = ""
    """Of proposal; exchanged only with its like."""
    format: str = ""
    units: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)
    """By dimension; a dimension that is missing counts nothing here."""
    audience: int | None = None
    """How many people are expected; None: nobody said."""
    people: frozenset[str] = frozenset()
    """Keys of those who must be there."""
    n_booths: int = 0
    """Interpretation booths it needs."""
    place: Place | None = None
    is_fixed: bool = False
    """Never offered for an exchange: something else hangs on it."""

    @property
    def seats(self) -> int | None:
        """Those of its room; while it has none, the audience it expects. None: unknown."""
        return self.place.capacity if self.place and self.place.room else self.audience

    @property
    def room_seats(self) -> int:
        """What its units weigh where aims are weighed by seats: 0 without a room, or with one of unknown size."""
        return (self.place.capacity or 0) if self.place and self.place.room else 0
