"""Rules on themes and cells (room × block), as matrices."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from essaim.scheduling.compile.arrays import Flags, Ints, Smalls
from essaim.scheduling.compile.naming import Numbers
from essaim.scheduling.compile.places import N_LEVELS
from essaim.scheduling.constraints import (
    CellCosts,
    OneThemeACell,
    Rule,
    ThemeCellsTogether,
    ThemePositions,
    ThemeRooms,
    ThemeRuns,
    ThemesTogether,
)
from essaim.scheduling.problem import Problem

CELL_RULES = (OneThemeACell, CellCosts, ThemesTogether, ThemeCellsTogether, ThemeRuns)


@dataclass(frozen=True, slots=True)
class Themes:
    ptr: Smalls
    of: Smalls
    first: Smalls
    rooms_cost: Ints
    rooms_day: Flags
    theme_block: Ints
    theme_room: Ints
    block_room: Ints
    mixed: Ints
    similar: Ints
    similar_ptr: Smalls
    similar_theme: Smalls
    together: Ints
    runs: Ints
    position_cost: Ints
    position: Smalls
    member_ptr: Smalls
    member: Smalls
    uses_cells: Flags


def themes_of(problem: Problem, numbers: Numbers) -> Themes:
    sessions = problem.sessions
    first = np.array([numbers.theme[one.themes[0]] if one.themes else -1 for one in sessions], np.int32)
    ptr, of = ragged([[numbers.theme[theme] for theme in dict.fromkeys(one.themes)] for one in sessions])
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(sessions):
        if one.n_slots and first[number] >= 0:
            members[int(first[number])].append(number)
    member_ptr, member = ragged([members[theme] for theme in range(len(numbers.theme))])
    cells = cell_costs(problem, numbers)
    similar = similarities(problem, numbers)
    similar_ptr, similar_theme = ragged([list(np.flatnonzero(similar[theme].any(axis=1))) for theme in range(len(numbers.theme))])
    position = np.zeros(len(sessions), np.int32)
    for rule in problem.rules:
        if isinstance(rule, ThemePositions) and rule.weight:
            for name, order in rule.orders.items():
                position[numbers.session[name]] = order
    return Themes(
        ptr=ptr,
        of=of,
        first=first,
        rooms_cost=by_level(problem, ThemeRooms),
        rooms_day=np.array([any(isinstance(rule, ThemeRooms) and rule.weight and rule.per_day for rule in problem.rules)]),
        theme_block=cells[0],
        theme_room=cells[1],
        block_room=cells[2],
        mixed=by_level(problem, OneThemeACell),
        similar=similar,
        similar_ptr=similar_ptr,
        similar_theme=similar_theme,
        together=by_level(problem, ThemeCellsTogether),
        runs=by_level(problem, ThemeRuns),
        position_cost=by_level(problem, ThemePositions),
        position=position,
        member_ptr=member_ptr,
        member=member,
        uses_cells=np.array([any(isinstance(rule, CELL_RULES) and rule.weight for rule in problem.rules)]),
    )


def by_level(problem: Problem, kind: type[Rule]) -> Ints:
    """(n_levels,) weights of all rules of a kind, added."""
    costs = np.zeros(N_LEVELS, np.int64)
    for rule in problem.rules:
        if isinstance(rule, kind):
            costs[rule.level] += rule.weight
    return costs


def ragged(rows: "list[list[int]]") -> tuple[Smalls, Smalls]:
    """Rows of different lengths as (where each begins, all in one)."""
    ptr = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=ptr[1:])
    return ptr, np.array([one for row in rows for one in row], np.int32)


def cell_costs(problem: Problem, numbers: Numbers) -> tuple[Ints, Ints, Ints]:
    theme_block = np.zeros((len(numbers.theme), len(numbers.block), N_LEVELS), np.int64)
    theme_room = np.zeros((len(numbers.theme), len(numbers.room), N_LEVELS), np.int64)
    block_room = np.zeros((len(numbers.block), len(numbers.room), N_LEVELS), np.int64)
    for rule in problem.rules:
        if isinstance(rule, CellCosts):
            fill(theme_block, rule, rule.theme_block, numbers.theme, numbers.block)
            fill(theme_room, rule, rule.theme_room, numbers.theme, numbers.room)
            fill(block_room, rule, rule.block_room, numbers.block, numbers.room)
    return theme_block, theme_room, block_room


def fill(costs: Ints, rule: Rule, given: Mapping[tuple[str, str], int], rows: dict[str, int], columns: dict[str, int]) -> None:
    for (row, column), number in given.items():
        if row in rows:
            costs[rows[row], columns[column], rule.level] += rule.weight * number


def similarities(problem: Problem, numbers: Numbers) -> Ints:
    similar = np.zeros((len(numbers.theme), len(numbers.theme), N_LEVELS), np.int64)
    for rule in problem.rules:
        if isinstance(rule, ThemesTogether):
            for (first, second), number in rule.numbers.items():
                if first in numbers.theme and second in numbers.theme and first != second:
                    i, j = numbers.theme[first], numbers.theme[second]
                    similar[i, j, rule.level] += rule.weight * number
                    similar[j, i, rule.level] += rule.weight * number
    return similar
