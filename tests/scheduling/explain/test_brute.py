"""What is explained is so: against every timetable of tiny random problems, with every rule in them."""

from dataclasses import replace

from hypothesis import given, target

from essaim.scheduling.check import check
from essaim.scheduling.constraints import Level
from essaim.scheduling.explain import explain, part_of, quick_reasons
from essaim.scheduling.explain.encode import ENCODERS
from essaim.scheduling.problem import Problem
from essaim.scheduling.result import Status
from essaim.scheduling.sentences import Sentences
from tests.scheduling import strategies
from tests.scheduling.explain.brute import SETTINGS, is_solvable, tiny_problems


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
