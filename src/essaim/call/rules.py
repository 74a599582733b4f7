"""Who may do what with calls and proposals, as questions about somebody's standing in the edition. No statements but where said."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.call.models import Proposal
from essaim.forum.rules import Standing

WRITABLE = frozenset({Proposal.State.DRAFT, Proposal.State.RECEIVED, Proposal.State.DISCUSSED, Proposal.State.KEPT, Proposal.State.MERGED})
"""States in which authors may still change their texts. What was confirmed is changed with the path team."""

MERGEABLE = frozenset({Proposal.State.RECEIVED, Proposal.State.DISCUSSED, Proposal.State.KEPT, Proposal.State.MERGED})
"""States in which a collective proposal may become part of a merger, or a panel for individual ones."""
ATTACHABLE = MERGEABLE - {Proposal.State.MERGED}
"""States in which an individual proposal may be attached to a panel."""


def is_author(standing: Standing, proposal: Proposal) -> bool:
    """One of those who write it with an account of their own. One statement, none when contributors are preloaded."""
    account = standing.account
    if account is None:
        return False
    return proposal.created_by_id == account.pk or any(one.account_id == account.pk for one in proposal.contributors.all())


def has_conflict(standing: Standing, proposal: Proposal) -> bool:
    """Declared, or its author. Two statements, none when contributors and conflicts are preloaded."""
    account = standing.account
    if account is None:
        return False
    return any(one.account_id == account.pk for one in proposal.conflicts.all()) or is_author(standing, proposal)


def may_see_on_board(standing: Standing, proposal: Proposal) -> bool:
    """Its texts and where it stands, once sent: the team, who leads or reviews its path."""
    if proposal.state == Proposal.State.DRAFT or is_given_up(proposal) or proposal.edition_id != standing.edition.pk:
        return False
    return standing.reviews(proposal.path_id)


def is_given_up(proposal: Proposal) -> bool:
    """A draft that was withdrawn before it was ever sent: still its authors' own."""
    return proposal.state == Proposal.State.WITHDRAWN and proposal.sent_at is None


def may_see(standing: Standing, proposal: Proposal) -> bool:
    return may_see_on_board(standing, proposal) or (proposal.edition_id == standing.edition.pk and is_author(standing, proposal))


def may_write(standing: Standing, proposal: Proposal) -> bool:
    """Its texts: its authors while it may still change, and the team."""
    if proposal.edition_id != standing.edition.pk:
        return False
    if standing.is_team and proposal.state != Proposal.State.DRAFT:
        return True
    return proposal.state in WRITABLE and is_author(standing, proposal)


def may_discuss(standing: Standing, proposal: Proposal) -> bool:
    """Read what the path team says of it, comment, mark: not with a conflict of interest."""
    return may_see_on_board(standing, proposal) and not has_conflict(standing, proposal)


def may_decide(standing: Standing, proposal: Proposal) -> bool:
    """Move it on the board, merge, decline, confirm: the team and who leads its path, without a conflict of interest."""
    return may_see_on_board(standing, proposal) and standing.leads(proposal.path_id) and not has_conflict(standing, proposal)


def why_undecided(standing: Standing, proposal: Proposal) -> str | Promise:
    """What keeps them from deciding on it. A conflict was declared by them or is shown to them: they know of it."""
    if is_author(standing, proposal):
        return _("you are one of its authors, so others decide")
    if has_conflict(standing, proposal):
        return _("you have a conflict of interest with it, so others decide")
    if may_see_on_board(standing, proposal):
        return _("you read and mark on its path, and those who lead it decide")
    return _("it is on none of your paths")


def may_place(standing: Standing, proposal: Proposal) -> bool:
    """Give its session a day, an hour and a room in the draft: the team, and who leads its path, for its own path's sessions alone."""
    is_confirmed = proposal.state == Proposal.State.CONFIRMED and proposal.session_id is not None
    return is_confirmed and may_see_on_board(standing, proposal) and (standing.is_team or may_decide(standing, proposal))
