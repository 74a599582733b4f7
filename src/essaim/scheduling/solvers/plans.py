"""What a change is made of, and chance."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from essaim.scheduling.compile.arrays import Arrays, Ints, Smalls
from essaim.scheduling.solvers.jit import Number, inlined, within
from essaim.scheduling.solvers.state import State

LONGEST = 1024
"""Sessions one change may move."""


class Plan(NamedTuple):
    """Who is to go where."""

    who: Smalls
    slot: Smalls
    """-1: to be unplaced."""
    room: Smalls
    old_slot: Smalls
    old_room: Smalls
    size: Smalls
    """(1,)"""
    near: Smalls
    """Sessions found somewhere."""
    sequence: Smalls
    cells: Ints


def empty_plan() -> Plan:
    def room() -> Smalls:
        return np.zeros(LONGEST, np.int32)

    return Plan(room(), room(), room(), room(), room(), np.zeros(1, np.int32), room(), room(), np.zeros(LONGEST, np.int64))


@within
def chance(random: NDArray[np.uint64]) -> np.uint64:
    """xorshift64*: the next number of `random` (1,), which must not be 0."""
    z = random[0]
    z ^= z >> np.uint64(12)
    z ^= z << np.uint64(25)
    z ^= z >> np.uint64(27)
    random[0] = z
    return z * np.uint64(2685821657736338717)


@within
def below(random: NDArray[np.uint64], n: Number) -> Number:
    """A number from 0 to n - 1."""
    return np.int64((chance(random) >> np.uint64(33)) % np.uint64(n))


@within
def unit(random: NDArray[np.uint64]) -> float:
    return np.float64(chance(random) >> np.uint64(11)) / 9007199254740992.0


@inlined
def plan_one(p: Plan, i: Number, s: Number, r: Number) -> bool:
    n = p.size[0]
    if n >= LONGEST:
        return False
    p.who[n], p.slot[n], p.room[n] = i, s, r
    p.size[0] = n + 1
    return True


@within
def there(x: State, r: Number, k0: Number, k1: Number, p: Plan) -> int:
    """Who is in a room between two ticks, into `p.near`, in order: how many; -1 where two share a tick."""
    n, last = 0, 0
    for k in range(k0, k1):
        if x.held[r, k] > 1:
            return -1
        if x.held[r, k] == 1:
            j = x.holder[r, k]
            if j != last:
                if n >= LONGEST:
                    return -1
                p.near[n] = j - 1
                n += 1
            last = j
    return n


@inlined
def is_pinned(a: Arrays, i: Number) -> bool:
    return a.pin_slot[i] >= 0
