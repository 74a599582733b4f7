"""Several annealings side by side, round after round, each round from the best that is known.

Under a limit of work every stretch and every exchange stands at a fixed point, so that threads change nothing but the time it takes.
"""

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from threading import Event

from essaim.scheduling.compile import Compiled, compiled
from essaim.scheduling.constraints import STANDARD
from essaim.scheduling.problem import Place, Problem, Room, Session, Slot, Timetable
from essaim.scheduling.result import Step
from essaim.scheduling.solvers.annealing import Annealer

WORKERS = 2
STRETCH = 20_000
"""Changes tried between two looks at the clock, under a limit of work."""
STRETCH_S = 0.15

ROUNDS = ((0.30, (0.05, 0.5)), (0.30, (0.2, 0.01)), (0.20, (0.002, 0.05)), (0.20, (0.01, 0.002)))
"""Share of the budget, and the temperature each worker begins at: the quantile of what changes cost when the search begins."""


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
        done = 0.0
        for share, quantiles in ROUNDS:
            if self.stopped.is_set():
                return
            hot = [worker.temperature(quantile) for worker, quantile in zip(self.workers, quantiles, strict=True)]
            jobs = [pool.submit(self.cool, worker, done, done + share, hot[number]) for number, worker in enumerate(self.workers)]
            try:
                while not all(job.done() for job in jobs):
                    time.sleep(0.3 if self.on_progress else 0.02)
                    self.note()
            finally:
                if not all(job.done() for job in jobs):
                    self.stopped.set()
            for job in jobs:
                job.result()
            self.note()
            self.hand_on()
            done += share

    def hand_on(self) -> None:
        """Everybody goes on from the best."""
        best = self.best
        for worker in self.workers:
            if worker is not best and best.best_cost < worker.best_cost:
                worker.take_over(best)
            worker.back_to_best()

    def note(self) -> None:
        cost = self.best.best_cost
        step = Step(seconds=time.monotonic() - self.budget.began, work=self.work, cost=cost, solver="annealing")
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
