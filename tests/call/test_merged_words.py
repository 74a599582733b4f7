"""A merged proposal's page has what was said of its parts; a refusal says which of its reasons it is."""

import pytest
from django.urls import reverse

from essaim.call.actions.comment import add_comment
from essaim.call.actions.merger import merge_proposals
from essaim.call.actions.review import declare_conflict
from essaim.call.errors import CallError
from essaim.call.models import Proposal
from essaim.call.sentences import sentence
from tests.factories import call as make


@pytest.fixture
def other(cast) -> Proposal:
    return make.make_proposal(cast.call, "Jardins", path=cast.path, author=cast.participant, organisations=["Les Jardins"])


def shown(cast, proposal, who="lead") -> str:
    return cast.client(who).get(reverse("call_team:proposal", args=["ici", proposal.number])).content.decode()


def test_what_was_said_of_the_parts_stands_on_the_merged_ones_page(cast, other):
    add_comment(proposal=cast.proposal, body="Très local, très bien.", by=cast.lead)
    result = merge_proposals(proposals=[cast.proposal, other], by=cast.lead).result
    page = shown(cast, result)
    assert "Très local, très bien." in page
    assert f"Dit de la n° {cast.proposal.number}, Cantines partagées, avant la fusion" in page
    assert f"Dit de la n° {other.number}" not in page
    assert "Rien n’a encore été dit." not in page


def test_who_has_a_conflict_with_a_part_reads_nothing_said_of_it(cast, other):
    add_comment(proposal=cast.proposal, body="Très local, très bien.", by=cast.lead)
    declare_conflict(proposal=cast.proposal, account=cast.reviewer, by=cast.reviewer, reason="")
    result = merge_proposals(proposals=[cast.proposal, other], by=cast.lead).result
    assert "Très local" not in shown(cast, result, "reviewer")


@pytest.mark.parametrize(
    ("who", "why"), [("other_lead", "aucun de vos parcours"), ("reviewer", "qui le pilote"), ("lead", "conflit d’intérêts")]
)
def test_a_refused_merger_says_which_reason_it_is(cast, other, who, why, settings):
    from django.utils.translation import override

    declare_conflict(proposal=cast.proposal, account=cast.lead, by=cast.lead, reason="")
    with pytest.raises(CallError, match="merge_undecidable") as error:
        merge_proposals(proposals=[cast.proposal, other], by=getattr(cast, who))
    with override("fr"):
        assert why in sentence(error.value)
