"""What a second reading of the code found: who reads, changes and decides what is another's."""

import pytest
from django.urls import reverse

from essaim.call.actions.ask_merger import ask_merger
from essaim.call.actions.attach import attach_individual, detach_individual
from essaim.call.actions.contributors import Somebody, save_people
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.merger import merge_proposals
from essaim.call.actions.sending import withdraw_proposal
from essaim.call.actions.writing import save_facts
from essaim.call.errors import CallError
from essaim.call.models import Contributor, Likeness, Proposal, Question, TextRevision
from essaim.call.queries.merger import is_same, strangers_in
from essaim.call.queries.review import review_of
from essaim.call.rules import has_conflict
from essaim.desk.models import Account, Message
from essaim.forum.rules import standing_of
from tests.factories import call as make

State = Proposal.State


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


@pytest.fixture
def private(cast) -> str:
    """A personal answer in free words, changed since the reviewer looked."""
    make.make_question(cast.call, "besoins", Question.Type.TEXT, is_personal=True)
    proposal = cast.proposal
    texts = {"title.fr": "Cantines", "answers.besoins": "Secret médical."}
    number = proposal.revision
    TextRevision.objects.filter(proposal=proposal).delete()
    for step, more in enumerate(("", " Et plus.")):
        TextRevision.objects.create(
            proposal=proposal, number=number + step, by=cast.contributor, texts=texts | {"answers.besoins": f"Secret médical.{more}"}
        )
    Proposal.objects.filter(pk=proposal.pk).update(revision=number + 1, sent_at=None)
    return "Secret médical"


@pytest.mark.parametrize(("who", "reads"), [("contributor", True), ("lead", True), ("team", True), ("reviewer", False)])
def test_history_shows_personal_answers_to_who_may_read_them(cast, private, who, reads):
    page = cast.client(who).get(reverse("call:history", args=["ici", cast.proposal.number]))
    assert page.status_code == 200
    assert (private in page.text) is reads


def test_lead_with_a_conflict_reads_no_personal_answer_in_the_history(cast, private):
    cast.proposal.conflicts.create(account=cast.lead)
    assert private not in cast.client("lead").get(reverse("call:history", args=["ici", cast.proposal.number])).text


@pytest.mark.parametrize(("who", "reads"), [("lead", True), ("reviewer", False)])
def test_what_changed_since_one_looked_leaves_personal_answers_out(cast, private, who, reads):
    account = getattr(cast, who)
    cast.proposal.looks.create(account=account, revision=fresh(cast.proposal).revision - 1)
    review = review_of(standing_of(account, cast.edition), fresh(cast.proposal))
    assert ("answers.besoins" in review.changed) is reads


def test_people_another_part_brought_are_neither_changed_nor_taken_out(cast, pair):
    result = merge_proposals(proposals=pair, by=cast.lead).result
    claire = Account.objects.get(email="claire.b@example.org")
    strange = strangers_in(fresh(result), standing_of(claire, cast.edition))
    theirs = Contributor.objects.filter(pk__in=strange).order_by("pk").first()
    before = (theirs.name, theirs.email)
    save_people(proposal=result, people=[Somebody(pk=theirs.pk, name="Moi", email="moi@example.org")], by=claire)
    theirs.refresh_from_db()
    assert (theirs.name, theirs.email) == before
    with pytest.raises(CallError, match="people_of_another_part"):
        save_people(proposal=result, people=[], removed=[theirs.pk], by=claire)


def test_author_who_leaves_does_not_decide_afterwards(cast):
    row = make.make_contributor(cast.proposal, "Léa", account=cast.lead, email=cast.lead.email)
    save_people(proposal=cast.proposal, people=[], removed=[row.pk], by=cast.lead)
    assert not cast.proposal.contributors.filter(account=cast.lead).exists()
    assert has_conflict(standing_of(cast.lead, cast.edition), fresh(cast.proposal))


def test_note_about_a_proposal_is_not_written_to_its_author_who_leads_the_path(cast):
    make.make_contributor(cast.elsewhere, "Bob", account=cast.other_lead, email=cast.other_lead.email)
    for one, other in ((cast.proposal, cast.elsewhere), (cast.elsewhere, cast.proposal)):
        Likeness.objects.create(one=one, other=other, score=0.9, reasons={})
    ask_merger(proposal=cast.proposal, others=[cast.elsewhere], by=cast.lead, note="La plus faible des deux.")
    assert cast.other_lead.email not in Message.objects.values_list("to_email", flat=True)
    assert Message.objects.filter(to_email=cast.team.email, body__contains="La plus faible").exists()


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("Awa Diop", "asso@example.org"), ("Luis Pérez", "asso@example.org"), False),
        (("Claire", "c@example.org"), ("Claire B.", "C@example.org"), True),
        (("Awa Diop", ""), ("awa diop", ""), True),
        (("Awa Diop", "a@example.org"), ("Awa Diop", "b@example.org"), False),
    ],
)
def test_two_people_of_one_address_stay_two(one, other, wanted):
    assert is_same(Contributor(name=one[0], email=one[1]), Contributor(name=other[0], email=other[1])) is wanted


def test_panel_with_attached_ones_is_neither_declined_nor_withdrawn_unseen(cast):
    attach_individual(proposal=cast.individual, panel=cast.proposal, by=cast.lead)
    with pytest.raises(CallError, match="has_attached"):
        withdraw_proposal(proposal=cast.proposal, by=cast.contributor)
    with pytest.raises(CallError, match="has_attached"):
        decline_proposal(proposal=fresh(cast.proposal), by=cast.lead, reason="Trop tard.")
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.WITHDRAWN)
    detach_individual(proposal=cast.individual, by=cast.lead)
    assert fresh(cast.individual).panel is None


def test_path_of_what_was_sent_changes_by_the_path_teams_move_alone(cast):
    save_facts(proposal=cast.proposal, by=cast.team, path=cast.other_path)
    assert fresh(cast.proposal).path == cast.path
