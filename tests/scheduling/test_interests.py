"""Wishes become pairs and crowds."""

import pytest

from essaim.scheduling.check import check
from essaim.scheduling.constraints import Pair
from essaim.scheduling.interests import Leaning, estimated, interests_of
from essaim.scheduling.problem import Place, Problem, Room, Session, Slot


def test_wishes_are_counted_by_pair_and_session() -> None:
    found = interests_of([["b", "a"], ["a", "b", "c"], ["a", "a"], []])
    assert found.pairs == (Pair("a", "b", 2), Pair("a", "c", 1), Pair("b", "c", 1))
    assert found.crowd == {"a": 3, "b": 2, "c": 1}
    assert (found.people, found.is_estimate) == (3, False)


def test_rule_costs_the_people_who_cannot_attend_both() -> None:
    slots = tuple(Slot(id=f"s{at}", day="Mon", block="b", starts_min=60 * at, ends_min=60 * at + 60) for at in range(2))
    sessions = tuple(Session(id=name) for name in "abc")
    rules = (interests_of([["a", "b"], ["a", "b"], ["b", "c"]]).rule(weight=5),)
    problem = Problem(slots=slots, rooms=(Room(id="A"), Room(id="B")), sessions=sessions, rules=rules)
    at_once = {"a": Place("s0", "A"), "b": Place("s0", "B"), "c": Place("s1", "A")}
    assert check(problem, at_once).by_rule == {"interests": 10}


def test_estimate_says_so_and_counts_expected_people() -> None:
    sessions = [
        Session(id="a", themes=("food",), understood=frozenset({"fr"})),
        Session(id="b", themes=("food",), understood=frozenset({"fr", "en"})),
        Session(id="c", themes=("care",)),
        Session(id="d"),
        Session(id="mark", n_slots=0, themes=("food",), is_optional=True),
    ]
    people = [Leaning(themes=frozenset({"food"}), languages=frozenset({"fr"}))] * 10 + [Leaning(languages=frozenset({"en"}))] * 4
    found = estimated(sessions, people, wished_each=1.0)
    assert found.is_estimate
    assert found.people == 14
    assert found.crowd == pytest.approx({"a": 5.0, "b": 5.0 + 2.0, "c": 2.0})
    assert found.pairs == (Pair("a", "b", 250), Pair("b", "c", 100))


def test_nobody_is_nothing() -> None:
    assert interests_of([]).pairs == ()
    assert estimated([Session(id="a")], []).pairs == ()
