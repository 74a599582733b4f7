"""Rules on two sessions in the model: what holds between their starts, and sessions of one block in other rooms."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from essaim.scheduling.compile.arrays import (
    BOTH_MIN,
    MINUTE,
    NOT_BEFORE,
    OTHER_DAY,
    OVERLAP,
    OVERLAP_MIN,
    SAME_BLOCK_OTHER_ROOM,
    SAME_START,
    SHORT_PAUSE,
    SLOTS,
    Arrays,
    Ints,
)
from essaim.scheduling.solvers.exact.model import WITHIN_BLOCKS, Literal, Model, Terms, weighted

MOST_ROWS = 400_000
"""Of constraints on pairs; the dearest come first, what is left out costs nothing in the model."""
OF_TIME = {OVERLAP, SAME_START, OTHER_DAY, NOT_BEFORE, SHORT_PAUSE}


@dataclass(frozen=True, slots=True)
class Entry:
    """first, second: sessions, in the relation's order. pause: minutes."""

    first: int
    second: int
    kind: int
    per: int
    level: int
    cost: int
    pause: int = 0


def entries_of(a: Arrays) -> list[Entry]:
    found = []
    for i in range(len(a.length)):
        for e in range(a.pair_ptr[i], a.pair_ptr[i + 1]):
            if a.pair_first[e]:
                kind, per, level, cost = int(a.pair_kind[e]), int(a.pair_per[e]), int(a.pair_level[e]), int(a.pair_cost[e])
                found.append(Entry(i, int(a.pair_other[e]), kind, per, level, cost, int(a.pair_pause[e])))
        for e in range(a.overlap_ptr[i], a.overlap_ptr[i + 1]):
            j = int(a.overlap_other[e])
            if i < j:
                for level in range(3):
                    if a.overlap_cost[e, level]:
                        found.append(Entry(i, j, OVERLAP, 0, level, int(a.overlap_cost[e, level])))
                    if a.overlap_minute_cost[e, level]:
                        found.append(Entry(i, j, OVERLAP, OVERLAP_MIN, level, int(a.overlap_minute_cost[e, level])))
    return found


def add_pairs(model: Model) -> None:
    a = model.a
    entries = [one for one in entries_of(a) if one.level > 0 or one.kind in OF_TIME]
    entries.sort(key=lambda one: (one.level, -abs(one.cost), one.first, one.second, one.kind, one.per))
    rows = 0
    rewards: defaultdict[int, int] = defaultdict(int)
    for one in entries:
        fits = rows < MOST_ROWS and not (model.by_block and one.kind in WITHIN_BLOCKS)
        is_free = not a.is_optional[one.first] and not a.is_optional[one.second]
        if fits and is_free and one.kind in OF_TIME:
            rows += add_timed(model, one)
        elif fits and one.kind == SAME_BLOCK_OTHER_ROOM and one.per == 0 and one.cost > 0 and model.cell[one.first]:
            rows += add_same_block(model, one)
        elif one.cost < 0:
            rewards[one.level] += one.cost * longest(a, one)
    for level, amount in rewards.items():
        model.constant[level] += amount


def longest(a: Arrays, one: Entry) -> int:
    """The most a pair can amount to."""
    if one.per == 0:
        return 1
    return int(a.span_minutes[a.length[one.first]].max() + a.span_minutes[a.length[one.second]].max())


def amounts(a: Arrays, one: Entry, firsts: NDArray[np.int64], seconds: NDArray[np.int64]) -> Ints:
    """(n_firsts, n_seconds) what the relation amounts to, by the two starts."""
    n, m = a.length[one.first], a.length[one.second]
    start, end = a.slot_start[firsts][:, None], a.span_end[n, firsts][:, None]
    other_start, other_end = a.slot_start[seconds][None, :], a.span_end[m, seconds][None, :]
    common = np.minimum(end, other_end) - np.maximum(start, other_start)
    same_day = a.slot_day[firsts][:, None] == a.slot_day[seconds][None, :]
    if one.kind == OVERLAP:
        holds = common > 0
    elif one.kind == SAME_START:
        holds = (firsts[:, None] == seconds[None, :]) & (common > 0)
    elif one.kind == OTHER_DAY:
        holds = ~same_day
    elif one.kind == NOT_BEFORE:
        holds = other_start < end
    else:
        holds = (common > 0) | (same_day & (-common < one.pause))
    minutes, other_minutes = a.span_minutes[n, firsts][:, None], a.span_minutes[m, seconds][None, :]
    if one.per == OVERLAP_MIN:
        number: Ints = np.maximum(0, common)
    elif one.per == MINUTE:
        number = minutes + 0 * other_minutes
    elif one.per == BOTH_MIN:
        number = minutes + other_minutes
    elif one.per == SLOTS:
        number = a.shared[n, firsts][:, m, seconds].astype(np.int64)
    else:
        number = np.ones_like(common)
    return holds * number


def add_timed(model: Model, one: Entry) -> int:
    """A relation of the two starts alone; rows added."""
    a, cp = model.a, model.cp
    firsts, seconds = np.array(list(model.at[one.first]), np.int64), np.array(list(model.at[one.second]), np.int64)
    found = amounts(a, one, firsts, seconds) * one.cost
    if not found.any():
        return 0
    ours, theirs = list(model.at[one.first].values()), list(model.at[one.second].values())
    if one.level == 0:
        for row, mine in zip(found, ours, strict=True):
            if row.all():
                cp.add(mine == 0)
            elif (row > 0).any():
                allowed = [their for their, amount in zip(theirs, row, strict=True) if amount <= 0]
                cp.add_bool_or([~mine, *allowed])
        return len(ours)
    least, most = int(found.min()), int(found.max())
    lowest, values = min(0, least), set(np.unique(found)) - {0}
    if len(values) == 1 and most > 0:
        holds = model.new(f"p{one.first},{one.second},{one.kind}")
        model.add_cost(holds, level_costs(one.level, most))
        for row, mine in zip(found, ours, strict=True):
            bad = [their for their, amount in zip(theirs, row, strict=True) if amount]
            if bad:
                cp.add(mine + sum_of(bad) <= 1 + holds)
        return len(ours)
    cost = cp.new_int_var(lowest, max(0, most), f"q{one.first},{one.second},{one.kind}")
    model.add_cost(cost, level_costs(one.level, 1))
    for row, mine in zip(found, ours, strict=True):
        top = max(0, int(row.max())) - lowest
        parts: Terms = [(their, int(amount)) for their, amount in zip(theirs, row, strict=True) if amount]
        cp.add(weighted([*parts, (mine, top)]) <= cost + top)
    return len(ours)


def sum_of(literals: list[Literal]) -> cp_model.LinearExpr:
    return weighted([(literal, 1) for literal in literals])


def level_costs(level: int, amount: int) -> tuple[int, int, int]:
    return (amount if level == 0 else 0, amount if level == 1 else 0, amount if level == 2 else 0)


def add_same_block(model: Model, one: Entry) -> int:
    """Both in a block, in two rooms; rows added."""
    ours, theirs = model.cell[one.first], model.cell[one.second]
    blocks = sorted({b for b, _ in ours} & {b for b, _ in theirs})
    if not blocks:
        return 0
    if one.level == 0:
        return 0  # left out: allows more
    apart = model.new(f"d{one.first},{one.second}")
    model.add_cost(apart, level_costs(one.level, one.cost))
    rows = 0
    for b in blocks:
        for (block, r), mine in ours.items():
            if block == b:
                others = [their for (their_block, their_room), their in theirs.items() if their_block == b and their_room != r]
                model.cp.add(mine + sum_of(others) <= 1 + apart)
                rows += 1
    return rows
