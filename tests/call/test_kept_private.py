"""What was declared or marked in confidence is not told by another way round."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.call.actions.comment import answer_question, ask_author
from essaim.call.actions.likeness import mark_distinct
from essaim.call.actions.merger import merge_proposals, undo_merger
from essaim.call.actions.review import declare_conflict
from essaim.call.actions.writing import save_texts
from essaim.call.models import Aim, Conflict, Mark, Proposal, ProposingOrganisation
from essaim.call.queries.balance import PROGRAMME, Choice, members_of
from essaim.call.queries.cards import card_of
from essaim.desk.models import Account
from essaim.forum.models import Session, Speaker
from essaim.forum.rules import standing_of
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State
NO_SWAPS = "No exchanges are suggested for declared gender, and none is weighed by it: they would tell what a person declared."


def on_stage(cast, title: str, gender: str, capacity: int, start: str, end: str) -> Session:
    room = make_forum.make_room(make_forum.make_site(cast.edition), capacity=capacity)
    session = make_forum.make_session(cast.edition, title, state=Session.State.ACCEPTED)
    session.paths.add(cast.path)
    appearance = make_forum.make_appearance(session)
    Speaker.objects.update_or_create(edition=cast.edition, person=appearance.person, defaults={"gender": gender})
    make_forum.make_slot(session, start, end, room=room)
    return session


def test_gender_of_a_few_is_withheld_weighed_by_seats_too(cast):
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50)
    on_stage(cast, "Une", "woman", 30, "10:00", "11:00")
    on_stage(cast, "Autre", "man", 100, "14:00", "15:00")
    for who in ("team", "lead", "reviewer"):
        shown = cast.client(who).get("/en/team/ici/call/balance/?draft=programme").content.decode()
        assert "Withheld: fewer than five people." in shown
        assert "23.1%" not in shown


def test_no_swap_tells_gender_by_seats(cast):
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50)
    fmt = make_forum.make_format(cast.edition)
    for one in (on_stage(cast, "Une", "woman", 30, "10:00", "11:00"), on_stage(cast, "Autre", "man", 100, "14:00", "15:00")):
        Session.objects.filter(pk=one.pk).update(format=fmt, audience=20)
    shown = cast.client("team").get("/en/team/ici/call/balance/swaps/?draft=programme").content.decode()
    assert NO_SWAPS in shown
    assert "Let these two change rooms" not in shown
    assert "23.1%" not in shown


def test_the_mean_of_a_blind_call_waits_for_all_of_ones_marks_on_the_board_too(cast):
    first, second = make.make_criterion(cast.call), make.make_criterion(cast.call, "Ancrage")
    type(cast.call).objects.filter(pk=cast.call.pk).update(is_blind=True)
    for criterion in (first, second):
        Mark.objects.create(proposal=cast.proposal, criterion=criterion, by=cast.lead, value=5)
    standing = standing_of(cast.reviewer, cast.edition)
    Mark.objects.create(proposal=cast.proposal, criterion=first, by=cast.reviewer, value=1)
    card = card_of(standing, cast.proposal)
    assert (card.mean, card.are_marks_hidden) == (None, True)
    Mark.objects.create(proposal=cast.proposal, criterion=second, by=cast.reviewer, value=1)
    assert card_of(standing, cast.proposal).mean == pytest.approx(60)


def test_a_confirmed_panel_with_attached_ones_is_not_taken_out_by_a_swap(cast):
    session = make_forum.make_session(cast.edition, "Cantines", state=Session.State.ACCEPTED)
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.CONFIRMED, session=session)
    (before,) = members_of(cast.edition, Choice(PROGRAMME))
    assert not before.is_fixed
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.ATTACHED, panel=cast.proposal)
    (member,) = members_of(cast.edition, Choice(PROGRAMME))
    assert member.is_fixed


@pytest.mark.parametrize("name", ["call:proposal", "call:history", "call:write", "call:state"])
def test_an_author_without_a_name_is_no_address_to_those_of_another_part(cast, pair, name):
    merger = merge_proposals(proposals=pair, by=cast.lead)
    question = ask_author(proposal=merger.result, body="Combien ?", by=cast.lead)
    nameless = Account.objects.get(email="denis@example.org")
    Account.objects.filter(pk=nameless.pk).update(name="")
    nameless.refresh_from_db()
    answer_question(question=question, body="Vingt.", by=nameless)
    texts = {"summary.fr": "Une autre phrase."}
    save_texts(proposal=merger.result, base={}, texts=texts, by=nameless)
    other = Client()
    other.force_login(Account.objects.get(email="claire.b@example.org"))
    shown = other.get(reverse(name, args=["ici", merger.result.number])).content.decode()
    assert "denis@example.org" not in shown


def test_somebody_without_a_name_is_no_address_to_a_reviewer(cast):
    """Addresses are for the team and whoever leads the path."""
    Account.objects.filter(pk__in=[cast.contributor.pk, cast.lead.pk]).update(name="")
    question = ask_author(proposal=cast.proposal, body="Combien ?", by=cast.lead)
    answer_question(question=question, body="Vingt.", by=Account.objects.get(pk=cast.contributor.pk))
    Mark.objects.create(proposal=cast.proposal, criterion=make.make_criterion(cast.call), by=cast.lead, value=5)
    type(cast.call).objects.filter(pk=cast.call.pk).update(is_blind=False)
    mark_distinct(one=cast.proposal, other=cast.self_managed, by=cast.lead)
    pages = [reverse("call_team:proposal", args=["ici", cast.proposal.number]), reverse("call_team:overlaps", args=["ici"])]
    shown = "".join(cast.client("reviewer").get(page).content.decode() for page in pages)
    assert "Vingt." in shown
    assert "<strong>claire</strong>" in shown
    assert "claire@example.org" not in shown
    assert "lea@example.org" not in shown


def test_who_merged_without_a_name_is_no_address_to_a_reviewer(cast, pair):
    Account.objects.filter(pk=cast.lead.pk).update(name="")
    lead = Account.objects.get(pk=cast.lead.pk)
    merger = merge_proposals(proposals=pair, by=lead)
    undo_merger(merger=merger, by=lead)
    shown = cast.client("reviewer").get(f"/en/team/ici/call/p/{merger.result.number}/").content.decode()
    assert "Merged by lea," in shown
    assert "lea@example.org" not in shown


def test_a_conflict_with_what_was_merged_outlives_its_undoing(cast, pair):
    before = Conflict.objects.create(proposal=pair[0], account=cast.participant)
    merger = merge_proposals(proposals=pair, by=cast.lead)
    declare_conflict(proposal=merger.result, account=cast.reviewer, by=cast.reviewer)
    undo_merger(merger=merger, by=cast.lead)
    kept_out = [set(part.conflicts.values_list("account", flat=True)) for part in pair]
    assert kept_out == [{before.account_id, cast.reviewer.pk}, {cast.reviewer.pk}]


def test_a_swap_for_another_aim_says_nothing_of_gender(cast):
    Aim.objects.create(call=cast.call, dimension="country", values=["SN"], least_percent=50)
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50, words={"en": "Half women"})
    for state, country, gender in ((State.KEPT, "FR", "man"), (State.RECEIVED, "SN", "woman")):
        made = make.make_proposal(cast.call, path=cast.path, state=state)
        ProposingOrganisation.objects.create(proposal=made, name="O", country=make_forum.make_territory(country, country))
        make.make_contributor(made, f"Personne {gender}", gender=gender)
    shown = cast.client("team").get("/en/team/ici/call/balance/swaps/").content.decode()
    assert "Take the second instead of the first" in shown
    assert "Half women" not in shown
    assert NO_SWAPS in shown


def test_no_swap_is_suggested_for_gender_of_many_either(cast):
    declared(cast, cast.path, *["woman"] * 6, *["man"] * 9)
    women = make.make_proposal(cast.call, {"fr": "Celles qui attendent"}, path=cast.path, state=State.RECEIVED)
    make.make_contributor(women, "Personne seule", gender="woman")
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50, words={"en": "Half women"})
    client = cast.client("team")
    shown = client.get("/en/team/ici/call/balance/swaps/").content.decode()
    assert "Celles qui attendent" not in shown
    assert NO_SWAPS in shown
    assert "Of what is known, every aim is kept." not in shown
    balance = client.get("/en/team/ici/call/balance/").content.decode()
    assert NO_SWAPS in balance
    assert "Look for exchanges" not in balance


def test_a_swap_not_suggested_tells_no_gender_either(cast):
    """An aim for gender that holds and would break: the exchange is suggested as any other."""
    Aim.objects.create(call=cast.call, dimension="country", values=["SN"], least_percent=50)
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50)
    for state, country, gender in ((State.KEPT, "FR", "woman"), (State.RECEIVED, "SN", "man")):
        made = make.make_proposal(cast.call, path=cast.path, state=state)
        ProposingOrganisation.objects.create(proposal=made, name="O", country=make_forum.make_territory(country, country))
        for number in range(5):
            make.make_contributor(made, f"Personne {gender} {number}", gender=gender)
    shown = cast.client("team").get("/en/team/ici/call/balance/swaps/").content.decode()
    assert "Take the second instead of the first" in shown


def declared(cast, path, *genders: str) -> None:
    made = make.make_proposal(cast.call, path=path, state=State.KEPT)
    for number, gender in enumerate(genders):
        make.make_contributor(made, f"Personne {made.pk}-{number}", gender=gender)


def test_an_aim_on_one_path_does_not_tell_gender_of_a_few_on_the_other(cast):
    declared(cast, cast.path, *["woman"] * 6, *["man"] * 7)
    declared(cast, cast.other_path, *["woman"] * 3, *["man"] * 9)
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=20, per_path=True)
    shown = cast.client("team").get("/en/team/ici/call/balance/").content.decode()
    assert "9 of 25" in shown
    assert "3 of 12" not in shown
    assert "6 of 13" not in shown


@pytest.mark.parametrize("per_path", [True, False])
def test_a_verdict_does_not_tell_gender_of_one_person(cast, per_path):
    declared(cast, cast.path, "woman")
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50, per_path=per_path)
    shown = cast.client("team").get("/en/team/ici/call/balance/").content.decode()
    assert 'class="verdict met"' not in shown
    assert "all 1 aims are met" not in shown
    assert "the only aim is met" not in shown


def test_many_are_told_on_every_path(cast):
    for path in (cast.path, cast.other_path):
        declared(cast, path, *["woman"] * 6, *["man"] * 7)
    Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=20, per_path=True)
    shown = cast.client("team").get("/en/team/ici/call/balance/").content.decode()
    assert shown.count("6 of 13") == 2
    assert "12 of 26" in shown
