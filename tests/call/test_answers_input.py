"""The call's form filled in: from answers to inputs and back, on the page, with and without what is required."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override

from essaim.call.inputs.answers import AnswersInput
from essaim.call.models import Question
from tests.factories import call as make
from tests.factories.forum import text

Type = Question.Type
SCALES = [{"value": "local", "label": {"fr": "Locale"}}, {"value": "world", "label": {"fr": "Mondiale"}}]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def call(cast):
    made = cast.call
    make.make_question(made, "plus", Type.TEXT, label={"fr": "Plus-value", "en": "Added value"}, most=20, is_required=True)
    make.make_question(made, "echelle", Type.SEVERAL, choices=SCALES, allows_other=True, section=text("La séance"))
    make.make_question(made, "etat", Type.ONE, choices=SCALES, allows_other=True)
    make.make_question(made, "suite", Type.YES_NO)
    make.make_question(made, "combien", Type.NUMBER, condition={"question": "suite", "is": ["yes"]}, is_required=True)
    make.make_question(made, "lieu", Type.PLACE)
    make.make_question(made, "affiche", Type.FILE)
    make.make_question(made, "accord", Type.CONSENT, is_required=True)
    return made


ANSWERS = {
    "plus": "Une cantine",
    "echelle": ["local", {"other": "bassin"}],
    "etat": {"other": "presque fini"},
    "suite": True,
    "combien": 40,
    "lieu": {"lat": 46.32, "lon": -0.46},
    "affiche": "ab/cdef.pdf",
    "accord": True,
}


def form_of(call, data=None, *, answers=None, files=None, final=False):
    given = None
    if data is not None:
        given = QueryDict(mutable=True)
        for name, value in data.items():
            given.setlist(f"q-{name}", value if isinstance(value, list) else [value])
    return AnswersInput(given, files, call=call, kind=None, language="fr", answers=answers, final=final)


def as_posted(form):
    """What a browser would send back of the form as shown."""
    data = {}
    for bound in form:
        value = bound.value()
        if bound.widget_type == "clearablefile" or value in (None, "", False, []):
            continue
        name = bound.html_name.removeprefix("q-")
        if bound.field.__class__.__name__ != "FileField":
            data[name] = [str(one) for one in value] if isinstance(value, list) else "on" if value is True else str(value)
    return data


def test_answers_come_back_as_they_went_in(call):
    posted = as_posted(form_of(call, answers=ANSWERS))
    form = form_of(call, posted, answers=ANSWERS, final=True)
    assert form.is_valid(), form.errors
    assert form.answers() == ANSWERS


def test_answers_are_json(call):
    assert json.loads(json.dumps(form_of(call, as_posted(form_of(call, answers=ANSWERS)), answers=ANSWERS).answers())) == ANSWERS


def test_draft_may_leave_open_what_sending_asks_for(call):
    assert form_of(call, {}).is_valid()
    final = form_of(call, {}, final=True)
    assert not final.is_valid()
    assert set(final.errors) == {"plus", "accord"}


def test_wrong_answers_are_kept_as_typed_and_said(call):
    form = form_of(call, {"plus": "x" * 21, "suite": "yes", "combien": "une trentaine", "lieu": "Niort"})
    assert not form.is_valid()
    assert set(form.errors) == {"plus", "combien", "lieu"}
    assert form.answers() == {"plus": "x" * 21, "suite": True, "combien": "une trentaine", "lieu": "Niort"}
    assert "une trentaine" in str(form.errors["combien"])


def test_answer_to_a_question_no_longer_asked_stays_and_is_not_checked(call):
    form = form_of(call, {"plus": "a", "suite": "no", "combien": "une trentaine", "accord": "on"}, final=True)
    assert form.is_valid(), form.errors
    assert form.answers()["combien"] == "une trentaine"


def test_answers_of_another_kind_are_left_untouched(cast, call):
    make.make_question(call, "salle").kinds.add(cast.self_managed.kind)
    form = AnswersInput({"q-plus": "a"}, call=call, kind=cast.proposal.kind, language="fr", answers={"salle": "grande", "plus": "b"})
    assert form.answers() == {"salle": "grande", "plus": "a"}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("46.3239, -0.4588", {"lat": 46.3239, "lon": -0.4588}),
        ("46.3239,-0.4588", {"lat": 46.3239, "lon": -0.4588}),
        ("46,3239; -0,4588", {"lat": 46.3239, "lon": -0.4588}),
        ("46,3239 −0,4588", {"lat": 46.3239, "lon": -0.4588}),
        ("46 0", {"lat": 46.0, "lon": 0.0}),
        ("Niort, 79", "Niort, 79"),
    ],
)
def test_points_as_maps_write_them(call, typed, answer):
    assert form_of(call, {"lieu": typed}).answers()["lieu"] == answer


@pytest.mark.parametrize(("typed", "answer"), [("1 200", 1200), ("1\u00a0200", 1200), ("12", 12), ("1.5", "1.5"), ("٣", "٣")])
def test_whole_numbers(call, typed, answer):
    assert form_of(call, {"suite": "yes", "combien": typed}).answers()["combien"] == answer


def test_choice_and_written_words_at_once_are_refused(call):
    form = form_of(call, {"etat": "local", "etat__other": "presque fini"})
    assert not form.is_valid()
    assert "presque fini" in str(form.errors["etat"])


def test_new_file_answers_a_required_question(call):
    call.questions.filter(slug="affiche").update(is_required=True)
    file = SimpleUploadedFile("affiche.pdf", b"%PDF-1.4")
    form = form_of(call, {"plus": "a", "accord": "on"}, files={"q-affiche": file}, final=True)
    assert form.is_valid(), form.errors
    assert set(form.uploads()) == {"affiche"}


def test_file_stays_until_it_is_removed(call):
    kept = form_of(call, {}, answers={"affiche": "ab/c.pdf"})
    assert kept.answers() == {"affiche": "ab/c.pdf"}
    gone = form_of(call, {"affiche__other": "on"}, answers={"affiche": "ab/c.pdf"})
    assert gone.answers() == {}
    assert gone.removed() == {"affiche"}


def test_page_hides_what_is_not_asked_and_asks_it_after_the_answer(call):
    before = render_to_string("call/pieces/questions.html", {"form": form_of(call)})
    after = render_to_string("call/pieces/questions.html", {"form": form_of(call, answers={"suite": True})})
    assert 'data-question="combien" data-if="q-suite" data-is=\'[&quot;yes&quot;]\' hidden' in before
    assert 'data-question="combien" data-if="q-suite" data-is=\'[&quot;yes&quot;]\'>' in after


def test_page_speaks_the_readers_language_and_marks_another(call):
    with override("en"):
        page = render_to_string("call/pieces/questions.html", {"form": form_of(call)})
    assert "Added value" in page
    assert '<h2 lang="fr" dir="ltr">La séance</h2>' in page
    assert 'data-most="20"' in page
    assert '<span lang="fr" dir="ltr">Mondiale</span>' in page


def test_words_of_the_team_are_escaped(call):
    make.make_question(call, "mal", label={"en": "<script>alert(1)</script>"}, help=text("<b>x</b>", "en"))
    with override("en"):
        page = render_to_string("call/pieces/questions.html", {"form": form_of(call, {"mal": "<i>"})})
    assert "<script>" not in page
    assert "<b>x" not in page
    assert "<i>" not in page


def test_form_and_page_cost_two_statements(call, django_assert_num_queries):
    with django_assert_num_queries(2):
        render_to_string("call/pieces/questions.html", {"form": form_of(call, {"plus": "a"}, final=True)})
