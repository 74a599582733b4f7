"""What the library's three commands do: read, then solve, judge or explain, say it."""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from essaim.scheduling.constraints import Level
from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Problem
from essaim.scheduling.read import read_instance, read_timetable, timetable_json
from essaim.scheduling.result import Cost, Result, Status, Step
from essaim.scheduling.sentences import Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What `solve` is asked for. One of the limits is None or both are given."""

    instance: Path
    output: Path
    seed: int
    time_limit_s: float | None
    work_limit: int | None
    quiet: bool


def solve(order: Order) -> int:
    """Writes the best timetable found, and says its cost. 0: it keeps the hard rules, else 1. Raises FileError or ProblemError."""
    from essaim.scheduling.solve import solve as solve_problem

    _refuse_output(order.output)
    with _naming(order.instance):
        instance = read_instance(order.instance)
    result: Result = solve_problem(
        instance.problem,
        time_limit_s=order.time_limit_s,
        work_limit=order.work_limit,
        seed=order.seed,
        start=instance.start or None,
        on_progress=None if order.quiet else Progress(),
    )
    _write(order.output, timetable_json(instance, result.timetable))
    bound = "" if result.bound is None else f", soft at least {result.bound}"
    say(f"{result.status}: {cost_text(result.cost)}{bound}, in {result.seconds:.1f} s; written to {order.output}")
    return 0 if result.cost.hard == 0 else 1


def check(instance_at: Path, timetable_at: Path) -> int:
    """Prints every broken rule, the cost by rule and the objective. 0: no hard rule is broken, else 1. Raises FileError."""
    from essaim.scheduling.check import check as judge

    with _naming(instance_at):
        instance = read_instance(instance_at)
    with _naming(timetable_at):
        timetable = read_timetable(instance, timetable_at)
    verdict = judge(instance.problem, timetable)
    sentences = Sentences(instance.problem)
    for breach in verdict.breaches:
        if breach.cost > 0:
            say(f"broken: {breach.rule}: {sentences.say(breach)}")
    say("\n".join(_costs(instance.problem, verdict.by_rule)))
    say(f"objective: {cost_text(verdict.cost)}")
    say("feasible" if verdict.cost.hard == 0 else "infeasible")
    return 0 if verdict.cost.hard == 0 else 1


def explain(instance_at: Path, *, time_limit_s: float, seed: int) -> int:
    """Prints why there is no timetable, each cause with what would help. 0: there is one, else 1. Raises FileError or ProblemError."""
    from essaim.scheduling.explain import explain as explain_problem
    from essaim.scheduling.explain import suggestions
    from essaim.scheduling.solve import solve as solve_problem

    with _naming(instance_at):
        instance = read_instance(instance_at)
    began = time.monotonic()
    tried = solve_problem(instance.problem, time_limit_s=min(5.0, time_limit_s / 4), seed=seed, start=instance.start or None)
    found = explain_problem(instance.problem, time_limit_s=time_limit_s * 3 / 4, seed=seed, start=tried.timetable)
    sentences = Sentences(instance.problem)
    for number, reason in enumerate(found.reasons, 1):
        is_found = "a minimal set" if reason.is_minimal else "not proved minimal"
        say(f"{number}. ({', '.join(reason.rules)}; {is_found}) {sentences.say(reason)}")
        left_s = (time_limit_s - (time.monotonic() - began)) / (len(found.reasons) - number + 1)
        for suggestion in suggestions(
            instance.problem, reason, others=found.reasons, start=found.timetable, time_limit_s=max(1.0, left_s), seed=seed
        ):
            say(f"   - {sentences.say(suggestion)}")
    more = "" if found.is_complete or found.status == Status.NOT_FOUND else "; there may be more reasons"
    say(f"{VERDICTS[found.status]}{more} (in {time.monotonic() - began:.1f} s)")
    return 0 if found.status == Status.FEASIBLE else 1


VERDICTS = {
    Status.FEASIBLE: "feasible: there is a timetable that keeps the hard rules",
    Status.INFEASIBLE: "infeasible: no timetable keeps the hard rules",
    Status.NOT_FOUND: "unknown: no timetable was found in the time, and none was proved impossible",
}


def ready() -> int:
    """Compiles the search; a moment where that was done before."""
    from essaim.scheduling.solvers.search import ready as compile_search

    compile_search()
    return 0


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """The file's name before the place in it that is wrong."""
    try:
        yield
    except FileError as error:
        raise FileError(where=f"{path.name}, {error.where}", what=error.what, todo=error.todo) from error


def say(line: str) -> None:
    """What was asked for: on the output."""
    sys.stdout.write(f"{line}\n")


def tell(line: str) -> None:
    """What is said beside it: on the errors' way out, at once."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def cost_text(cost: Cost) -> str:
    return f"hard {cost.hard}, medium {cost.medium}, soft {cost.soft}"


class Progress:
    """Tells the best cost on stderr, a line a second at most."""

    def __init__(self) -> None:
        self._told_at = float("-inf")

    def __call__(self, step: Step) -> None:
        if time.monotonic() - self._told_at >= 1:
            self._told_at = time.monotonic()
            tell(f"{step.seconds:7.1f} s  {cost_text(step.cost)}  ({step.solver})")


def _costs(problem: Problem, by_rule: Mapping[str, int]) -> Iterator[str]:
    """A line a rule that costs something, hard ones first."""
    levels = {rule.rule_name: rule.level for rule in problem.rules}
    costs = sorted(((levels.get(name, Level.HARD), name, cost) for name, cost in by_rule.items() if cost), key=lambda line: line[0])
    width = max((len(name) for _, name, _ in costs), default=0)
    yield "cost by rule:" if costs else "no rule costs anything"
    for level, name, cost in costs:
        yield f"  {name:{width}}  {cost:12,} {level.name.lower()}"


def _refuse_output(path: Path) -> None:
    """Said before the search, not after."""
    if not path.parent.is_dir() or path.is_dir():
        raise FileError(where=str(path), what="no file can be written there.", todo="Give --output a file in a folder that exists.")


def _write(path: Path, timetable: Mapping[str, object]) -> None:
    """Whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(timetable, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
