"""Two people with the same form open: what one chose or added is not undone by the other's older page."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from essaim.call.actions.contributors import Somebody, invite_author, join_as_author, link_for, save_people
from essaim.call.actions.writing import begin_proposal, save_facts, save_texts
from essaim.call.errors import CallError
from essaim.call.models import Contributor, Proposal, Question
from essaim.desk.models import Entry, Message
from tests.factories import call as make

INPUT = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?", re.DOTALL)


@pytest.fixture
def draft(cast) -> Proposal:
    made = begin_proposal(call=cast.call, kind=make.make_kind(cast.call), language="fr", by=cast.contributor)
    join_as_author(
        link=link_for(invite_author(proposal=made, email=cast.participant.email, name="Paul", by=cast.contributor)), by=cast.participant
    )
    return made


@pytest.fixture
def address(draft) -> str:
    return reverse("call:write", args=["ici", draft.number])


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send of the form as it is shown, without a button."""
    page = client.get(address).content.decode()
    inside = page[page.index("data-writing") : page.index("</form>", page.index("data-writing"))]
    found: dict[str, Any] = {}
    for kind, attributes, body in INPUT.findall(inside):
        name = re.search(r'\bname="([^"]+)"', attributes)
        value = re.search(r'\bvalue="([^"]*)"', attributes)
        if not name or 'type="file"' in attributes:
            continue
        if 'type="checkbox"' in attributes or 'type="radio"' in attributes:
            if re.search(r"\bchecked\b", attributes):
                found.setdefault(name[1], []).append(unescape(value[1]) if value else "on")
        elif kind == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', body)
            found[name[1]] = unescape(chosen[1]) if chosen else ""
        else:
            found[name[1]] = unescape(body).removeprefix("\n") if kind == "textarea" else unescape(value[1]) if value else ""
    return found


def test_a_form_sent_as_it_is_changes_nothing(cast, draft, address):
    make.make_question(cast.call, "etat", Question.Type.ONE, choices=[{"value": "idea", "label": {"fr": "Idée"}}])
    save_facts(
        proposal=draft, by=cast.contributor, path=cast.path, spoken=["fr", "wo"], audience=30, level="novice", answers={"etat": "idea"}
    )
    client = cast.client("contributor")
    before = [Entry.objects.count(), list(Contributor.objects.values())]
    assert client.post(address, form_of(client, address)).status_code == 302
    assert [Entry.objects.count(), list(Contributor.objects.values())] == before
    draft.refresh_from_db()
    assert (draft.path, draft.spoken, draft.audience, draft.level, draft.answers) == (
        cast.path,
        ["fr", "wo"],
        30,
        "novice",
        {"etat": "idea"},
    )


def test_what_the_other_chose_stays_when_only_something_else_is_changed_here(cast, draft, address):
    make.make_question(cast.call, "a", Question.Type.YES_NO)
    make.make_question(cast.call, "b", Question.Type.YES_NO)
    claire, paul = cast.client("contributor"), cast.client("participant")
    mine, theirs = form_of(claire, address), form_of(paul, address)
    paul.post(address, theirs | {"path": cast.path.pk, "q-a": "yes", "spoken": ["es"]})
    claire.post(address, mine | {"audience": "40", "q-b": "no"})
    draft.refresh_from_db()
    assert (draft.path, draft.audience, draft.spoken, draft.answers) == (cast.path, 40, ["es"], {"a": True, "b": False})


def test_the_same_choice_made_twice_has_the_last_word_and_says_so(cast, draft, address):
    claire, paul = cast.client("contributor"), cast.client("participant")
    mine, theirs = form_of(claire, address), form_of(paul, address)
    paul.post(address, theirs | {"path": cast.other_path.pk})
    told = claire.post(reverse("call:choices", args=["ici", draft.number]), mine | {"path": cast.path.pk}).json()
    draft.refresh_from_db()
    assert draft.path == cast.path
    assert len(told["replaced"]) == 1
    assert str(cast.other_path) in told["replaced"][0]
    changes = [
        one.before["path_id"]
        for one in Entry.objects.filter(action="write_proposal", key=str(draft.pk)).order_by("pk")
        if "path_id" in one.before
    ]
    assert changes == [None, cast.other_path.pk]


def test_a_person_the_other_added_stays(cast, draft, address):
    claire, paul = cast.client("contributor"), cast.client("participant")
    mine, theirs = form_of(claire, address), form_of(paul, address)
    paul.post(address, theirs | {"person-2-name": "Awa Diallo", "person-2-role": "speaker"})
    claire.post(address, mine | {"person-2-name": "Zoé", "person-2-role": "speaker", "organisation-0-organisation": "Les Tablées"})
    assert [one.name for one in draft.contributors.all()] == ["Claire Contribue", "Paul", "Zoé", "Awa Diallo"]


def test_an_older_page_does_not_shut_a_co_author_out(cast, draft, address):
    claire = cast.client("contributor")
    mine = form_of(claire, address)
    row = invite_author(proposal=draft, email=cast.other_lead.email, name="Bruno", by=cast.contributor)
    join_as_author(link=link_for(row), by=cast.other_lead)
    claire.post(address, mine | {"person-0-phone": "+33 5"})
    assert cast.client("other_lead").get(address).status_code == 200
    assert draft.contributors.first().phone == "+33 5"


def test_two_change_different_things_of_one_person(cast, draft, address):
    claire, paul = cast.client("contributor"), cast.client("participant")
    mine, theirs = form_of(claire, address), form_of(paul, address)
    paul.post(address, theirs | {"person-0-organisation_name": "Les Tablées"})
    claire.post(address, mine | {"person-0-phone": "+33 5"})
    row = draft.contributors.first()
    assert (row.organisation_name, row.phone) == ("Les Tablées", "+33 5")


def test_taken_out_by_the_other_stays_out_unless_changed_here(cast, draft, address):
    save_people(
        proposal=draft,
        people=[*(Somebody(pk=one.pk, changed=()) for one in draft.contributors.all()), Somebody(name="Awa"), Somebody(name="Zoé")],
        by=cast.contributor,
    )
    claire, paul = cast.client("contributor"), cast.client("participant")
    mine, theirs = form_of(claire, address), form_of(paul, address)
    paul.post(address, theirs | {"person-2-gone": "on", "person-3-gone": "on"})
    claire.post(address, mine | {"person-3-phone": "+33 5"})
    assert [one.name for one in draft.contributors.all()] == ["Claire Contribue", "Paul", "Zoé"]


def test_a_new_row_sent_twice_is_one_row(cast, draft, address):
    client = cast.client("contributor")
    mine = form_of(client, address) | {"person-2-name": "Awa", "organisation-0-organisation": "Les Tablées"}
    choices = reverse("call:choices", args=["ici", draft.number])
    first, second = client.post(choices, mine).json(), client.post(choices, mine).json()
    assert first["keys"] == second["keys"]
    assert set(first["keys"]) == {"person-0-pk", "person-1-pk", "person-2-pk", "organisation-0-pk"}
    assert [one.name for one in draft.contributors.all()] == ["Claire Contribue", "Paul", "Awa"]
    assert draft.organisations.count() == 1


def test_rows_change_places(cast, draft, address):
    client = cast.client("contributor")
    client.post(address, form_of(client, address) | {"organisation-0-organisation": "Un"})
    client.post(address, form_of(client, address) | {"organisation-1-organisation": "Deux"})
    client.post(address, form_of(client, address) | {"up": "organisation-1"})
    assert [one.name for one in draft.organisations.all()] == ["Deux", "Un"]
    client.post(address, form_of(client, address) | {"organisation-0-gone": "on"})
    assert [one.name for one in draft.organisations.all()] == ["Un"]


def test_a_row_of_another_proposal_is_out_of_reach(cast, draft, address):
    secret = make.make_contributor(cast.elsewhere, "Secrète", phone="+33 9")
    client = cast.client("contributor")
    client.post(address, form_of(client, address) | {"person-2-pk": secret.pk, "person-2-name": "Volée", "person-2-gone": "on"})
    client.post(address, form_of(client, address) | {"person-2-pk": secret.pk, "person-2-name": "Volée"})
    secret.refresh_from_db()
    assert (secret.name, secret.phone, secret.proposal) == ("Secrète", "+33 9", cast.elsewhere)


def test_one_wrong_input_holds_nothing_else_back(cast, draft, address):
    client = cast.client("contributor")
    data = form_of(client, address) | {"audience": "beaucoup", "level": "novice", "person-0-email": "pas une adresse", "title.fr": "Gardé"}
    page = client.post(address, data)
    assert page.status_code == 200
    draft.refresh_from_db()
    assert (draft.level, draft.audience, draft.title.data) == ("novice", None, {"fr": "Gardé"})
    assert draft.contributors.first().email == cast.contributor.email
    assert "pas une adresse" in page.content.decode()
    assert client.post(reverse("call:choices", args=["ici", draft.number]), data).json()["wrong"]


def test_a_page_shown_again_goes_out_from_what_stands_then(cast, draft, address):
    """Else the second try would take out what somebody wrote between the two."""
    client = cast.client("contributor")
    mine = form_of(client, address) | {"title.fr": "Titre", "summary.fr": "Un."}
    save_texts(proposal=draft, by=cast.participant, base={}, texts={"summary.fr": "De Paul."})
    again = client.post(address, mine | {"send": ""})
    assert again.status_code == 422
    page = again.content.decode()
    assert "De Paul. Un." in page
    base = json.loads(unescape(re.search(r'name="base" value="([^"]*)"', page)[1]))
    assert base["summary.fr"] == "De Paul. Un."


def test_a_file_is_kept_though_something_else_is_wrong_and_can_be_taken_away(cast, draft, address):
    make.make_question(cast.call, "annexe", Question.Type.FILE)
    client = cast.client("contributor")
    paper = SimpleUploadedFile("annexe.txt", b"Un texte.", "text/plain")
    client.post(address, form_of(client, address) | {"q-annexe": paper, "audience": "beaucoup"})
    draft.refresh_from_db()
    assert draft.files.get().upload.key == draft.answers["annexe"]
    client.post(address, form_of(client, address))
    assert draft.files.count() == 1
    client.post(address, form_of(client, address) | {"q-annexe__other": "on"})
    draft.refresh_from_db()
    assert (draft.files.count(), draft.answers) == (0, {})


def test_once_sent_its_path_is_not_the_authors_to_change(cast, address, draft):
    Proposal.objects.filter(pk=draft.pk).update(state=Proposal.State.RECEIVED, path=cast.path)
    client = cast.client("contributor")
    client.post(address, form_of(client, address) | {"path": cast.other_path.pk})
    draft.refresh_from_db()
    assert draft.path == cast.path


def test_an_invitation_is_one_letter_a_day_and_no_more_than_forty_people(cast, draft):
    Message.objects.all().delete()
    for _ in range(2):
        invite_author(proposal=draft, email="Nouvelle@example.org", name="", by=cast.contributor)
    assert [one.to_email for one in Message.objects.all()] == ["nouvelle@example.org"]
    assert draft.contributors.count() == 3
    for _ in range(37):
        make.make_contributor(draft)
    with pytest.raises(CallError, match="too_many_people"):
        invite_author(proposal=draft, email="encore@example.org", name="", by=cast.contributor)


def test_second_invitation_of_a_day_says_that_no_letter_goes(cast, draft):
    Message.objects.all().delete()
    client, page = cast.client("contributor"), reverse("call:invite", args=["ici", draft.number])
    said = [
        [str(one) for one in client.post(page, {"email": email, "name": "Nour"}, follow=True).context["messages"]]
        for email in ("nour@example.org", "Nour@example.org")
    ]
    assert "Nour" in said[0][0]
    assert said[0] != said[1]
    assert "deux fois" not in said[1][0]
    assert Message.objects.count() == 1


def test_journal_of_people_holds_no_address(cast, draft, address):
    client = cast.client("contributor")
    client.post(
        address, form_of(client, address) | {"person-2-name": "Awa", "person-2-email": "awa@example.org", "person-2-phone": "+221 77"}
    )
    entry = Entry.objects.filter(action="change_contributors").latest("pk")
    assert "Awa" in str(entry.after)
    assert "awa@example.org" not in str(entry.after)
    assert "+221" not in str(entry.after)
