"""Simulated annealing over whole timetables: compiled, seeded, resumable between stretches of work."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from essaim.scheduling.compile import Compiled
from essaim.scheduling.compile.arrays import Arrays, Ints, Smalls
from essaim.scheduling.result import Cost
from essaim.scheduling.solvers.jit import Number, compiled, within
from essaim.scheduling.solvers.kernel import marginal, place_all, put
from essaim.scheduling.solvers.moves import N_MOVES, carry_out, propose, take_back
from essaim.scheduling.solvers.plans import Plan, empty_plan, unit
from essaim.scheduling.solvers.state import State, empty_state

CHUNK = 20_000
"""Changes tried between two looks at the clock."""


@compiled
def copy_into(target: Ints | Smalls, source: Ints | Smalls) -> None:
    """Without the temporary array that `target[:] = source` may make."""
    for at in range(len(source)):
        target[at] = source[at]


@compiled
def better(one: Ints, other: Ints) -> bool:
    for level in range(3):
        if one[level] != other[level]:
            return one[level] < other[level]
    return False


@within
def drawn(shares: NDArray[np.float64], random: NDArray[np.uint64]) -> int:
    """A kind of change."""
    draw, kind = unit(random), 0
    while kind < N_MOVES - 1 and draw >= shares[kind]:
        draw -= shares[kind]
        kind += 1
    return kind


@compiled
def anneal(
    a: Arrays,
    x: State,
    p: Plan,
    best_slot: Smalls,
    best_room: Smalls,
    best: Ints,
    movable: Smalls,
    marks: Smalls,
    shares: NDArray[np.float64],
    weights: NDArray[np.float64],
    hot: float,
    cold: float,
    n: Number,
    random: NDArray[np.uint64],
) -> int:
    """Tries n changes while the temperature falls from hot to cold; keeps the best seen. Number accepted."""
    before = x.before
    accepted = 0
    cooling = math.log(cold / hot) / max(1, n)
    temperature = hot
    for turn in range(n):
        if turn % 64 == 0:
            temperature = hot * math.exp(cooling * turn)
        if not propose(a, x, p, drawn(shares, random), movable, marks, random):
            continue
        copy_into(before, x.cost)
        carry_out(a, x, p)
        rise = 0.0
        for level in range(3):
            rise += weights[level] * (x.cost[level] - before[level])
        if rise > 0.0 and unit(random) >= math.exp(-rise / temperature):
            take_back(a, x, p)
            copy_into(x.cost, before)
            continue
        accepted += 1
        if rise < 0.0 and better(x.cost, best):
            copy_into(best, x.cost)
            copy_into(best_slot, x.slot)
            copy_into(best_room, x.room)
    return accepted


@compiled
def sample_rises(
    a: Arrays,
    x: State,
    p: Plan,
    movable: Smalls,
    marks: Smalls,
    shares: NDArray[np.float64],
    n: Number,
    random: NDArray[np.uint64],
    rises: Ints,
) -> int:
    """(n, n_levels) what n changes drawn at random would cost; number found."""
    found = 0
    before = x.before
    for _ in range(n):
        if not propose(a, x, p, drawn(shares, random), movable, marks, random):
            continue
        copy_into(before, x.cost)
        carry_out(a, x, p)
        for level in range(3):
            rises[found, level] = x.cost[level] - before[level]
        found += 1
        take_back(a, x, p)
        copy_into(x.cost, before)
    return found


@compiled
def place_greedily(a: Arrays, x: State, order: Smalls, tries: Number, weights: NDArray[np.float64], random: NDArray[np.uint64]) -> None:
    """Each session where it costs least of `tries` places drawn at random (all, where there are fewer)."""
    cost = x.before
    for i in order:
        if x.slot[i] >= 0:
            continue
        if a.pin_slot[i] >= 0:
            put(a, x, np.int64(i), np.int64(a.pin_slot[i]), np.int64(a.pin_room[i]))
            continue
        n_starts, n_halls = a.start_ptr[i + 1] - a.start_ptr[i], a.hall_ptr[i + 1] - a.hall_ptr[i]
        every = n_starts * n_halls <= tries
        least, at, home = np.inf, -1, -1
        for turn in range(n_starts * n_halls if every else tries):
            number = turn if every else np.int64(unit(random) * (n_starts * n_halls))
            s, r = a.starts[a.start_ptr[i] + number // n_halls], a.halls[a.hall_ptr[i] + number % n_halls]
            cost[:] = 0
            marginal(a, x, np.int64(i), np.int64(s), np.int64(r), cost, 1)
            total = weights[0] * cost[0] + weights[1] * cost[1] + weights[2] * cost[2] + unit(random) * 1e-3
            if total < least:
                least, at, home = total, s, r
        put(a, x, np.int64(i), np.int64(at), np.int64(home))


# RELOCATE, SWAP, CELLS, PACK, ROOMS, MARK, LAY, THEME
SHARES = np.array([0.48, 0.48, 0.02, 0.0, 0.02, 0.0, 0.0, 0.0, 0.0])
SHARES_OF_CELLS = np.array([0.27, 0.24, 0.15, 0.24, 0.03, 0.02, 0.0, 0.04, 0.01])
SHARES_OF_POSITIONS = np.array([0.15, 0.15, 0.12, 0.20, 0.03, 0.02, 0.08, 0.20, 0.05])


@dataclass
class Annealer:
    """One search. Not to be shared between threads."""

    problem: Compiled
    seed: int
    state: State = field(init=False)
    best: Ints = field(init=False)
    best_slot: Smalls = field(init=False)
    best_room: Smalls = field(init=False)
    work: int = 0

    def __post_init__(self) -> None:
        a = self.problem.arrays
        self.random = np.array([np.uint64((self.seed * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64 or 1)], np.uint64)
        self.plan = empty_plan()
        self.movable = np.flatnonzero(~a.is_optional & (a.pin_slot < 0)).astype(np.int32)
        self.marks = np.flatnonzero(a.is_optional).astype(np.int32)
        self.shares = shares_for(a)
        self.weights = np.array([1e6, 1e3, 1.0])
        self.rises = np.zeros(0)
        self.cold = 0.1
        self.state = empty_state(a)

    def begin(self, slot: Smalls | None = None, room: Smalls | None = None) -> None:
        """From a timetable, whose gaps are filled; without one, from nothing."""
        a, x = self.problem.arrays, empty_state(self.problem.arrays)
        if slot is not None and room is not None:
            place_all(a, x, slot, room)
        order = np.lexsort((np.diff(a.start_ptr) * np.diff(a.hall_ptr), -a.n_slots))
        required = np.array([i for i in order if not a.is_optional[i]], np.int32)
        place_greedily(a, x, required, 600, self.weights, self.random)
        self.state = x
        self.best, self.best_slot, self.best_room = x.cost.copy(), x.slot.copy(), x.room.copy()

    @property
    def best_cost(self) -> Cost:
        return Cost(*(int(one) for one in self.best))

    def temperature(self, quantile: float) -> float:
        """The quantile of what a change costs or saves, when the search begins; at least twice the temperature it ends at."""
        if not len(self.movable):
            return 2.0 * self.cold
        if not len(self.rises):
            self.sample()
        return max(2.0 * self.cold, float(np.quantile(self.rises, quantile)))

    def sample(self) -> None:
        """Looks at changes drawn at random: for temperatures, and for what a broken hard rule weighs."""
        rises = np.zeros((2000, 3), np.int64)
        n = sample_rises(self.problem.arrays, self.state, self.plan, self.movable, self.marks, self.shares, 2000, self.random, rises)
        soft = np.abs(rises[:n, 2])
        self.rises = np.sort(soft[soft > 0]).astype(np.float64) if soft.any() else np.ones(1)
        middle, high = float(np.median(self.rises)), float(np.quantile(self.rises, 0.98))
        self.weights = np.array([max(20.0 * middle, 2.0 * high), max(5.0 * middle, high), 1.0])
        self.cold = max(1e-3, 0.15 * float(self.rises[0]))

    def take_over_places(self, cost: Cost, slot: Smalls, room: Smalls) -> None:
        self.best, self.best_slot, self.best_room = np.array(cost, np.int64), slot.copy(), room.copy()

    def take_over(self, other: "Annealer") -> None:
        self.best, self.best_slot, self.best_room = other.best.copy(), other.best_slot.copy(), other.best_room.copy()

    def run(self, hot: float, cold: float, n: int) -> int:
        if not len(self.movable):
            self.work += n
            return 0
        self.work += n
        accepted: int = anneal(
            self.problem.arrays,
            self.state,
            self.plan,
            self.best_slot,
            self.best_room,
            self.best,
            self.movable,
            self.marks,
            self.shares,
            self.weights,
            hot,
            cold,
            n,
            self.random,
        )
        return accepted

    def back_to_best(self) -> None:
        a, x = self.problem.arrays, empty_state(self.problem.arrays)
        place_all(a, x, self.best_slot, self.best_room)
        self.state = x


def shares_for(a: Arrays) -> NDArray[np.float64]:
    """How often each kind of change is tried."""
    shares = SHARES_OF_POSITIONS if a.position_cost.any() else SHARES_OF_CELLS if a.uses_cells[0] else SHARES
    shares = shares.copy()
    if not a.is_optional.any():
        shares[0] += shares[5]
        shares[5] = 0.0
    return shares
