"""Changes of a timetable: each writes what is to go where into a `Plan`, and says whether it found something to do. Compiled."""

import numpy as np
from numpy.typing import NDArray

from essaim.scheduling.compile.arrays import Arrays, Smalls
from essaim.scheduling.solvers.jit import Number, inlined, within
from essaim.scheduling.solvers.kernel import count, put, take
from essaim.scheduling.solvers.plans import Plan, below, is_pinned, plan_one, there
from essaim.scheduling.solvers.state import State
from essaim.scheduling.solvers.theme_moves import plan_cell_of_theme, plan_exchange, plan_lay

RELOCATE, SWAP, CELLS, PACK, ROOMS, MARK, LAY, THEME, EXCHANGE = 0, 1, 2, 3, 4, 5, 6, 7, 8
N_MOVES = 9


@within
def plan_relocate(a: Arrays, x: State, p: Plan, i: Number, s: Number, r: Number) -> bool:
    """i to (s, r); who is there takes i's old place, one after another, if it is long enough."""
    if x.slot[i] == s and x.room[i] == r:
        return False
    n = a.length[i]
    found = there(x, r, a.span_tick[n, s, 0], a.span_tick[n, s, 1], p)
    if found < 0:
        return plan_one(p, i, s, r)
    plan_one(p, i, s, r)
    at, left, home = x.slot[i], a.n_slots[i], x.room[i]
    for e in range(found):
        j = p.near[e]
        if j == i:
            continue
        if is_pinned(a, j) or at < 0 or a.n_slots[j] > left:
            return False
        plan_one(p, j, at, home)
        left -= a.n_slots[j]
        if left > 0:
            own = a.length[j]
            at = next_start(a, own, at)
    return True


@inlined
def next_start(a: Arrays, n: Number, s: Number) -> int:
    """The slot of the same block that begins when a span ends; -1: none."""
    b = a.slot_block[s]
    first, size = a.block_slots[b, 0], a.block_slots[b, 1]
    for other in range(first, first + size):
        if a.slot_start[other] == a.span_end[n, s]:
            return other
    return -1


@within
def plan_cells(a: Arrays, x: State, p: Plan, b1: Number, r1: Number, b2: Number, r2: Number) -> bool:
    """All that two cells (block, room) hold changes places. Blocks of one size keep their gaps, others are filled from the start."""
    size1, size2 = a.block_slots[b1, 1], a.block_slots[b2, 1]
    if (b1 == b2 and r1 == r2) or size1 == 0 or size2 == 0:
        return False
    return plan_all(a, x, p, b1, r1, b2, r2, size1 == size2) and plan_all(a, x, p, b2, r2, b1, r1, size1 == size2) and p.size[0] > 0


@within
def plan_all(a: Arrays, x: State, p: Plan, b1: Number, r1: Number, b2: Number, r2: Number, keeps: bool) -> bool:
    """All of the first cell into the second."""
    found = there(x, r1, a.block_tick[b1, 0], a.block_tick[b1, 1], p)
    if found < 0:
        return False
    first, size = a.block_slots[b2, 0], a.block_slots[b2, 1]
    at = first
    for e in range(found):
        j = p.near[e]
        if is_pinned(a, j) or a.slot_block[x.slot[j]] != b1:
            return False
        if keeps:
            at = first + x.slot[j] - a.block_slots[b1, 0]
        if at + a.n_slots[j] > first + size or not plan_one(p, j, at, r2):
            return False
        at += a.n_slots[j]
    return True


@within
def plan_pack(a: Arrays, x: State, p: Plan, i: Number, b: Number, r: Number, at: Number) -> bool:
    """i becomes the at-th in a cell, which is filled from its start."""
    first, size = a.block_slots[b, 0], a.block_slots[b, 1]
    found = there(x, r, a.block_tick[b, 0], a.block_tick[b, 1], p)
    if size == 0 or found < 0:
        return False
    slot, place, done = first, 0, False
    for e in range(found + 1):
        if not done and (place == at or e == found):
            plan_one(p, i, slot, r)
            slot += a.n_slots[i]
            done = True
        if e == found:
            break
        j = p.near[e]
        if j == i:
            continue
        if is_pinned(a, j) or a.slot_block[x.slot[j]] != b:
            return False
        plan_one(p, j, slot, r)
        slot += a.n_slots[j]
        place += 1
    return slot <= first + size


@within
def plan_rooms(a: Arrays, x: State, p: Plan, r1: Number, r2: Number, b0: Number, b1: Number) -> bool:
    """Two rooms change what they hold, from block b0 to b1 (included)."""
    if r1 == r2:
        return False
    for b in range(b0, b1 + 1):
        if a.block_slots[b, 1] == 0:
            return False
        if not (plan_all(a, x, p, b, r1, b, r2, True) and plan_all(a, x, p, b, r2, b, r1, True)):
            return False
    return p.size[0] > 0


@within
def carry_out(a: Arrays, x: State, p: Plan) -> None:
    for n in range(p.size[0]):
        i = np.int64(p.who[n])
        s, r = np.int64(x.slot[i]), np.int64(x.room[i])
        p.old_slot[n], p.old_room[n] = s, r
        if s >= 0:
            take(a, x, i, s, r)
    for n in range(p.size[0]):
        if p.slot[n] >= 0:
            put(a, x, np.int64(p.who[n]), np.int64(p.slot[n]), np.int64(p.room[n]))


@within
def take_back(a: Arrays, x: State, p: Plan) -> None:
    """The cost is the caller's to restore: it was known before."""
    for step in range(2):
        for n in range(p.size[0]):
            s, r, sign = (p.slot[n], p.room[n], -1) if step == 0 else (p.old_slot[n], p.old_room[n], 1)
            if s >= 0:
                count(a, x, np.int64(p.who[n]), np.int64(s), np.int64(r), sign)


@within
def propose(a: Arrays, x: State, p: Plan, kind: Number, movable: Smalls, marks: Smalls, random: NDArray[np.uint64]) -> bool:
    """A change of this kind, drawn at random."""
    p.size[0] = 0
    if kind == MARK:
        return propose_mark(a, x, p, marks, random)
    i = np.int64(movable[below(random, len(movable))])
    if kind == LAY:
        return a.first_theme[i] >= 0 and plan_lay(a, x, p, np.int64(a.first_theme[i]))
    if kind == EXCHANGE:
        t, other = a.first_theme[i], a.first_theme[movable[below(random, len(movable))]]
        return t >= 0 and other >= 0 and plan_exchange(a, x, p, np.int64(t), np.int64(other))
    s = a.starts[a.start_ptr[i] + below(random, a.start_ptr[i + 1] - a.start_ptr[i])]
    r = a.halls[a.hall_ptr[i] + below(random, a.hall_ptr[i + 1] - a.hall_ptr[i])]
    if kind == RELOCATE:
        if below(random, 4) == 0:
            s = x.slot[i]
        elif below(random, 3) == 0:
            r = x.room[i]
        return plan_relocate(a, x, p, i, s, r)
    if kind == SWAP:
        j = movable[below(random, len(movable))]
        return i != j and plan_relocate(a, x, p, i, x.slot[j], x.room[j])
    b, home = a.slot_block[s], a.slot_block[x.slot[i]]
    if kind == CELLS:
        if below(random, 3) == 0:
            b = home
        elif below(random, 3) == 0:
            r = x.room[i]
        return plan_cells(a, x, p, home, x.room[i], b, r)
    if kind == THEME:
        return (
            a.first_theme[i] >= 0
            and a.block_slots[b, 1] > 0
            and plan_cell_of_theme(a, x, p, i, np.int64(b), np.int64(r), below(random, 4) == 0)
        )
    if kind == PACK:
        return propose_pack(a, x, p, i, b, r, movable, random)
    b0, b1 = home, home
    while b1 + 1 < len(a.block_slots) and below(random, 2) == 0:
        b1 += 1
    while b0 > 0 and below(random, 2) == 0:
        b0 -= 1
    return plan_rooms(a, x, p, x.room[i], r, b0, b1)


@within
def propose_pack(a: Arrays, x: State, p: Plan, i: Number, b: Number, r: Number, movable: Smalls, random: NDArray[np.uint64]) -> bool:
    """Into a cell at random, into one of its own theme, or elsewhere in its own."""
    how = below(random, 4)
    t = a.first_theme[i]
    if how == 0:
        b, r = a.slot_block[x.slot[i]], x.room[i]
    elif how < 3 and t >= 0 and a.member_ptr[t + 1] > a.member_ptr[t]:
        j = a.member[a.member_ptr[t] + below(random, a.member_ptr[t + 1] - a.member_ptr[t])]
        if x.slot[j] < 0:
            return False
        b, r = a.slot_block[x.slot[j]], x.room[j]
    return plan_pack(a, x, p, i, b, r, below(random, 8))


@within
def propose_mark(a: Arrays, x: State, p: Plan, marks: Smalls, random: NDArray[np.uint64]) -> bool:
    """A mark that takes no time comes, goes, or moves."""
    if len(marks) == 0:
        return False
    i = marks[below(random, len(marks))]
    if x.slot[i] >= 0 and below(random, 2) == 0:
        return plan_one(p, i, -1, -1)
    b = below(random, len(a.block_tick))
    if a.block_slots[b, 1] == 0:
        return False
    return plan_one(p, i, a.block_slots[b, 0], a.halls[a.hall_ptr[i] + below(random, a.hall_ptr[i + 1] - a.hall_ptr[i])])
