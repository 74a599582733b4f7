"""What each place of a session would cost: what the checker says of the whole timetable with the session there."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.scheduling import constraints as c
from essaim.scheduling.check import check
from essaim.scheduling.constraints import Level
from essaim.scheduling.errors import FileError
from essaim.scheduling.explain import places_of, why
from essaim.scheduling.problem import Place, Problem, Timetable
from essaim.scheduling.result import Cost
from tests.scheduling import strategies
from tests.scheduling.cast import ids
from tests.scheduling.explain.brute import SETTINGS
from tests.scheduling.explain.cases import away, event, one

PROBLEM = replace(
    away(event([one("a", people="ada", preferred_slots=ids("Tue9")), one("b", people="ada"), one("c")]), ada="Wed9"),
    rules=(*c.STANDARD, c.PreferredSlots(weight=7)),
)
TABLE = {"a": Place("Tue10", "hall"), "b": Place("Tue11", "loft"), "c": Place("Tue9", "hall")}


def named(problem: Problem, table: Timetable, session: str) -> dict[tuple[str, str], tuple[Cost, dict[str, int], tuple[str, ...]]]:
    return {(one.place.slot, one.place.room): (one.cost, dict(one.by_rule), one.breaks) for one in places_of(problem, table, session)}


def test_places_say_what_changes_and_what_breaks() -> None:
    found = named(PROBLEM, TABLE, "a")
    assert len(found) == len(PROBLEM.slots) * len(PROBLEM.rooms)
    assert found["Tue10", "hall"] == (Cost(), {}, ())
    assert found["Tue9", "loft"] == (Cost(0, 0, -7), {"preferred_slots": -7}, ())
    assert found["Tue9", "hall"] == (Cost(60, 0, -7), {"room_clash": 60, "preferred_slots": -7}, ("room_clash",))
    assert found["Tue11", "hall"] == (Cost(60, 0, 0), {"person_clash": 60}, ("person_clash",))
    assert found["Tue10", "barn"] == (Cost(1, 0, 0), {"person_travel": 1}, ("person_travel",))
    assert found["Wed9", "hall"] == (Cost(60, 0, 0), {"person_away": 60}, ("person_away",))


def test_session_without_a_place_is_compared_with_having_none() -> None:
    found = named(PROBLEM, {"b": TABLE["b"]}, "a")
    assert found["Tue9", "hall"] == (Cost(-1, 0, 0), {"unplaced": -1}, ())
    assert found["Tue11", "hall"] == (Cost(59, 0, 7), {"unplaced": -1, "person_clash": 60, "preferred_slots": 7}, ("person_clash",))


def test_why_says_what_it_costs_here_and_the_best_others() -> None:
    found = why(PROBLEM, TABLE, "a", most=2)
    assert (found.session, found.place) == ("a", TABLE["a"])
    assert found.here is not None
    assert dict(found.here.by_rule) == {"unplaced": -1, "preferred_slots": 7}
    assert [breach.rule for breach in found.breaches] == ["preferred_slots"]
    assert [other.place for other in found.others] == [Place("Tue9", "loft"), Place("Tue9", "barn")]


def test_why_of_a_session_in_the_tray_has_places_only() -> None:
    found = why(PROBLEM, {}, "a", most=1)
    assert (found.place, found.here) == (None, None)
    assert [other.place for other in found.others] == [Place("Tue9", "hall")]


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        places_of(PROBLEM, TABLE, "zz")
    with pytest.raises(FileError, match="no slot “never”"):
        places_of(PROBLEM, {"b": Place("never", "hall")}, "a")


def drawn(dice: Random) -> tuple[Problem, Timetable, str]:
    problem = strategies.drawn(dice)
    return problem, strategies.placed(dice, problem), dice.choice(problem.sessions).id


@SETTINGS
@given(st.randoms(use_true_random=False).map(drawn))
def test_costs_are_differences_of_the_checkers(drawn: tuple[Problem, Timetable, str]) -> None:
    problem, table, session = drawn
    rest = {name: place for name, place in table.items() if name != session}
    now, nowhere = check(problem, table), check(problem, rest)
    hard = {rule.rule_name for rule in problem.rules if rule.level == Level.HARD} | {"does_not_fit"}
    for found in places_of(problem, table, session):
        there = check(problem, {**rest, session: found.place})
        assert found.cost == Cost(*(one - other for one, other in zip(there.cost, now.cost, strict=True)))
        rules = {*there.by_rule, *now.by_rule}
        changes = {rule: there.by_rule.get(rule, 0) - now.by_rule.get(rule, 0) for rule in rules}
        assert dict(found.by_rule) == {rule: change for rule, change in changes.items() if change}
        assert {*found.breaks} == {rule for rule in hard if there.by_rule.get(rule, 0) > nowhere.by_rule.get(rule, 0)}
