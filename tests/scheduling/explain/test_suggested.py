"""Suggestions: each is proved, says what it costs, and those that are enough come first."""

import doctest
import importlib
from dataclasses import replace

import pytest

from essaim.scheduling.explain import explain, part_of, suggestions
from essaim.scheduling.explain.candidates import changes
from essaim.scheduling.explain.changes import BY_GROUND
from essaim.scheduling.explain.grounds import CODES
from essaim.scheduling.explain.rooms import OF_ROOMS
from essaim.scheduling.problem import Problem
from essaim.scheduling.result import Status, Suggestion
from essaim.scheduling.sentences import Sentences
from essaim.scheduling.sentences.reasons import GROUNDS, REASONS, SUGGESTIONS
from tests.scheduling.explain import cases
from tests.scheduling.explain.cases import CASES


def helping(problem: Problem) -> list[Suggestion]:
    found = explain(problem)
    return [one for reason in found.reasons for one in suggestions(problem, reason, others=found.reasons)]


def said(problem: Problem) -> list[str]:
    sentences = Sentences(problem)
    return [sentences.say(one) for one in helping(problem)]


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (cases.only_two_step_free_rooms, "Find one more room with step-free access. Then all sessions can be placed."),
        (cases.only_two_step_free_rooms, "Give “Barn” step-free access. Then all sessions can be placed."),
        (cases.no_room_with_all_it_needs, "Give “Barn” “screen”. Then all sessions can be placed."),
        (cases.one_team_of_interpreters, "Find 1 more of “Team FR–EN”. Then all sessions can be placed."),
        (cases.one_large_hall, "Find one more room with 300 seats. Then all sessions can be placed."),
        (cases.breaks_too_early, "Shorten “Session A” by 1 slot. Then all sessions can be placed. (It touches 1 session.)"),
        (cases.chain_longer_than_the_day, "Add one more slot of 60 minutes after “Tue 15:00”. Then all sessions can be placed."),
        (
            cases.pause_between_two,
            (
                "Let rule “rest” no longer hold between “Session A” and “Session B”. Then all sessions can be placed. "
                "(It touches 2 sessions.)"
            ),
        ),
        (
            cases.two_causes_person_and_room,
            ("Let somebody else take the place of “Ada” at “Session B”. It mends this, not yet all. (It touches 1 session and 1 person.)"),
        ),
    ],
)
def test_suggestion_is_made(build, text: str) -> None:
    assert text in said(build())


@pytest.mark.parametrize(
    ("build", "start"),
    [
        (cases.only_two_step_free_rooms, "Let “Session A” begin at “"),
        (cases.speaker_away_whenever_it_may_be, "Ask “Ada” to be there at “Tue "),
        (cases.quiet_room_closed_that_day, "Open “Loft” at “Tue "),
        (cases.right_after_in_another_room, "Let “Session A” be held in “Loft” too."),
        (cases.two_pinned_into_one_place, "Take the pin away from “Session A”; it could stand at “"),
        (cases.plenary_the_whole_time, "Let other sessions stand beside “Session A”."),
        (cases.chain_longer_than_the_day, "Drop the order between “Session A” and “Session B” (rule “follows”)."),
        (cases.workshops_on_one_day, "Switch rule “format_balance” off, which bears on “Session A”, “Session B” and “Session C”."),
        (cases.two_causes_pins_and_plenary, "Leave out “Session P”."),
    ],
)
def test_suggestion_that_depends_on_the_timetable_found_is_made(build, start: str) -> None:
    assert any(text.startswith(start) for text in said(build()))


def test_one_more_room_like_one_that_is_asked_for_by_name() -> None:
    problem = cases.event([*(cases.one(name, at="Tue9", where="hall") for name in "ab"), cases.one("c")])
    assert "Find one more room like “Great hall”. Then all sessions can be placed." in said(problem)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_suggestion_is_proved_by_its_change(case) -> None:
    """Each change made really, and solved again by `explain`."""
    problem = case.build()
    found = explain(problem)
    for reason in found.reasons:
        made = {
            (one.code, one.sessions, one.facts.get("room"), one.facts.get("day"), one.number): one for one in suggestions(problem, reason)
        }
        proved = 0
        for change in changes(problem, reason):
            one = made.get((change.code, change.sessions, change.facts.get("room"), change.facts.get("day"), change.number))
            if one is not None and not change.settles:
                changed = change.apply(problem)
                assert explain(part_of(changed, reason.sessions, reason.rules)).status == Status.FEASIBLE
                assert (explain(changed).status == Status.FEASIBLE) == one.is_enough
                proved += 1
        assert proved


def test_other_time_that_is_told_is_enough_alone() -> None:
    problem = cases.only_two_step_free_rooms()
    told = next(one for one in helping(problem) if one.code == "other_time")
    slot, (name,) = str(told.facts["slot"]), told.sessions
    sessions = tuple(replace(one, slots=(one.slots or frozenset()) | {slot}) if one.id == name else one for one in problem.sessions)
    assert explain(replace(problem, sessions=sessions)).status == Status.FEASIBLE


def test_no_more_slots_are_asked_for_than_one_needs() -> None:
    """Others would use the room too, were it open."""
    made = [*helping(cases.quiet_room_closed_that_day()), *helping(cases.speaker_away_whenever_it_may_be())]
    freed = {one.code: one for one in made if "slots" in one.facts}
    assert {code: (one.number, one.unit, one.is_enough) for code, one in freed.items()} == {
        "open_room": (1, "slot", True),
        "person_there": (1, "slot", True),
    }


def test_those_that_are_enough_come_first_then_the_cheapest() -> None:
    found = explain(problem := cases.person_in_too_few_slots())
    made = suggestions(problem, found.reasons[0])
    assert [one.is_enough for one in made] == sorted((one.is_enough for one in made), reverse=True)
    costs = [one.number + one.n_sessions + one.n_people for one in made if one.is_enough]
    assert costs == sorted(costs)


def test_no_time_suggests_nothing() -> None:
    found = explain(problem := cases.three_who_share_people())
    assert suggestions(problem, found.reasons[0], time_limit_s=0) == ()


def test_every_code_has_a_sentence() -> None:
    asked = {code for _, codes in CODES for code in codes} | {*BY_GROUND} | OF_ROOMS
    assert asked <= GROUNDS.keys()
    assert {code for code, _ in CODES} <= REASONS.keys()
    made = {one.code for case in CASES for one in helping(case.build())}
    assert made | {"one_more_room_like"} == SUGGESTIONS.keys()


def test_example_in_the_docstring_runs() -> None:
    module = importlib.import_module("essaim.scheduling.explain.causes")
    assert doctest.testmod(module).failed == 0
