"""What is wrong with a form before anybody fills it in."""

import pytest
from django.utils.translation import override

from essaim.call.asking import questions_of
from essaim.call.asking.faults import Weight, faults_of
from essaim.call.asking.faults_said import WORDS, told
from essaim.call.models import Question
from tests.factories import call as make
from tests.factories.forum import text

Type = Question.Type
CHOICES = [{"value": "a", "label": {"fr": "A"}}, {"value": "b", "label": {"fr": "B"}}]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def call(cast):
    cast.call.languages = ["fr"]
    cast.call.save()
    return cast.call


def codes(call):
    faults = faults_of(call, list(call.kinds.all()), questions_of(call))
    assert all(told(fault).what for fault in faults)
    return [(fault.code, fault.question.slug if fault.question else None) for fault in faults]


def test_good_form_has_no_fault(call):
    make.make_question(call, "suite", Type.YES_NO, is_public=True)
    make.make_question(call, "detail", condition={"question": "suite", "is": ["yes"]})
    assert codes(call) == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"question": "rien", "is": ["a"]}, "condition_on_nothing"),
        ({"question": "liste", "is": ["c"]}, "condition_never"),
        ({"question": "liste", "is": ["other"]}, "condition_never"),
        ({"question": "liste", "is": []}, "condition_never"),
        ({"question": "phrase", "is": ["a"]}, "condition_never"),
        ({"question": "apres", "is": ["yes"]}, "condition_on_later"),
        ({"question": "autre-kind", "is": ["yes"]}, "condition_on_other_kind"),
        ({"question": "autre-langue", "is": ["yes"]}, "condition_on_other_language"),
    ],
)
def test_condition_that_cannot_hold_is_found(cast, call, condition, code):
    make.make_question(call, "liste", Type.ONE, choices=CHOICES)
    make.make_question(call, "phrase", Type.LINE)
    make.make_question(call, "autre-kind", Type.YES_NO).kinds.add(cast.self_managed.kind)
    make.make_question(call, "autre-langue", Type.YES_NO, languages=["fr", "es"])
    row = make.make_question(call, "detail", condition=condition)
    row.kinds.add(cast.proposal.kind)
    make.make_question(call, "apres", Type.YES_NO)
    assert (code, "detail") in codes(call)


def test_condition_that_can_hold_is_not_said_to_be_asked_never(call):
    make.make_question(call, "liste", Type.ONE, choices=CHOICES)
    make.make_question(call, "detail", condition={"question": "liste", "is": ["a", "c"]})
    (fault,) = faults_of(call, list(call.kinds.all()), questions_of(call))
    assert (fault.code, fault.weight, fault.facts["values"]) == ("condition_partly", Weight.WARNING, ["c"])
    assert "never" not in told(fault).what


@pytest.mark.parametrize(("languages", "asked"), [([], ["pt"]), (["fr-CA"], ["fr"])])
def test_question_for_a_language_the_call_takes_has_no_fault(call, languages, asked):
    """A call without languages takes any; a question in French is put to what is written in Canadian French."""
    call.languages = languages
    call.save()
    make.make_question(call, "q", languages=asked)
    assert ("language_not_offered", "q") not in codes(call)


def test_circle_is_found(call):
    make.make_question(call, "a", Type.YES_NO, condition={"question": "b", "is": ["yes"]})
    make.make_question(call, "b", Type.YES_NO, condition={"question": "a", "is": ["yes"]})
    assert {("condition_in_circle", "a"), ("condition_in_circle", "b")} <= set(codes(call))


def test_required_behind_a_condition_is_a_note(call):
    make.make_question(call, "suite", Type.YES_NO)
    make.make_question(call, "detail", is_required=True, condition={"question": "suite", "is": ["yes"]})
    assert codes(call) == [("required_behind_condition", "detail")]


def test_public_answers_need_no_agreement_of_their_own(call):
    """The form of every proposal asks for it."""
    make.make_question(call, "plus", is_public=True)
    assert codes(call) == []


def test_composed_agreement_is_told_that_the_form_asks_to_publish_already(call):
    make.make_question(call, "accord", Type.CONSENT)
    assert codes(call) == [("agreement_besides", "accord")]
    fault = faults_of(call, list(call.kinds.all()), questions_of(call))[0]
    assert fault.weight == Weight.NOTE
    assert "asks already" in told(fault).what


@pytest.mark.parametrize(
    ("type", "facts", "code"),
    [
        (Type.LINE, {"is_personal": True, "is_public": True}, "personal_and_public"),
        (Type.EMAIL, {}, "address_not_personal"),
        (Type.PHONE, {}, "address_not_personal"),
        (Type.TEXT, {"least": 9, "most": 3}, "limits_crossed"),
        (Type.TEXT, {"languages": ["es"]}, "language_not_offered"),
        (Type.ONE, {"choices": CHOICES[:1]}, "few_choices"),
        (Type.SEVERAL, {}, "few_choices"),
        (Type.SEVERAL, {"choices": CHOICES, "least": 3}, "too_few_to_choose"),
        (Type.FILE, {"is_public": True}, "file_not_public"),
    ],
)
def test_fault_of_one_question_is_found(call, type, facts, code):  # noqa: A002 the model's word
    make.make_question(call, "q", type, **facts)
    assert (code, "q") in codes(call)


def test_missing_translations_are_found_text_by_text(call):
    call.languages = ["fr", "en"]
    make.make_question(call, "q", Type.ONE, choices=CHOICES, help=text("Aide"), label={"fr": "Q", "en": "Q"})
    found = [fault for fault in faults_of(call, [], questions_of(call)) if fault.question]
    assert [(fault.code, fault.facts) for fault in found] == [
        ("untranslated", {"text": "help", "languages": ["en"]}),
        ("choices_untranslated", {"languages": ["en"], "values": ["a", "b"]}),
    ]


def test_call_itself_is_looked_at(cast, call):
    call.kinds.all()
    call.closes_at = None
    cast.edition.is_public = False
    call.edition = cast.edition
    assert [fault.code for fault in faults_of(call, [], [])] == ["no_kind", "no_end", "edition_hidden"]


def test_gravest_come_first(call):
    make.make_question(call, "suite", Type.YES_NO)
    make.make_question(call, "detail", is_required=True, condition={"question": "suite", "is": ["yes"]})
    make.make_question(call, "mail", Type.EMAIL)
    weights = [fault.weight for fault in faults_of(call, [], questions_of(call))]
    assert weights == [Weight.ERROR, Weight.WARNING, Weight.NOTE]


def test_every_code_has_its_sentence():
    import inspect

    from essaim.call.asking import faults

    source = inspect.getsource(faults)
    assert {code for code in WORDS if f'"{code}"' in source} == set(WORDS)


def test_zone_that_is_no_place_is_said_with_its_name(call):
    call.time_zone = "Etc/GMT-6"
    fault = next(one for one in faults_of(call, list(call.kinds.all()), questions_of(call)) if one.code == "zone_of_no_place")
    assert fault.weight == Weight.WARNING
    assert "“Etc/GMT-6”" in told(fault).what
