"""What each session could use while the bars of some rules hold: the ground that the quick reasons stand on."""

from collections.abc import Collection, Mapping
from functools import cache

from essaim.scheduling.explain.bars import bars_of
from essaim.scheduling.explain.facts import Bar, Facts, Part
from essaim.scheduling.explain.grounds import grounds_of
from essaim.scheduling.explain.minimal import Cause
from essaim.scheduling.result import Reason

Spots = frozenset[tuple[int, int]]
"""(slot, room), by number."""


class Scope:
    """Facts of one problem, and the places left to each session."""

    def __init__(self, facts: Facts, bars: tuple[tuple[Bar, ...], ...] | None = None) -> None:
        self.facts = facts
        self.bars = bars_of(facts) if bars is None else bars
        self.spots = cache(self._spots)

    def _spots(self, number: int) -> Spots:
        """Places left to the session."""
        bars = self.bars[number]
        return frozenset(
            (slot, room)
            for slot in self.facts.spans(number)
            for room in range(len(self.facts.rooms))
            if not any(bar.bars(slot, room) for bar in bars)
        )

    def is_shut(self, number: int, bars: Collection[Bar]) -> bool:
        """Do these bars leave no place?"""
        rooms = range(len(self.facts.rooms))
        return all(any(bar.bars(slot, room) for bar in bars) for slot in self.facts.spans(number) for room in rooms)

    def filled(self, number: int, spots: Spots) -> frozenset[int]:
        """Slots it may fill from there."""
        spans = self.facts.spans(number)
        return frozenset(fill for slot in {slot for slot, _ in spots} for fill in spans[slot].fills)

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
