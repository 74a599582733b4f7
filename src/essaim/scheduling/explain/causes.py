"""Why there is no timetable: every cause, each a minimal set of rules and sessions."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from essaim.scheduling.errors import ProblemError
from essaim.scheduling.explain.decide import Decider
from essaim.scheduling.explain.grounds import reason_of
from essaim.scheduling.explain.minimal import minimal
from essaim.scheduling.explain.quick import quick
from essaim.scheduling.explain.scope import Scope
from essaim.scheduling.problem import Problem, Timetable
from essaim.scheduling.result import Reason, Status
from essaim.scheduling.validate import faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """status: FEASIBLE (a `timetable` that keeps the hard rules was found), INFEASIBLE (proved), NOT_FOUND (neither in the time).

    reasons: sets that cannot hold together, no session in two of them; each says itself whether it was proved minimal.
    is_complete: proved that when the sessions of all reasons are left out, the others can be placed. False: there may be more causes.
    timetable: where feasible, all sessions; where `is_complete`, those of no reason; else empty.
    """

    status: Status
    reasons: tuple[Reason, ...] = ()
    is_complete: bool = False
    timetable: Timetable
    seconds: float = 0.0


SHARES = (16, 8, 4, 2)
"""A half is looked at before the whole: often it is decided at once."""


def explain(problem: Problem, *, time_limit_s: float = 20.0, seed: int = 1, start: Timetable | None = None, most: int = 12) -> Explanation:
    """Is there a timetable that places every session and keeps every hard rule; and if not, what stands in the way?

    time_limit_s: seconds of wall clock. start: a timetable to begin from, of use where it keeps every hard rule, all sessions placed or not.
    most: reasons looked for. Same seed, same answer, unless the time was up first.
    Raises ProblemError, naming every fault, before anything is solved.

    >>> from essaim.scheduling import constraints as c
    >>> from essaim.scheduling.problem import Room, Session, Slot
    >>> nine = Slot(id="nine", day="Monday", block="morning", starts_min=540, ends_min=600)
    >>> two = (Session(id="a"), Session(id="b"))
    >>> found = explain(Problem(slots=(nine,), rooms=(Room(id="hall"),), sessions=two, rules=(c.RoomClash(),)))
    >>> found.status.value, [(reason.code, reason.rules, reason.sessions, reason.is_minimal) for reason in found.reasons]
    ('infeasible', [('too_many_sessions', ('room_clash',), ('a', 'b'), True)])
    """
    if found := faults(problem):
        raise ProblemError(found)
    began = time.monotonic()
    decider = Decider(problem, until=began + time_limit_s, seed=seed, start=start)
    hints = list(quick(Scope(decider.facts, decider.bars)))
    reasons, left = list[Reason](), decider.facts.musts
    while len(reasons) < most and (some := impossible(decider, hints, left)):
        cause = minimal(decider, some)
        reasons.append(better_told(reason_of(decider, cause), hints))
        left -= {decider.facts.session_number[session] for session in reasons[-1].sessions}
    answer = decider.decide(left)
    reasons = reasons or disjoint(hints)
    return Explanation(
        status=Status.INFEASIBLE if reasons else answer.status,
        reasons=tuple(reasons),
        is_complete=answer.is_feasible,
        timetable=answer.timetable,
        seconds=time.monotonic() - began,
    )


def disjoint(hints: Iterable[Reason]) -> list[Reason]:
    """Those that share no session with one before."""
    kept, told = list[Reason](), set[str]()
    for hint in hints:
        if told.isdisjoint(hint.sessions):
            kept.append(hint)
            told.update(hint.sessions)
    return kept


def better_told(reason: Reason, hints: Iterable[Reason]) -> Reason:
    """A hint that says the same says it with numbers; one that says more is told where nothing smaller was proved minimal."""
    for hint in hints:
        if hint.sessions == reason.sessions and {*hint.rules} == {*reason.rules}:
            return replace(hint, grounds=reason.grounds, is_minimal=reason.is_minimal)
        if not reason.is_minimal and {*reason.sessions} <= {*hint.sessions}:
            return hint
    return reason


def impossible(decider: Decider, hints: Iterable[Reason], left: frozenset[int]) -> frozenset[int]:
    """Sessions among these that were proved impossible to place: those of a hint first, then all; none: not proved, or not so."""
    for hint in hints:
        some = left.intersection(decider.facts.session_number[session] for session in hint.sessions)
        if some and decider.decide(some).is_infeasible:
            return some
    ordered = sorted(left)
    for share in SHARES:
        some = frozenset(ordered[: len(ordered) // share])
        if some and decider.decide(some, is_quick=True).is_infeasible:
            return some
    return left if decider.decide(left).is_infeasible else frozenset()
