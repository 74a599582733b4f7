"""Problems without a timetable, each explained by minimal sets: tested by taking each member away and solving again."""

from dataclasses import replace

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.check import check
from essaim.scheduling.constraints import Rule
from essaim.scheduling.errors import ProblemError
from essaim.scheduling.explain import Explanation, explain, part_of, quick_reasons, suggestions
from essaim.scheduling.problem import Problem, Session
from essaim.scheduling.result import Status
from essaim.scheduling.sentences import Sentences
from tests.scheduling.explain.cases import CASES, Case, event, one, two_causes_of_one_kind

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def rule_names(text: str) -> set[str]:
    return {name.replace("+", " ") for name in text.split()}


def without_session(problem: Problem, name: str) -> Problem:
    """The session is no longer in the problem, nor named by any rule."""

    def kept(rule: Rule) -> Rule:
        match rule:
            case c.Pairs():
                return replace(rule, pairs=tuple(pair for pair in rule.pairs if name not in {pair.first, pair.second}))
            case c.LonelyPairs():
                return replace(rule, sessions=rule.sessions - {name})
        return rule

    sessions = tuple(session for session in problem.sessions if session.id != name)
    return replace(problem, sessions=sessions, rules=tuple(kept(rule) for rule in problem.rules))


def without_rule(problem: Problem, name: str) -> Problem:
    return replace(problem, rules=tuple(rule for rule in problem.rules if rule.rule_name != name))


def is_solved(problem: Problem) -> bool:
    """By CP-SAT, and then, if it says so, judged."""
    found = explain(problem)
    assert found.status in {Status.FEASIBLE, Status.INFEASIBLE}
    if found.status == Status.FEASIBLE:
        verdict = check(problem, found.timetable)
        assert verdict.cost.hard == 0
        assert verdict.is_feasible
    return found.status == Status.FEASIBLE


@pytest.fixture(scope="module", name="explained")
def every_explanation() -> dict[str, tuple[Problem, Explanation]]:
    return {case.name: (problem := case.build(), explain(problem)) for case in CASES}


def test_there_are_twenty_and_some_with_several_causes() -> None:
    assert len({case.name for case in CASES}) >= 20
    assert len([case for case in CASES if len(case.causes) > 1]) >= 3


@every_case
def test_impossible_problem_has_its_causes(case: Case, explained) -> None:
    _, found = explained[case.name]
    assert found.status == Status.INFEASIBLE
    assert found.is_complete
    causes = {" ".join(reason.sessions): {*reason.rules} for reason in found.reasons}
    assert causes == {sessions: rule_names(rules) for sessions, rules in case.causes.items()}
    assert len(found.reasons) == len(case.causes)


@every_case
def test_each_set_is_minimal(case: Case, explained) -> None:
    problem, found = explained[case.name]
    for reason in found.reasons:
        assert reason.is_minimal
        part = part_of(problem, reason.sessions, reason.rules)
        assert not is_solved(part)
        for session in reason.sessions:
            assert is_solved(part_of(problem, {*reason.sessions} - {session}, reason.rules)), session
            assert is_solved(without_session(part, session)), session
        for rule in reason.rules:
            assert is_solved(without_rule(part, rule)), rule


@every_case
def test_one_member_of_each_cause_away_makes_the_whole_solvable(case: Case, explained) -> None:
    problem, found = explained[case.name]
    for at, reason in enumerate(found.reasons):
        rest = problem
        for other in found.reasons[:at] + found.reasons[at + 1 :]:
            rest = without_session(rest, other.sessions[0])
        assert not is_solved(rest)
        for session in reason.sessions:
            assert is_solved(without_session(rest, session)), session
        for rule in reason.rules:
            others = {name for other in found.reasons if other != reason for name in other.rules}
            assert rule in others or is_solved(without_rule(rest, rule)), rule


@every_case
def test_rest_of_the_sessions_is_placed(case: Case, explained) -> None:
    problem, found = explained[case.name]
    told = {session for reason in found.reasons for session in reason.sessions}
    assert {session.id for session in problem.sessions} - found.timetable.keys() <= told
    assert {one.code for one in check(problem, found.timetable).breaches if one.level == c.Level.HARD} <= {"unplaced"}


@every_case
def test_sentence_names_the_sessions(case: Case, explained) -> None:
    problem, found = explained[case.name]
    labels = {session.id: session.label for session in problem.sessions}
    sentences = Sentences(problem)
    for reason in found.reasons:
        text = sentences.say(reason)
        assert text.endswith(".")
        assert not any(wrong in text for wrong in ("{", "}", "[", "|", "None"))
        if reason.code != "too_many_sessions":
            assert all(labels[session] in text for session in reason.sessions), text


@every_case
def test_some_change_is_enough_where_there_is_one_cause(case: Case, explained) -> None:
    problem, found = explained[case.name]
    sentences = Sentences(problem)
    for reason in found.reasons:
        helping = suggestions(problem, reason, others=found.reasons)
        assert helping
        assert {one.is_enough for one in helping} == {len(case.causes) == 1}
        assert {one.code for one in helping} - {"leave_out"}
        for one_change in helping:
            text = sentences.say(one_change)
            assert not any(wrong in text for wrong in ("{", "}", "None", "“”")), text


@every_case
def test_quick_reasons_are_told_of_sessions_of_a_cause(case: Case, explained) -> None:
    problem, found = explained[case.name]
    told = [{*reason.sessions} for reason in found.reasons]
    for reason in quick_reasons(problem):
        assert any(sessions <= {*reason.sessions} for sessions in told), reason


def test_same_seed_gives_the_same_answer() -> None:
    problem = two_causes_of_one_kind()
    first, second = explain(problem, seed=7), explain(problem, seed=7)
    assert replace(first, seconds=0) == replace(second, seconds=0)
    assert suggestions(problem, first.reasons[0], seed=7) == suggestions(problem, second.reasons[0], seed=7)


def test_possible_problem_has_no_reason_and_a_timetable() -> None:
    problem = event([one("a", people="ada"), one("b", people="ada", n_slots=2)])
    found = explain(problem)
    assert (found.status, found.reasons, found.is_complete) == (Status.FEASIBLE, (), True)
    assert check(problem, found.timetable).cost.hard == 0
    assert quick_reasons(problem) == ()


def test_no_time_claims_nothing() -> None:
    sessions = [Session(id="a", people=frozenset({"ada", "bo"})), Session(id="b", people=frozenset({"bo", "cy"}))]
    problem = event([*sessions, Session(id="c", people=frozenset({"cy", "ada"}))])
    found = explain(replace(problem, slots=problem.slots[:2]), time_limit_s=0)
    assert (found.status, found.reasons, found.is_complete, dict(found.timetable)) == (Status.NOT_FOUND, (), False, {})


def test_no_time_tells_quick_reasons_and_no_minimality_of_several() -> None:
    found = explain(two_causes_of_one_kind(), time_limit_s=0)
    assert found.status == Status.INFEASIBLE
    assert [reason.is_minimal for reason in found.reasons] == [False, False]
    assert not found.is_complete


def test_problem_with_faults_is_refused_before() -> None:
    problem = event([one("a", n_slots=9)])
    for ask in (explain, quick_reasons):
        with pytest.raises(ProblemError, match="session_too_long a"):
            ask(problem)
