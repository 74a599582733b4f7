"""A draft is sent once, what is missing named; after the deadline it is kept; what was sent is withdrawn and taken up again."""

import pytest

from essaim.call.actions.sending import send_proposal, take_up_proposal, withdraw_proposal
from essaim.call.actions.writing import begin_proposal
from essaim.call.errors import CallError
from essaim.call.models import Call, Proposal, Question
from essaim.desk.models import Message
from tests.call.drafts import completed, save, words_of
from tests.factories import call as make

State = Proposal.State


def test_what_is_missing_is_named_all_at_once(cast, draft):
    make.make_question(cast.call, "accord", Question.Type.CONSENT, is_required=True)
    with pytest.raises(CallError) as error:
        send_proposal(proposal=draft, by=cast.contributor)
    assert error.value.code == "not_complete"
    assert error.value.facts["missing"] == ["title", "summary", "organisation", "answers.accord"]


def test_sent_once_and_its_authors_told_once(cast, draft):
    ready = completed(draft, cast.contributor)
    sent = send_proposal(proposal=ready, by=cast.contributor)
    assert sent.state == State.RECEIVED
    assert sent.sent_at
    letter = Message.objects.get()
    assert letter.to_email == "claire@example.org"
    assert letter.state == Message.State.WAITING
    with pytest.raises(CallError, match="sent_already"):
        send_proposal(proposal=ready, by=cast.contributor)
    assert Message.objects.count() == 1


def test_after_the_deadline_the_draft_is_kept_and_not_sent(cast, draft):
    ready = completed(draft, cast.contributor)
    Call.objects.update(closes_at="2021-01-01T00:00Z")
    ready.call.refresh_from_db()
    with pytest.raises(CallError, match="call_closed_draft_kept"):
        send_proposal(proposal=Proposal.objects.select_related("call").get(pk=ready.pk), by=cast.contributor)
    save(ready, cast.contributor, {}, {"description.fr": "Tapé à la dernière seconde."})
    assert "dernière seconde" in words_of(ready)["description.fr"]
    with pytest.raises(CallError, match="call_not_open"):
        begin_proposal(call=Call.objects.get(), kind=ready.kind, language="fr", by=cast.participant)


def test_a_title_no_programme_can_print_is_kept_in_the_draft_and_not_sent(cast, draft):
    ready = completed(draft, cast.contributor)
    save(ready, cast.contributor, {}, {"title.en": "x" * 301})
    with pytest.raises(CallError, match="title_too_long"):
        send_proposal(proposal=ready, by=cast.contributor)
    assert words_of(ready)["title.en"] == "x" * 301


def test_no_more_of_one_organisation_than_the_kind_allows(cast, kind, draft):
    kind.max_per_organisation = 1
    kind.save()
    cast.proposal.organisations.all().delete()
    send_proposal(proposal=completed(draft, cast.contributor), by=cast.contributor)
    second = completed(begin_proposal(call=cast.call, kind=kind, language="fr", by=cast.participant), cast.participant)
    with pytest.raises(CallError, match="too_many_of_organisation"):
        send_proposal(proposal=second, by=cast.participant)


def test_withdrawn_and_taken_up_again(cast, draft):
    sent = send_proposal(proposal=completed(draft, cast.contributor), by=cast.contributor)
    with pytest.raises(CallError, match="may_not_withdraw"):
        withdraw_proposal(proposal=sent, by=cast.team)
    assert withdraw_proposal(proposal=sent, by=cast.contributor).state == State.WITHDRAWN
    assert take_up_proposal(proposal=sent, by=cast.contributor).state == State.DRAFT
