"""What `solve` promises, on timetables small enough to see through."""

from dataclasses import replace
from itertools import pairwise

import pytest

from essaim.scheduling.check import check
from essaim.scheduling.constraints import STANDARD, Level, MovedRoom, MovedTime, Pair, Pairs, SeatsShort, When
from essaim.scheduling.errors import ProblemError
from essaim.scheduling.problem import Person, Place, Problem, Room, Session, Slot
from essaim.scheduling.result import Status, Step
from essaim.scheduling.solve import solve

WORK = 40_000


def slots(*, days: int = 1, n: int = 4) -> tuple[Slot, ...]:
    """One block a day, slots of 30 minutes from 9:00."""
    return tuple(
        Slot(id=f"{day}.{at}", day=str(day), block=str(day), starts_min=day * 1440 + 540 + 30 * at, ends_min=day * 1440 + 570 + 30 * at)
        for day in range(days)
        for at in range(n)
    )


def forum(n_sessions: int = 24) -> Problem:
    """Two days, three rooms; every person speaks twice; neighbours in the list are wished for by the same people."""
    names = [f"S{number}" for number in range(n_sessions)]
    wishes = tuple(Pair(a, b, 1 + number % 5) for number, (a, b) in enumerate(pairwise(names)))
    sessions = tuple(
        Session(id=name, people=frozenset({f"P{number % 12}"}), audience=20 + 7 * number % 90, themes=(f"T{number % 3}",))
        for number, name in enumerate(names)
    )
    return Problem(
        slots=slots(days=2),
        rooms=tuple(Room(id=f"R{seats}", capacity=seats) for seats in (30, 60, 120)),
        sessions=sessions,
        people=tuple(Person(id=f"P{number}") for number in range(12)),
        rules=(*STANDARD, SeatsShort(), Pairs(name="wishes", level=Level.SOFT, when=When.OVERLAP, pairs=wishes, weight=10)),
    )


def test_every_place_taken_and_nobody_in_two() -> None:
    """24 sessions in 24 places: a timetable without a gap."""
    result = solve(forum(), work_limit=WORK, seed=1)

    assert result.status == Status.FEASIBLE
    assert len(set(result.timetable.values())) == 24
    assert check(forum(), result.timetable).cost == result.cost


def test_same_seed_same_answer_whatever_the_threads_do() -> None:
    first, again, other = (solve(forum(), work_limit=WORK, seed=seed) for seed in (5, 5, 6))

    assert first.timetable == again.timetable
    assert [step.cost for step in first.history][-1] == [step.cost for step in again.history][-1]
    assert first.timetable != other.timetable


def test_more_work_is_never_worse_than_where_it_began() -> None:
    problem = forum()
    before = solve(problem, work_limit=1000, seed=2)
    after = solve(problem, work_limit=WORK, seed=3, start=before.timetable)

    assert after.cost <= before.cost


def test_best_of_two_sessions_is_the_one_seen_by_eye() -> None:
    """The large audience in the large room, and not at once: no cost at all."""
    problem = Problem(
        slots=slots(n=2),
        rooms=(Room(id="small", capacity=20), Room(id="large", capacity=100)),
        sessions=(Session(id="a", audience=90), Session(id="b", audience=95)),
        rules=(*STANDARD, SeatsShort(), Pairs(name="wishes", level=Level.SOFT, when=When.OVERLAP, pairs=(Pair("a", "b", 50),))),
    )
    result = solve(problem, work_limit=WORK, seed=1)

    assert result.cost == (0, 0, 0)
    assert {place.room for place in result.timetable.values()} == {"large"}


def test_pinned_sessions_stay_and_published_ones_move_little() -> None:
    """A speaker falls ill on the first day: only what must move moves."""
    problem = forum()
    published = solve(problem, work_limit=WORK, seed=1).timetable
    ill = frozenset(slot.id for slot in problem.slots if slot.day == "0")
    speaker = next(one for session in problem.sessions for one in session.people if one != "P0" and published[session.id].slot in ill)
    moved = [name for name, place in published.items() if place.slot in ill and speaker in dict(people(problem))[name]]
    again = replace(
        problem,
        people=tuple(replace(one, away=ill) if one.id == speaker else one for one in problem.people),
        sessions=tuple(
            replace(one, published=published[one.id], pinned=published[one.id] if one.id == "S0" else None) for one in problem.sessions
        ),
        rules=(*problem.rules, MovedTime(), MovedRoom()),
    )
    result = solve(again, work_limit=4 * WORK, seed=2, start=published)
    changed = {name for name, place in result.timetable.items() if place.slot != published[name].slot}

    assert moved
    assert result.cost.hard == 0
    assert result.timetable["S0"] == published["S0"]
    assert set(moved) <= changed
    assert len(changed) == 2 * len(moved)


def people(problem: Problem) -> list[tuple[str, frozenset[str]]]:
    return [(one.id, one.people) for one in problem.sessions]


def test_more_sessions_than_places_is_a_result() -> None:
    problem = forum(25)
    result = solve(problem, work_limit=WORK, seed=1)

    assert result.status == Status.NOT_FOUND
    assert result.cost.hard > 0


def test_faulty_problem_is_refused_before_anything_is_solved() -> None:
    with pytest.raises(ProblemError) as error:
        solve(replace(forum(), rooms=()), work_limit=WORK, seed=1)

    assert error.value.faults


def test_progress_is_told_and_stopping_keeps_the_best() -> None:
    steps: list[Step] = []

    def stop_at_the_third(step: Step) -> bool:
        steps.append(step)
        return len(steps) == 3

    result = solve(forum(), time_limit_s=60, seed=1, on_progress=stop_at_the_third)

    assert result.seconds < 30
    assert result.status == Status.FEASIBLE
    assert len(result.timetable) == 24
    assert [step.cost for step in steps] == sorted((step.cost for step in steps), reverse=True)


def test_limit_of_time_is_kept() -> None:
    result = solve(forum(), time_limit_s=1.0, seed=1)

    assert 0.9 < result.seconds < 3.0


def test_nothing_but_pinned_sessions() -> None:
    problem = Problem(slots=slots(n=1), rooms=(Room(id="R"),), sessions=(Session(id="a", pinned=Place("0.0", "R")),), rules=STANDARD)
    result = solve(problem, work_limit=WORK, seed=1)

    assert result.timetable == {"a": Place("0.0", "R")}
    assert result.cost == (0, 0, 0)
