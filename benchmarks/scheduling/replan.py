"""300 sessions are on line, one speaker drops out: how long until a timetable keeps all rules again, and what moved?"""

import time
from dataclasses import dataclass

from benchmarks.scheduling import made_up
from essaim.scheduling.problem import Problem, Timetable
from essaim.scheduling.solve import solve

LIMIT_S, PEER_S, PEER_MOVES = 2.0, 20.2, 1
"""The peer's figures: conference-scheduler 3.0.1 (CBC) on this kind of machine, 300 talks on 324 places, in the project's notes; not run here."""


@dataclass(frozen=True, slots=True)
class Replanned:
    event: str
    seconds: float
    hard: int
    moved_time: int
    moved_room: int
    needed: int
    """Sessions of the speaker: so many must move at least."""


def replanned(name: str, problem: Problem, timetable: Timetable, person: str, seed: int) -> Replanned:
    again = made_up.dropped_out(made_up.published(problem, timetable), timetable, person)
    began = time.monotonic()
    result = solve(again, time_limit_s=LIMIT_S * 0.7, seed=seed, start=timetable)
    seconds = time.monotonic() - began
    moved = [(timetable[one], place) for one, place in result.timetable.items() if one in timetable and timetable[one] != place]
    return Replanned(
        event=name,
        seconds=seconds,
        hard=result.cost.hard,
        moved_time=sum(old.slot != new.slot for old, new in moved),
        moved_room=sum(old.slot == new.slot for old, new in moved),
        needed=sum(person in one.people for one in problem.sessions),
    )


def talks(seed: int) -> Replanned:
    problem, timetable = made_up.talks(300, (12, 27), seed)
    return replanned("300 talks on 324 places", problem, timetable, "p0", seed)


def forum(seed: int) -> Replanned:
    """Sessions of several slots, three people each, their availabilities, three sites; found first, then published."""
    problem = made_up.event(300, days=4, rooms=20, people=500, wishing=0, wishes=0, seed=seed)
    timetable = solve(problem, time_limit_s=8, seed=seed).timetable
    person = min(
        (one for session in problem.sessions for one in session.people),
        key=lambda one: (len([1 for s in problem.sessions if one in s.people]), one),
    )
    return replanned("300 sessions, 3 people each", problem, timetable, person, seed)
