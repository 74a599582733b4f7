"""Which questions are asked, and what is wrong with an answer."""

import pytest
from django.utils.translation import override

from essaim.call.asking import asked, check_answers, questions_of, said, sections, values_of
from essaim.call.models import Question
from essaim.call.sentences import SENTENCES
from tests.factories import call as make
from tests.factories.forum import text

Type = Question.Type
CHOICES = [{"value": "local", "label": {"fr": "Locale", "en": "Local"}}, {"value": "world", "label": {"fr": "Mondiale"}}]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def call(cast):
    return cast.call


def slugs(call, answers=None, *, kind=None, language="fr"):
    return [question.slug for question in asked(questions_of(call), kind, language, answers or {})]


def codes(call, answers, *, final=False, kind=None, language="fr"):
    return [(trouble.question, trouble.code) for trouble in check_answers(call, kind, language, answers, final=final)]


def test_questions_of_another_kind_or_language_are_not_asked(cast, call):
    make.make_question(call, "tous")
    make.make_question(call, "salle").kinds.add(cast.self_managed.kind)
    make.make_question(call, "resumen", languages=["es"])
    assert slugs(call, kind=cast.proposal.kind) == ["tous"]
    assert slugs(call, kind=cast.self_managed.kind, language="es-MX") == ["tous", "salle", "resumen"]


@pytest.mark.parametrize(
    ("type", "choices", "wanted", "answer", "holds"),
    [
        (Type.ONE, CHOICES, ["local"], "local", True),
        (Type.ONE, CHOICES, ["local"], "world", False),
        (Type.ONE, CHOICES, ["local"], None, False),
        (Type.ONE, CHOICES, ["other"], {"other": "un quartier"}, True),
        (Type.SEVERAL, CHOICES, ["world"], ["local", "world"], True),
        (Type.SEVERAL, CHOICES, ["other"], ["local"], False),
        (Type.YES_NO, [], ["yes"], True, True),
        (Type.YES_NO, [], [False], False, True),
        (Type.YES_NO, [], ["yes"], False, False),
        (Type.NUMBER, [], ["3"], 3, True),
    ],
)
def test_condition_looks_at_the_answer(call, type, choices, wanted, answer, holds):  # noqa: A002 the model's word
    make.make_question(call, "avant", type, choices=choices)
    make.make_question(call, "apres", condition={"question": "avant", "is": wanted})
    assert slugs(call, {"avant": answer}) == (["avant", "apres"] if holds else ["avant"])


def test_condition_on_a_question_that_is_not_asked_does_not_hold(call):
    make.make_question(call, "a", Type.YES_NO)
    make.make_question(call, "b", Type.YES_NO, condition={"question": "a", "is": ["yes"]})
    make.make_question(call, "c", condition={"question": "b", "is": ["yes"]})
    assert slugs(call, {"a": True, "b": True}) == ["a", "b", "c"]
    assert slugs(call, {"a": False, "b": True}) == ["a"]


def test_circle_of_conditions_never_holds_and_ends(call):
    make.make_question(call, "a", Type.YES_NO, condition={"question": "b", "is": ["yes"]})
    make.make_question(call, "b", Type.YES_NO, condition={"question": "a", "is": ["yes"]})
    assert slugs(call, {"a": True, "b": True}) == []


def test_required_is_asked_for_at_the_end_alone_and_only_when_asked(call):
    make.make_question(call, "suite", Type.YES_NO)
    make.make_question(call, "detail", is_required=True, condition={"question": "suite", "is": ["yes"]})
    make.make_question(call, "accord", Type.CONSENT, is_required=True)
    assert codes(call, {"suite": True}) == []
    assert codes(call, {"suite": True, "accord": False}, final=True) == [("detail", "answer_missing"), ("accord", "answer_without_consent")]
    assert codes(call, {"suite": False, "accord": True}, final=True) == []


@pytest.mark.parametrize(
    ("type", "limits", "answer", "draft", "final"),
    [
        (Type.TEXT, {"most": 5}, "abcdef", "answer_too_long", "answer_too_long"),
        (Type.TEXT, {"most": 5}, "ab\r\nde", None, None),
        (Type.TEXT, {"least": 5}, "abcd", None, "answer_too_short"),
        (Type.LINE, {"most": 3}, "été", None, None),
        (Type.SEVERAL, {"most": 1}, ["local", "world"], "answer_too_many", "answer_too_many"),
        (Type.SEVERAL, {"least": 2}, ["local"], None, "answer_too_few"),
        (Type.SEVERAL, {}, ["local", {"other": "bassin"}], "answer_no_others", "answer_no_others"),
        (Type.SEVERAL, {"allows_other": True}, ["local", {"other": "bassin"}], None, None),
        (Type.ONE, {}, "ailleurs", "answer_not_listed", "answer_not_listed"),
        (Type.ONE, {"allows_other": True}, {"other": "bassin"}, None, None),
        (Type.NUMBER, {"least": 31, "most": 600}, 601, "answer_too_high", "answer_too_high"),
        (Type.NUMBER, {"least": 31, "most": 600}, 30, "answer_too_low", "answer_too_low"),
        (Type.NUMBER, {}, "une trentaine", "answer_no_number", "answer_no_number"),
        (Type.NUMBER, {}, 0, None, None),
        (Type.DATE, {}, "2021-02-30", "answer_no_date", "answer_no_date"),
        (Type.DATE, {}, "2021-02-28", None, None),
        (Type.URL, {}, "javascript:alert(1)", "answer_no_address", "answer_no_address"),
        (Type.URL, {}, "https://example.org/a?b=c", None, None),
        (Type.EMAIL, {}, "claire(at)example.org", "answer_no_email", "answer_no_email"),
        (Type.PHONE, {}, "+33 5 49 00 00 00", None, None),
        (Type.PHONE, {}, "demander à l’accueil", "answer_no_phone", "answer_no_phone"),
        (Type.PLACE, {}, {"lat": 46.3, "lon": -0.46}, None, None),
        (Type.PLACE, {}, {"lat": 146.3, "lon": -0.46}, "answer_no_place", "answer_no_place"),
        (Type.PLACE, {}, "Niort", "answer_no_place", "answer_no_place"),
        (Type.YES_NO, {}, "peut-être", "answer_of_another_type", "answer_of_another_type"),
        (Type.TEXT, {}, ["a"], "answer_of_another_type", "answer_of_another_type"),
        (Type.FILE, {}, "ab/cdef.pdf", None, None),
    ],
)
def test_answer_against_its_type_and_limits(call, type, limits, answer, draft, final):  # noqa: A002
    make.make_question(call, "q", type, choices=CHOICES if type in (Type.ONE, Type.SEVERAL) else [], **limits)
    for is_final, code in ((False, draft), (True, final)):
        assert codes(call, {"q": answer}, final=is_final) == ([("q", code)] if code else [])


def test_trouble_quotes_what_was_met(call):
    make.make_question(call, "q", Type.NUMBER)
    (trouble,) = check_answers(call, None, "fr", {"q": "une trentaine"}, final=False)
    assert trouble.facts["value"] == "une trentaine"
    assert "une trentaine" in SENTENCES[trouble.code]() % trouble.facts


def test_answers_in_the_readers_words(call):
    several = make.make_question(call, "q", Type.SEVERAL, choices=CHOICES, allows_other=True)
    assert said(several, ["local", "world", {"other": "bassin"}], "en") == "Local; Mondiale; bassin"
    assert said(make.make_question(call, "d", Type.DATE), "2024-12-20", "fr") == "20 décembre 2024"
    assert said(make.make_question(call, "e", Type.DATE), "bientôt", "fr") == "bientôt"
    assert said(several, None, "fr") == ""


def test_section_keeps_its_heading_when_its_opening_question_is_not_shown(cast, call):
    make.make_question(call, "a")
    make.make_question(call, "b", section=text("La séance")).kinds.add(cast.individual.kind)
    make.make_question(call, "c")
    questions = questions_of(call)
    found = sections(questions, asked(questions, cast.proposal.kind, "fr", {}))
    assert [(str(part.heading), [one.slug for one in part.questions]) for part in found] == [("", ["a"]), ("La séance", ["c"])]


def test_asking_costs_two_statements_whatever_the_number_of_questions(call, django_assert_num_queries):
    for number in range(3):
        make.make_question(call, f"q{number}")
        with django_assert_num_queries(2):
            check_answers(call, None, "fr", {}, final=True)


def test_values_of_a_mixed_answer():
    assert values_of(["a", {"other": "b"}, True]) == {"a", "other", "yes"}


@pytest.mark.parametrize("answer", [{"other": ""}, {"other": "  "}, {}, {"another": "a"}, ["local", {"other": ""}]])
def test_written_in_without_words_is_no_answer(call, answer):
    """As a programme with a key may send it."""
    make.make_question(
        call, "q", Type.SEVERAL if isinstance(answer, list) else Type.ONE, choices=CHOICES, is_required=True, allows_other=True
    )
    assert codes(call, {"q": answer}, final=True) in ([("q", "answer_other_empty")], [("q", "answer_missing")])
