"""Marks on the criteria the team defined, and conflicts of interest kept out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from essaim.call.errors import CallError
from essaim.call.models import Conflict, Mark, Proposal
from essaim.call.queries.merger import wholes_of
from essaim.call.rules import may_discuss, may_see_on_board, why_undecided
from essaim.desk import journal
from essaim.desk.models import Account
from essaim.forum.rules import standing_of


@dataclass(frozen=True, slots=True)
class Given:
    value: int | None
    """None takes one's mark back."""
    note: str = ""


@transaction.atomic
def give_marks(*, proposal: Proposal, marks: Mapping[int, Given], by: Account) -> None:
    """One's own marks by criterion's key: given, changed, or taken back. All or none."""
    if not may_discuss(standing_of(by, proposal.edition), proposal):
        raise CallError("may_not_discuss", proposal=proposal, why=why_undecided(standing_of(by, proposal.edition), proposal))
    criteria = {row.pk: row for row in proposal.call.criteria.all()}
    for key, given in marks.items():
        criterion = criteria.get(key)
        if criterion is None:
            raise CallError("criterion_of_another_call", criterion=key)
        if given.value is None:
            Mark.objects.filter(proposal=proposal, criterion=criterion, by=by).delete()
            continue
        if not 0 <= given.value <= criterion.most:
            raise CallError("mark_out_of_range", value=given.value, most=criterion.most, criterion=criterion, field=f"mark_{key}")
        Mark.objects.update_or_create(
            proposal=proposal, criterion=criterion, by=by, defaults={"value": given.value, "note": given.note.strip()}
        )
    journal.record(by=by, action="mark_proposal", thing=proposal, scope=proposal.edition, is_seen=False)


@transaction.atomic
def declare_conflict(*, proposal: Proposal, account: Account, by: Account, reason: str = "") -> Conflict:
    """For oneself, or by the team for somebody: from now on they neither mark, discuss nor decide on it, nor on what it was merged into. Their
    marks stay and do not count."""
    standing = standing_of(by, proposal.edition)
    if not (may_see_on_board(standing, proposal) and (account == by or standing.is_team)):
        raise CallError("may_not_declare", proposal=proposal)
    conflict, *_of_wholes = [kept_out(one, account, by, reason) for one in (proposal, *wholes_of(proposal))]
    return conflict


def kept_out(proposal: Proposal, account: Account, by: Account, reason: str) -> Conflict:
    conflict, is_new = Conflict.objects.get_or_create(proposal=proposal, account=account, defaults={"reason": reason.strip()[:300]})
    if is_new:
        journal.record(
            by=by, action="declare_conflict", thing=proposal, after={"account": str(account)}, scope=proposal.edition, is_seen=False
        )
    return conflict


@transaction.atomic
def lift_conflict(*, conflict: Conflict, by: Account) -> None:
    """By the team alone: nobody takes back a conflict of their own."""
    proposal = conflict.proposal
    if not standing_of(by, proposal.edition).is_team or conflict.account_id == by.pk:
        raise CallError("may_not_lift", proposal=proposal)
    journal.record(
        by=by, action="lift_conflict", thing=proposal, before={"account": str(conflict.account)}, scope=proposal.edition, is_seen=False
    )
    conflict.delete()
