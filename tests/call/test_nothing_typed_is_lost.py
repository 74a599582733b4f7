"""What somebody typed stands on the page again when it could not be taken, with the reason beside it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.call.actions.comment import ask_author
from essaim.call.models import Comment, Contributor, Mark, Proposal, Question
from tests.factories import call as make

State = Proposal.State


@pytest.mark.parametrize("words", ["mot " * 3000, ""])
def test_an_answer_that_cannot_be_taken_stays_in_its_place(cast, words):
    question = ask_author(proposal=cast.proposal, body="Combien ?", by=cast.lead)
    other = ask_author(proposal=cast.proposal, body="Où ?", by=cast.lead)
    address = reverse("call:answer", args=["ici", cast.proposal.number, question.pk])
    answer = cast.client("contributor").post(address, {"body": words})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert shown.count(words.strip() or "aria-invalid") == 1
    assert f'id="answer-{other.pk}"' in shown
    assert not Comment.objects.filter(kind=Comment.Kind.ANSWER).exists()


def test_a_reason_for_declining_outlives_what_a_colleague_did_meanwhile(cast):
    address = reverse("call_team:decline", args=["ici", cast.proposal.number])
    answer = cast.client("lead").post(address, {"reason": "Trop proche d’une autre.", "tells": "on", "seen": "discussed.0"})
    assert answer.status_code == 422
    assert "Trop proche d’une autre." in answer.content.decode()
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.RECEIVED


def test_a_note_without_a_mark_is_not_dropped_unseen(cast):
    criterion = make.make_criterion(cast.call)
    address = reverse("call_team:mark", args=["ici", cast.proposal.number])
    answer = cast.client("reviewer").post(address, {f"mark_{criterion.pk}": "", f"note_{criterion.pk}": "Très local."})
    assert answer.status_code == 422
    assert "Très local." in answer.content.decode()


def test_a_mark_is_taken_back_with_the_note_that_stood_beside_it(cast):
    criterion = make.make_criterion(cast.call)
    Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.reviewer, value=3, note="Très local.")
    address = reverse("call_team:mark", args=["ici", cast.proposal.number])
    answer = cast.client("reviewer").post(address, {f"mark_{criterion.pk}": "", f"note_{criterion.pk}": "Très local."})
    assert answer.status_code == 302
    assert not Mark.objects.exists()


def test_an_address_longer_than_an_address_may_be_is_refused_at_its_input(cast):
    row = cast.proposal.contributors.get()
    long = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.org"
    data = {"persons": "1", "organisations": "0", "person-0-pk": str(row.pk), "person-0-name": "Claire", "person-0-email": long}
    answer = cast.client("contributor").post(reverse("call:write", args=["ici", cast.proposal.number]), data)
    assert answer.status_code == 200
    assert long in answer.content.decode()
    assert not Contributor.objects.filter(email=long).exists()
    cast.client("contributor").post(reverse("call:invite", args=["ici", cast.proposal.number]), {"email": long})
    assert not Contributor.objects.filter(email=long).exists()


def test_a_name_too_long_is_not_said_to_be_a_bad_address(cast):
    answer = cast.client("contributor").post(
        f"/en/call/ici/p/{cast.proposal.number}/invite/", {"email": "nadia@example.org", "name": "N" * 201}, follow=True
    )
    shown = answer.content.decode()
    assert "is no e-mail address" not in shown
    assert "Their name: " in shown


def test_a_file_tried_in_the_preview_is_a_file(cast):
    make.make_question(cast.call, "plan", Question.Type.FILE, is_required=True)
    address = reverse("call_team:call_preview", args=["ici", cast.call.slug])
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.4 plan", content_type="application/pdf")
    assert cast.client("team").post(address, {"q-plan": file}).context["checked"]
    assert not cast.client("team").post(address, {}).context["checked"]
