"""CP-SAT on the model: from the best that is known, for better ones and for a bound."""

from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from essaim.scheduling.compile.arrays import Arrays, Smalls
from essaim.scheduling.result import Cost
from essaim.scheduling.solvers.exact.model import MOST_CELLS, Model, cells, decoded, model_of, weighted
from essaim.scheduling.solvers.exact.pairs import add_pairs
from essaim.scheduling.solvers.exact.themes import add_themes
from essaim.scheduling.solvers.exact.whole import add_whole
from essaim.scheduling.solvers.kernel import place_all
from essaim.scheduling.solvers.state import empty_state

WORKERS = 8
"""Even on two cores: with one, CP-SAT finds far worse or nothing."""


@dataclass
class Exact:
    """bound: of the soft cost, over all timetables that keep the hard rules; None: none known. is_impossible: proved that none keeps them."""

    a: Arrays
    seed: int
    model: Model | None = None
    bound: int | None = None
    is_impossible: bool = False
    best: Cost | None = None
    slot: Smalls = field(default_factory=lambda: np.zeros(0, np.int32))
    room: Smalls = field(default_factory=lambda: np.zeros(0, np.int32))
    solver: cp_model.CpSolver = field(default_factory=cp_model.CpSolver)

    @property
    def fits(self) -> bool:
        """Not for what is too large, nor with costs of the middle level, for which no bound is told, nor with rewards at the hard one."""
        a = self.a
        middle = any(costs.any() for costs in (a.slot_cost[..., 1], a.room_cost[..., 1], a.pair_cost[a.pair_level == 1]))
        by_theme = (a.cell_theme_block, a.cell_theme_room, a.cell_block_room, a.similar)
        hard = (*(costs[..., 0] for costs in (a.slot_cost, a.room_cost, a.room_minute_cost, *by_theme)), a.pair_cost[a.pair_level == 0])
        both = a.overlap_cost, a.overlap_minute_cost
        rewards = any((costs < 0).any() for costs in (*hard, *(costs[:, 0] for costs in both)))
        return cells(a) <= MOST_CELLS and not middle and not rewards

    def make(self) -> Model | None:
        """The model, made once; None where it does not fit."""
        if self.model is None and self.fits:
            model = model_of(self.a)
            add_themes(model)
            add_pairs(model)
            add_whole(model)
            if not model.costs[1]:
                model.cp.minimize(weighted(model.costs[2]) + model.constant[2])
                self.model = model
        return self.model

    def run(self, slot: Smalls, room: Smalls, cost: Cost, *, seconds: float | None, effort: float | None) -> None:
        """From a timetable and its cost. effort: CP-SAT's own deterministic time; then the same seed gives the same answer."""
        model = self.make()
        if model is None:
            return
        self.best, self.slot, self.room = cost, slot.copy(), room.copy()
        hint(model, slot, room)
        self.solver = solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = WORKERS
        parameters.random_seed = self.seed % 2**31
        parameters.symmetry_level = 1
        if seconds is not None:
            parameters.max_time_in_seconds = max(0.05, seconds)
        if effort is not None:
            parameters.max_deterministic_time = effort
            parameters.interleave_search = True
        status = solver.solve(model.cp, Better(self, model))
        if status == cp_model.INFEASIBLE:
            self.is_impossible = True
        elif status != cp_model.MODEL_INVALID:
            self.note_bound(solver.best_objective_bound)

    def note_bound(self, value: float) -> None:
        if np.isfinite(value) and abs(value) < 2**52:
            found = int(np.ceil(value - 1e-6))
            self.bound = found if self.bound is None else max(self.bound, found)

    @property
    def is_proved(self) -> bool:
        """Nothing costs less than the best."""
        return self.best is not None and self.bound is not None and self.best.hard == 0 and self.best.soft <= self.bound

    def stop(self) -> None:
        self.solver.stop_search()


class Better(cp_model.CpSolverSolutionCallback):
    """Each solution scored anew."""

    def __init__(self, exact: Exact, model: Model) -> None:
        super().__init__()
        self.exact, self.model = exact, model

    def on_solution_callback(self) -> None:
        exact = self.exact
        slot, room = decoded(self.model, self)
        cost = cost_of(exact.a, slot, room)
        if exact.best is None or cost < exact.best:
            exact.best, exact.slot, exact.room = cost, slot, room


def cost_of(a: Arrays, slot: Smalls, room: Smalls) -> Cost:
    state = empty_state(a)
    place_all(a, state, slot, room)
    return Cost(*(int(part) for part in state.cost))


def hint(model: Model, slot: Smalls, room: Smalls) -> None:
    cp, a = model.cp, model.a
    cp.clear_hints()  # type: ignore[no-untyped-call]
    for i, starts in enumerate(model.at):
        s, r = int(slot[i]), int(room[i])
        begin = int(a.block_slots[a.slot_block[s], 0]) if model.by_block and s >= 0 else s
        for start, literal in starts.items():
            cp.add_hint(literal, start == begin)
        for hall, literal in model.room[i].items():
            cp.add_hint(literal, hall == r)
        for (b, hall), literal in model.cell[i].items():
            cp.add_hint(literal, s >= 0 and hall == r and b == a.slot_block[s])
    held = {(int(a.first_theme[i]), int(a.slot_block[slot[i]]), int(room[i])) for i in range(len(slot)) if slot[i] >= 0}
    for cell, literal in model.theme_cell.items():
        cp.add_hint(literal, cell in held)
