"""The front door: a problem in, the best timetable found in the time out."""

import time
from collections.abc import Callable

from essaim.scheduling.check import Verdict, check
from essaim.scheduling.compile import compiled
from essaim.scheduling.errors import ProblemError
from essaim.scheduling.problem import Problem, Timetable
from essaim.scheduling.result import Result, Status, Step
from essaim.scheduling.solvers.exact.run import Exact
from essaim.scheduling.solvers.search import Budget, Search, ready
from essaim.scheduling.validate import faults

DEFAULT_TIME_LIMIT_S = 60.0

Progress = Callable[[Step], bool | None]


def solve(
    problem: Problem,
    *,
    time_limit_s: float | None = None,
    work_limit: int | None = None,
    seed: int,
    start: Timetable | None = None,
    on_progress: Progress | None = None,
) -> Result:
    """The best timetable found.

    time_limit_s: seconds of wall clock (60 when no limit is given). The very first compilation, some 40 s on a fresh installation, comes
        before it.
    work_limit: changes tried; the same seed then gives the same answer on every machine. With both, whichever is reached first ends it.
    start: a timetable to begin from; it may be incomplete or broken.
    on_progress: called about three times a second with the best so far; returning True ends the search, as Ctrl+C does: the best is kept.
    Raises ProblemError, naming every fault, before anything is solved; no other error for a problem that cannot be solved.
    """
    if found := faults(problem):
        raise ProblemError(found)
    ready()
    began = time.monotonic()
    seconds = DEFAULT_TIME_LIMIT_S if time_limit_s is None and work_limit is None else time_limit_s
    search = Search(compiled(problem), Budget(began=began, seconds=seconds, work=work_limit), seed=seed, on_progress=on_progress)
    search.run(start)
    timetable = search.best_timetable()
    verdict = check(problem, timetable)
    return Result(
        status=status_of(verdict, search.exact),
        timetable=timetable,
        cost=verdict.cost,
        by_rule=verdict.by_rule,
        bound=search.exact.bound,
        history=tuple(search.history),
        seconds=time.monotonic() - began,
        work=search.work,
        seed=seed,
    )


def status_of(verdict: Verdict, exact: Exact) -> Status:
    if verdict.cost.hard:
        return Status.INFEASIBLE if exact.is_impossible else Status.NOT_FOUND
    is_proved = exact.bound is not None and verdict.cost.soft <= exact.bound and not verdict.cost.medium
    return Status.OPTIMAL if is_proved else Status.FEASIBLE
