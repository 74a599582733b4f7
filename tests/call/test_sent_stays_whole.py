"""What sending a proposal required is still there afterwards: emptied, it is refused with the fields named and the typed words kept."""

import json

import pytest
from django.urls import reverse

from essaim.call.actions.contributors import save_organisations
from essaim.call.actions.sending import send_proposal
from essaim.call.actions.writing import save_facts
from essaim.call.errors import CallError
from essaim.call.models import Proposal, Question
from tests.call.drafts import completed, save, words_of
from tests.factories import call as make


@pytest.fixture
def sent(cast, draft) -> Proposal:
    make.make_question(cast.call, "pourquoi", Question.Type.TEXT, label="Pourquoi ici ?", is_required=True)
    make.make_question(cast.call, "accord", Question.Type.CONSENT, label="D’accord", is_required=True)
    ready = completed(draft, cast.contributor)
    save(ready, cast.contributor, {}, {"answers.pourquoi": "Parce que."})
    save_facts(proposal=ready, by=cast.contributor, answers={"accord": True})
    return send_proposal(proposal=Proposal.objects.get(pk=ready.pk), by=cast.contributor)


@pytest.mark.parametrize("name", ["title.fr", "summary.fr", "answers.pourquoi"])
@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_text_that_sending_required_cannot_be_emptied_afterwards(cast, sent, name, empty):
    before = words_of(sent)
    with pytest.raises(CallError, match="emptied_once_sent") as error:
        save(sent, cast.contributor, before, {name: empty})
    assert error.value.facts["missing"] == [name.removesuffix(".fr")]
    assert words_of(Proposal.objects.get(pk=sent.pk)) == before


def test_neither_can_a_required_choice_nor_the_last_organisation(cast, sent):
    with pytest.raises(CallError, match="emptied_once_sent"):
        save_facts(proposal=sent, by=cast.contributor, answers={"accord": None})
    with pytest.raises(CallError, match="emptied_once_sent"):
        save_organisations(proposal=sent, organisations=[], removed=[sent.organisations.get().pk], by=cast.contributor)
    sent.refresh_from_db()
    assert sent.answers["accord"] is True
    assert sent.organisations.exists()


def test_a_title_may_stand_in_another_language_alone(cast, sent):
    save(sent, cast.contributor, words_of(sent), {"title.fr": "", "title.en": "Canteens"})
    assert "title.fr" not in words_of(sent)


def test_what_lacked_already_when_it_came_holds_no_other_change_back(cast):
    cast.proposal.organisations.all().delete()
    save(cast.proposal, cast.contributor, {}, {"description.fr": "Autour d’une table."})
    assert words_of(cast.proposal)["description.fr"] == "Autour d’une table."


def test_the_page_names_what_was_emptied_and_keeps_what_was_typed(cast, sent):
    data = {"base": json.dumps(words_of(sent)), "title.fr": "", "summary.fr": "Une phrase toute neuve.", "q-pourquoi": "", "q-accord": "on"}
    answer = cast.client("contributor").post(
        reverse("call:write", args=["ici", sent.number]), {**data, "persons": "0", "organisations": "0"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Titre, Pourquoi ici ?" in shown
    assert "Une phrase toute neuve." in shown
    assert shown.count('aria-invalid="true"') == 2
    assert words_of(Proposal.objects.get(pk=sent.pk))["title.fr"] == "Cantines"


def test_what_the_script_saves_empties_nothing_either(cast, sent):
    body = json.dumps({"base": words_of(sent), "texts": {"title.fr": ""}, "key": "k1"})
    answer = cast.client("contributor").post(reverse("call:save", args=["ici", sent.number]), body, content_type="application/json")
    assert answer.status_code == 409
    assert "Titre" in answer.json()["words"]
