"""The nearest proposals, found beside the server: what is compared, what is kept, and when it is done anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.call.actions.board import move_proposal
from essaim.call.actions.contributors import Behind, save_organisations
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.likeness import ask_likenesses, mark_distinct, unmark_distinct
from essaim.call.actions.writing import save_facts
from essaim.call.errors import CallError
from essaim.call.models import Comparison, Distinct, Likeness, Proposal
from essaim.call.queries.overlap import RENEW, offers_of
from essaim.desk import jobs
from essaim.desk.models import Entry, Job
from essaim.desk.run import Run
from tests.call.conftest import Cast
from tests.factories import call as make
from tests.factories import forum as make_forum

CANTEEN = {"fr": "Une légumerie lave et coupe les légumes de sept cantines scolaires, avec des maraîchers voisins."}
COMEDOR = {"es": "Cocineras y hortelanos cuentan cómo siete comedores escolares compran verdura a agricultores vecinos."}


def renew(cast: Cast) -> Job:
    """What the worker does with the job that waits."""
    job = ask_likenesses(edition=cast.edition)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, lease=1, lease_until=timezone.now() + timedelta(minutes=1))
    job.refresh_from_db()
    jobs.kind(RENEW).run(Run(job))
    job.refresh_from_db()
    return job


@pytest.fixture
def near(cast) -> tuple[Proposal, Proposal]:
    """Two on path A that overlap across languages, and the cast's others, which do not."""
    one = make.make_proposal(cast.call, {"fr": "La légumerie des cantines"}, path=cast.path, summary=CANTEEN, organisations=["Les Tablées"])
    other = make.make_proposal(
        cast.call, {"es": "Comedores escolares de cercanía"}, path=cast.path, summary=COMEDOR, language="es", organisations=["Les tablées"]
    )
    return one, other


def test_asking_twice_waits_once(cast):
    assert ask_likenesses(edition=cast.edition) == ask_likenesses(edition=cast.edition)
    assert Job.objects.filter(kind=RENEW).count() == 1


def test_asking_while_it_runs_begins_again_when_it_is_done(cast):
    job = ask_likenesses(edition=cast.edition)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, lease=1, lease_until=timezone.now() + timedelta(minutes=1))
    ask_likenesses(edition=cast.edition)
    job.refresh_from_db()
    jobs.kind(RENEW).run(Run(job))
    assert sorted(Job.objects.filter(kind=RENEW).values_list("state", flat=True)) == [Job.State.DONE, Job.State.WAITING]


def test_near_ones_are_kept_both_ways_with_their_reasons(cast, near):
    job = renew(cast)
    one, other = near
    row, back = Likeness.objects.get(one=one, other=other), Likeness.objects.get(one=other, other=one)
    assert job.state == Job.State.DONE
    assert row.score == back.score > 0.5
    assert row.reasons["organisations"] == ["Les Tablées"]
    assert ["canteen", "cantines", "Comedores"] in row.reasons["terms"]
    assert ["canteen", "Comedores", "cantines"] in back.reasons["terms"]
    assert "words" not in row.reasons, "they are in two languages"


def test_what_left_the_board_is_compared_no_more(cast, near):
    renew(cast)
    assert Likeness.objects.filter(one=near[0]).exists()
    Proposal.objects.filter(pk=near[0].pk).update(state=Proposal.State.DECLINED)
    renew(cast)
    assert not Likeness.objects.filter(one=near[0]).exists()
    assert not Likeness.objects.filter(other=near[0]).exists()


def test_drafts_are_not_compared(cast):
    make.make_proposal(cast.call, "Cantines partagées", path=cast.path, state=Proposal.State.DRAFT)
    assert {offer.id for offer in offers_of(cast.edition)} == {
        cast.proposal.pk,
        cast.individual.pk,
        cast.self_managed.pk,
        cast.elsewhere.pk,
    }


def test_rows_that_stay_the_same_are_not_written_again(cast, near):
    renew(cast)
    before = set(Likeness.objects.values_list("pk", "score"))
    renew(cast)
    assert set(Likeness.objects.values_list("pk", "score")) == before != set()


def test_comparison_says_when_and_of_how_many(cast, near):
    renew(cast)
    comparison = Comparison.objects.get(edition=cast.edition)
    assert comparison.proposals == 6
    assert timezone.now() - comparison.at < timedelta(minutes=1)


@pytest.mark.parametrize("n", [1, 3])
def test_offers_cost_the_same_for_one_and_three(cast, django_assert_num_queries, n):
    france = make_forum.make_territory()
    Proposal.objects.exclude(pk=cast.proposal.pk).delete()
    for _ in range(n - 1):
        make.make_proposal(cast.call, "Une autre", territory=france, organisations=["Quelqu'un"])
    Proposal.objects.update(territory=france)
    with django_assert_num_queries(4):
        assert len(offers_of(cast.edition)) == n


def test_place_is_the_organisations_country_when_none_is_said(cast):
    france = make_forum.make_territory()
    cast.proposal.organisations.update(country=france)
    (offer,) = [one for one in offers_of(cast.edition) if one.id == cast.proposal.pk]
    assert [ground.name for ground in offer.territories] == ["France"]


def test_organisations_of_other_names_are_never_one(cast):
    """What somebody typed may look like a key of ours, or have neither letters nor digits."""
    listed = cast.organisation
    organisations = [[listed], [f"R{listed.pk}"], ["???"], ["!!!"]]
    made = {make.make_proposal(cast.call, path=cast.path, organisations=some).pk for some in organisations}
    named = [one.key for offer in offers_of(cast.edition) if offer.id in made for one in offer.organisations]
    assert len(named) == len(set(named)) == len(organisations)


def test_organisation_linked_in_one_proposal_alone_is_the_same_in_both(cast, near):
    near[0].organisations.update(organisation=cast.organisation)
    keys = {one.key for offer in offers_of(cast.edition) if offer.id in {row.pk for row in near} for one in offer.organisations}
    assert len(keys) == 1


def test_proposal_taken_up_again_is_compared_again(cast, near):
    decline_proposal(proposal=near[0], by=cast.lead, reason="Trop proche.")
    renew(cast)
    assert not Likeness.objects.filter(one=near[0]).exists()
    move_proposal(proposal=Proposal.objects.get(pk=near[0].pk), state=Proposal.State.RECEIVED, by=cast.lead)
    assert Job.objects.filter(kind=RENEW, state=Job.State.WAITING).exists()


def test_goals_and_territory_of_what_is_on_the_board_are_compared_again(cast, near):
    france = make_forum.make_territory()
    save_facts(proposal=near[0], by=cast.team, audience=30)
    assert not Job.objects.filter(kind=RENEW).exists()
    save_facts(proposal=near[0], by=cast.team, territory=france)
    assert Job.objects.filter(kind=RENEW, state=Job.State.WAITING).exists()


def test_organisations_of_what_is_on_the_board_are_compared_again(cast, near):
    save_organisations(proposal=near[0], organisations=[Behind(name="Les Marmites")], by=cast.team)
    assert Job.objects.filter(kind=RENEW, state=Job.State.WAITING).exists()


def test_distinct_is_kept_once_in_the_order_of_keys(cast, near):
    one, other = near
    mark_distinct(one=other, other=one, by=cast.lead)
    mark_distinct(one=one, other=other, by=cast.team)
    (row,) = Distinct.objects.all()
    assert (row.one, row.other, row.by) == (one, other, cast.lead)
    assert Entry.objects.filter(action="mark_distinct").count() == 1


def test_distinct_is_taken_back(cast, near):
    mark_distinct(one=near[0], other=near[1], by=cast.lead)
    unmark_distinct(one=near[1], other=near[0], by=cast.lead)
    assert not Distinct.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "participant", "contributor"])
def test_distinct_is_for_who_decides(cast, near, who):
    with pytest.raises(CallError, match="may_not_decide"):
        mark_distinct(one=near[0], other=near[1], by=getattr(cast, who))
    assert not Distinct.objects.exists()


def test_distinct_needs_both_to_be_seen(cast, near):
    with pytest.raises(CallError, match="may_not_decide"):
        mark_distinct(one=near[0], other=cast.elsewhere, by=cast.lead)
