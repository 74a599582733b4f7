"""What is explained is so: against every timetable of tiny random problems, with every rule in them."""

from dataclasses import replace

from hypothesis import given, target

from essaim.scheduling.check import check
from essaim.scheduling.constraints import Level
from essaim.scheduling.explain import explain, part_of, quick_reasons, suggestions
from essaim.scheduling.explain.encode import ENCODERS
from essaim.scheduling.problem import Place, Problem, Session
from essaim.scheduling.result import Status, Suggestion
from essaim.scheduling.sentences import Sentences
from tests.scheduling import strategies
from tests.scheduling.explain.brute import MOST_TIMETABLES, SETTINGS, is_solvable, n_timetables, tiny_problems


@SETTINGS
@given(tiny_problems())
def test_verdict_is_that_of_every_timetable(problem: Problem) -> None:
    found = explain(problem, time_limit_s=60)
    target(len(found.reasons))
    assert found.status == (Status.FEASIBLE if is_solvable(problem) else Status.INFEASIBLE)
    assert found.is_complete
    hard = replace(problem, rules=tuple(rule for rule in problem.rules if rule.level == Level.HARD))
    told = {session for reason in found.reasons for session in reason.sessions}
    verdict = check(hard, found.timetable)
    assert not [one for one in verdict.breaches if one.cost > 0 and not (one.code == "unplaced" and {*one.sessions} <= told)]


@SETTINGS
@given(tiny_problems())
def test_every_reason_is_impossible_and_minimal(problem: Problem) -> None:
    sentences = Sentences(problem)
    for reason in explain(problem, time_limit_s=60).reasons:
        assert reason.is_minimal
        assert not is_solvable(part_of(problem, reason.sessions, reason.rules))
        for session in reason.sessions:
            assert is_solvable(part_of(problem, {*reason.sessions} - {session}, reason.rules)), (reason, session)
        for rule in reason.rules:
            assert is_solvable(part_of(problem, reason.sessions, {*reason.rules} - {rule})), (reason, rule)
        assert "{" not in sentences.say(reason)


@SETTINGS
@given(tiny_problems())
def test_quick_reasons_say_only_what_is_so(problem: Problem) -> None:
    sentences = Sentences(problem)
    for reason in quick_reasons(problem):
        assert not is_solvable(part_of(problem, reason.sessions, reason.rules)), reason
        for rule in reason.rules if reason.is_minimal else ():
            assert is_solvable(part_of(problem, reason.sessions, {*reason.rules} - {rule})), (reason, rule)
        assert "{" not in sentences.say(reason)


def test_every_rule_on_several_sessions_is_written_into_the_model() -> None:
    from essaim.scheduling.explain.where import ALONE

    assert {*strategies.KINDS} - {*ALONE} == ENCODERS.keys()


@SETTINGS
@given(tiny_problems())
def test_suggestions_are_so(problem: Problem) -> None:
    """The change as it is told, made and tried in every timetable: it mends the reason, and the whole where that is said."""
    sentences = Sentences(problem)
    found = explain(problem, time_limit_s=60)
    for reason in found.reasons[:2]:
        for told in suggestions(problem, reason, others=found.reasons, start=found.timetable, time_limit_s=60):
            changed = as_told(problem, told)
            if changed is not None and n_timetables(changed) <= 2 * MOST_TIMETABLES:
                assert is_solvable(part_of(changed, reason.sessions, reason.rules)), told
                assert told.is_enough is is_solvable(changed), told
            assert not any(wrong in sentences.say(told) for wrong in ("{", "no time", "nothing"))


def as_told(problem: Problem, told: Suggestion) -> Problem | None:  # noqa: C901 - a case each code
    """The problem with what the suggestion says, no more; None for changes that need words of their own."""

    def with_session(**change: object) -> Problem:
        return replace(problem, sessions=tuple(replace(one, **change) if one.id in told.sessions else one for one in problem.sessions))

    def session() -> Session:
        return next(one for one in problem.sessions if one.id in told.sessions)

    freed = {str(slot) for slot in told.facts.get("slots", ())}  # type: ignore[attr-defined]
    match told.code:
        case "leave_out":
            return with_session(is_optional=True)
        case "other_time":
            return with_session(slots=(session().slots or frozenset()) | {told.facts["slot"]})
        case "other_room":
            return with_session(rooms=(session().rooms or frozenset()) | {told.facts["room"]})
        case "unpin":
            return with_session(pinned=Place(str(told.facts["slot"]), str(told.facts["room"])))
        case "not_plenary":
            return with_session(is_plenary=False)
        case "shorten":
            return with_session(n_slots=session().n_slots - int(str(told.facts["fewer"])))
        case "replace_person":
            return with_session(people=session().people - {told.facts["person"]})
        case "person_there":
            there = (replace(one, away=one.away - freed) if one.id == told.facts["person"] else one for one in problem.people)
            return replace(problem, people=tuple(there))
        case "open_room":
            rooms = (replace(one, closed=one.closed - freed) if one.id == told.facts["room"] else one for one in problem.rooms)
            return replace(problem, rooms=tuple(rooms))
        case "lift_rule":
            return replace(problem, rules=tuple(rule for rule in problem.rules if rule.rule_name != told.facts["rule"]))
        case _:
            return None
