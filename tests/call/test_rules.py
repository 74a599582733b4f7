"""What each of the cast may do with a proposal of path A: the rules alone, without pages."""

import pytest

from essaim.call.models import Conflict, Proposal
from essaim.call.rules import may_decide, may_discuss, may_see, may_see_on_board, may_write
from essaim.forum.rules import standing_of

MAY = {
    "participant": set(),
    "contributor": {"see", "write"},
    "other_lead": set(),
    "reviewer": {"see", "see_on_board", "discuss"},
    "lead": {"see", "see_on_board", "discuss", "decide"},
    "team": {"see", "see_on_board", "discuss", "decide", "write"},
}
RULES = {"see": may_see, "see_on_board": may_see_on_board, "discuss": may_discuss, "decide": may_decide, "write": may_write}


@pytest.mark.parametrize("who", MAY)
def test_each_may_what_their_role_says(cast, who):
    standing = standing_of(getattr(cast, who), cast.edition)
    assert {name for name, rule in RULES.items() if rule(standing, cast.proposal)} == MAY[who]


@pytest.mark.parametrize("who", ["team", "lead", "reviewer"])
def test_conflict_keeps_out_of_discussion_and_decision(cast, who):
    account = getattr(cast, who)
    Conflict.objects.create(proposal=cast.proposal, account=account)
    standing = standing_of(account, cast.edition)
    assert not may_discuss(standing, cast.proposal)
    assert not may_decide(standing, cast.proposal)
    assert may_see_on_board(standing, cast.proposal)


def test_a_draft_is_seen_by_its_authors_alone(cast):
    cast.proposal.state = Proposal.State.DRAFT
    seeing = [who for who in MAY if may_see(standing_of(getattr(cast, who), cast.edition), cast.proposal)]
    assert seeing == ["contributor"]


def test_standing_costs_three_statements_at_most(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert standing_of(cast.lead, cast.edition).leads(cast.path)
    with django_assert_num_queries(1):
        assert not standing_of(cast.participant, cast.edition).is_any
