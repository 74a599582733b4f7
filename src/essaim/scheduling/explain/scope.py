"""What each session could use while the bars of some rules hold: the ground that the quick reasons stand on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from essaim.scheduling.explain.bars import bars_of
from essaim.scheduling.explain.facts import Bar, Facts, Part
from essaim.scheduling.explain.grounds import grounds_of
from essaim.scheduling.explain.minimal import Cause
from essaim.scheduling.result import Reason

T = TypeVar("T")
Spots = frozenset[tuple[int, int]]
"""(slot, room), by number."""


@dataclass(frozen=True, slots=True)
class Use:
    """What is left to sessions that are barred the same. slots: those they may fill; by_room: the same in each room left to them."""

    spots: Spots
    rooms: frozenset[int]
    slots: frozenset[int]
    by_room: Mapping[int, frozenset[int]]


class Scope:
    """Facts of one problem, and the places left to each session."""

    def __init__(self, facts: Facts, bars: tuple[tuple[Bar, ...], ...] | None = None) -> None:
        self.facts = facts
        self.bars = bars_of(facts) if bars is None else bars
        self.use = cache(self._use)
        self._uses: dict[tuple[object, ...], Use] = {}

    def spots(self, number: int) -> Spots:
        """Places left to the session."""
        return self.use(number).spots

    def _use(self, number: int) -> Use:
        bars = self.bars[number]
        starts, rooms, places = (union(getattr(bar, name) for bar in bars) for name in ("starts", "rooms", "places"))
        key = self.facts.sessions[number].n_slots, starts, rooms, places
        if key not in self._uses:
            halls = [room for room in range(len(self.facts.rooms)) if room not in rooms]
            slots = [slot for slot in self.facts.spans(number) if slot not in starts]
            spots = frozenset((slot, room) for slot in slots for room in halls if (slot, room) not in places)
            by_room = {room: self._filled(number, {slot for slot, hall in spots if hall == room}) for room in halls}
            there = {room: filled for room, filled in by_room.items() if filled}
            self._uses[key] = Use(spots, frozenset(room for _, room in spots), union(there.values()), there)
        return self._uses[key]

    def _filled(self, number: int, slots: Collection[int]) -> frozenset[int]:
        """Slots it may fill from these."""
        spans = self.facts.spans(number)
        return frozenset(fill for slot in slots for fill in spans[slot].fills)

    def is_shut(self, number: int, bars: Collection[Bar]) -> bool:
        """Do these bars leave no place?"""
        rooms = range(len(self.facts.rooms))
        return all(any(bar.bars(slot, room) for bar in bars) for slot in self.facts.spans(number) for room in rooms)

    def most(self, slots: Collection[int]) -> int:
        """How many of these slots do not overlap one another, at most."""
        found, free_from = 0, None
        for slot in sorted((self.facts.slots[number] for number in slots), key=lambda slot: slot.ends_min):
            if free_from is None or slot.starts_min >= free_from:
                found, free_from = found + 1, slot.ends_min
        return found

    def reason(
        self, code: str, sessions: Collection[int], parts: Collection[Part], facts: Mapping[str, object], *, is_minimal: bool = False
    ) -> Reason:
        names = {part.rule for part in parts}
        return Reason(
            code=code,
            rules=tuple(rule.rule_name for rule in self.facts.rules if rule.rule_name in names),
            sessions=self.facts.named(sessions),
            facts=facts,
            grounds=tuple(grounds_of(self.facts, Cause(frozenset(sessions), frozenset(parts), is_minimal))),
            is_minimal=is_minimal,
        )

    def bar_parts(self, sessions: Collection[int]) -> set[Part]:
        """What bars places to any of these."""
        return {bar.part for number in sessions for bar in self.bars[number]}


def union(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset[T]().union(*sets)
