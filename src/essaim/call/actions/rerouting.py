"""A proposal handed over to another path."""

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.call.actions.board import decided, whole_of
from essaim.call.errors import CallError
from essaim.call.letters import accounts_as_readers, board_address, framed, letters, title_of
from essaim.call.models import Proposal
from essaim.call.steps import MOVABLE
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.models import Path
from essaim.forum.queries.leads import lead_accounts, team_accounts

State = Proposal.State


@transaction.atomic
def move_to_path(*, proposal: Proposal, path: Path | None, by: Account, seen: str = "") -> Proposal:
    """Out of one's own path into any other of the edition; whoever leads the other is told at once. The parts of a merger stay where they were."""
    stored = decided(proposal, by, seen)
    if path is not None and path.edition_id != stored.edition_id:
        raise CallError("path_of_another_edition", path=path)
    if stored.state == State.CONFIRMED:
        raise CallError("confirmed_has_session", proposal=stored)
    if stored.state in (State.JOINED, State.ATTACHED):
        raise CallError("moves_with_another", proposal=stored, state=stored.get_state_display(), number=whole_of(stored))
    if stored.state not in MOVABLE:
        raise CallError("no_other_path", proposal=stored, state=stored.get_state_display())
    if stored.path_id == (path.pk if path else None):
        return stored
    former = stored.path
    moved = save_row(row=stored, facts={"path": path}, by=by, action="move_proposal_to_path", scope=stored.edition, is_seen=False)
    tell_path(moved, path, former, by)
    emit("proposal.moved", scope=stored.edition, payload={"number": moved.number, "path": path.letter if path else ""})
    return moved


def tell_path(proposal: Proposal, path: Path | None, former: Path | None, by: Account) -> None:
    """Whoever leads it; without a path, the team."""
    accounts = lead_accounts([path]) if path else team_accounts(proposal.edition)
    readers = [one for one in accounts_as_readers(accounts) if one.account != by]
    if readers:
        write_mailing(
            kind="call.moved",
            key=f"call.moved:{proposal.pk}:{path.pk if path else 0}:{proposal.changed_at.isoformat()}",
            label=_("Moved to path %(path)s: %(title)s") % {"path": letter_of(path), "title": title_of(proposal)},
            scope=proposal.edition,
            by=by,
            release=True,
            letters=letters(
                readers,
                "moved",
                lambda reader: (
                    _("A proposal comes to path %(path)s: %(title)s") % {"path": letter_of(path), "title": title_of(proposal)}
                    if path
                    else _("A proposal without a path: %(title)s") % {"title": title_of(proposal)},
                    framed(
                        reader,
                        _("Proposal no. %(number)s was moved to your path from path %(former)s.")
                        % {"number": proposal.number, "former": letter_of(former)}
                        if path
                        else _("Proposal no. %(number)s does not belong to path %(former)s, say those who lead it. Look for another one.")
                        % {"number": proposal.number, "former": letter_of(former)},
                        address=board_address(proposal),
                    ),
                ),
            ),
        )


def letter_of(path: Path | None) -> str:
    return path.letter if path else _("none")
