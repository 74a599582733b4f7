"""Hard rules on two sessions, as products: these pairs of starts with these pairs of rooms do not go together."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Per, Rule, When
from essaim.scheduling.explain.facts import Facts, Span, first_theme

Rows = dict[int, frozenset[int]]
"""Number of the first session's slot (or room) → numbers of the second's that are barred beside it."""
TimeTest = Callable[[int, Span, int, Span], bool]
RoomTest = Callable[[int, int], bool]


class Product(NamedTuple):
    """Barred: starts in `times` and rooms in `rooms`. rooms None: all."""

    times: Rows
    rooms: Rows | None


def overlap(one: Span, other: Span) -> bool:
    return min(one.ends_min, other.ends_min) > max(one.starts_min, other.starts_min)


def pause(one: Span, other: Span) -> int:
    """Minutes between them; 0 where there are none."""
    return max(0, other.starts_min - one.ends_min, one.starts_min - other.ends_min)


class Relations:
    """Products of one problem; equal ones are made once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._known: dict[tuple[object, ...], tuple[Product, ...]] = {}
        self._next: dict[tuple[str, int], int] = {}

    def of_pair(self, rule: c.Pairs, first: int, second: int) -> tuple[Product, ...]:
        """Of a pair whose number is above 0."""
        lengths = self.facts.sessions[first].n_slots, self.facts.sessions[second].n_slots
        return self._once((rule.when, rule.per, rule.pause_min, *lengths), lambda: self._pairs(rule, *lengths))

    def of_order(self, first: int, second: int) -> tuple[Product, ...]:
        """The second begins when the first has ended, or later."""
        lengths = self.facts.sessions[first].n_slots, self.facts.sessions[second].n_slots
        times = ("order", *lengths)
        return self._once(
            times, lambda: iter((Product(self._times(*lengths, lambda _, one, __, other: other.starts_min < one.ends_min), None),))
        )

    def of_travel(self, rule: c.PersonTravel, first: int, second: int) -> tuple[Product, ...]:
        lengths = self.facts.sessions[first].n_slots, self.facts.sessions[second].n_slots
        return self._once(("travel", rule.pause_min, *lengths), lambda: self._travel(rule, *lengths))

    def of_shared_slot(self, first: int, second: int) -> tuple[Product, ...]:
        lengths = self.facts.sessions[first].n_slots, self.facts.sessions[second].n_slots
        return self._once(
            ("shared", *lengths),
            lambda: iter((Product(self._times(*lengths, lambda _, one, __, other: not set(one.fills).isdisjoint(other.fills)), None),)),
        )

    def _once(self, key: tuple[object, ...], make: Callable[[], Iterator[Product]]) -> tuple[Product, ...]:
        if key not in self._known:
            self._known[key] = tuple(one for one in make() if one.times and one.rooms != {})
        return self._known[key]

    def _times(self, n_first: int, n_second: int, test: TimeTest) -> Rows:
        second = self.facts.starts(n_second).items()
        rows = {
            slot: frozenset(other for other, later in second if test(slot, span, other, later))
            for slot, span in self.facts.starts(n_first).items()
        }
        return {slot: row for slot, row in rows.items() if row}

    def _rooms(self, test: RoomTest) -> Rows:
        numbers = range(len(self.facts.rooms))
        rows = {room: frozenset(other for other in numbers if test(room, other)) for room in numbers}
        return {room: row for room, row in rows.items() if row}

    def _pairs(self, rule: c.Pairs, n_first: int, n_second: int) -> Iterator[Product]:  # noqa: C901 - a case each relation
        def times(test: TimeTest) -> Rows:
            return self._times(n_first, n_second, lambda a, one, b, other: counts(rule.per, one, other) and test(a, one, b, other))

        slots = self.facts.slots
        other_room = self._rooms(lambda room, other: room != other)
        match rule.when:
            case When.OVERLAP:
                yield Product(times(lambda _, one, __, other: overlap(one, other)), None)
            case When.SAME_START:
                yield Product(times(lambda a, one, b, other: a == b and overlap(one, other)), None)
            case When.SAME_BLOCK_OTHER_ROOM:
                yield Product(times(lambda a, _, b, __: slots[a].block == slots[b].block), other_room)
            case When.SAME_DAY_OTHER_ROOM:
                yield Product(times(lambda a, _, b, __: slots[a].day == slots[b].day), other_room)
            case When.OTHER_DAY:
                yield Product(times(lambda a, _, b, __: slots[a].day != slots[b].day), None)
            case When.NOT_BEFORE:
                yield Product(times(lambda _, one, __, other: one.ends_min > other.starts_min), None)
            case When.NOT_RIGHT_AFTER:
                yield Product(times(lambda a, one, b, other: not self._is_next(a, one, b, other)), None)
                yield Product(times(self._is_next), other_room)
            case When.SHORT_PAUSE:
                yield Product(
                    times(
                        lambda a, one, b, other: (
                            overlap(one, other) or (slots[a].day == slots[b].day and pause(one, other) < rule.pause_min)
                        )
                    ),
                    None,
                )
            case When.LARGER_ROOM:
                yield Product(times(lambda *_: True), self._rooms(self._is_larger))

    def _is_next(self, slot: int, one: Span, other_slot: int, other: Span) -> bool:
        """Does the other begin in the first minute, from the one's end on, at which a slot of its day begins?"""
        day = self.facts.slots[slot].day
        key = day, one.ends_min
        if key not in self._next:
            later = (slot.starts_min for slot in self.facts.slots if slot.day == day and slot.starts_min >= one.ends_min)
            self._next[key] = min(later, default=-1)
        return self.facts.slots[other_slot].day == day and other.starts_min == self._next[key]

    def _is_larger(self, room: int, other: int) -> bool:
        mine, theirs = self.facts.rooms[room].capacity, self.facts.rooms[other].capacity
        return mine is not None and theirs is not None and mine > theirs

    def _travel(self, rule: c.PersonTravel, n_first: int, n_second: int) -> Iterator[Product]:
        ways = {(one.site, other.site) for one in self.facts.rooms for other in self.facts.rooms}
        needed = {way: max(rule.pause_min, self._way(*way), self._way(*reversed(way))) for way in ways}
        for minutes in sorted({*needed.values()} - {0}):
            yield Product(self._times(n_first, n_second, self._too_near(minutes)), self._rooms(self._sites_apart(needed, minutes)))

    def _way(self, one: str, other: str) -> int:
        return self.facts.problem.travel_min.get((one, other), 0)

    def _too_near(self, minutes: int) -> TimeTest:
        slots = self.facts.slots
        return lambda a, one, b, other: slots[a].day == slots[b].day and not overlap(one, other) and pause(one, other) < minutes

    def _sites_apart(self, needed: dict[tuple[str, str], int], minutes: int) -> RoomTest:
        rooms = self.facts.rooms
        return lambda a, b: needed[rooms[a].site, rooms[b].site] == minutes


def counts(per: Per, one: Span, other: Span) -> bool:
    """Is the amount of the pair above 0?"""
    match per:
        case Per.MATCH:
            return True
        case Per.OVERLAP_MIN:
            return overlap(one, other)
        case Per.MINUTE:
            return one.minutes > 0
        case Per.BOTH_MIN:
            return one.minutes + other.minutes > 0


def orders(facts: Facts, rule: Rule) -> Iterator[tuple[int, int]]:
    """Pairs of ThemeOrder: sessions of one first theme, the lower rank first."""
    if isinstance(rule, c.ThemeOrder):
        ranked = [(rule.orders.get(one.id, 0), first_theme(one), number) for number, one in enumerate(facts.sessions) if one.themes]
        for rank, theme, number in ranked:
            for other_rank, other_theme, other in ranked:
                if 0 < rank < other_rank and theme == other_theme:
                    yield number, other
