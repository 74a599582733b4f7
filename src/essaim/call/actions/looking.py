"""How far somebody of a path team has read a proposal."""

from django.db import transaction

from essaim.call.errors import CallError
from essaim.call.models import Look, Proposal
from essaim.call.rules import may_see_on_board, why_undecided
from essaim.desk.models import Account
from essaim.forum.rules import standing_of


@transaction.atomic
def note_look(*, proposal: Proposal, revision: int, by: Account) -> Look:
    """Up to the revision shown. Of no interest to the journal: it changes nothing for anybody else."""
    if not may_see_on_board(standing_of(by, proposal.edition), proposal):
        raise CallError("may_not_discuss", proposal=proposal, why=why_undecided(standing_of(by, proposal.edition), proposal))
    return Look.objects.update_or_create(proposal=proposal, account=by, defaults={"revision": min(revision, proposal.revision)})[0]
