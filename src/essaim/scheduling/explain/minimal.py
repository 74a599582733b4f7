"""From sessions that cannot be placed to a minimal set: sessions first, then rules, then the parts of those rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from essaim.scheduling.explain.decide import Answer, Decider
from essaim.scheduling.explain.facts import Part

T = TypeVar("T")
FEW = 12
"""Sessions: so many are shrunk without looking for a core first."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Sessions that cannot all be placed while these parts of the rules hold.

    is_minimal: proved that without any one of the sessions or of the rules what stays can hold.
    """

    sessions: frozenset[int]
    parts: frozenset[Part]
    is_minimal: bool


def minimal(decider: Decider, musts: frozenset[int]) -> Cause:
    """A minimal set among sessions that were proved impossible to place; a larger one where the time is up first.

    What a smaller set allows, a set smaller still allows too: a member that was needed once stays needed. So one pass proves all.
    """
    core = decider.core(musts) if len(musts) > FEW else musts
    start = core if core == musts or decider.decide(core).is_infeasible else musts
    sessions, are_all = shrunk(sorted(start), lambda some: decider.decide(frozenset(some)))
    chosen = frozenset(sessions)
    parts = decider.parts_of(chosen)
    rules = [rule.rule_name for rule in decider.facts.rules if any(part.rule == rule.rule_name for part in parts)]
    kept, are_rules = shrunk(rules, lambda some: decider.decide(chosen, frozenset(part for part in parts if part.rule in some)))
    core_parts = decider.core_of_parts(chosen, frozenset(part for part in parts if part.rule in kept))
    if not decider.decide(chosen, core_parts).is_infeasible:
        core_parts = parts
    ordered = sorted((part for part in core_parts if part.rule in kept), key=lambda part: (rules.index(part.rule), part.subject))
    single, _ = shrunk(ordered, lambda some: decider.decide(chosen, frozenset(some)))
    return Cause(chosen, frozenset(single), are_all and are_rules)


def shrunk(members: Sequence[T], decide: Callable[[list[T]], Answer]) -> tuple[list[T], bool]:
    """What stays of an infeasible list when all that can go is gone, the last first, by halves; and: is that proved of all that stays?"""
    kept, step = list(members), max(1, len(members) // 2)
    while True:
        kept, are_needed = passed(kept, step, decide)
        if step == 1:
            return kept, are_needed
        step //= 2


def passed(members: list[T], step: int, decide: Callable[[list[T]], Answer]) -> tuple[list[T], bool]:
    """One pass over all, `step` at a time. The second: of every piece that stays it was proved that the rest without it can hold."""
    kept, end, are_needed = members, len(members), True
    while end > 0:
        begin = max(0, end - step)
        rest = [*kept[:begin], *kept[end:]]
        answer = decide(rest)
        if answer.is_infeasible:
            kept = rest
        elif not answer.is_feasible:
            are_needed = False
        end = begin
    return kept, are_needed
