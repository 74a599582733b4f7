"""Changes of a whole theme: its sessions are laid anew into its cells (room × block), in the order asked for. Compiled."""

import numpy as np

from essaim.scheduling.compile.arrays import Arrays
from essaim.scheduling.solvers.jit import Number, within
from essaim.scheduling.solvers.plans import LONGEST, Plan, is_pinned, plan_one, there
from essaim.scheduling.solvers.state import State


@within
def cells_of(a: Arrays, x: State, p: Plan, t: Number, leaving: Number, coming: Number) -> int:
    """The cells of a theme, as numbers (block × rooms + room) in reading order, into `p.cells`, without `leaving`, with `coming` (-1: none)."""
    n_rooms, n = len(a.room_site), 0
    for e in range(a.member_ptr[t] - 1, a.member_ptr[t + 1]):
        if e < a.member_ptr[t]:
            key = coming
        else:
            j = a.member[e]
            if x.slot[j] < 0:
                return -1
            key = np.int64(a.slot_block[x.slot[j]]) * n_rooms + x.room[j]
            if key == leaving:
                continue
        if key < 0:
            continue
        at = n
        while at > 0 and p.cells[at - 1] > key:
            at -= 1
        if at > 0 and p.cells[at - 1] == key:
            continue
        if n >= LONGEST:
            return -1
        for later in range(n, at, -1):
            p.cells[later] = p.cells[later - 1]
        p.cells[at] = key
        n += 1
    return n


@within
def sequence_of(a: Arrays, x: State, p: Plan, t: Number) -> int:
    """A theme's sessions as they are to be read, into `p.sequence`: who has a position at it, the others as they stand now."""
    first, last = a.member_ptr[t], a.member_ptr[t + 1]
    n, n_rooms, n_slots = last - first, len(a.room_site), len(a.slot_block)
    if n > LONGEST:
        return -1
    for at in range(n):
        p.sequence[at] = -1
    others = 0
    for e in range(first, last):
        j = a.member[e]
        if is_pinned(a, j) or x.slot[j] < 0:
            return -1
        wanted = a.position[j]
        if 0 < wanted <= n and p.sequence[wanted - 1] < 0:
            p.sequence[wanted - 1] = j
            continue
        key = (np.int64(a.slot_block[x.slot[j]]) * n_rooms + x.room[j]) * n_slots + x.slot[j]
        at = others
        while at > 0 and x.keys[at - 1] > key:
            x.keys[at], p.near[at] = x.keys[at - 1], p.near[at - 1]
            at -= 1
        x.keys[at], p.near[at] = key, j
        others += 1
    at = 0
    for e in range(others):
        while p.sequence[at] >= 0:
            at += 1
        p.sequence[at] = p.near[e]
    return n


@within
def plan_theme(a: Arrays, x: State, p: Plan, t: Number, n_cells: Number) -> bool:
    """All of a theme into `p.cells`, each filled from its start."""
    n, n_rooms = sequence_of(a, x, p, t), len(a.room_site)
    if n < 0:
        return False
    cell, used = 0, 0
    for at in range(n):
        j = p.sequence[at]
        while cell < n_cells and used + a.n_slots[j] > a.block_slots[p.cells[cell] // n_rooms, 1]:
            cell, used = cell + 1, 0
        if cell >= n_cells or not plan_one(p, j, a.block_slots[p.cells[cell] // n_rooms, 0] + used, p.cells[cell] % n_rooms):
            return False
        used += a.n_slots[j]
    return True


@within
def plan_lay(a: Arrays, x: State, p: Plan, t: Number) -> bool:
    n = cells_of(a, x, p, t, -1, -1)
    return n > 0 and plan_theme(a, x, p, t, n)


@within
def plan_cell_of_theme(a: Arrays, x: State, p: Plan, i: Number, b: Number, r: Number, keeps: bool) -> bool:
    """The theme of i gives its cell for another (keeps: takes one more); who holds that takes the first. Both are laid anew."""
    n_rooms, t = len(a.room_site), a.first_theme[i]
    old, new = np.int64(a.slot_block[x.slot[i]]) * n_rooms + x.room[i], np.int64(b) * n_rooms + r
    found = there(x, r, a.block_tick[b, 0], a.block_tick[b, 1], p)
    if old == new or found < 0:
        return False
    other = t
    if found > 0:
        other = a.first_theme[p.near[0]]
    leaving = -1 if keeps and other == t else old
    n = cells_of(a, x, p, t, leaving, new)
    if n <= 0 or not plan_theme(a, x, p, t, n):
        return False
    if other == t:
        return True
    if other < 0:
        return False
    n = cells_of(a, x, p, other, new, old)
    return n > 0 and plan_theme(a, x, p, other, n)


@within
def plan_exchange(a: Arrays, x: State, p: Plan, t: Number, other: Number) -> bool:
    """Two themes take each other's cells, and are laid anew in them."""
    if t == other:
        return False
    n = cells_of(a, x, p, t, -1, -1)
    if n <= 0 or not plan_theme(a, x, p, other, n):
        return False
    n = cells_of(a, x, p, other, -1, -1)
    return n > 0 and plan_theme(a, x, p, t, n)
