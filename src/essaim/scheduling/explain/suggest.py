"""Which single change makes a reason go away: every one proved by a timetable."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from essaim.scheduling.constraints import Level
from essaim.scheduling.explain.candidates import changes
from essaim.scheduling.explain.changes import Change
from essaim.scheduling.explain.decide import Answer, Decider
from essaim.scheduling.explain.facts import Facts
from essaim.scheduling.problem import Problem, Timetable
from essaim.scheduling.result import Reason, Suggestion

STEPWISE = {"more_of_resource", "shorten"}
"""Changes of which more helps whenever less does: the least that helps is told."""


def part_of(problem: Problem, sessions: Iterable[str], rules: Iterable[str]) -> Problem:
    """Only these sessions must be placed (all others may be left out), and only these hard rules hold; all others are taken away."""
    musts, names = frozenset(sessions), frozenset(rules)
    return replace(
        problem,
        sessions=tuple(replace(one, is_optional=one.is_optional or one.id not in musts) for one in problem.sessions),
        rules=tuple(rule for rule in problem.rules if rule.level == Level.HARD and rule.rule_name in names),
    )


def suggestions(
    problem: Problem,
    reason: Reason,
    *,
    others: Iterable[Reason] = (),
    start: Timetable | None = None,
    time_limit_s: float = 20.0,
    seed: int = 1,
) -> tuple[Suggestion, ...]:
    """Changes that were proved to help against this reason, the ones that are enough for the whole problem first, then the cheapest.

    others: the other reasons of the same explanation; saves asking whether a change that leaves one of them standing is enough.
    start: the timetable of the explanation; saves making one anew for each change.
    time_limit_s: seconds of wall clock; when they are up, what was proved so far is handed back.
    """
    prover = _Prover(problem, reason, tuple(one for one in others if one != reason), start, time.monotonic() + time_limit_s, seed)
    found = list(prover.proved())
    order = sorted(range(len(found)), key=lambda at: (found[at].is_enough is not True, cost(found[at]), at))
    return tuple(found[at] for at in order)


def cost(suggestion: Suggestion) -> int:
    return suggestion.number + suggestion.n_sessions + suggestion.n_people


@dataclass(frozen=True, slots=True)
class _Prover:
    problem: Problem
    reason: Reason
    rivals: tuple[Reason, ...]
    start: Timetable | None
    until: float
    """A moment of the monotonic clock."""
    seed: int

    def proved(self) -> Iterator[Suggestion]:
        """In the order of the changes."""
        told: set[tuple[str, tuple[str, ...], str]] = set()
        for change in changes(self.problem, self.reason):
            key = change.code, change.sessions, str(change.facts.get("resource", ""))
            if change.code in STEPWISE and key in told:
                continue
            changed = change.apply(self.problem)
            answer = self._part(changed, self.reason)
            if answer.is_feasible:
                told.add(key)
                suggestion = settled(self.problem, change, answer.timetable)
                left = [self._part(changed, rival) for rival in self.rivals]
                if any(rival.is_infeasible for rival in left):
                    yield replace(suggestion, is_enough=False)
                else:
                    yield self._enough(change, suggestion)

    def _enough(self, change: Change, suggestion: Suggestion) -> Suggestion:
        """The same, said whether it is enough; first with no more slots freed than the sessions of the reason need."""
        until = min(self.until, time.monotonic() + max(1.0, (self.until - time.monotonic()) / 4))
        slots = suggestion.facts.get("slots")
        if (
            change.narrowed
            and isinstance(slots, tuple)
            and self._solved(change.narrowed(frozenset(slots))(self.problem), until).is_feasible
        ):
            return replace(suggestion, is_enough=True)
        whole = self._solved(change.apply(self.problem), until)
        if whole.is_feasible:
            return replace(settled(self.problem, change, whole.timetable), is_enough=True)
        return replace(suggestion, is_enough=False if whole.is_infeasible else None)

    def _part(self, changed: Problem, reason: Reason) -> Answer:
        return self._solved(part_of(changed, reason.sessions, reason.rules), self.until, is_part=True)

    def _solved(self, problem: Problem, until: float, *, is_part: bool = False) -> Answer:
        decider = Decider(problem, until=until, seed=self.seed, start=None if is_part else self.start)
        return decider.decide(decider.facts.musts)


def settled(problem: Problem, change: Change, timetable: Timetable) -> Suggestion:
    """With the times and rooms that the timetable uses."""
    facts, name = dict(change.facts), (*change.sessions, "")[0]
    match change.settles:
        case "slot":
            facts["slot"] = timetable[name].slot
        case "room":
            facts["room"] = timetable[name].room
        case "place":
            facts |= {"slot": timetable[name].slot, "room": timetable[name].room}
        case "slots":
            away = {one.id: one.away for one in problem.people}[str(facts["person"])]
            theirs = [one.id for one in problem.sessions if str(facts["person"]) in one.people]
            facts["slots"] = used(problem, timetable, away, theirs)
        case "closed":
            shut = {one.id: one.closed for one in problem.rooms}[str(facts["room"])]
            facts["slots"] = used(problem, timetable, shut, [name for name, place in timetable.items() if place.room == facts["room"]])
    slots = facts.get("slots")
    return Suggestion(
        code=change.code,
        number=len(slots) if isinstance(slots, tuple) else change.number,
        unit=change.unit,
        n_sessions=change.n_sessions,
        n_people=len(change.people),
        sessions=change.sessions,
        facts=facts,
    )


def used(problem: Problem, timetable: Timetable, among: frozenset[str], sessions: Iterable[str]) -> tuple[str, ...]:
    """Those slots among some that these sessions fill, in the problem's order."""
    facts = Facts(problem)
    filled: set[int] = set()
    for name in sessions:
        if name in timetable:
            spans = facts.spans(facts.session_number[name])
            filled.update(spans[facts.slot_number[timetable[name].slot]].fills)
    return tuple(facts.slots[slot].id for slot in sorted(filled) if facts.slots[slot].id in among)
