"""What one act leaves for the next: letters that would say what no longer holds, reasons, titles nobody could print."""

import pytest
from django.urls import reverse

from essaim.call.actions.confirming import confirm_proposal
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.merger import merge_proposals, undo_merger
from essaim.call.actions.writing import save_texts
from essaim.call.errors import CallError
from essaim.call.models import Proposal
from essaim.desk.models import Mailing

State = Proposal.State


def test_letter_of_a_declined_merger_does_not_outlive_its_undoing(cast, pair):
    merger = merge_proposals(proposals=pair, by=cast.lead)
    decline_proposal(proposal=merger.result, by=cast.lead, reason="Trop proche.")
    waiting = Mailing.objects.filter(kind="call.declined", state=Mailing.State.DRAFT)
    assert waiting.count() == 1
    undo_merger(merger=merger, by=cast.lead)
    assert not waiting.exists()


def test_reason_for_several_is_given_back_when_nothing_was_moved(cast):
    data = {"chosen": f"{cast.proposal.number}:kept.0", "to": "state:declined", "reason": "Hors du thème de ce parcours."}
    answer = cast.client("lead").post(reverse("call_team:move_many", args=["ici"]), data, follow=True)
    assert "Hors du thème de ce parcours." in answer.content.decode()
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.RECEIVED


def test_title_that_no_programme_can_print_is_said_before_it_is_a_session(cast):
    save_texts(proposal=cast.proposal, base={}, texts={"title.en": "Word " * 100}, by=cast.contributor)
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.KEPT)
    with pytest.raises(CallError, match="confirm_title_long"):
        confirm_proposal(proposal=cast.proposal, by=cast.lead)
