"""Taking a proposal back is asked first, told to whoever leads its path, and can be undone."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from essaim.call.actions.board import move_proposal
from essaim.call.actions.sending import withdraw_proposal
from essaim.call.errors import CallError
from essaim.call.models import Call, Proposal
from essaim.desk.models import Message

State = Proposal.State


@pytest.fixture
def gone(cast) -> Proposal:
    Proposal.objects.filter(pk=cast.proposal.pk).update(sent_at="2026-01-01T00:00Z")
    return withdraw_proposal(proposal=cast.proposal, by=cast.contributor)


def english(name: str, *arguments: object) -> str:
    with override("en"):
        return reverse(name, args=arguments)


def test_the_page_asks_before_it_withdraws(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(sent_at="2026-01-01T00:00Z")
    page = cast.client("contributor").get(english("call:proposal", "ici", cast.proposal.number)).content.decode()
    assert "<summary>Withdraw it…</summary>" in page
    assert page.index("gets a letter") < page.index("Yes, withdraw it")


def test_whoever_leads_its_path_gets_a_letter_and_nobody_else(cast, gone):
    assert [(one.to_email, one.state) for one in Message.objects.all()] == [("lea@example.org", Message.State.WAITING)]
    assert "Cantines partagées" in Message.objects.get().subject


def test_a_draft_given_up_tells_nobody(cast, draft):
    withdraw_proposal(proposal=draft, by=cast.contributor)
    assert not Message.objects.exists()


def test_it_waits_for_who_leads_until_they_have_read_it(cast, gone):
    lead = cast.client("lead")
    home, office = english("call_team:home", "ici"), english("team:home")
    assert lead.get(home).context["withdrawn"] == 1
    assert "Proposals withdrawn by their authors" in lead.get(office).content.decode()
    assert cast.client("other_lead").get(home).context["withdrawn"] == 0
    assert cast.client("reviewer").get(home).context["withdrawn"] == 0
    lead.get(english("call_team:proposal", "ici", gone.number))
    assert lead.get(home).context["withdrawn"] == 0
    assert "Proposals withdrawn by their authors" not in lead.get(office).content.decode()


def test_after_the_call_the_team_takes_it_up_again_and_its_authors_are_told(cast, gone):
    Call.objects.update(closes_at="2021-01-01T00:00Z")
    page = cast.client("contributor").get(english("call:proposal", "ici", gone.number)).content.decode()
    assert "write to the team" in page
    assert move_proposal(proposal=gone, state=State.RECEIVED, by=cast.lead).state == State.RECEIVED
    assert Message.objects.latest("pk").to_email == "claire@example.org"


def test_a_draft_given_up_is_never_taken_up_by_the_team(cast, draft):
    withdraw_proposal(proposal=draft, by=cast.contributor)
    with pytest.raises(CallError):
        move_proposal(proposal=draft, state=State.RECEIVED, by=cast.team)
