"""A problem's facts by number, gathered once: time, hard rules, and the places that rules on one session bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from essaim.scheduling.constraints import Level, Rule
from essaim.scheduling.problem import Place, Problem, Session


class Span(NamedTuple):
    """What a session fills: slot numbers, and minutes as in `Slot`. A mark fills none and ends as it begins."""

    fills: tuple[int, ...]
    starts_min: int
    ends_min: int

    @property
    def minutes(self) -> int:
        return self.ends_min - self.starts_min


class Facts:
    """Slots, rooms and sessions stand for their position in the problem, from 0. The problem is one without faults."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots, self.rooms, self.sessions = problem.slots, problem.rooms, problem.sessions
        self.rules = tuple(rule for rule in problem.rules if rule.level == Level.HARD and rule.weight)
        self.slot_number = {one.id: number for number, one in enumerate(self.slots)}
        self.room_number = {one.id: number for number, one in enumerate(self.rooms)}
        self.session_number = {one.id: number for number, one in enumerate(self.sessions)}
        self.musts = frozenset(number for number, one in enumerate(self.sessions) if not one.is_optional)
        self._begins = {(one.block, one.starts_min): number for number, one in reversed(list(enumerate(self.slots)))}
        self.span = cache(self._span)
        self.starts = cache(self._starts)
        self.covering = cache(self._covering)

    def _span(self, slot: int, n_slots: int) -> Span | None:
        """From this slot on; None where a break comes too early."""
        fills, following = list[int](), slot
        while len(fills) < n_slots:
            if following < 0:
                return None
            fills.append(following)
            one = self.slots[following]
            following = self._begins.get((one.block, one.ends_min), -1)
        starts_min = self.slots[slot].starts_min
        return Span(tuple(fills), starts_min, self.slots[fills[-1]].ends_min if fills else starts_min)

    def _starts(self, n_slots: int) -> dict[int, Span]:
        """Slot → span, where it fits."""
        spans = ((slot, self.span(slot, n_slots)) for slot in range(len(self.slots)))
        return {slot: span for slot, span in spans if span is not None}

    def _covering(self, n_slots: int, minute: int) -> tuple[int, ...]:
        """Slots from which such a session is on at the minute."""
        return tuple(slot for slot, span in self.starts(n_slots).items() if span.starts_min <= minute < span.ends_min)

    def spans(self, session: int) -> dict[int, Span]:
        return self.starts(self.sessions[session].n_slots)

    @cached_property
    def borders(self) -> tuple[int, ...]:
        return tuple(sorted({minute for one in self.slots for minute in (one.starts_min, one.ends_min)}))

    @cached_property
    def ticks(self) -> tuple[int, ...]:
        """Minutes at which slots begin: whatever overlaps shares one of them."""
        return tuple(sorted({one.starts_min for one in self.slots}))

    @cached_property
    def blocks(self) -> dict[str, int]:
        return {block: number for number, block in enumerate(dict.fromkeys(one.block for one in self.slots))}

    @cached_property
    def by_person(self) -> dict[str, tuple[int, ...]]:
        """Person → sessions; people by name."""
        found: dict[str, list[int]] = {}
        for number, session in enumerate(self.sessions):
            for person in session.people:
                found.setdefault(person, []).append(number)
        return {person: tuple(numbers) for person, numbers in sorted(found.items())}

    @cached_property
    def by_theme(self) -> dict[str, tuple[int, ...]]:
        """Theme → sessions that have it, first or not."""
        return grouped((theme, number) for number, one in enumerate(self.sessions) for theme in dict.fromkeys(one.themes))

    @cached_property
    def by_first_theme(self) -> dict[str, tuple[int, ...]]:
        return grouped((one.themes[0], number) for number, one in enumerate(self.sessions) if one.themes)

    def place(self, slot: int, room: int) -> Place:
        return Place(self.slots[slot].id, self.rooms[room].id)

    def named(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Ids of sessions, in the problem's order."""
        return tuple(self.sessions[number].id for number in sorted(numbers))


def grouped(items: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for key, number in items:
        found.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


class Part(NamedTuple):
    """One rule for one thing: a session, a person, a room, a resource, a theme, a pair; an empty subject: the rule as a whole."""

    rule: str
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """Places one rule bars to one session: starts, rooms, and single places."""

    rule: Rule
    part: Part
    starts: frozenset[int] = frozenset()
    rooms: frozenset[int] = frozenset()
    places: frozenset[tuple[int, int]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.starts or self.rooms or self.places)

    def bars(self, slot: int, room: int) -> bool:
        return slot in self.starts or room in self.rooms or (slot, room) in self.places


def first_theme(session: Session) -> str:
    return session.themes[0] if session.themes else ""
