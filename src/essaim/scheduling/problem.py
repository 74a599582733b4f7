"""What is to be timetabled: slots, rooms, people, sessions, and the rules that hold. Facts only; nothing here decides.

Times are whole minutes from any fixed moment; a slot's `block` is an unbroken run of slots, so that a session over several slots never
runs across a break. Everything is named by a string of the caller's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from essaim.scheduling.constraints import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of time a session may begin at.

    day: any name of the day it belongs to (after midnight still the evening's).
    block: slots of one block that touch (one begins in the minute the other ends; of several the first in the problem's order) may be
    filled by one session; the next block begins after a break.
    starts_min, ends_min: minutes from a moment common to all slots, `starts_min < ends_min`. Slots may overlap.
    label: what an organiser calls it; empty: its id.
    """

    id: str
    day: str
    block: str
    starts_min: int
    ends_min: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A place that holds one session at a time.

    capacity: seats; None: unknown, then neither checked nor counted.
    is_step_free: None is unknown and does not satisfy a session that needs it.
    closed: ids of the slots in which it cannot be used.
    """

    id: str
    site: str = ""
    capacity: int | None = None
    features: frozenset[str] = frozenset()
    is_step_free: bool | None = None
    is_quiet: bool = False
    closed: frozenset[str] = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is in one place at a time.

    away: ids of the slots in which they cannot be there.
    """

    id: str
    away: frozenset[str] = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands: the slot it begins in, and the room."""

    slot: str
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is to be placed.

    n_slots: consecutive slots of one block it fills, at least 1; 0 only for a mark that takes no time (`is_optional`).
    people: ids of those who must be there (speakers, moderators, co-leads, chairs, interpreters, path leads who attend).
    themes: ids of the paths or tracks it belongs to.
    understood: languages it is spoken in or interpreted into.
    audience: people expected; None: unknown.
    must_seat: the room must hold the audience (hard), else seats short only cost.
    slots, rooms: where it may begin and be held; None: anywhere.
    uses: resource id → how many of it while it lasts (interpretation teams, booths).
    pinned: where it must stand.   published: where the version on line has it.
    preferred_slots: where it would like to begin; empty: no wish.
    """

    id: str
    n_slots: int = 1
    format: str = ""
    people: frozenset[str] = frozenset()
    themes: tuple[str, ...] = ()
    understood: frozenset[str] = frozenset()
    audience: int | None = None
    must_seat: bool = False
    needs: frozenset[str] = frozenset()
    needs_step_free: bool = False
    needs_quiet: bool = False
    is_plenary: bool = False
    slots: frozenset[str] | None = None
    rooms: frozenset[str] | None = None
    uses: Mapping[str, int] = field(default_factory=dict)
    pinned: Place | None = None
    published: Place | None = None
    preferred_slots: frozenset[str] = frozenset()
    is_optional: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something counted that sessions share: teams for one pair of languages, mobile booths. `number` at once, over the whole event."""

    id: str
    number: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One event to be timetabled. Slots stand in the order they are to be read in (time, then whatever the caller likes).

    travel_min: (site, site) → minutes on the way; a pair not given, either way round, takes none; of two ways given the longer holds.
    """

    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    sessions: tuple[Session, ...]
    people: tuple[Person, ...] = ()
    resources: tuple[Resource, ...] = ()
    travel_min: Mapping[tuple[str, str], int] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    name: str = ""


Timetable = Mapping[str, Place]
"""Session id → where it stands. A session not in it is unplaced."""
