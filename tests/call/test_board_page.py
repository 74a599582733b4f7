"""The board as a page: what each sees, what cards say, what lists of any length cost."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from essaim.call.models import Call, Comment, Conflict, Contributor, Distinct, Kind, Likeness, Look, Mark, Merger, MergerPart, Proposal
from essaim.call.queries.board import Wanted, lined_up, plainly
from essaim.call.queries.cards import board_of, card_of, means
from essaim.call.queries.waiting import waiting_for
from essaim.call.steps import seen_of
from essaim.forum.models import Appearance
from essaim.forum.rules import standing_of
from essaim.registry.names import tokens
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def board(cast, who: str, **query: str) -> str:
    return cast.client(who).get(reverse("call_team:board", args=["ici"]), query).content.decode()


def numbers(cast, who: str, **wanted: str) -> set[int]:
    keys = lined_up(standing_of(getattr(cast, who), cast.edition), None, Wanted(**wanted)).keys
    return set(Proposal.objects.filter(pk__in=[pk for lane in keys.values() for pk in lane]).values_list("number", flat=True))


def alerts(cast, who: str, proposal: Proposal) -> set[str]:
    return {one.code for one in card_of(standing_of(getattr(cast, who), cast.edition), proposal).alerts}


def test_each_sees_their_paths_alone(cast):
    seen = {who: ("Cantines" in board(cast, who), "Monnaies" in board(cast, who)) for who in ("team", "lead", "other_lead", "reviewer")}
    assert seen == {"team": (True, True), "lead": (True, False), "other_lead": (False, True), "reviewer": (True, False)}


@pytest.mark.parametrize("who", ["contributor", "participant"])
def test_whoever_has_no_work_here_finds_no_board(cast, who):
    for name, arguments in (
        ("board", ["ici"]),
        ("home", ["ici"]),
        ("lane", ["ici", "received"]),
        ("proposal", ["ici", cast.proposal.number]),
    ):
        assert cast.client(who).get(reverse(f"call_team:{name}", args=arguments)).status_code == 404


def test_a_board_of_another_path_is_not_found(cast):
    assert cast.client("lead").get(reverse("call_team:path_board", args=["ici", "B"])).status_code == 404
    assert cast.client("lead").get(reverse("call_team:path_board", args=["ici", "A"])).status_code == 200
    assert cast.client("lead").get(reverse("call_team:path_lane", args=["ici", "B", "received"])).status_code == 404
    assert cast.client("team").get(reverse("call_team:lane", args=["ici", "nothing"])).status_code == 404


def test_reviewer_gets_no_buttons_and_no_such_page(cast):
    assert 'name="state"' not in board(cast, "reviewer")
    assert 'name="state"' in board(cast, "lead")
    address = reverse("call_team:move", args=["ici", cast.proposal.number])
    assert cast.client("reviewer").post(address, {"state": "kept"}).status_code == 404


def test_button_moves_and_comes_back(cast):
    address = reverse("call_team:move", args=["ici", cast.proposal.number])
    answer = cast.client("lead").post(address, {"state": "kept", "seen": "received", "next": "/fr/team/ici/call/board/#p1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/fr/team/ici/call/board/#p1"
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.KEPT
    assert cast.client("lead").post(address, {"state": "kept", "next": "https://evil.example/"})["Location"].startswith("/")


def test_script_gets_the_card_anew_or_why_not(cast):
    address = reverse("call_team:move", args=["ici", cast.proposal.number])
    headers = {"accept": "application/json"}
    answer = cast.client("lead").post(address, {"state": "kept", "seen": seen_of(cast.proposal)}, headers=headers)
    assert answer.status_code == 200
    assert 'value="kept.' in answer.json()["card"]
    late = cast.client("team").post(address, {"state": "discussed", "seen": seen_of(cast.proposal)}, headers=headers)
    assert late.status_code == 409
    assert cast.lead.email in late.json()["words"]
    assert cast.client("lead").post(address, {"state": "confirmed"}, headers=headers).json()["ok"] is False


def test_those_ticked_are_moved_together(cast):
    address = reverse("call_team:move_many", args=["ici"])
    chosen = [f"{one.number}:{seen_of(one)}" for one in (cast.proposal, cast.individual)]
    cast.client("lead").post(address, {"chosen": chosen, "to": "state:kept"})
    assert Proposal.objects.filter(state=State.KEPT).count() == 2
    again = cast.client("lead").post(address, {"chosen": chosen, "to": "state:discussed"}, follow=True).content.decode()
    assert Proposal.objects.filter(state=State.KEPT).count() == 2
    assert cast.lead.email in again
    chosen = [f"{one.number}:{seen_of(Proposal.objects.get(pk=one.pk))}" for one in (cast.proposal, cast.individual)]
    cast.client("lead").post(address, {"chosen": chosen, "to": "path:B"})
    assert Proposal.objects.filter(path=cast.other_path).count() == 3


def test_those_ticked_of_another_path_do_not_exist(cast):
    address = reverse("call_team:move_many", args=["ici"])
    only = {"chosen": [f"{cast.elsewhere.number}:{seen_of(cast.elsewhere)}"], "to": "state:kept"}
    assert cast.client("lead").post(address, only).status_code == 404
    both = {"chosen": [*only["chosen"], f"{cast.proposal.number}:{seen_of(cast.proposal)}"], "to": "state:kept"}
    assert cast.client("lead").post(address, both).status_code == 302
    assert cast.client("reviewer").post(address, {"chosen": both["chosen"][1:], "to": "state:kept"}).status_code == 404
    assert not Proposal.objects.filter(state=State.KEPT).exists()


def test_a_lane_in_full_offers_what_its_proposals_may_do(cast):
    page = cast.client("lead").get(reverse("call_team:lane", args=["ici", "received"])).content.decode()
    assert 'value="state:declined"' in page
    assert 'value="path:B"' in page
    assert 'name="chosen"' in page
    assert 'name="chosen"' not in cast.client("reviewer").get(reverse("call_team:lane", args=["ici", "received"])).content.decode()


def test_draft_is_on_no_board(cast):
    make.make_proposal(cast.call, "Brouillon secret", path=cast.path, state=State.DRAFT, author=cast.contributor)
    for who in ("team", "lead", "reviewer"):
        assert "Brouillon secret" not in board(cast, who)


def test_filters_find(cast):
    Mark.objects.create(proposal=cast.individual, criterion=make.make_criterion(cast.call), by=cast.team, value=1)
    country = make_forum.make_territory("SN", "Sénégal")
    cast.proposal.organisations.update(country=country)
    one, individual, free, other = (row.number for row in (cast.proposal, cast.individual, cast.self_managed, cast.elsewhere))
    everything = {one, individual, free, other}
    table = [
        ({"words": "cantines PARTAGEES"}, {one}),
        ({"words": f"n° {one}"}, {one}),
        ({"words": "tablées"}, {one}),
        ({"words": "claire"}, {one, individual}),
        ({"words": "rien"}, set()),
        ({"kind": Kind.Nature.SELF_MANAGED}, {free}),
        ({"path": "B"}, {other}),
        ({"country": "SN"}, {one}),
        ({"marked": "yes"}, {individual}),
        ({"marked": "no"}, everything - {individual}),
        ({"alert": "not_interpreted"}, {free}),
        ({"alert": "any"}, {free}),
    ]
    assert [(wanted, numbers(cast, "team", **wanted)) for wanted, _found in table] == table


@pytest.mark.parametrize("name", ["L’ESS à l’œuvre", "Lab'ESS", "R.T.E.S.", "Łódź, Ørsted_Þór", "사회적 경제", "اقتصاد", "ÉNERGIE"])
def test_words_are_found_as_the_registry_folds_them(name):
    assert all(word in plainly(name) for word in tokens(name))


def test_filter_keeps_its_words_on_the_page(cast):
    page = board(cast, "lead", q="rien de tel")
    assert 'value="rien de tel"' in page
    assert "Cantines" not in page


# --- what a card says ---------------------------------------------------------------------------


def test_near_ones_are_named_to_whoever_may_read_them(cast):
    Likeness.objects.create(one=cast.proposal, other=cast.elsewhere, score=0.9)
    assert alerts(cast, "team", cast.proposal) == {"resembles"}
    assert alerts(cast, "lead", cast.proposal) == {"resembles_elsewhere"}
    Distinct.objects.create(one=cast.proposal, other=cast.elsewhere)
    assert alerts(cast, "team", cast.proposal) == set()


def test_a_question_is_open_until_it_is_answered_and_only_the_oldest_counts(cast):
    asked = [Comment.objects.create(proposal=cast.proposal, kind="question", body="Qui ?", by=cast.lead) for _ in range(2)]
    Comment.objects.filter(pk=asked[0].pk).update(at=datetime(2026, 1, 5, tzinfo=UTC))
    card = card_of(standing_of(cast.lead, cast.edition), cast.proposal)
    assert [(one.code, one.value) for one in card.alerts] == [("question_open", datetime(2026, 1, 5, tzinfo=UTC))]
    for question in asked:
        Comment.objects.create(proposal=cast.proposal, kind="answer", body="Moi", by=cast.contributor, answers=question)
        Comment.objects.create(proposal=cast.proposal, kind="answer", body="Et elle", by=cast.contributor, answers=question)
    card = card_of(standing_of(cast.lead, cast.edition), cast.proposal)
    assert (card.alerts, card.n_comments) == ([], 6)


def test_silent_speakers_few_seats_and_changed_texts_are_said(cast):
    session = make_forum.make_session(cast.edition, "Séance")
    make_forum.make_appearance(session, make_forum.make_person("Nina"))
    Appearance.objects.update(answer=Appearance.Answer.ASKED)
    Proposal.objects.filter(pk=cast.proposal.pk).update(session=session, state=State.CONFIRMED, audience=12, revision=3)
    Look.objects.create(proposal=cast.proposal, account=cast.lead, revision=2)
    proposal = Proposal.objects.get(pk=cast.proposal.pk)
    assert alerts(cast, "lead", proposal) == {"speakers_silent", "few_seats", "changed"}
    assert alerts(cast, "reviewer", proposal) == {"speakers_silent", "few_seats"}
    assert numbers(cast, "lead", alert="changed") == {proposal.number}


def test_a_merged_one_names_every_number_and_is_not_counted_twice(cast):
    result = make.make_proposal(cast.call, "Ensemble", path=cast.path, state=State.MERGED)
    merger = Merger.objects.create(result=result)
    for place, part in enumerate((cast.proposal, cast.self_managed)):
        MergerPart.objects.create(merger=merger, proposal=part, former_state="kept", place=place)
        Proposal.objects.filter(pk=part.pk).update(state=State.JOINED)
    found = board_of(standing_of(cast.team, cast.edition), None, Wanted())
    (card,) = (card for lane in found.lanes for card in lane.cards if card.proposal.pk == result.pk)
    assert [part.number for part in card.parts] == [cast.proposal.number, cast.self_managed.number]
    assert found.n_sent == 4
    assert {code: count for code, _label, count in found.aside}[State.JOINED] == 2
    assert card_of(standing_of(cast.team, cast.edition), Proposal.objects.get(pk=cast.proposal.pk)).whole == result


def test_a_placed_one_stands_in_its_own_lane_by_its_hour(cast):
    site = make_forum.make_site(cast.edition)
    room = make_forum.make_room(site)
    rows = []
    for start, end in (("11:00", "12:00"), ("09:00", "10:00"), (None, None)):
        session = make_forum.make_session(cast.edition)
        rows.append(make.make_proposal(cast.call, path=cast.path, state=State.CONFIRMED, session=session))
        if start:
            make_forum.make_slot(session, start, end, room=room)
    lined = lined_up(standing_of(cast.team, cast.edition), None, Wanted())
    assert lined.of("placed") == [rows[1].pk, rows[0].pk]
    assert lined.of(State.CONFIRMED) == [rows[2].pk]


@pytest.mark.parametrize("tie", ["declared", "author"])
def test_with_a_conflict_a_card_says_nothing_of_what_others_say(cast, tie):
    Mark.objects.create(proposal=cast.proposal, criterion=make.make_criterion(cast.call), by=cast.reviewer, value=3)
    Comment.objects.create(proposal=cast.proposal, kind="question", body="Qui ?", by=cast.reviewer)
    if tie == "declared":
        Conflict.objects.create(proposal=cast.proposal, account=cast.lead)
    else:
        Contributor.objects.create(proposal=cast.proposal, account=cast.lead, name="Léa")
    card = card_of(standing_of(cast.lead, cast.edition), cast.proposal)
    assert (card.is_conflicted, card.decides, card.n_marks, card.mean, card.n_comments, card.alerts) == (True, False, 0, None, 0, [])
    assert numbers(cast, "lead", alert="question_open") == set()


def test_blind_marks_are_hidden_on_the_board_until_ones_own_are_given(cast):
    criterion = make.make_criterion(cast.call, most=4)
    Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.reviewer, value=3)

    def mean(who: str) -> float | None:
        return card_of(standing_of(getattr(cast, who), cast.edition), cast.proposal).mean

    assert (mean("lead"), mean("reviewer"), mean("team")) == (None, 75.0, 75.0)
    Call.objects.update(is_blind=False)
    assert mean("lead") == 75.0


def test_marks_of_somebody_with_a_conflict_do_not_count(cast):
    criterion = make.make_criterion(cast.call, most=4)
    Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.reviewer, value=4)
    Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.lead, value=0)
    assert means([cast.proposal.pk]) == {cast.proposal.pk: (50.0, 2)}
    Conflict.objects.create(proposal=cast.proposal, account=cast.lead)
    assert means([cast.proposal.pk]) == {cast.proposal.pk: (100.0, 1)}
    assert means([cast.individual.pk]) == {}


# --- what lists cost ----------------------------------------------------------------------------


def filled(cast, n: int) -> None:
    criterion = make.make_criterion(cast.call)
    site = make_forum.make_site(cast.edition)
    for number in range(n):
        one = make.make_proposal(cast.call, f"Titre {number}", path=cast.path, organisations=[f"Org {number}", "Autre"], audience=12)
        session = make_forum.make_session(cast.edition, f"Séance {number}")
        make.make_proposal(cast.call, f"Confirmée {number}", path=cast.path, state=State.CONFIRMED, session=session)
        placed = make_forum.make_session(cast.edition, f"Placée {number}")
        make_forum.make_slot(placed, "09:00", "10:00", room=make_forum.make_room(site))
        make.make_proposal(cast.call, f"Placée {number}", path=cast.path, state=State.CONFIRMED, session=placed)
        result = make.make_proposal(cast.call, f"Ensemble {number}", path=cast.path, state=State.MERGED)
        part = make.make_proposal(cast.call, f"Partie {number}", path=cast.path, state=State.JOINED)
        MergerPart.objects.create(merger=Merger.objects.create(result=result), proposal=part, former_state="kept")
        Mark.objects.create(proposal=one, criterion=criterion, by=cast.reviewer, value=3)
        question = Comment.objects.create(proposal=one, kind="question", body="Qui ?", by=cast.lead)
        Comment.objects.create(proposal=one, kind="answer", body="Moi", by=cast.contributor, answers=question)
        Likeness.objects.create(one=one, other=cast.proposal, score=0.9)


@pytest.mark.parametrize("n", [1, 3])
def test_board_costs_the_same_for_any_number_of_cards(cast, django_assert_num_queries, n):
    filled(cast, n)
    standing = standing_of(cast.team, cast.edition)
    with django_assert_num_queries(12):
        found = board_of(standing, None, Wanted())
    assert [len(lane.cards) for lane in found.lanes] == [min(6, n + 4), 0, 0, n, n, n]


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("name", "more", "cost"), [("board", [], 19), ("lane", ["received"], 18), ("home", [], 13)])
def test_pages_cost_the_same_for_any_number_of_rows(cast, django_assert_num_queries, n, name, more, cost):
    filled(cast, n)
    client = cast.client("lead")
    address = reverse(f"call_team:{name}", args=["ici", *more])
    client.get(address)
    with django_assert_num_queries(cost):
        assert client.get(address).status_code == 200


# --- where a path team begins -------------------------------------------------------------------


def test_what_waits_is_counted_without_what_one_has_to_do_with(cast):
    criterion = make.make_criterion(cast.call)
    Mark.objects.create(proposal=cast.individual, criterion=criterion, by=cast.lead, value=1)
    Comment.objects.create(proposal=cast.proposal, kind="question", body="Qui ?", by=cast.reviewer)
    waiting = waiting_for(standing_of(cast.lead, cast.edition))
    assert waiting.unmarked == {cast.path.pk: 2}
    assert waiting.unanswered == {cast.path.pk: 1}
    assert (waiting.flagged, waiting.changed) == ({cast.path.pk: 2}, {})
    assert len(numbers(cast, "lead", marked="no")) == 2
    Conflict.objects.create(proposal=cast.proposal, account=cast.lead)
    waiting = waiting_for(standing_of(cast.lead, cast.edition))
    assert (waiting.unmarked, waiting.unanswered) == ({cast.path.pk: 1}, {})


def test_home_names_my_paths_and_shows_answers(cast):
    question = Comment.objects.create(proposal=cast.proposal, kind="question", body="Qui ?", by=cast.lead)
    Comment.objects.create(proposal=cast.proposal, kind="answer", body="Une réponse zibeline", by=cast.contributor, answers=question)
    address = reverse("call_team:home", args=["ici"])
    page = cast.client("lead").get(address).content.decode()
    assert "Une réponse zibeline" in page
    assert "Finances" not in page
    assert "zibeline" not in cast.client("other_lead").get(address).content.decode()


@pytest.mark.parametrize("onward", ["nowhere", "//elsewhere.example/", "https://elsewhere.example/"])
def test_a_way_back_that_is_none_leads_to_the_board(cast, onward):
    sent = {"state": "kept", "next": onward}
    answer = cast.client("lead").post(reverse("call_team:move", args=["ici", cast.proposal.number]), sent)
    assert answer.headers["Location"] == reverse("call_team:board", args=["ici"])
