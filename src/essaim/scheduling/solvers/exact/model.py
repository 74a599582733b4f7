"""A problem as a model for CP-SAT whose every timetable that keeps the hard rules is a solution costing no more than the timetable does.

So its bound holds for the problem itself. What the model leaves out (rules that would make it too large or have no linear shape) costs
nothing in it or allows more; `solution` is therefore scored anew before it counts. Where nothing asks for a slot within a block, sessions
stand in blocks alone and `decoded` lays them out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from essaim.scheduling.compile.arrays import NOT_BEFORE, NOT_RIGHT_AFTER, OVERLAP, SAME_START, SHORT_PAUSE, Arrays, Smalls

Literal = cp_model.IntVar
Terms = list[tuple[cp_model.LinearExprT, int]]

MOST_CELLS = 150_000
"""Of `cells`, beyond which no model is made."""
WITHIN_BLOCKS = {OVERLAP, SAME_START, NOT_BEFORE, NOT_RIGHT_AFTER, SHORT_PAUSE}
"""Relations that ask where in its block a session stands."""


@dataclass
class Model:
    """at: session → slot (its block's first, where `by_block`) → literal. room: session → room → literal. cell: session → (block, room) →
    literal, where some rule asks. costs: level → what the objective adds up."""

    a: Arrays
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    at: list[dict[int, Literal]] = field(default_factory=list)
    room: list[dict[int, Literal]] = field(default_factory=list)
    cell: list[dict[tuple[int, int], Literal]] = field(default_factory=list)
    costs: list[Terms] = field(default_factory=lambda: [[], [], []])
    constant: list[int] = field(default_factory=lambda: [0, 0, 0])
    by_block: bool = False
    theme_cell: dict[tuple[int, int, int], Literal] = field(default_factory=dict)
    times: dict[int, tuple[Literal, Literal | int, cp_model.LinearExprT]] = field(default_factory=dict)
    _in_block: dict[tuple[int, int], cp_model.LinearExprT] = field(default_factory=dict)

    def new(self, name: str) -> Literal:
        return self.cp.new_bool_var(name)

    def add_cost(self, term: cp_model.LinearExprT, by_level: "np.ndarray[tuple[int], np.dtype[np.int64]] | tuple[int, int, int]") -> None:
        for level in range(3):
            if by_level[level]:
                self.costs[level].append((term, int(by_level[level])))

    def in_block(self, i: int, b: int) -> cp_model.LinearExprT:
        """1 where session i begins in block b."""
        key = (i, b)
        if key not in self._in_block:
            block = self.a.slot_block
            own = [literal for s, literal in self.at[i].items() if block[s] == b]
            self._in_block[key] = own[0] if len(own) == 1 else cp_model.LinearExpr.sum(own)
        return self._in_block[key]


def is_by_block(a: Arrays) -> bool:
    """Does no cost and no hard rule ask where in its block a session begins?"""
    if not a.uses_cells[0] or not a.clash_cost[0] or not a.mixed_cost[0] or (a.block_slots[:, 1] == 0).any():
        return False
    of_slots = a.closed_cost.any(axis=(0, 2))
    if of_slots.any() or len(a.resource_number) or len(a.language_people) or a.lonely.any() or a.travel.any():
        return False
    hard = a.pair_level == 0
    if any(kind in WITHIN_BLOCKS for kind in a.pair_kind[hard]) or a.overlap_cost[:, 0].any() or a.overlap_minute_cost[:, 0].any():
        return False
    if (a.pair_cost < 0).any() or (a.overlap_cost < 0).any() or (a.overlap_minute_cost < 0).any() or (a.pin_slot >= 0).any():
        return False
    firsts = a.block_slots[a.slot_block, 0]
    fits = (a.n_slots > 0)[:, None] & (a.span_lack[a.length] == 0)
    same = (a.slot_cost == a.slot_cost[:, firsts]).all(axis=2)
    return bool(same[fits].all())


def cells(a: Arrays) -> int:
    """Sessions × blocks × rooms, or × slots and + rooms where no rule asks for cells."""
    n_rooms = len(a.room_site)
    each = len(a.block_slots) * n_rooms if a.uses_cells[0] else len(a.slot_start) + 2 * n_rooms
    return len(a.length) * each


def model_of(a: Arrays) -> Model:
    """Places alone; costs are added by the modules beside this one."""
    model = Model(a, by_block=is_by_block(a))
    for i in range(len(a.length)):
        place(model, i)
    share_rooms(model)
    return model


def place(model: Model, i: int) -> None:
    """One start, one room; none for an optional session that is left out."""
    a = model.a
    starts = [int(s) for s in a.starts[a.start_ptr[i] : a.start_ptr[i + 1]]]
    halls = [int(r) for r in a.halls[a.hall_ptr[i] : a.hall_ptr[i + 1]]]
    if a.pin_slot[i] >= 0 and a.pin_cost[0]:
        starts, halls = [int(a.pin_slot[i])], [int(a.pin_room[i])]
    if model.by_block:
        starts = sorted({int(a.block_slots[a.slot_block[s], 0]) for s in starts})
    model.at.append({s: model.new(f"at{i},{s}") for s in starts})
    model.room.append({r: model.new(f"in{i},{r}") for r in halls})
    one_time, one_room = cp_model.LinearExpr.sum(list(model.at[i].values())), cp_model.LinearExpr.sum(list(model.room[i].values()))
    if a.is_optional[i]:
        present = model.new(f"is{i}")
        model.cp.add(one_time == present)
        model.cp.add(one_room == present)
    else:
        model.cp.add_exactly_one(model.at[i].values())
        model.cp.add_exactly_one(model.room[i].values())
    for s, literal in model.at[i].items():
        model.add_cost(literal, a.slot_cost[i, s] + a.lack_cost * a.span_lack[a.length[i], s])
        if model.a.closed_cost[a.length[i], s].any() and not model.by_block:
            for r in halls:
                if a.closed_cost[a.length[i], s, r, 0]:
                    model.cp.add_bool_or([~literal, ~model.room[i][r]])
    for r, literal in model.room[i].items():
        model.add_cost(literal, a.room_cost[i, r])
    minutes = a.span_minutes[a.length[i], starts]
    if a.room_minute_cost.shape[2] > 1:
        for r, literal in model.room[i].items():
            cost = a.room_minute_cost[i, r]
            model.add_cost(literal, np.where(cost < 0, cost * minutes.max(), cost * minutes.min()))
    add_cells(model, i, halls)


def add_cells(model: Model, i: int, halls: list[int]) -> None:
    """Where some rule asks for room × block."""
    a = model.a
    if not a.uses_cells[0]:
        model.cell.append({})
        return
    blocks = sorted({int(a.slot_block[s]) for s in model.at[i]})
    cells = {(b, r): model.new(f"c{i},{b},{r}") for b in blocks for r in halls}
    model.cell.append(cells)
    for b in blocks:
        model.cp.add(cp_model.LinearExpr.sum([cells[b, r] for r in halls]) == model.in_block(i, b))
    for r in halls:
        model.cp.add(cp_model.LinearExpr.sum([cells[b, r] for b in blocks]) == model.room[i][r])


def share_rooms(model: Model) -> None:
    """A room holds one session at a time, where that is hard."""
    a = model.a
    if not a.clash_cost[0]:
        return
    if not model.by_block:
        lasting = [i for i in range(len(a.length)) if a.n_slots[i] > 0]
        required = [model.cp.new_interval_var(*times_of(model, i), f"v{i}") for i in lasting if not a.is_optional[i]]
        model.cp.add_cumulative(required, [1] * len(required), len(a.room_site))  # said by what follows, but not seen at once
        for r in range(len(a.room_site)):
            model.cp.add_no_overlap([interval for i in lasting if (interval := interval_in(model, i, r)) is not None])
    if a.uses_cells[0] and not a.mixed_cost[0]:
        sums: defaultdict[tuple[int, int], Terms] = defaultdict(list)
        for i, cells in enumerate(model.cell):
            for at, literal in cells.items():
                sums[at].append((literal, int(a.n_slots[i])))
        for (b, _), parts in sums.items():
            if a.block_slots[b, 1]:
                model.cp.add(weighted(parts) <= int(a.block_slots[b, 1]))


def interval_in(model: Model, i: int, r: int) -> cp_model.IntervalVar | None:
    if r not in model.room[i]:
        return None
    begin, size, end = times_of(model, i)
    return model.cp.new_optional_interval_var(begin, size, end, model.room[i][r], f"v{i},{r}")


def times_of(model: Model, i: int) -> tuple[Literal, Literal | int, cp_model.LinearExprT]:
    """Begin, minutes, end; all 0 where it is left out."""
    if i in model.times:
        return model.times[i]
    a, n, starts = model.a, model.a.length[i], model.at[i]
    absent = {0} if a.is_optional[i] else set()
    lasts = absent | {int(a.span_end[n, s] - a.slot_start[s]) for s in starts}
    begin = variable(model, absent | {int(a.slot_start[s]) for s in starts}, f"begin{i}")
    model.cp.add(begin == weighted([(literal, int(a.slot_start[s])) for s, literal in starts.items()]))
    if len(lasts) == 1:
        last = lasts.pop()
        model.times[i] = begin, last, begin + last
    else:
        size, end = variable(model, lasts, f"size{i}"), variable(model, absent | {int(a.span_end[n, s]) for s in starts}, f"end{i}")
        model.cp.add(size == weighted([(literal, int(a.span_end[n, s] - a.slot_start[s])) for s, literal in starts.items()]))
        model.cp.add(end == begin + size)
        model.times[i] = begin, size, end
    return model.times[i]


def variable(model: Model, values: set[int], name: str) -> Literal:
    return model.cp.new_int_var_from_domain(cp_model.Domain.from_values(sorted(values)), name)


def weighted(parts: Sequence[tuple[cp_model.LinearExprT, int]]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([part for part, _ in parts], [weight for _, weight in parts])


def decoded(model: Model, value: "cp_model.CpSolverSolutionCallback | cp_model.CpSolver") -> tuple[Smalls, Smalls]:
    """(n_sessions,) slot and room; -1: unplaced. By blocks: each cell filled from its start, who has a position in its theme in that order."""
    a = model.a
    slot, room = np.full(len(a.length), -1, np.int32), np.full(len(a.length), -1, np.int32)
    held: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i in range(len(a.length)):
        for s, literal in model.at[i].items():
            if value.boolean_value(literal):
                slot[i] = s
        for r, literal in model.room[i].items():
            if value.boolean_value(literal):
                room[i] = r
        if model.by_block and slot[i] >= 0:
            held[int(a.slot_block[slot[i]]), int(room[i])].append(i)
    for (b, _), who in held.items():
        at, last = int(a.block_slots[b, 0]), int(a.block_slots[b].sum())
        for i in sorted((one for one in who if a.n_slots[one]), key=lambda one: (a.position[one] or 10**6, one)):
            slot[i] = min(at, last - 1)
            at += int(a.n_slots[i])
    return slot, room
