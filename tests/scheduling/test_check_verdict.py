"""What the checker says of a timetable as a whole: structure, adding up, names that are not the problem's."""

import doctest
import importlib
import sys
from dataclasses import replace

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.check import EVALUATORS, STRUCTURAL, check
from essaim.scheduling.constraints import Level, Pair, Pairs, Rule, When
from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place, Session
from essaim.scheduling.result import Cost
from tests.scheduling.cast import EVENT, judged

A, B = Session(id="a"), Session(id="b")
OFF = c.RoomClash(weight=0)


def kinds(parent: type[Rule]) -> set[type[Rule]]:
    """Without the doubles `slots=True` leaves behind."""
    every = {kind for child in parent.__subclasses__() for kind in {child} | kinds(child)}
    return {kind for kind in every if getattr(sys.modules[kind.__module__], kind.__name__) is kind}


def test_every_rule_has_one_function_of_its_own() -> None:
    assert kinds(Rule) - {c.SoftRule} == EVALUATORS.keys()
    assert len(set(EVALUATORS.values())) == len(EVALUATORS)


def test_unplaced_session_is_hard_and_an_optional_one_is_not() -> None:
    verdict = judged(OFF, (A, B, Session(id="mark", n_slots=0, is_optional=True)), "a nine hall")
    assert [(one.rule, one.level, one.sessions, one.amount, one.cost) for one in verdict.breaches] == [
        ("unplaced", Level.HARD, ("b",), 1, 1)
    ]
    assert (verdict.cost, verdict.by_rule, verdict.is_feasible) == (Cost(1, 0, 0), {"unplaced": 1}, False)


@pytest.mark.parametrize(
    ("n_slots", "slot", "lacking"),
    [(1, "nine", 0), (2, "nine", 0), (3, "nine", 1), (2, "ten", 1), (2, "eleven", 0), (4, "noon", 3), (2, "lab", 1), (2, "tuesday", 1)],
)
def test_session_does_not_run_over_the_end_of_its_block(n_slots: int, slot: str, lacking: int) -> None:
    verdict = judged(OFF, (Session(id="a", n_slots=n_slots),), f"a {slot} attic")
    assert verdict.by_rule == ({"does_not_fit": lacking} if lacking else {})
    assert verdict.is_feasible == (not lacking)


def test_session_that_does_not_fit_is_judged_on_what_it_fills() -> None:
    long = Session(id="a", n_slots=3)
    assert judged(c.RoomClash(), (long, B), "a ten attic | b eleven attic").by_rule == {"does_not_fit": 2}
    assert judged(c.RoomClash(), (long, B), "a ten attic | b lab attic").by_rule == {"does_not_fit": 2, "room_clash": 30}


def test_mark_fills_nothing_and_fits_anywhere() -> None:
    mark = Session(id="mark", n_slots=0, is_optional=True)
    assert judged(c.RoomClash(), (Session(id="a", n_slots=2), mark), "a nine attic | mark ten attic").cost == Cost()


def test_weight_multiplies_and_levels_stand_apart() -> None:
    rules = (
        c.RoomClash(weight=3),
        c.RoomClash(weight=2, level=Level.MEDIUM, name="again"),
        c.SeatsShort(weight=5),
        c.PersonClash(weight=0),
    )
    problem = replace(
        EVENT, rules=rules, sessions=(replace(A, audience=23, people=frozenset({"bo"})), replace(B, people=frozenset({"bo"})))
    )
    verdict = check(problem, {"a": Place("nine", "attic"), "b": Place("nine", "attic")})
    assert verdict.cost == Cost(180, 120, 15)
    assert verdict.by_rule == {"room_clash": 180, "again": 120, "seats_short": 15}


def test_reward_is_a_negative_cost_and_one_that_cancels_is_left_out() -> None:
    reward = Pairs(name="wish", level=Level.SOFT, weight=2, when=When.OVERLAP, pairs=(Pair("a", "b", -3),))
    verdict = judged(reward, (A, B), "a nine hall | b nine attic")
    assert (verdict.cost, verdict.by_rule, verdict.is_feasible) == (Cost(0, 0, -6), {"wish": -6}, True)
    both = replace(reward, pairs=(Pair("a", "b", -3), Pair("b", "a", 3)))
    verdict = judged(both, (A, B), "a nine hall | b nine attic")
    assert (verdict.cost, verdict.by_rule, len(verdict.breaches)) == (Cost(), {}, 2)


def test_hard_reward_makes_up_for_nothing() -> None:
    reward = Pairs(name="wish", when=When.OVERLAP, pairs=(Pair("a", "b", -60),))
    problem = replace(EVENT, rules=(reward, c.RoomClash()), sessions=(A, B))
    verdict = check(problem, {"a": Place("nine", "hall"), "b": Place("nine", "hall")})
    assert verdict.cost.hard == 0
    assert not verdict.is_feasible


@pytest.mark.parametrize(
    ("timetable", "what"), [("z nine hall", "session “z”"), ("a ate hall", "slot “ate”"), ("a nine loft", "room “loft”")]
)
def test_name_that_is_not_the_problems_is_named(timetable: str, what: str) -> None:
    with pytest.raises(FileError) as caught:
        judged(OFF, (A,), timetable)
    assert what in caught.value.what
    assert caught.value.where == f"timetable, session “{timetable[0]}”"
    assert caught.value.todo


def test_structural_rules_are_named() -> None:
    assert STRUCTURAL.keys() == {"unplaced", "does_not_fit"}


def test_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(importlib.import_module("essaim.scheduling.check.judging")).failed == 0
