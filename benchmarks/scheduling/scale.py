"""How time and memory grow with the event: `python -m benchmarks.scheduling.scale SESSIONS SECONDS SEED` prints one line of JSON."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from benchmarks.scheduling import made_up
from essaim.scheduling.problem import Problem
from essaim.scheduling.solve import solve
from essaim.scheduling.solvers.search import ready


@dataclass(frozen=True, slots=True)
class Grown:
    """feasible_after: seconds until no hard rule was broken; None: never. mebibytes: the most the process held. soft: at the end."""

    sessions: int
    seconds: float
    feasible_after: float | None
    soft: int
    hard: int
    mebibytes: int
    curve: list[tuple[float, int]]


def problem_of(n_sessions: int, seed: int) -> Problem:
    """182: Bordeaux 2025's size, with the wishes of 10,800 people; beyond, five days and as many rooms as needed, and no wishes."""
    if n_sessions == 182:
        return made_up.event(182, days=3, rooms=20, people=500, wishing=10_800, wishes=8, seed=seed)
    return made_up.event(n_sessions, days=5, rooms=max(4, n_sessions // 15), people=2 * n_sessions, wishing=n_sessions, wishes=6, seed=seed)


def grown(n_sessions: int, seconds: float, seed: int) -> Grown:
    problem = problem_of(n_sessions, seed)
    ready()
    began = time.monotonic()
    result = solve(problem, time_limit_s=seconds, seed=seed)
    feasible = next((step.seconds for step in result.history if step.cost.hard == 0), None)
    return Grown(
        sessions=n_sessions,
        seconds=round(time.monotonic() - began, 1),
        feasible_after=None if feasible is None else round(feasible, 1),
        soft=result.cost.soft,
        hard=result.cost.hard,
        mebibytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        curve=[(round(step.seconds, 1), step.cost.soft) for step in result.history if step.cost.hard == 0],
    )


def apart(n_sessions: int, seconds: float, seed: int) -> Grown:
    """In a process of its own, so that memory is its own."""
    order = [sys.executable, "-m", "benchmarks.scheduling.scale", str(n_sessions), str(seconds), str(seed)]
    found = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    return Grown(**json.loads(found.splitlines()[-1]))


if __name__ == "__main__":
    print(json.dumps(asdict(grown(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))))
