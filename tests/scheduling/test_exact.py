"""The model of CP-SAT allows every timetable that keeps the hard rules, at no more than it costs: so its bound holds.

`ESSAIM_EXAMPLES=5000 pytest tests/scheduling/test_exact.py` tries that many.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from essaim.scheduling import constraints as c
from essaim.scheduling.check import check
from essaim.scheduling.compile import Compiled, compiled
from essaim.scheduling.compile.arrays import Smalls
from essaim.scheduling.constraints import Level, Pair, When
from essaim.scheduling.problem import Place, Problem, Room, Session, Slot
from essaim.scheduling.result import Status
from essaim.scheduling.solve import solve
from essaim.scheduling.solvers.annealing import Annealer
from essaim.scheduling.solvers.exact.run import Exact
from tests.scheduling import strategies
from tests.scheduling.test_agreement import AGREEMENT


def allowed_at(exact: Exact, slot: Smalls, room: Smalls) -> int | None:
    """What the model says this timetable costs at least; None: it does not allow it."""
    model = exact.make()
    assert model is not None
    cp = model.cp.clone()
    for i in range(len(slot)):
        s = int(slot[i])
        if model.by_block and s >= 0:
            s = int(model.a.block_slots[model.a.slot_block[s], 0])
        for own, at in ((model.at[i], s), (model.room[i], int(room[i]))):
            if at >= 0 and at not in own:
                return None
            for place, literal in own.items():
                cp.add(cp.get_bool_var_from_proto_index(literal.index) == int(place == at))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(cp)
    return None if status == cp_model.INFEASIBLE else round(solver.best_objective_bound)


def settled(made: Compiled, seed: int) -> Annealer:
    annealer = Annealer(made, seed=seed)
    annealer.begin()
    for hot in (1e6, 100.0):
        annealer.run(hot, hot / 100, 400)
    return annealer


def eased(problem: Problem, n_hard: int) -> Problem:
    """Only so many hard rules, none in the middle: so that often something keeps them."""
    rules = []
    for rule in problem.rules:
        stays = rule.level == Level.HARD and n_hard > 0
        n_hard -= stays
        rules.append(rule if stays else replace(rule, level=Level.SOFT))
    return replace(problem, rules=tuple(rules))


@AGREEMENT
@given(st.data())
def test_what_keeps_the_hard_rules_is_allowed_and_costs_no_more(data: st.DataObject) -> None:
    made = compiled(eased(data.draw(strategies.problems()), data.draw(st.integers(0, 3))))
    exact = Exact(made.arrays, seed=1)
    annealer = settled(made, data.draw(st.integers(0, 9)))
    judged = check(made.problem, made.timetable(annealer.best_slot, annealer.best_room)).cost
    event(f"feasible: {judged.hard == 0}, fits: {exact.fits}")
    assume(judged.hard == 0 and exact.make() is not None)
    least = allowed_at(exact, annealer.best_slot, annealer.best_room)
    assert least is not None
    assert least <= judged.soft


def every_timetable(problem: Problem) -> Iterator[dict[str, Place]]:
    places = [Place(slot.id, room.id) for slot, room in product(problem.slots, problem.rooms)]
    for chosen in product(places, repeat=len(problem.sessions)):
        yield {one.id: place for one, place in zip(problem.sessions, chosen, strict=True)}


@pytest.mark.parametrize("seed", range(6))
def test_bound_of_a_small_problem_is_what_the_best_of_all_its_timetables_costs(seed: int) -> None:
    dice = Random(seed)  # noqa: S311
    names = [f"t{number}" for number in range(4)]
    problem = Problem(
        slots=tuple(Slot(id=f"s{at}", day="Mon", block=f"b{at}", starts_min=60 * at, ends_min=60 * at + 60) for at in range(3)),
        rooms=(Room(id="A", capacity=10), Room(id="B", capacity=30)),
        sessions=tuple(Session(id=name, audience=dice.randint(5, 40), themes=(dice.choice("xy"),)) for name in names),
        rules=(
            c.RoomClash(),
            c.SeatsShort(),
            c.ThemeRooms(weight=7),
            c.ThemeParallel(weight=5),
            c.follows(((names[0], names[1]),)),
            c.Pairs(
                name="wishes",
                level=Level.SOFT,
                when=When.OVERLAP,
                pairs=tuple(Pair(*dice.sample(names, 2), dice.randint(1, 9)) for _ in range(4)),
            ),
        ),
    )
    best = min(check(problem, one).cost for one in every_timetable(problem))
    result = solve(problem, work_limit=40_000, seed=seed)
    assert (result.status, result.cost, result.bound) == (Status.OPTIMAL, best, best.soft)
    assert best.hard == 0


def test_what_nothing_can_hold_is_said() -> None:
    slots = (Slot(id="s", day="Mon", block="b", starts_min=0, ends_min=60),)
    problem = Problem(slots=slots, rooms=(Room(id="A"),), sessions=(Session(id="x"), Session(id="y")), rules=c.STANDARD)
    result = solve(problem, work_limit=20_000, seed=1)
    assert result.status == Status.INFEASIBLE
    assert set(result.timetable) == {"x", "y"}


def test_same_seed_same_answer_with_both_solvers() -> None:
    dice = Random(3)  # noqa: S311
    problem = replace(strategies.drawn(dice), rules=(*c.STANDARD, c.SeatsShort(), c.ThemeParallel()))
    once, again = (solve(problem, work_limit=60_000, seed=5) for _ in range(2))
    assert (once.timetable, once.cost, once.bound, once.work) == (again.timetable, again.cost, again.bound, again.work)
