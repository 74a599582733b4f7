"""What the compiled search counts is what the checker, which shares no code with it, says: on random problems with every rule.

`ESSAIM_EXAMPLES=5000 pytest tests/scheduling/test_agreement.py` tries that many.
"""

import os

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.scheduling.check import EVALUATORS, check
from essaim.scheduling.compile import Compiled, compiled
from essaim.scheduling.problem import Problem, Timetable
from essaim.scheduling.result import Cost
from essaim.scheduling.solvers.annealing import Annealer
from essaim.scheduling.solvers.kernel import place_all
from essaim.scheduling.solvers.state import empty_state
from tests.scheduling import strategies

settings.register_profile(
    "agreement",
    max_examples=int(os.environ.get("ESSAIM_EXAMPLES", "300")),
    derandomize="ESSAIM_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
AGREEMENT = settings.get_profile("agreement")


def judged(problem: Problem, timetable: Timetable) -> Cost:
    """The checker's cost without `unplaced`, which a search only knows by what is not there."""
    verdict = check(problem, timetable)
    return Cost(verdict.cost.hard - verdict.by_rule.get("unplaced", 0), verdict.cost.medium, verdict.cost.soft)


def counted(made: Compiled, timetable: Timetable) -> Cost:
    slot, room = made.places(timetable)
    state = empty_state(made.arrays)
    place_all(made.arrays, state, slot, room)
    return Cost(*(int(one) for one in state.cost))


@AGREEMENT
@given(st.data())
def test_compiled_cost_is_the_checkers(data: st.DataObject) -> None:
    problem = data.draw(strategies.problems())
    timetable = data.draw(strategies.timetables(problem))
    assert counted(compiled(problem), timetable) == judged(problem, timetable)


@AGREEMENT
@given(st.data())
def test_cost_kept_through_moves_is_the_checkers(data: st.DataObject) -> None:
    problem = data.draw(strategies.problems())
    timetable = data.draw(strategies.timetables(problem))
    annealer = Annealer(compiled(problem), seed=data.draw(st.integers(0, 9)))
    annealer.begin(*annealer.problem.places(timetable))
    for hot in (1e9, 10.0, 0.1):
        annealer.run(hot, hot / 10, 150)
        state = annealer.state
        assert tuple(state.cost) == judged(problem, annealer.problem.timetable(state.slot, state.room))
    best = annealer.problem.timetable(annealer.best_slot, annealer.best_room)
    assert annealer.best_cost == judged(problem, best)
    annealer.back_to_best()
    assert np.array_equal(annealer.state.cost, annealer.best)


def test_every_rule_is_drawn() -> None:
    assert {*strategies.KINDS} == EVALUATORS.keys()
