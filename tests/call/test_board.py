"""The board: who moves what where, what each lane shows, and what a page of any length costs."""

import pytest
from django.urls import reverse

from essaim.call.actions.board import move_proposal
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.rerouting import move_to_path
from essaim.call.actions.several import move_proposals
from essaim.call.errors import CallError
from essaim.call.models import Comment, Conflict, Kind, Likeness, Mark, Proposal
from essaim.call.queries.board import Wanted
from essaim.call.queries.cards import board_of, means
from essaim.call.steps import STEPS
from essaim.desk.models import Entry, Message, Revision
from essaim.forum.rules import standing_of
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def code_of(error: pytest.ExceptionInfo[CallError]) -> str:
    return error.value.code


@pytest.mark.parametrize("who", ["team", "lead"])
def test_path_team_moves_along(cast, who):
    by = getattr(cast, who)
    assert move_proposal(proposal=cast.proposal, state=State.DISCUSSED, by=by, seen=State.RECEIVED).state == State.DISCUSSED
    assert move_proposal(proposal=cast.proposal, state=State.KEPT, by=by).state == State.KEPT
    assert Entry.objects.filter(kind="call.proposal", key=str(cast.proposal.pk)).count() == 2


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor", "participant"])
def test_others_move_nothing(cast, who):
    with pytest.raises(CallError) as error:
        move_proposal(proposal=cast.proposal, state=State.KEPT, by=getattr(cast, who))
    assert code_of(error) == "may_not_decide"
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.RECEIVED


def test_conflict_keeps_even_the_team_from_deciding(cast):
    Conflict.objects.create(proposal=cast.proposal, account=cast.team)
    with pytest.raises(CallError, match="may_not_decide"):
        move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.team)


def test_what_somebody_moved_meanwhile_is_not_moved_again(cast):
    move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.lead)
    with pytest.raises(CallError) as error:
        move_proposal(proposal=cast.proposal, state=State.DISCUSSED, by=cast.team, seen=State.RECEIVED)
    assert code_of(error) == "moved_meanwhile"


@pytest.mark.parametrize("state", [state for state in State if state not in STEPS])
def test_states_without_steps_stay(cast, state):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=state)
    for wanted in State:
        if wanted == state:
            continue
        with pytest.raises(CallError):
            move_proposal(proposal=cast.proposal, state=wanted, by=cast.team)
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == state


def test_several_are_moved_all_or_none(cast):
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.WITHDRAWN)
    cast.individual.refresh_from_db()
    with pytest.raises(CallError):
        move_proposals(proposals=[cast.proposal, cast.individual], state=State.KEPT, by=cast.lead)
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.RECEIVED
    assert move_proposals(proposals=[cast.proposal, cast.self_managed], state=State.KEPT, by=cast.lead) == 2


def test_moving_on_the_board_leaves_public_pages_as_they_are(cast):
    before = list(Revision.objects.values_list("number", flat=True))
    move_proposal(proposal=cast.proposal, state=State.KEPT, by=cast.lead)
    assert list(Revision.objects.values_list("number", flat=True)) == before


def test_declining_tells_its_authors_once_the_team_lets_the_letter_go(cast):
    decline_proposal(proposal=cast.proposal, by=cast.lead, reason="Trop proche d'une autre.")
    letter = Message.objects.get()
    assert letter.to_email == "claire@example.org"
    assert letter.state == Message.State.DRAFT
    assert "Trop proche" in letter.body
    assert Comment.objects.get(kind=Comment.Kind.DECISION).body == "Trop proche d'une autre."


def test_another_path_is_told_and_the_former_one_no_longer_sees_it(cast):
    move_to_path(proposal=cast.proposal, path=cast.other_path, by=cast.lead)
    assert set(Message.objects.values_list("to_email", flat=True)) == {"bruno@example.org"}
    address = reverse("call_team:proposal", args=["ici", cast.proposal.number])
    assert cast.client("lead").get(address).status_code == 404
    assert cast.client("other_lead").get(address).status_code == 200


def test_path_of_another_edition_is_refused(cast):
    strange = make_forum.make_path(make_forum.make_edition("ailleurs"), "A")
    with pytest.raises(CallError, match="path_of_another_edition"):
        move_to_path(proposal=cast.proposal, path=strange, by=cast.team)


# --- the page -----------------------------------------------------------------------------------


def test_each_sees_their_paths_alone(cast):
    board = {who: cast.client(who).get(reverse("call_team:board", args=["ici"])) for who in ("team", "lead", "other_lead", "reviewer")}
    seen = {who: ("Cantines" in page.content.decode(), "Monnaies" in page.content.decode()) for who, page in board.items()}
    assert seen == {"team": (True, True), "lead": (True, False), "other_lead": (False, True), "reviewer": (True, False)}


def test_reviewer_gets_no_buttons(cast):
    page = cast.client("reviewer").get(reverse("call_team:board", args=["ici"])).content.decode()
    assert 'name="state"' not in page
    assert 'name="state"' in cast.client("lead").get(reverse("call_team:board", args=["ici"])).content.decode()


def test_a_board_of_another_path_is_not_found(cast):
    assert cast.client("lead").get(reverse("call_team:path_board", args=["ici", "B"])).status_code == 404
    assert cast.client("lead").get(reverse("call_team:path_board", args=["ici", "A"])).status_code == 200


def test_button_moves_and_comes_back(cast):
    address = reverse("call_team:move", args=["ici", cast.proposal.number])
    answer = cast.client("lead").post(address, {"state": "kept", "seen": "received", "next": "/fr/team/ici/call/board/#p1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/fr/team/ici/call/board/#p1"
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.KEPT
    assert cast.client("lead").post(address, {"state": "kept", "next": "https://evil.example/"})["Location"].startswith("/")


def test_script_gets_json_and_a_refusal_says_why(cast):
    address = reverse("call_team:move", args=["ici", cast.proposal.number])
    answer = cast.client("lead").post(address, {"state": "confirmed"}, headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["words"]
    assert answer.json()["ok"] is False


def test_draft_is_on_no_board(cast):
    make.make_proposal(cast.call, "Brouillon secret", path=cast.path, state=State.DRAFT, author=cast.contributor)
    for who in ("team", "lead", "reviewer"):
        assert "Brouillon secret" not in cast.client(who).get(reverse("call_team:board", args=["ici"])).content.decode()


def test_filters_find_by_word_number_and_organisation(cast):
    standing = standing_of(cast.team, cast.edition)
    found = {
        words: board_of(standing, None, Wanted(words=words)).n_found for words in ("cantines", str(cast.proposal.number), "tablées", "rien")
    }
    assert found == {"cantines": 1, str(cast.proposal.number): 1, "tablées": 1, "rien": 0}
    assert board_of(standing, None, Wanted(kind=Kind.Nature.SELF_MANAGED)).n_found == 1
    assert board_of(standing, None, Wanted(path="B")).n_found == 1


def filled(cast, n: int) -> None:
    criterion = make.make_criterion(cast.call)
    for number in range(n):
        one = make.make_proposal(cast.call, f"Titre {number}", path=cast.path, organisations=[f"Org {number}", "Autre"], audience=12)
        session = make_forum.make_session(cast.edition, f"Séance {number}")
        make.make_proposal(cast.call, f"Confirmée {number}", path=cast.path, state=State.CONFIRMED, session=session)
        Mark.objects.create(proposal=one, criterion=criterion, by=cast.reviewer, value=3)
        Comment.objects.create(proposal=one, kind=Comment.Kind.QUESTION, body="Qui ?", by=cast.lead)
        Likeness.objects.create(one=one, other=cast.proposal, score=0.9)


@pytest.mark.parametrize("n", [1, 3])
def test_board_costs_the_same_for_any_number_of_cards(cast, django_assert_num_queries, n):
    filled(cast, n)
    standing = standing_of(cast.team, cast.edition)
    with django_assert_num_queries(12):
        board = board_of(standing, None, Wanted())
        assert [len(lane.cards) for lane in board.lanes][:1] == [min(6, n + 4)]


@pytest.mark.parametrize("n", [1, 3])
def test_page_costs_the_same_for_any_number_of_cards(cast, django_assert_num_queries, n):
    filled(cast, n)
    client = cast.client("lead")
    client.get(reverse("call_team:board", args=["ici"]))
    with django_assert_num_queries(19):
        assert client.get(reverse("call_team:board", args=["ici"])).status_code == 200


def test_marks_of_somebody_with_a_conflict_do_not_count(cast):
    criterion = make.make_criterion(cast.call, most=4)
    Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.reviewer, value=4)
    Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.lead, value=0)
    assert means([cast.proposal.pk]) == {cast.proposal.pk: (50.0, 2)}
    Conflict.objects.create(proposal=cast.proposal, account=cast.lead)
    assert means([cast.proposal.pk]) == {cast.proposal.pk: (100.0, 1)}
    assert means([cast.individual.pk]) == {}
