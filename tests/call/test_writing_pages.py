"""What an author reads: what became of a proposal, in words, whatever was decided."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.confirming import confirm_proposal
from essaim.call.actions.merger import merge_proposals
from essaim.call.models import Call, Comment, Proposal
from essaim.call.queries.writing import way_of
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def english(name: str, *arguments: object) -> str:
    with translation.override("en"):
        return reverse(name, args=arguments)


def page_of(cast, proposal, who="contributor") -> str:
    answer = cast.client(who).get(english("call:proposal", "ici", proposal.number))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_merged_it_names_the_result_those_in_it_and_who_leads(cast):
    other = make.make_proposal(cast.call, "Jardins", path=cast.path, author=cast.participant, organisations=["Les Jardins"])
    for part in (cast.proposal, other):
        Proposal.objects.filter(pk=part.pk).update(state=State.KEPT)
    merger = merge_proposals(proposals=[cast.proposal, other], by=cast.lead)
    page = page_of(cast, cast.proposal)
    assert f"no. {merger.result.number}" in page
    assert "Les Tablées, Les Jardins" in page
    assert "Jardins" in page
    joint = page_of(cast, merger.result)
    assert "Cantines partagées" in joint
    assert "Jardins" in joint


def test_confirmed_its_session_is_named_once_readers_see_it(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.KEPT)
    confirm_proposal(proposal=cast.proposal, by=cast.lead)
    cast.proposal.refresh_from_db()
    link = english("forum:session", "ici", cast.proposal.session.code)
    assert link not in page_of(cast, cast.proposal)
    site = make_forum.make_site(cast.edition)
    room = make_forum.make_room(site, "Salle bleue")
    make_forum.make_slot(cast.proposal.session, "09:00", "10:00", room=room)
    assert [step.code for step in way_of(cast.proposal) if step.is_now] == ["placed"]
    assert "Salle bleue" not in page_of(cast, cast.proposal)
    make_forum.make_release(cast.edition, by=cast.team)
    page = page_of(cast, cast.proposal)
    assert link in page
    assert "Salle bleue" in page


def test_attached_it_names_the_panel(cast):
    attach_individual(proposal=cast.individual, panel=cast.proposal, by=cast.lead)
    assert f"no. {cast.proposal.number}, “Cantines partagées”" in page_of(cast, cast.individual)


def test_declined_it_says_why_and_nothing_said_among_the_team(cast):
    Comment.objects.create(proposal=cast.proposal, kind=Comment.Kind.TEAM, body="Faible, entre nous.", by=cast.lead)
    Comment.objects.create(proposal=cast.proposal, kind=Comment.Kind.DECISION, body="Trop de propositions sur ce sujet.", by=cast.lead)
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.DECLINED)
    page = page_of(cast, cast.proposal)
    assert "Trop de propositions sur ce sujet." in page
    assert "entre nous" not in page


@pytest.mark.parametrize("state", [State.DRAFT, State.RECEIVED, State.DISCUSSED, State.KEPT, State.WITHDRAWN, State.DISSOLVED])
def test_every_state_has_a_page(cast, state):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=state)
    assert "Cantines partagées" in page_of(cast, cast.proposal)


def test_draft_given_up_before_it_was_sent_stays_its_authors_own(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.DRAFT, sent_at=None)
    page = page_of(cast, cast.proposal)
    assert "Give up this draft" in page
    assert "Withdraw it" not in page
    cast.client("contributor").post(english("call:withdraw", "ici", cast.proposal.number))
    assert "Take it up again" in page_of(cast, cast.proposal)
    for who in ("team", "lead"):
        client = cast.client(who)
        assert client.get(english("call_team:proposal", "ici", cast.proposal.number)).status_code == 404
        assert "Cantines partagées" not in client.get(english("call_team:board", "ici")).content.decode()
    assert "Cantines partagées" not in cast.client("team").get(english("call_team:sheet_csv", "ici", cast.call.slug)).content.decode()


def test_what_was_sent_is_withdrawn_and_the_path_team_still_reads_it(cast):
    assert "Withdraw it" in page_of(cast, cast.proposal)
    cast.client("contributor").post(english("call:withdraw", "ici", cast.proposal.number))
    assert cast.client("lead").get(english("call_team:proposal", "ici", cast.proposal.number)).status_code == 200


def test_only_rows_the_demo_made_are_called_invented(cast):
    """What its visitor types is theirs, and the writing page warns of real data."""
    cast.edition.is_fictional = True
    cast.edition.save()
    cast.client("contributor").post(english("call:propose", "ici", cast.call.slug, cast.proposal.kind.slug), {"language": "fr"})
    made = Proposal.objects.latest("pk")
    assert not made.is_synthetic
    assert "A synthetic proposal" not in page_of(cast, made)
    page = cast.client("contributor").get(english("call:write", "ici", made.number)).content.decode()
    assert "A demo: do not write real people’s data here." in page


def test_draft_of_a_closed_call_says_that_it_stays_one(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.DRAFT)
    Call.objects.update(closes_at="2021-01-01T00:00Z")
    client = cast.client("contributor")
    assert "It stays a draft." in client.get(english("call:mine")).content.decode()
    page = client.get(english("call:write", "ici", cast.proposal.number)).content.decode()
    assert 'name="send"' not in page
    body = '{"base": {}, "texts": {"summary.fr": "À la dernière seconde."}, "key": "k"}'
    told = client.post(english("call:save", "ici", cast.proposal.number), body, content_type="application/json").json()
    assert told["note"].startswith("The call is closed since: Friday 1 January 2021, 01:00")
    assert told["note"].endswith("This stays a draft.")
    assert told["texts"]["summary.fr"] == "À la dernière seconde."


def test_call_closed_early_is_said_on_the_writing_page_with_the_hour_it_was_closed(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.DRAFT)
    Call.objects.update(closes_at="2099-01-01T00:00Z", closed_early_at="2021-01-01T00:00Z")
    page = cast.client("contributor").get(english("call:write", "ici", cast.proposal.number)).content.decode()
    assert "The call is closed since: Friday 1 January 2021, 01:00" in page
    assert "Send it before" not in page
    assert "2099" not in page


def test_sending_from_a_page_opened_before_closing_says_first_that_it_is_closed(cast):
    """Not what is missing: that does not matter any more. What was typed is kept."""
    make.make_question(cast.call, "plus", label="Plus-value ?", is_required=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.DRAFT)
    Call.objects.update(closed_early_at="2021-01-01T00:00Z")
    base = '{"title.fr": "Cantines partagées"}'
    answer = cast.client("contributor").post(
        english("call:write", "ici", cast.proposal.number), {"send": "", "base": base, "title.fr": "Cantines, trop tard"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Not sent to “Appel à contributions”. The call is closed since: Friday 1 January 2021, 01:00" in page
    assert "Still to be answered before sending." not in page
    cast.proposal.refresh_from_db()
    assert str(cast.proposal.title) == "Cantines, trop tard"
    assert cast.proposal.state == State.DRAFT


def test_propose_page_of_a_closed_call_says_since_when_and_no_deadline(cast):
    Call.objects.update(closes_at="2099-01-01T00:00Z", closed_early_at="2021-01-01T00:00Z")
    address = english("call:propose", "ici", cast.call.slug, cast.proposal.kind.slug)
    page = cast.client("contributor").get(address).content.decode()
    assert "The call is closed since: Friday 1 January 2021, 01:00" in page
    assert "must be sent before" not in page
    assert 'name="language"' not in page
    refused = cast.client("contributor").post(address, {"language": "fr"}).content.decode()
    assert "The call is closed since:" in refused


@pytest.mark.parametrize("n", [1, 3])
def test_a_proposal_costs_the_same(cast, django_assert_num_queries, n):
    for number in range(n):
        make.make_contributor(cast.proposal, f"Quelqu'un {number}")
        Comment.objects.create(proposal=cast.proposal, kind=Comment.Kind.QUESTION, body=f"Question {number} ?", by=cast.lead)
    client = cast.client("contributor")
    address = english("call:proposal", "ici", cast.proposal.number)
    client.get(address)
    with django_assert_num_queries(14):
        client.get(address)


@pytest.mark.parametrize("n", [1, 3])
def test_the_writing_page_costs_the_same(cast, django_assert_num_queries, n):
    for number in range(n):
        make.make_contributor(cast.proposal, f"Quelqu'un {number}")
        make.make_question(cast.call, f"q{number}")
    client = cast.client("contributor")
    address = english("call:write", "ici", cast.proposal.number)
    client.get(address)
    with django_assert_num_queries(24):
        client.get(address)
