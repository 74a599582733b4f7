"""Who may have a file handed in with a proposal: whoever handed it in, its authors, its path team. Never a stranger."""

from collections.abc import Collection

from essaim.call.models import ProposalFile
from essaim.call.rules import may_decide, may_see
from essaim.desk.models import Account, Upload
from essaim.desk.uploads import Holder
from essaim.forum.rules import standing_of


def public(keys: Collection[int]) -> set[int]:
    return set()


def may_read(account: Account, upload: Upload) -> bool:
    """A personal answer's file, or one whose question is gone, only for authors and whoever decides. Six statements at most for each proposal
    that holds it."""
    rows = ProposalFile.objects.filter(upload=upload).select_related("proposal__edition", "proposal__call")
    return any(may_have(account, row) for row in rows.prefetch_related("proposal__contributors", "proposal__conflicts"))


def may_have(account: Account, row: ProposalFile) -> bool:
    proposal, standing = row.proposal, standing_of(account, row.proposal.edition)
    if not may_see(standing, proposal):
        return False
    is_own = proposal.created_by_id == account.pk or any(one.account_id == account.pk for one in proposal.contributors.all())
    is_open = proposal.call.questions.filter(slug=row.question, is_personal=False).exists()
    return is_own or is_open or may_decide(standing, proposal)


HOLDER = Holder("call", public, may_read)
