"""Several annealings side by side, round after round, each from the best that is known, and between them CP-SAT, for better ones and a bound.

Under a limit of work every stretch and every exchange stands at a fixed point, so that threads change nothing but the time it takes.
"""

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from threading import Event

from essaim.scheduling.compile import Compiled, compiled
from essaim.scheduling.constraints import STANDARD
from essaim.scheduling.problem import Place, Problem, Room, Session, Slot, Timetable
from essaim.scheduling.result import Step
from essaim.scheduling.solvers.annealing import Annealer
from essaim.scheduling.solvers.exact.model import cells
from essaim.scheduling.solvers.exact.run import Exact

WORKERS = 2
STRETCH = 20_000
"""Changes tried between two looks at the clock, under a limit of work."""
STRETCH_S = 0.15

CHANGES_PER_EFFORT = 400_000
"""Changes tried in the time that CP-SAT needs for one of its deterministic seconds, roughly."""


@dataclass(frozen=True, slots=True)
class Cooling:
    """quantiles: the temperature each worker begins at, as the quantile of what changes cost when the search begins; None: cold at once."""

    share: float
    quantiles: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Proving:
    share: float


SMALL = 4_000
"""Cells up to which CP-SAT is asked first: it may be done at once."""
FIRST = Proving(0.03)
FROM_START = Cooling(0.15, None)
"""Where a timetable is given: what is near it is looked at first."""
ROUNDS = (Cooling(0.26, (0.05, 0.5)), Proving(0.18), Cooling(0.24, (0.2, 0.01)), Cooling(0.16, (0.002, 0.05)), Cooling(0.16, (0.01, 0.002)))
"""Shares of the budget; they count in proportion."""


@dataclass(frozen=True, slots=True)
class Budget:
    began: float
    """time.monotonic()"""
    seconds: float | None
    work: int | None
    """Changes tried, by all workers together."""


@dataclass
class Search:
    problem: Compiled
    budget: Budget
    seed: int
    on_progress: Callable[[Step], bool | None] | None = None
    history: list[Step] = field(default_factory=list)
    workers: list[Annealer] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)
    exact: Exact = field(init=False)
    is_proving: bool = False
    is_started: bool = False

    def __post_init__(self) -> None:
        self.exact = Exact(self.problem.arrays, self.seed)

    @property
    def work(self) -> int:
        return sum(worker.work for worker in self.workers)

    @property
    def best(self) -> Annealer:
        return min(self.workers, key=lambda worker: worker.best_cost)

    def best_timetable(self) -> dict[str, Place]:
        return self.problem.timetable(self.best.best_slot, self.best.best_room)

    def run(self, start: Timetable | None) -> None:
        """Ends at the limit, when it is told to, or on Ctrl+C."""
        slot, room = self.problem.places(start) if start else (None, None)
        self.is_started = bool(start)
        self.workers = [Annealer(self.problem, self.seed * WORKERS + number) for number in range(WORKERS)]
        for worker in self.workers:
            worker.begin(slot, room)
        self.note()
        try:
            with ThreadPoolExecutor(WORKERS) as pool:
                self.run_rounds(pool)
        except KeyboardInterrupt:
            self.stopped.set()

    def run_rounds(self, pool: ThreadPoolExecutor) -> None:
        rounds: list[Cooling | Proving] = [one for one in ROUNDS if isinstance(one, Cooling) or self.exact.fits]
        if self.exact.fits and cells(self.problem.arrays) <= SMALL:
            rounds.insert(0, FIRST)
        if self.is_started:
            rounds.insert(0, FROM_START)
        whole, done = sum(one.share for one in rounds), 0.0
        for one in rounds:
            if self.stopped.is_set() or self.exact.is_proved or self.exact.is_impossible:
                return
            then = done + one.share / whole
            self.is_proving = isinstance(one, Proving)
            jobs = [pool.submit(self.prove, then)] if isinstance(one, Proving) else self.cooling(pool, one, done, then)
            try:
                while not all(job.done() for job in jobs):
                    time.sleep(0.3 if self.on_progress else 0.02)
                    self.note()
            finally:
                if not all(job.done() for job in jobs):
                    self.stopped.set()
                    self.exact.stop()
            for job in jobs:
                job.result()
            self.note()
            self.hand_on()
            done = then

    def cooling(self, pool: ThreadPoolExecutor, one: Cooling, begin: float, end: float) -> list[Future[None]]:
        hot = [worker.temperature(quantile) for worker, quantile in zip(self.workers, one.quantiles or (0.0, 0.0), strict=True)]
        if one.quantiles is None:
            hot = [worker.cold for worker in self.workers]
        return [pool.submit(self.cool, worker, begin, end, hot[number]) for number, worker in enumerate(self.workers)]

    def prove(self, end: float) -> None:
        """CP-SAT until a part (end, of 1) of the budget is used; the work it stands for is counted with the workers'."""
        best, budget = self.best, self.budget
        seconds = None if budget.seconds is None else budget.began + end * budget.seconds - time.monotonic()
        work = None if budget.work is None else math.ceil(end * budget.work / WORKERS) - best.work
        effort = None if work is None else work * WORKERS / CHANGES_PER_EFFORT
        self.exact.run(best.best_slot, best.best_room, best.best_cost, seconds=seconds, effort=effort)
        if self.exact.best is not None and self.exact.best < best.best_cost:
            best.take_over_places(self.exact.best, self.exact.slot, self.exact.room)
        if work is not None:
            for worker in self.workers:
                worker.work += max(0, work)

    def hand_on(self) -> None:
        """Everybody goes on from the best."""
        best = self.best
        for worker in self.workers:
            if worker is not best and best.best_cost < worker.best_cost:
                worker.take_over(best)
            worker.back_to_best()
        self.exact.best = best.best_cost

    def note(self) -> None:
        cost, solver = self.best.best_cost, "annealing"
        if self.is_proving and self.exact.best is not None and self.exact.best <= cost:
            cost, solver = self.exact.best, "cp-sat"
        step = Step(seconds=time.monotonic() - self.budget.began, work=self.work, cost=cost, solver=solver, bound=self.exact.bound)
        if not self.history or cost < self.history[-1].cost:
            self.history.append(step)
        if self.on_progress and self.on_progress(step):
            self.stopped.set()

    def cool(self, worker: Annealer, begin: float, end: float, hot: float) -> None:
        """From hot to cold over a part (begin to end, of 1) of the budget."""
        rate = 0.0
        while not self.stopped.is_set():
            done = self.done(worker.work)
            at = (done - begin) / (end - begin)
            if at >= 1.0:
                return
            n = self.stretch(worker.work, end, rate)
            if n <= 0:
                return
            step = self.done_after(worker.work, n, rate) - done
            then = min(1.0, at + step / (end - begin))
            since = time.monotonic()
            worker.run(cooled(hot, worker.cold, max(0.0, at)), cooled(hot, worker.cold, then), n)
            rate = n / max(1e-6, time.monotonic() - since)

    def done(self, work: int) -> float:
        """Part of the budget used up, by one worker's work or by the clock."""
        parts = [0.0]
        if self.budget.work is not None:
            parts.append(work * WORKERS / max(1, self.budget.work))
        if self.budget.seconds is not None:
            parts.append((time.monotonic() - self.budget.began) / max(1e-6, self.budget.seconds))
        return max(parts)

    def done_after(self, work: int, n: int, rate: float) -> float:
        if self.budget.seconds is None or not rate:
            return self.done(work + n) if self.budget.seconds is None else self.done(work) + 0.001
        later = (time.monotonic() + n / rate - self.budget.began) / max(1e-6, self.budget.seconds)
        return max(later, self.done(work + n))

    def stretch(self, work: int, end: float, rate: float) -> int:
        """Changes to try before the next look."""
        n = STRETCH
        if self.budget.seconds is not None:
            left = self.budget.began + end * self.budget.seconds - time.monotonic()
            n = max(500, int(min(STRETCH_S, left) * rate)) if rate else 500
        if self.budget.work is not None:
            n = min(n, math.ceil(end * self.budget.work / WORKERS) - work)
        return n


@cache
def ready() -> None:
    """Compiles the search, or loads what was compiled before, on a problem of one session."""
    slots = (Slot(id="slot", day="day", block="block", starts_min=0, ends_min=1),)
    problem = Problem(slots=slots, rooms=(Room(id="room"),), sessions=(Session(id="session"),), rules=STANDARD)
    Search(compiled(problem), Budget(began=time.monotonic(), seconds=None, work=2 * WORKERS), seed=0).run(
        {"session": Place("slot", "room")}
    )


def cooled(hot: float, cold: float, at: float) -> float:
    return hot * (cold / hot) ** at
