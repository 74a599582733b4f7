"""A merger can be undone whole, and made again."""

import random
from typing import Any

import pytest
from django.db import models

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.merger import Choices, undo_merger
from essaim.call.errors import CallError
from essaim.call.models import (
    Comment,
    Conflict,
    Kind,
    Merger,
    MergerPart,
    Proposal,
)
from essaim.call.queries.merger import material_of
from tests.call.merging import merged
from tests.factories import call as make

State = Proposal.State


def rows_of(proposal: Proposal) -> dict[str, list[dict[str, Any]]]:
    """Everything that hangs on it, as the database has it."""
    found: dict[str, list[dict[str, Any]]] = {"proposal": list(Proposal.objects.filter(pk=proposal.pk).values())}
    for relation in Proposal._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model: type[models.Model] = relation.related_model
            if model is not MergerPart:
                found[f"{model.__name__}.{relation.field.name}"] = list(
                    model._base_manager.filter(**{relation.field.name: proposal}).order_by("pk").values()
                )
    return found


@pytest.mark.parametrize("seed", range(6))
def test_merge_then_undo_is_as_before(cast, pair, seed):
    """Any two to four proposals in any state that may be merged, with whatever hangs on them."""
    chance = random.Random(seed)  # noqa: S311 a test, the same each time
    parts = [*pair, make.make_proposal(cast.call, "Éoliennes", path=cast.path), cast.proposal]
    chance.shuffle(parts)
    parts = parts[: chance.randint(2, 4)]
    for part in parts:
        Proposal.objects.filter(pk=part.pk).update(state=chance.choice([State.RECEIVED, State.DISCUSSED, State.KEPT]))
        Comment.objects.create(proposal=part, body="Mot", by=cast.lead)
        if chance.random() < 0.5:
            Conflict.objects.create(proposal=part, account=cast.reviewer)
        if chance.random() < 0.5:
            single = make.make_proposal(cast.call, "Récit", path=cast.path, nature=Kind.Nature.INDIVIDUAL)
            attach_individual(proposal=single, panel=part, by=cast.lead)
    before = [rows_of(part) for part in parts]
    merger = merged(cast, *parts)
    assert [rows_of(part) for part in parts] != before
    undo_merger(merger=merger, by=cast.lead)
    assert [rows_of(part) for part in parts] == before


def test_undone_result_stays_on_record(cast, pair):
    merger = merged(cast, *pair)
    Comment.objects.create(proposal=merger.result, body="À relire", by=cast.lead)
    undo_merger(merger=merger, by=cast.lead)
    result = Proposal.objects.get(pk=merger.result.pk)
    assert result.state == State.DISSOLVED
    assert result.summary.data["fr"].startswith("Douze toits.")
    assert result.comments.count() == 1
    merger.refresh_from_db()
    assert merger.undone_by == cast.lead


def test_merging_again_works_and_offers_what_was_written(cast, pair):
    choices = Choices(texts={"summary.fr": "Écrit ensemble."})
    undo_merger(merger=merged(cast, *pair, choices=choices), by=cast.lead)
    parts = list(Proposal.objects.filter(pk__in=[one.pk for one in pair]).select_related("call"))
    summary = next(one for one in material_of(parts).texts if one.name == "summary.fr")
    assert [version.words for version in summary.versions if version.is_earlier] == ["Écrit ensemble."]
    again = merged(cast, *pair)
    assert again.result.state == State.MERGED
    assert Merger.objects.count() == 2


def test_individual_attached_to_the_result_is_free_after_undo(cast, pair):
    merger = merged(cast, *pair)
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.DISCUSSED)
    attach_individual(proposal=cast.individual, panel=merger.result, by=cast.lead)
    undo_merger(merger=merger, by=cast.lead)
    cast.individual.refresh_from_db()
    assert (cast.individual.state, cast.individual.panel) == (State.DISCUSSED, None)


def test_undo_of_the_inner_merger_waits_for_the_outer(cast, pair):
    inner = merged(cast, *pair)
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path)
    outer = merged(cast, inner.result, third)
    with pytest.raises(CallError, match="undo_joined"):
        undo_merger(merger=inner, by=cast.lead)
    undo_merger(merger=outer, by=cast.lead)
    undo_merger(merger=inner, by=cast.lead)
    assert set(Proposal.objects.filter(pk__in=[one.pk for one in pair]).values_list("state", flat=True)) == {State.KEPT, State.DISCUSSED}


def test_undo_twice_is_refused(cast, pair):
    merger = merged(cast, *pair)
    undo_merger(merger=merger, by=cast.lead)
    with pytest.raises(CallError, match="undone_already"):
        undo_merger(merger=merger, by=cast.lead)


def test_undo_of_a_session_is_refused(cast, pair):
    merger = merged(cast, *pair)
    Proposal.objects.filter(pk=merger.result.pk).update(state=State.CONFIRMED)
    with pytest.raises(CallError, match="undo_confirmed"):
        undo_merger(merger=merger, by=cast.lead)
