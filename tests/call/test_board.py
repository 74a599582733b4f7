"""The board's actions: who moves what where, what is refused and why, who is told."""

import pytest
from django.urls import reverse

from essaim.call.actions.board import move_proposal
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.rerouting import move_to_path
from essaim.call.actions.several import move_all_to_path, move_proposals
from essaim.call.actions.writing import save_texts
from essaim.call.errors import CallError
from essaim.call.models import Comment, Conflict, Merger, MergerPart, Proposal
from essaim.call.sentences import sentence
from essaim.call.steps import STEPS, seen_of, steps_of
from essaim.desk.models import Delivery, Entry, Mailing, Message, Revision, Webhook
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def code_of(error: pytest.ExceptionInfo[CallError]) -> str:
    return error.value.code


def state_of(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).state


def set_state(proposal: Proposal, state: str) -> Proposal:
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    return Proposal.objects.get(pk=proposal.pk)


@pytest.mark.parametrize("who", ["team", "lead"])
def test_path_team_moves_along(cast, who):
    by = getattr(cast, who)
    assert move_proposal(proposal=cast.proposal, state=State.DISCUSSED, by=by, seen=seen_of(cast.proposal)).state == State.DISCUSSED
    assert move_proposal(proposal=cast.proposal, state=State.KEPT, by=by).state == State.KEPT
    assert Entry.objects.filter(kind="call.proposal", key=str(cast.proposal.pk), account=by).count() == 2


def test_webhooks_hear_of_a_move_without_personal_data(cast):
    Webhook.objects.create(scope=f"forum.edition:{cast.edition.pk}", url="https://example.org/hook", secret="s", events=["proposal.moved"])
    move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.lead)
    assert Delivery.objects.get().payload == {"edition": "ici", "number": cast.proposal.number, "state": "kept"}


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor", "participant"])
def test_others_move_nothing(cast, who):
    by = getattr(cast, who)
    for act in (
        lambda: move_proposal(proposal=cast.proposal, state=State.KEPT, by=by),
        lambda: decline_proposal(proposal=cast.proposal, by=by, reason="Trop proche."),
        lambda: move_to_path(proposal=cast.proposal, path=cast.other_path, by=by),
    ):
        with pytest.raises(CallError) as error:
            act()
        assert code_of(error) == "may_not_decide"
    cast.proposal.refresh_from_db()
    assert (cast.proposal.state, cast.proposal.path) == (State.RECEIVED, cast.path)
    assert not Message.objects.exists()


def test_conflict_keeps_even_the_team_from_deciding(cast):
    Conflict.objects.create(proposal=cast.proposal, account=cast.team)
    with pytest.raises(CallError, match="may_not_decide"):
        move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.team)


@pytest.mark.parametrize("meanwhile", ["state", "path"])
def test_what_somebody_moved_meanwhile_is_not_moved_again_unawares(cast, meanwhile):
    seen = seen_of(cast.proposal)
    if meanwhile == "state":
        move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.lead)
    else:
        move_to_path(proposal=cast.proposal, path=cast.other_path, by=cast.lead)
    for act in (
        lambda: move_proposal(proposal=cast.proposal, state=State.DISCUSSED, by=cast.team, seen=seen),
        lambda: decline_proposal(proposal=cast.proposal, by=cast.team, reason="Trop proche.", seen=seen),
        lambda: move_to_path(proposal=cast.proposal, path=None, by=cast.team, seen=seen),
    ):
        with pytest.raises(CallError) as error:
            act()
        assert code_of(error) == "moved_meanwhile"
        assert cast.lead.email in sentence(error.value)


def test_who_wrote_since_is_not_said_to_have_moved_it(cast):
    seen = seen_of(cast.proposal)
    move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.lead)
    save_texts(proposal=cast.proposal, base={}, texts={"summary.fr": "Une phrase de plus."}, by=cast.contributor)
    with pytest.raises(CallError) as error:
        move_proposal(proposal=cast.proposal, state=State.DISCUSSED, by=cast.team, seen=seen)
    assert error.value.facts["who"] == cast.lead.email


@pytest.mark.parametrize("state", [state for state in State if state not in {*STEPS, State.WITHDRAWN}])
def test_states_without_steps_stay(cast, state):
    stored = set_state(cast.proposal, state)
    for wanted in State:
        if wanted == state:
            continue
        with pytest.raises(CallError) as error:
            move_proposal(proposal=stored, state=wanted, by=cast.team)
        assert str(stored.number) in sentence(error.value) or code_of(error) == "may_not_decide"
    with pytest.raises(CallError):
        move_to_path(proposal=stored, path=cast.other_path, by=cast.team)
    assert state_of(stored) == state


def test_a_part_goes_where_the_whole_goes(cast):
    whole = make.make_proposal(cast.call, "Ensemble", path=cast.path, state=State.MERGED)
    MergerPart.objects.create(
        merger=Merger.objects.create(result=whole), proposal=set_state(cast.proposal, State.JOINED), former_state=State.KEPT
    )
    with pytest.raises(CallError) as error:
        move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.team)
    assert code_of(error) == "moves_with_another"
    assert str(whole.number) in sentence(error.value)


def test_declining_is_no_mere_step(cast):
    with pytest.raises(CallError, match="decline_by_its_page"):
        move_proposal(proposal=cast.proposal, state=State.DECLINED, by=cast.lead)
    assert state_of(cast.proposal) == State.RECEIVED


@pytest.mark.parametrize("state", ["", "nothing", "placed", "confirmed"])
def test_steps_that_are_none_are_refused(cast, state):
    with pytest.raises(CallError):
        move_proposal(proposal=cast.proposal, state=state, by=cast.lead)
    assert state_of(cast.proposal) == State.RECEIVED


def test_several_are_moved_all_or_none(cast):
    gone = set_state(cast.individual, State.WITHDRAWN)
    with pytest.raises(CallError):
        move_proposals(proposals=[cast.proposal, gone], state=State.KEPT, by=cast.lead)
    assert state_of(cast.proposal) == State.RECEIVED
    assert move_proposals(proposals=[cast.proposal, cast.self_managed], state=State.KEPT, by=cast.lead) == 2


def test_several_are_declined_with_one_reason_and_a_letter_each(cast):
    rows = [cast.proposal, cast.individual]
    assert move_proposals(proposals=rows, state=State.DECLINED, by=cast.lead, reason="Hors du thème.") == 2
    assert Comment.objects.filter(kind=Comment.Kind.DECISION, body="Hors du thème.").count() == 2
    assert Mailing.objects.filter(kind="call.declined", state=Mailing.State.DRAFT).count() == 2


def test_several_go_to_another_path_all_or_none(cast):
    seen = {cast.proposal.number: seen_of(cast.proposal), cast.individual.number: "kept.1"}
    with pytest.raises(CallError, match="moved_meanwhile"):
        move_all_to_path(proposals=[cast.proposal, cast.individual], path=cast.other_path, by=cast.lead, seen=seen)
    assert Proposal.objects.filter(path=cast.other_path).count() == 1
    assert move_all_to_path(proposals=[cast.proposal, cast.individual], path=cast.other_path, by=cast.lead) == 2


def test_moving_on_the_board_leaves_public_pages_as_they_are(cast):
    before = list(Revision.objects.values_list("number", flat=True))
    move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.lead)
    decline_proposal(proposal=cast.proposal, by=cast.lead, reason="Trop proche.")
    move_to_path(proposal=cast.proposal, path=cast.other_path, by=cast.lead)
    assert list(Revision.objects.values_list("number", flat=True)) == before


# --- declining ----------------------------------------------------------------------------------


def test_declining_tells_its_authors_once_the_team_lets_the_letter_go(cast):
    decline_proposal(proposal=cast.proposal, by=cast.lead, reason="Trop proche d'une autre.")
    letter = Message.objects.get()
    assert letter.to_email == "claire@example.org"
    assert letter.state == Message.State.DRAFT
    assert "Trop proche" in letter.body
    assert Comment.objects.get(kind=Comment.Kind.DECISION).body == "Trop proche d'une autre."


def test_letter_without_a_reason_is_refused(cast):
    with pytest.raises(CallError, match="decline_without_reason"):
        decline_proposal(proposal=cast.proposal, by=cast.lead, reason="  ")
    with pytest.raises(CallError, match="decline_without_reason"):
        move_proposals(proposals=[cast.proposal, cast.individual], state=State.DECLINED, by=cast.lead)
    assert not Proposal.objects.filter(state=State.DECLINED).exists()
    assert not Message.objects.exists()


def test_declining_page_asks_for_the_reason_of_the_letter_that_is_ticked(cast):
    client, address = cast.client("lead"), reverse("call_team:decline", args=["ici", cast.proposal.number])
    form = client.get(address).context["form"]
    assert form["tells"].value() is True
    refused = client.post(address, {"reason": "", "tells": "on", "seen": seen_of(cast.proposal)})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["reason"]
    client.post(address, {"reason": "", "seen": seen_of(cast.proposal)})
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.DECLINED


def test_declined_quietly_writes_no_letter(cast):
    decline_proposal(proposal=cast.proposal, by=cast.lead, tells=False)
    assert not Message.objects.exists()
    assert not Comment.objects.exists()


def test_taken_up_again_the_letter_is_dropped_and_the_next_one_is_a_new_one(cast):
    decline_proposal(proposal=cast.proposal, by=cast.lead, reason="Trop proche.")
    move_proposal(proposal=cast.proposal, state=State.DISCUSSED, by=cast.lead)
    assert [one.state for one in Mailing.objects.all()] == [Mailing.State.DROPPED]
    decline_proposal(proposal=cast.proposal, by=cast.lead, reason="Trop proche.")
    assert Message.objects.filter(state=Message.State.DRAFT).count() == 1


def test_a_declined_result_of_a_merger_is_taken_up_as_a_merger_again(cast):
    whole = make.make_proposal(cast.call, "Ensemble", path=cast.path, state=State.MERGED)
    Merger.objects.create(result=whole)
    decline_proposal(proposal=whole, by=cast.lead, reason="Trop proche.")
    assert steps_of(Proposal.objects.get(pk=whole.pk)) == {State.MERGED}
    with pytest.raises(CallError, match="no_such_step"):
        move_proposal(proposal=whole, state=State.RECEIVED, by=cast.lead)
    assert move_proposal(proposal=whole, state=State.MERGED, by=cast.lead).state == State.MERGED


# --- another path -------------------------------------------------------------------------------


def test_another_path_is_told_at_once_and_the_former_one_no_longer_sees_it(cast):
    move_to_path(proposal=cast.proposal, path=cast.other_path, by=cast.lead)
    assert {(one.to_email, one.state) for one in Message.objects.all()} == {("bruno@example.org", Message.State.WAITING)}
    address = reverse("call_team:proposal", args=["ici", cast.proposal.number])
    assert cast.client("lead").get(address).status_code == 404
    assert cast.client("other_lead").get(address).status_code == 200


def test_a_path_that_wants_it_not_hands_it_back_to_the_team(cast):
    move_to_path(proposal=cast.proposal, path=None, by=cast.lead)
    assert set(Message.objects.values_list("to_email", flat=True)) == {"odile@example.org"}
    assert cast.client("lead").get(reverse("call_team:proposal", args=["ici", cast.proposal.number])).status_code == 404
    assert "Cantines" in cast.client("team").get(reverse("call_team:board", args=["ici"]), {"path": "-"}).content.decode()


def test_a_lead_takes_nothing_from_another_path(cast):
    with pytest.raises(CallError, match="may_not_decide"):
        move_to_path(proposal=cast.elsewhere, path=cast.path, by=cast.lead)
    assert move_to_path(proposal=cast.elsewhere, path=cast.path, by=cast.team).path == cast.path


def test_path_of_another_edition_is_refused(cast):
    strange = make_forum.make_path(make_forum.make_edition("ailleurs"), "A")
    with pytest.raises(CallError, match="path_of_another_edition"):
        move_to_path(proposal=cast.proposal, path=strange, by=cast.team)
