"""A proposal written by several: texts joined, a save sent twice, who may write, who joins."""

import json

import pytest
from django.urls import reverse

from essaim.call.actions.contributors import invite_author, join_as_author, link_for
from essaim.call.actions.writing import save_facts
from essaim.call.errors import CallError
from essaim.call.models import Question
from essaim.desk.models import Message, Revision
from tests.call.drafts import save
from tests.factories import call as make


def test_two_writers_lose_nothing(cast, draft):
    base = {"summary.fr": "Un. Deux."}
    save(draft, cast.contributor, {}, base)
    save(draft, cast.contributor, base, {"summary.fr": "Un. Deux. Trois."})
    saved = save(draft, cast.contributor, base, {"summary.fr": "Zéro. Un. Deux."})
    assert saved.texts["summary.fr"] == "Zéro. Un. Deux. Trois."
    draft.refresh_from_db()
    assert draft.summary.data == {"fr": "Zéro. Un. Deux. Trois."}
    assert draft.revision == saved.number == 3


def test_same_sentence_changed_by_both_stands_twice_and_is_shown(cast, draft):
    base = {"summary.fr": "Un."}
    save(draft, cast.contributor, {}, base)
    save(draft, cast.contributor, base, {"summary.fr": "Un de Claire."})
    saved = save(draft, cast.contributor, base, {"summary.fr": "Un de Paul."})
    assert saved.texts["summary.fr"] == "Un de Claire. Un de Paul."
    assert [(one.theirs, one.mine) for one in saved.differences["summary.fr"]] == [("Un de Claire.", "Un de Paul.")]


def test_a_save_sent_twice_is_written_once(cast, draft):
    first = save(draft, cast.contributor, {}, {"title.fr": "Titre"}, "abc")
    again = save(draft, cast.contributor, {}, {"title.fr": "Titre"}, "abc")
    assert (first.was_known, again.was_known) == (False, True)
    assert draft.revisions.filter(number__gt=0).count() == 1


def test_autosave_leaves_public_pages_as_they_are(cast, draft):
    before = list(Revision.objects.values_list("number", flat=True))
    save(draft, cast.contributor, {}, {"title.fr": "Titre"})
    assert list(Revision.objects.values_list("number", flat=True)) == before


@pytest.mark.parametrize("name", ["secret.fr", "title", "answers.unknown", "title.klingon-and-more"])
def test_unknown_texts_are_refused(cast, draft, name):
    with pytest.raises(CallError, match="unknown_text"):
        save(draft, cast.contributor, {}, {name: "x"})


def test_text_answers_are_joined_like_texts(cast, draft):
    make.make_question(cast.call, "plus", Question.Type.TEXT)
    base = {"answers.plus": "Un."}
    save(draft, cast.contributor, {}, base)
    save(draft, cast.contributor, base, {"answers.plus": "Un. Deux."})
    saved = save(draft, cast.contributor, base, {"answers.plus": "Zéro. Un."})
    draft.refresh_from_db()
    assert draft.answers["plus"] == saved.texts["answers.plus"] == "Zéro. Un. Deux."
    save_facts(proposal=draft, by=cast.contributor, answers={"plus": "écrasé"})
    draft.refresh_from_db()
    assert draft.answers["plus"] == "Zéro. Un. Deux."


@pytest.mark.parametrize("who", ["participant", "lead", "reviewer", "other_lead"])
def test_others_write_nothing(cast, draft, who):
    with pytest.raises(CallError, match="may_not_write"):
        save(draft, getattr(cast, who), {}, {"title.fr": "À moi"})


def test_co_author_joins_by_link_with_the_address_it_was_sent_to(cast, draft):
    row = invite_author(proposal=draft, email="paul@example.org", name="Paul", by=cast.contributor)
    link = link_for(row)
    assert "/call/join/" in Message.objects.get().body
    with pytest.raises(CallError, match="link_of_another"):
        join_as_author(link=link, by=cast.other_lead)
    assert join_as_author(link=link, by=cast.participant) == draft
    save(draft, cast.participant, {}, {"title.fr": "À deux"})
    with pytest.raises(CallError, match="link_not_good"):
        join_as_author(link=f"{link}x", by=cast.participant)


def test_script_saves_and_learns_of_others(cast, draft):
    client = cast.client("contributor")
    address = reverse("call:save", args=["ici", draft.number])
    body = {"base": {}, "texts": {"title.fr": "Par script"}, "key": "k1"}
    told = client.post(address, json.dumps(body), content_type="application/json").json()
    assert told["texts"] == {"title.fr": "Par script"}
    assert client.post(address, json.dumps(body), content_type="application/json").json()["known"] is True
    assert client.post(address, "nonsense", content_type="application/json").status_code == 400
    state = reverse("call:state", args=["ici", draft.number])
    assert client.get(state, {"since": told["number"]}).json()["texts"] is None
    assert client.get(state, {"since": 0}).json()["texts"] == {"title.fr": "Par script"}
