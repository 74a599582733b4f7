"""The questions of a call's form: choices, conditions, order, what is refused once they are answered."""

import pytest

from essaim.call.actions.question import copy_question, move_question, order_questions, remove_question, save_question
from essaim.call.errors import CallError
from essaim.call.models import Question
from essaim.desk.models import Entry
from tests.factories import call as make

pytestmark = pytest.mark.usefixtures("english")
Type = Question.Type


def order(call):
    return list(call.questions.order_by("place").values_list("slug", flat=True))


def test_question_page_makes_a_question_with_choices_in_two_languages(cast):
    cast.call.languages = ["fr", "en"]
    cast.call.save()
    data = {
        "label__fr": "Échelle ?",
        "label__en": "Scale?",
        "type": "several",
        "choices__fr": "local | Locale\nInternationale",
        "choices__en": "local | Local\ninternationale | International",
        "allows_other": "on",
        "is_required": "on",
    }
    response = cast.client("team").post(f"/fr/team/ici/call/calls/{cast.call.slug}/questions/new/", data)
    assert response.status_code == 302
    question = cast.call.questions.get()
    assert question.slug == "scale"
    assert question.choices == [
        {"value": "local", "label": {"fr": "Locale", "en": "Local"}},
        {"value": "internationale", "label": {"fr": "Internationale", "en": "International"}},
    ]


def test_choices_that_do_not_fit_are_said_line_by_line(cast):
    cast.call.languages = ["fr", "en"]
    cast.call.save()
    data = {"label__fr": "Échelle", "type": "one", "choices__fr": "a | A\na | B", "choices__en": "c | C"}
    page = cast.client("team").post(f"/en/team/ici/call/calls/{cast.call.slug}/questions/new/", data).content.decode()
    assert "Line 2: “a” stands there twice." in page
    assert "line 1: “c” is none of the values: a." in page
    assert not cast.call.questions.exists()


def test_condition_is_ticked_among_answers_of_one_earlier_question(cast):
    make.make_question(cast.call, "etat", Type.ONE, choices=[{"value": "idee", "label": {"fr": "Une idée"}}])
    make.make_question(cast.call, "suite", Type.YES_NO)
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/questions/new/"
    assert "Une idée" in client.get(address).content.decode()
    page = client.post(address, {"label__fr": "Détail", "type": "line", "asked_if": ["etat=idee", "suite=yes"]})
    assert "A condition looks at one question" in page.content.decode()
    client.post(address, {"label__fr": "Détail", "type": "line", "asked_if": ["suite=yes"]})
    assert cast.call.questions.get(slug="detail").condition == {"question": "suite", "is": ["yes"]}


def test_personal_and_public_at_once_is_refused(cast):
    data = {"label__fr": "Courriel", "type": "email", "is_personal": "on", "is_public": "on"}
    page = cast.client("team").post(f"/en/team/ici/call/calls/{cast.call.slug}/questions/new/", data).content.decode()
    assert "What is personal is never shown publicly" in page


def test_question_page_shows_and_keeps_what_stands(cast):
    choices = [{"value": "idee", "label": {"fr": "Une idée"}}, {"value": "fini", "label": {"fr": "Terminé"}}]
    make.make_question(cast.call, "suite", Type.YES_NO)
    row = make.make_question(
        cast.call, "etat", Type.ONE, choices=choices, allows_other=True, is_public=True, condition={"question": "suite", "is": ["yes"]}
    )
    client, address = cast.client("team"), f"/fr/team/ici/call/calls/{cast.call.slug}/questions/etat/"
    form = client.get(address).context["form"]
    entries = Entry.objects.count()
    client.post(address, {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, [])})
    row.refresh_from_db()
    assert row.choices == choices
    assert row.condition == {"question": "suite", "is": ["yes"]}
    assert Entry.objects.count() == entries


def test_answered_question_keeps_name_type_and_choices_made(cast):
    row = make.make_question(cast.call, "etat", Type.ONE, choices=[{"value": "idee", "label": {}}, {"value": "fini", "label": {}}])
    cast.proposal.answers = {"etat": "idee"}
    cast.proposal.save()
    for code, facts in (
        ("question_answered_name", {"slug": "autre"}),
        ("question_answered_type", {"type": Type.NUMBER}),
        ("choice_made", {"choices": [{"value": "fini", "label": {}}]}),
    ):
        with pytest.raises(CallError, match=code):
            save_question(call=cast.call, question=row, by=cast.team, **facts)
    save_question(call=cast.call, question=row, by=cast.team, choices=[{"value": "idee", "label": {"fr": "Une idée"}}])


def test_answered_question_goes_only_when_said_and_answers_stay(cast):
    row = make.make_question(cast.call, "etat")
    cast.proposal.answers = {"etat": "une idée"}
    cast.proposal.save()
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/questions/etat/remove/"
    client.post(address)
    assert Question.objects.filter(pk=row.pk).exists()
    assert "1 proposal answers it" in client.get(address).content.decode()
    client.post(address, {"sure": "on"})
    assert not Question.objects.filter(pk=row.pk).exists()
    cast.proposal.refresh_from_db()
    assert cast.proposal.answers == {"etat": "une idée"}


def test_question_others_depend_on_is_kept(cast):
    row = make.make_question(cast.call, "suite", Type.YES_NO)
    make.make_question(cast.call, "detail", condition={"question": "suite", "is": ["yes"]})
    with pytest.raises(CallError, match="question_watched"):
        remove_question(question=row, by=cast.team)


def test_renaming_takes_conditions_along(cast):
    row = make.make_question(cast.call, "suite", Type.YES_NO)
    make.make_question(cast.call, "detail", condition={"question": "suite", "is": ["yes"]})
    save_question(call=cast.call, question=row, by=cast.team, slug="apres")
    assert cast.call.questions.get(slug="detail").condition["question"] == "apres"


def test_order_by_buttons_by_drag_and_by_copy(cast):
    rows = [make.make_question(cast.call, slug) for slug in ("a", "b", "c")]
    move_question(question=rows[2], step=-1, by=cast.team)
    assert order(cast.call) == ["a", "c", "b"]
    order_questions(call=cast.call, order=[row.pk for row in rows], by=cast.team)
    assert order(cast.call) == ["a", "b", "c"]
    copy = copy_question(question=rows[0], by=cast.team)
    assert order(cast.call) == ["a", copy.slug, "b", "c"]
    entries = Entry.objects.count()
    move_question(question=rows[2], step=1, by=cast.team)
    assert Entry.objects.count() == entries


def test_dragging_is_refused_when_the_form_has_changed_meanwhile(cast):
    rows = [make.make_question(cast.call, slug) for slug in ("a", "b")]
    address = f"/en/team/ici/call/calls/{cast.call.slug}/questions/order/"
    client = cast.client("team")
    assert client.post(address, {"order": [rows[1].pk, rows[0].pk]}).json() == {"said": "Saved."}
    make.make_question(cast.call, "c")
    answer = client.post(address, {"order": [rows[0].pk, rows[1].pk]})
    assert answer.status_code == 409
    assert "meanwhile" in answer.json()["said"]
    assert order(cast.call)[:2] == ["b", "a"]


def test_two_low_lines_are_refused_in_a_name(cast):
    with pytest.raises(CallError, match="question_slug_lines"):
        save_question(call=cast.call, question=None, by=cast.team, slug="a__other", label={"fr": "A"}, type=Type.LINE)
