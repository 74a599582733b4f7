"""Every timetable of a tiny problem, judged by the checker: what the explanations are held against.

`ESSAIM_EXAMPLES=2000 pytest tests/scheduling/explain/test_brute.py` tries that many.
"""

import os
from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from essaim.scheduling.check import check
from essaim.scheduling.constraints import Level
from essaim.scheduling.problem import Place, Problem
from tests.scheduling import strategies

MOST_TIMETABLES = 3_000
SETTINGS = settings(
    max_examples=int(os.environ.get("ESSAIM_EXAMPLES", "60")),
    derandomize="ESSAIM_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much],
)


def n_timetables(problem: Problem) -> int:
    return (len(problem.slots) * len(problem.rooms) + 1) ** len(problem.sessions)


def is_solvable(problem: Problem) -> bool:
    """Is there a timetable of all sessions that breaks no hard rule?"""
    hard = replace(problem, rules=tuple(rule for rule in problem.rules if rule.level == Level.HARD))
    places = [Place(slot.id, room.id) for slot in problem.slots for room in problem.rooms]
    choices = [[None, *places] if one.is_optional else places for one in problem.sessions]
    tables = ({one.id: place for one, place in zip(problem.sessions, chosen, strict=True) if place} for chosen in product(*choices))
    return any(check(hard, table).is_feasible for table in tables)


def tiny(dice: Random) -> Problem:
    """Of the random problems one that is small enough, more of its rules hard."""
    for _ in range(12):
        problem = strategies.drawn(dice)
        if n_timetables(problem) <= MOST_TIMETABLES:
            break
    assume(n_timetables(problem) <= MOST_TIMETABLES)
    rules = tuple(
        rule if isinstance(rule, strategies.Pairs) or dice.randint(0, 2) else replace(rule, level=Level.HARD) for rule in problem.rules
    )
    return replace(problem, rules=rules)


def tiny_problems() -> st.SearchStrategy[Problem]:
    return st.randoms(use_true_random=False).map(tiny)
