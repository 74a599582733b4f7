"""What cannot be merged, by whom, and when somebody was quicker."""

import time
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection

from essaim.call.actions.merger import Choices
from essaim.call.errors import CallError
from essaim.call.models import (
    Conflict,
    Merger,
    MergerPart,
    Proposal,
)
from essaim.call.queries.merger import material_of
from essaim.desk.models import Entry, Message
from tests.call.conftest import Cast
from tests.call.merging import merged
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def refused(code: str, cast: Cast, *parts: Proposal, who: str = "lead", **more: Any) -> None:
    before = Proposal.objects.count(), Message.objects.count(), Entry.objects.count()
    with pytest.raises(CallError, match=code):
        merged(cast, *parts, who=who, **more)
    assert (Proposal.objects.count(), Message.objects.count(), Entry.objects.count()) == before
    assert not Merger.objects.exists()


def test_self_managed_is_never_merged(cast, pair):
    refused("merge_self_managed", cast, pair[0], cast.self_managed)


def test_individual_is_attached_instead(cast, pair):
    refused("merge_individual", cast, pair[0], cast.individual)


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.JOINED, State.CONFIRMED, State.ATTACHED, State.DISSOLVED])
def test_states_that_stand_aside_are_not_merged(cast, pair, state):
    Proposal.objects.filter(pk=pair[1].pk).update(state=state)
    refused(f"merge_{state}", cast, *pair)


def test_draft_is_not_even_seen(cast, pair):
    Proposal.objects.filter(pk=pair[1].pk).update(state=State.DRAFT)
    refused("merge_undecidable", cast, *pair)


def test_one_alone_and_twice_the_same(cast, pair):
    refused("merge_needs_two", cast, pair[0])
    refused("merge_with_itself", cast, pair[0], pair[0])


def test_other_editions_proposal_is_refused(cast, pair):
    there = make_forum.make_edition("ailleurs")
    make_forum.make_grant(cast.team, there)
    refused("merge_editions", cast, pair[0], make.make_proposal(make.make_call(there), "Là-bas"), who="team")


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor", "participant"])
def test_only_who_decides_merges(cast, pair, who):
    refused("merge_undecidable", cast, *pair, who=who)


def test_two_paths_need_a_lead_of_both_or_the_team(cast, pair):
    refused("merge_undecidable", cast, pair[0], cast.elsewhere)
    merger = merged(cast, pair[0], cast.elsewhere, who="team")
    assert merger.result.path == cast.path


def test_conflict_of_interest_keeps_out(cast, pair):
    Conflict.objects.create(proposal=pair[1], account=cast.lead)
    refused("merge_undecidable", cast, *pair)


def test_somebody_else_was_quicker(cast, pair):
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path)
    seen = material_of([Proposal.objects.select_related("call").get(pk=one.pk) for one in (pair[0], third)]).seen
    merged(cast, *pair, who="team")
    with pytest.raises(CallError, match="merge_joined"):
        merged(cast, pair[0], third, seen=seen)
    assert Merger.objects.count() == 1


def test_text_changed_since_it_was_shown(cast, pair):
    seen = material_of([Proposal.objects.select_related("call").get(pk=one.pk) for one in pair]).seen
    Proposal.objects.filter(pk=pair[1].pk).update(title={"fr": "Un autre titre"})
    refused("merge_texts_changed", cast, *pair, seen=seen)


def test_choices_come_from_the_parts(cast, pair):
    refused("merge_not_offered", cast, *pair, choices=Choices(path=cast.other_path))
    refused("unknown_text", cast, *pair, choices=Choices(texts={"title.xx": "?"}))


def patiently(act: Callable[[], Merger]) -> Merger:
    """SQLite in memory refuses at once what a file, or PostgreSQL, lets wait."""
    for _ in range(500):
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.01)
    raise AssertionError("locked for five seconds")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_at_once_one_is_told_that_it_was_done(cast, pair):
    """At the same time, each on a connection of their own; whoever comes second is refused, and nothing is written twice."""
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path)
    start, said = Barrier(2), []

    def merge(*parts: Proposal) -> None:
        try:
            start.wait()
            said.append(patiently(lambda: merged(cast, *parts, who="team")))
        except CallError as error:
            said.append(error)
        finally:
            connection.close()

    both = [Thread(target=merge, args=(pair[0], pair[1])), Thread(target=merge, args=(third, pair[0]))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    refusals = [one.code for one in said if isinstance(one, CallError)]
    assert (len(said), refusals) == (2, ["merge_joined"])
    assert Merger.objects.count() == 1
    assert MergerPart.objects.filter(proposal=pair[0]).count() == 1
