"""The cheap named checks, each by a problem it sees and one beside it that it rightly passes over."""

from dataclasses import replace

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import When
from essaim.scheduling.explain import quick_reasons
from essaim.scheduling.problem import Place, Problem, Resource
from essaim.scheduling.result import Reason
from essaim.scheduling.sentences import say
from tests.scheduling.cast import ids
from tests.scheduling.explain.cases import away, closed, day, event, hard, one, wanted


def only(problem: Problem) -> Reason:
    (found,) = quick_reasons(problem)
    return found


def told(reason: Reason) -> tuple[str, str, str]:
    return reason.code, " ".join(reason.sessions), " ".join(sorted(reason.rules))


def many(number: int, **more: object) -> list:
    return [one(f"x{at}", **more) for at in range(number)]


def team(number: int, times: int) -> Problem:
    sessions = many(times, at="Tue9 Tue10", uses={"team": 1})
    return event(sessions, resources=(Resource(id="team", number=number),))


SEEN = [
    (day(event(many(7)), 9, 10), "too_many_sessions", "room_clash"),
    (day(event([one("x0", n_slots=2), *many(5)[1:], one("x5")]), 9, 10), "too_many_sessions", "room_clash"),
    (event(many(3, at="Tue9", needs_step_free=True)), "rooms_overfull", "room_clash slot_not_allowed step_free"),
    (event(many(3, at="Tue9 Tue10", where="loft")), "rooms_overfull", "room_clash room_not_allowed slot_not_allowed"),
    (day(event([one("p", n_slots=3, is_plenary=True), one("q")]), 9, 10, 11), "plenary_crowded", "plenary_alone room_clash"),
    (event(many(2, at="Tue9", people="ada")), "person_overbooked", "person_clash slot_not_allowed"),
    (day(event(many(6, people="ada")), 9, 10, 11, 14, 15), "person_overbooked", "person_clash"),
    (event(many(2, at="Wed9", themes=("food",)), hard(c.ThemeParallel())), "theme_overbooked", "slot_not_allowed theme_parallel"),
    (team(1, 3), "resource_short", "resources slot_not_allowed"),
    (event([one("a", needs=ids("sauna"))]), "no_room_fits", "equipment"),
    (event([one("a", audience=90, must_seat=True, needs_quiet=True)]), "no_room_fits", "capacity quiet_room"),
    (event([one("a", at="")]), "no_start_fits", "slot_not_allowed"),
    (away(event([one("a", n_slots=3, people="ada")]), ada="Tue10 Wed9"), "no_start_fits", "person_away"),
    (closed(event([one("a", at="Tue9", where="hall")]), "hall", "Tue9"), "no_place", "room_closed room_not_allowed slot_not_allowed"),
    (event(many(2, pinned=Place("Tue9", "hall"))), "pins_clash", "pinned room_clash"),
    (
        event([one("a", pinned=Place("Tue9", "hall"), people="ada"), one("b", pinned=Place("Tue9", "loft"), people="ada")]),
        "pins_clash",
        "person_clash pinned",
    ),
    (day(event(many(3), c.follows((("x0", "x1"), ("x1", "x2")))), 9, 10), "order_impossible", "follows"),
    (event([one("a", at="Tue9"), one("b", at="Tue14")], c.right_after((("a", "b"),))), "pair_impossible", "right_after slot_not_allowed"),
    (event(many(2, at="Tue9"), wanted("apart", When.OVERLAP, ("x0", "x1"))), "pair_impossible", "apart slot_not_allowed"),
]
PASSED_OVER = [
    day(event(many(6)), 9, 10),
    event(many(2, at="Tue9", needs_step_free=True)),
    day(event([one("p", n_slots=2, is_plenary=True), one("q")]), 9, 10, 11),
    event(many(2, at="Tue9 Tue10", people="ada")),
    team(2, 3),
    event([one("a", needs=ids("sauna"), is_optional=True)]),
    event([*many(2, pinned=Place("Tue9", "hall")), one("z")], rules=tuple(rule for rule in c.STANDARD if not isinstance(rule, c.Pinned))),
    day(event(many(2), c.follows((("x0", "x1"),))), 9, 10),
    event(many(3, at="Tue9", needs_step_free=True), rules=(c.RoomClash(level=c.Level.MEDIUM), c.StepFree(), c.SlotNotAllowed())),
    event(many(3, at="Tue9", needs_step_free=True), rules=(c.RoomClash(weight=0), c.StepFree(), c.SlotNotAllowed())),
]


@pytest.mark.parametrize(("problem", "code", "rules"), SEEN, ids=[f"{code} {at}" for at, (_, code, _) in enumerate(SEEN)])
def test_impossible_is_seen(problem: Problem, code: str, rules: str) -> None:
    reason = quick_reasons(problem)[0]
    assert (reason.code, " ".join(sorted(reason.rules))) == (code, rules)
    assert {*reason.sessions} == {session.id for session in problem.sessions}
    assert "{" not in say(reason, problem)


@pytest.mark.parametrize("problem", PASSED_OVER)
def test_possible_is_passed_over(problem: Problem) -> None:
    assert quick_reasons(problem) == ()


def test_sums_are_told() -> None:
    reason = only(day(event(many(7)), 9, 10))
    assert (reason.facts["n_needed"], reason.facts["n_there"]) == (7, 6)
    assert only(team(1, 3)).facts["n_there"] == 2


def test_session_with_no_room_is_told_with_the_features_and_not_again() -> None:
    problem = event([one("a", at="Tue9", needs=ids("sauna"), people="ada"), one("b", at="Tue9", people="ada")])
    reason = only(problem)
    assert told(reason) == ("no_room_fits", "a", "equipment")
    assert reason.is_minimal
    assert reason.grounds[0].facts == {"features": ("sauna",), "rooms": ()}
    assert say(reason, problem) == "No room fits “Session A”: it needs “sauna”, which no room has."


def test_rules_and_sessions_that_do_not_matter_are_not_told() -> None:
    """Their audience fits in either room, and another session has a room of its own."""
    sessions = [replace(session, audience=50, must_seat=True) for session in many(3, at="Tue9", needs_step_free=True)]
    assert told(only(event([*sessions, one("y", needs=ids("piano"))]))) == (
        "rooms_overfull",
        "x0 x1 x2",
        "room_clash slot_not_allowed step_free",
    )
