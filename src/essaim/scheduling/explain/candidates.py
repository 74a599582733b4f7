"""Every single change that may help against one reason."""

from collections import Counter
from collections.abc import Iterator

from essaim.scheduling.explain.changes import BY_GROUND, Change, left_out, lifted, more_time, shortened
from essaim.scheduling.explain.rooms import OF_ROOMS, room_changes
from essaim.scheduling.problem import Problem
from essaim.scheduling.result import Reason

MOST = 6
"""Of one kind."""


def changes(problem: Problem, reason: Reason) -> Iterator[Change]:
    """In the order of the grounds; one that needs less of the same before one that needs more; at most `MOST` of a kind."""
    told = Counter[str]()
    for change in every_change(problem, reason):
        told[change.code] += 1
        if told[change.code] <= MOST:
            yield change


def every_change(problem: Problem, reason: Reason) -> Iterator[Change]:
    by_id = {one.id: one for one in problem.sessions}
    those = [by_id[session] for session in reason.sessions]
    for ground in reason.grounds:
        if ground.code not in OF_ROOMS:
            yield from BY_GROUND.get(ground.code, lifted)(problem, ground, by_id)
    yield from room_changes(problem, reason, those)
    yield from more_time(problem, reason)
    yield from shortened(those)
    yield from left_out(those)
