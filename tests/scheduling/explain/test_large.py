"""Events of real size: causes among many sessions are found in seconds, and a limit of time is kept."""

import time
from dataclasses import replace
from random import Random

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.check import check
from essaim.scheduling.explain import explain, places_of, quick_reasons
from essaim.scheduling.problem import Person, Problem, Resource, Room, Session, Slot
from essaim.scheduling.result import Status
from essaim.scheduling.validate import faults


def forum(n_sessions: int, seed: int = 1) -> Problem:
    """Three days of six slots, people and needs at random, well filled; possible."""
    dice = Random(seed)  # noqa: S311 - a seeded test
    hours = (9, 10, 11, 14, 15, 16)
    slots = tuple(
        Slot(
            id=f"{day} {hour}",
            day=f"{day}",
            block=f"{day} {hour // 12}",
            starts_min=1440 * day + 60 * hour,
            ends_min=1440 * day + 60 * hour + 60,
        )
        for day in range(3)
        for hour in hours
    )
    rooms = tuple(
        Room(
            id=f"r{at}",
            site=dice.choice(("town", "mill")),
            capacity=dice.choice((30, 60, 200)),
            is_step_free=at % 3 > 0,
            features=frozenset(dice.sample(("screen", "piano", "mic"), 2)),
        )
        for at in range(n_sessions // 14 + 2)
    )
    sessions = tuple(
        Session(
            id=f"x{at}",
            people=frozenset(f"p{dice.randrange(n_sessions)}" for _ in range(2)),
            needs=frozenset(dice.sample(("screen", "piano", "mic"), dice.choice((0, 0, 1)))),
            needs_step_free=dice.random() < 0.1,
            uses={"team": 1} if dice.random() < 0.2 else {},
        )
        for at in range(n_sessions)
    )
    people = tuple(Person(id=name) for name in sorted({name for one in sessions for name in one.people}))
    teams = (Resource(id="team", number=max(3, n_sessions // 40)),)
    rules = (*c.STANDARD, c.follows((("x1", "x2"), ("x2", "x3"))))
    return Problem(
        slots=slots, rooms=rooms, sessions=sessions, people=people, resources=teams, travel_min={("town", "mill"): 20}, rules=rules
    )


def with_two_causes(problem: Problem) -> Problem:
    """Three who share people two by two, in two slots; and three in a row, in two slots."""
    two = frozenset(slot.id for slot in problem.slots[3:5])
    people = ("ada", "bo", "cy")
    sharing = [Session(id=f"a{at}", people=frozenset((people[at], people[(at + 1) % 3])), slots=two) for at in range(3)]
    row = [Session(id=f"q{at}", slots=two) for at in range(3)]
    more = (*problem.people, *(Person(id=name) for name in people))
    rules = (*problem.rules, c.follows((("q0", "q1"), ("q1", "q2")), name="in a row"))
    return replace(problem, sessions=(*problem.sessions, *sharing, *row), people=more, rules=rules)


@pytest.mark.parametrize("n_sessions", [40, 70])
def test_two_causes_among_many_are_found(n_sessions: int) -> None:
    problem = with_two_causes(forum(n_sessions))
    assert faults(problem) == ()
    found = explain(problem, time_limit_s=60)
    causes = {reason.sessions: reason.rules for reason in found.reasons}
    assert causes == {
        ("q0", "q1", "q2"): ("slot_not_allowed", "in a row"),
        ("a0", "a1", "a2"): ("person_clash", "slot_not_allowed"),
    }
    assert all(reason.is_minimal for reason in found.reasons)
    assert found.is_complete
    assert len(found.timetable) == n_sessions


def test_possible_forum_has_no_reason() -> None:
    problem = forum(60)
    found = explain(problem, time_limit_s=60)
    assert (found.status, found.reasons) == (Status.FEASIBLE, ())
    assert check(problem, found.timetable).cost.hard == 0
    started = explain(problem, start=found.timetable, time_limit_s=0)
    assert (started.status, started.timetable) == (Status.FEASIBLE, found.timetable)


def test_limit_of_time_is_kept() -> None:
    began = time.monotonic()
    explain(with_two_causes(forum(300)), time_limit_s=2)
    assert time.monotonic() - began < 6


def test_quick_reasons_of_a_large_event_are_quick() -> None:
    problem = with_two_causes(forum(1000))
    began = time.monotonic()
    assert [reason.sessions for reason in quick_reasons(problem)] == [("q0", "q1", "q2")]
    assert time.monotonic() - began < 3


def test_places_of_a_large_event_are_all_told() -> None:
    problem = forum(60)
    table = explain(problem, time_limit_s=60).timetable
    found = places_of(problem, table, "x5")
    assert len(found) == len(problem.slots) * len(problem.rooms)
    assert any(not one.breaks for one in found)
