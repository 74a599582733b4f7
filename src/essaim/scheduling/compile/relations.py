"""Every rule on two sessions as entries (first, second, relation, amount, level, cost), gathered per session."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from essaim.scheduling.compile import arrays
from essaim.scheduling.compile.arrays import Flags, Ints, Smalls
from essaim.scheduling.compile.naming import Numbers
from essaim.scheduling.constraints import (
    Pairs,
    Per,
    PersonClash,
    PersonTravel,
    PlenaryAlone,
    Rule,
    ThemeOrder,
    ThemeParallel,
    ThemePositions,
    When,
)
from essaim.scheduling.problem import Problem, Session

KINDS = {
    When.OVERLAP: arrays.OVERLAP,
    When.SAME_START: arrays.SAME_START,
    When.SAME_BLOCK_OTHER_ROOM: arrays.SAME_BLOCK_OTHER_ROOM,
    When.SAME_DAY_OTHER_ROOM: arrays.SAME_DAY_OTHER_ROOM,
    When.OTHER_DAY: arrays.OTHER_DAY,
    When.NOT_BEFORE: arrays.NOT_BEFORE,
    When.NOT_RIGHT_AFTER: arrays.NOT_RIGHT_AFTER,
    When.SHORT_PAUSE: arrays.SHORT_PAUSE,
    When.LARGER_ROOM: arrays.LARGER_ROOM,
}
PERS = {Per.MATCH: arrays.MATCH, Per.OVERLAP_MIN: arrays.OVERLAP_MIN, Per.MINUTE: arrays.MINUTE, Per.BOTH_MIN: arrays.BOTH_MIN}

Key = tuple[int, int, int, int, int, int]
"""first, second, kind, per, level, pause (minutes)"""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Costs of two sessions that overlap: once, and per minute."""

    ptr: Ints
    other: Smalls
    cost: Ints
    minute_cost: Ints


@dataclass(frozen=True, slots=True)
class Relations:
    """All other relations."""

    overlaps: Overlaps
    ptr: Ints
    other: Smalls
    kind: Smalls
    per: Smalls
    first: Flags
    level: Smalls
    cost: Ints
    pause: Smalls


def relations_of(problem: Problem, numbers: Numbers) -> Relations:
    """Entries of one relation between the same two sessions are one, their costs added."""
    costs: defaultdict[Key, int] = defaultdict(int)
    for rule in problem.rules:
        if rule.weight:
            for first, second, kind, per, number, pause in entries(rule, problem, numbers):
                costs[first, second, kind, per, rule.level, pause] += rule.weight * number
    n_sessions = len(problem.sessions)
    is_overlap = {key: key[2] == arrays.OVERLAP and key[3] in {arrays.MATCH, arrays.OVERLAP_MIN} for key in costs}
    overlaps = overlapping(n_sessions, {key: cost for key, cost in costs.items() if is_overlap[key]})
    return gathered(n_sessions, {key: cost for key, cost in costs.items() if cost and not is_overlap[key]}, overlaps)


def overlapping(n_sessions: int, costs: dict[Key, int]) -> Overlaps:
    """One entry a pair, standing with both its sessions."""
    sums: dict[tuple[int, int], list[int]] = {}
    for (first, second, _, per, level, _), cost in costs.items():
        sums.setdefault((min(first, second), max(first, second)), [0] * 6)[level + 3 * (per == arrays.OVERLAP_MIN)] += cost
    rows = np.array([(*pair, *cost) for pair, cost in sums.items()], np.int64).reshape(-1, 8)
    own, other = np.concatenate([rows[:, 0], rows[:, 1]]), np.concatenate([rows[:, 1], rows[:, 0]])
    order = np.lexsort((other, own))
    both = np.concatenate([rows, rows])[order]
    return Overlaps(pointers(own, n_sessions), other[order].astype(np.int32), both[:, 2:5].copy(), both[:, 5:8].copy())


def pointers(own: Ints, n_sessions: int) -> Ints:
    ptr = np.zeros(n_sessions + 1, np.int64)
    np.cumsum(np.bincount(own, minlength=n_sessions), out=ptr[1:])
    return ptr


Entry = tuple[int, int, int, int, int, int]
"""first, second, kind, per, number, pause (minutes)"""


def entries(rule: Rule, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    found = ENTRIES.get(type(rule))
    return found(rule, problem, numbers) if found else iter(())


def of_pairs(rule: Pairs, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    kind, per = KINDS[rule.when], PERS[rule.per]
    for one in rule.pairs:
        yield numbers.session[one.first], numbers.session[one.second], kind, per, one.number, rule.pause_min


def of_people(rule: PersonClash, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    for (i, j), shared in sharing(problem.sessions, lambda one: one.people).items():
        yield i, j, arrays.OVERLAP, arrays.OVERLAP_MIN, shared, 0


def of_ways(rule: PersonTravel, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    if rule.pause_min or any(problem.travel_min.values()):
        for (i, j), shared in sharing(problem.sessions, lambda one: one.people).items():
            yield i, j, arrays.SHORT_TRAVEL, arrays.MATCH, shared, rule.pause_min


def of_themes(rule: ThemeParallel, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    for (i, j), shared in sharing(problem.sessions, lambda one: one.themes).items():
        yield i, j, arrays.OVERLAP, arrays.MATCH, shared, 0


def of_plenaries(rule: PlenaryAlone, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    sessions = problem.sessions
    for i, plenary in enumerate(sessions):
        for j, other in enumerate(sessions if plenary.is_plenary else ()):
            if i != j and not (other.is_plenary and j < i):
                yield i, j, arrays.OVERLAP, arrays.OVERLAP_MIN, 1, 0


def of_orders(rule: ThemeOrder, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    for i, j in ranked(problem.sessions, rule.orders):
        if rule.orders[problem.sessions[i].id] != rule.orders[problem.sessions[j].id]:
            yield i, j, arrays.NOT_BEFORE, arrays.MATCH, 1, 0


def of_positions(rule: ThemePositions, problem: Problem, numbers: Numbers) -> Iterator[Entry]:
    for i, j in ranked(problem.sessions, rule.orders):
        yield i, j, arrays.OVERLAP, arrays.SLOTS, 1, 0


ENTRIES: dict[type[Rule], Callable[[Any, Problem, Numbers], Iterator[Entry]]] = {
    Pairs: of_pairs,
    PersonClash: of_people,
    PersonTravel: of_ways,
    ThemeParallel: of_themes,
    PlenaryAlone: of_plenaries,
    ThemeOrder: of_orders,
    ThemePositions: of_positions,
}


def sharing(sessions: tuple[Session, ...], things: Callable[[Session], Iterable[str]]) -> dict[tuple[int, int], int]:
    """(i, j) with i < j → how many things both have."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(sessions):
        for thing in set(things(one)):
            having[thing].append(number)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for thing in sorted(having):
        for pair in combinations(having[thing], 2):
            shared[pair] += 1
    return shared


def ranked(sessions: tuple[Session, ...], orders: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of one theme with an order, the lower order first."""
    by_theme: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(sessions):
        if orders.get(one.id) and one.themes:
            by_theme[one.themes[0]].append(number)
    for members in by_theme.values():
        yield from combinations(sorted(members, key=lambda number: (orders[sessions[number].id], number)), 2)


def gathered(n_sessions: int, costs: dict[Key, int], overlaps: Overlaps) -> Relations:
    """Each entry stands with both its sessions."""
    rows = np.array([(*key, cost) for key, cost in costs.items()], np.int64).reshape(-1, 7)
    first, second = rows[:, 0], rows[:, 1]
    own, other = np.concatenate([first, second]), np.concatenate([second, first])
    is_first = np.concatenate([np.ones(len(rows), bool), np.zeros(len(rows), bool)])
    both = np.concatenate([rows, rows])
    order = np.lexsort((other, own))
    small = [both[order, column].astype(np.int32) for column in (2, 3, 4, 5)]
    return Relations(
        overlaps,
        pointers(own, n_sessions),
        other[order].astype(np.int32),
        small[0],
        small[1],
        is_first[order],
        small[2],
        both[order, 6],
        small[3],
    )
