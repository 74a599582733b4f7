"""What an OptaPlanner workbook says, before it is a problem."""

from collections.abc import Mapping
from dataclasses import dataclass

from essaim.scheduling.constraints import Level
from essaim.scheduling.problem import Place
from essaim.scheduling.read.optaplanner_times import Timeslot

KINDS = ("required", "preferred", "prohibited", "undesired")
"""What a talk or speaker can say about a tag of its timeslot or room."""


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the sheet "Configuration": the constraint's name, and its one level and weight."""

    name: str
    level: Level
    weight: int


@dataclass(frozen=True, slots=True)
class Venue:
    """A room. talk_types: what may be held in it."""

    name: str
    capacity: int
    talk_types: frozenset[str]
    tags: frozenset[str]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """tags: "required room" and the like → tags of rooms or timeslots. away: ids of timeslots."""

    name: str
    tags: Mapping[str, frozenset[str]]
    away: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """tags: as a speaker's. slot, room: where it stands; published_…: where the version on line has it; None: nowhere."""

    code: str
    title: str
    talk_type: str
    speakers: tuple[str, ...]
    themes: tuple[str, ...]
    sectors: frozenset[str]
    audience_types: frozenset[str]
    audience_level: int
    contents: frozenset[str]
    language: str
    tags: Mapping[str, frozenset[str]]
    exclusive: frozenset[str]
    prerequisites: tuple[str, ...]
    favourites: int
    crowd_risk: int
    is_pinned: bool
    slot: str | None
    room: str | None
    published_slot: str | None
    published_room: str | None

    @property
    def place(self) -> Place | None:
        return Place(self.slot, self.room) if self.slot and self.room else None

    @property
    def published(self) -> Place | None:
        return Place(self.published_slot, self.published_room) if self.published_slot and self.published_room else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The facts of one workbook. scores: those with a weight, in the sheet's order; pause_min: minutes a speaker needs between talks."""

    name: str
    pause_min: int
    scores: tuple[Score, ...]
    timeslots: tuple[Timeslot, ...]
    venues: tuple[Venue, ...]
    speakers: Mapping[str, Speaker]
    talks: tuple[Talk, ...]
