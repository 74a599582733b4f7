"""Cheap named checks before any solver: each says something that is proved impossible, and misses much."""

from collections.abc import Iterator
from itertools import chain

from essaim.scheduling.errors import ProblemError
from essaim.scheduling.explain.chains import chains, pairs, pins
from essaim.scheduling.explain.crowds import crowds
from essaim.scheduling.explain.facts import Bar, Facts
from essaim.scheduling.explain.grounds import code_of_one
from essaim.scheduling.explain.scope import Scope
from essaim.scheduling.problem import Problem
from essaim.scheduling.result import Reason
from essaim.scheduling.validate import faults


def quick_reasons(problem: Problem) -> tuple[Reason, ...]:
    """Reasons that can be seen without solving; none: nothing is said. Some 10 ms for 200 sessions.

    Codes: no_room_fits, no_start_fits, no_place (one session), too_many_sessions, rooms_overfull, plenary_crowded, person_overbooked,
    theme_overbooked, resource_short (facts: n_needed and n_there, both in slots), order_impossible, pair_impossible, pins_clash.
    Raises ProblemError for a problem with faults.
    """
    if found := faults(problem):
        raise ProblemError(found)
    return tuple(quick(Scope(Facts(problem))))


def quick(scope: Scope) -> Iterator[Reason]:
    """Sessions without a place are told once, and left out of what follows."""
    alone = list(singles(scope))
    yield from alone
    shut = {scope.facts.session_number[session] for reason in alone for session in reason.sessions}
    left = scope.facts.musts - shut
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for reason in chain(pins(scope, left), crowds(scope, left), pairs(scope, left), chains(scope, left)):
        if (reason.sessions, reason.rules) not in told:
            told.add((reason.sessions, reason.rules))
            yield reason


def singles(scope: Scope) -> Iterator[Reason]:
    for number in sorted(scope.facts.musts):
        if not scope.spots(number):
            bars = needed(scope, number)
            yield scope.reason(code_of_one(bars), (number,), {bar.part for bar in bars}, {}, is_minimal=True)


def needed(scope: Scope, number: int) -> list[Bar]:
    """Bars that leave no place, none of their rules and none of them too many."""
    kept = list(scope.bars[number])
    for rule in reversed(scope.facts.rules):
        fewer = [bar for bar in kept if bar.rule is not rule]
        kept = fewer if scope.is_shut(number, fewer) else kept
    for bar in reversed(scope.bars[number]):
        fewer = [one for one in kept if one is not bar]
        kept = fewer if scope.is_shut(number, fewer) else kept
    return kept
