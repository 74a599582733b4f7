"""A proposal's way along the board, decided by those who lead its path. Nothing here is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.call.errors import CallError
from essaim.call.letters import accounts_as_readers, address_of, authors_of, board_address, framed, letters, title_of
from essaim.call.models import Comment, Proposal
from essaim.call.rules import may_decide
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.models import Path
from essaim.forum.queries.leads import lead_accounts
from essaim.forum.rules import standing_of

State = Proposal.State
STEPS: dict[str, frozenset[str]] = {
    State.RECEIVED: frozenset({State.DISCUSSED, State.KEPT, State.DECLINED}),
    State.DISCUSSED: frozenset({State.RECEIVED, State.KEPT, State.DECLINED}),
    State.KEPT: frozenset({State.RECEIVED, State.DISCUSSED, State.DECLINED}),
    State.MERGED: frozenset({State.DECLINED}),
    State.DECLINED: frozenset({State.RECEIVED, State.DISCUSSED}),
}
"""Where a proposal may be moved by hand. Confirming, merging and attaching are actions of their own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The state and path its card was shown with: what somebody else moved since is not moved again unawares."""

    state: str = ""
    path: int | None = None


def decided(proposal: Proposal, by: Account, seen: str = "") -> Proposal:
    """The proposal locked, for somebody who may decide on it and saw it as it stands."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "kind", "call", "path").get(pk=proposal.pk)
    if not may_decide(standing_of(by, locked.edition), locked):
        raise CallError("may_not_decide", proposal=locked)
    if seen and seen != locked.state:
        raise CallError("moved_meanwhile", proposal=locked, state=locked.get_state_display())
    return locked


@transaction.atomic
def move_proposal(*, proposal: Proposal, state: str, by: Account, seen: str = "") -> Proposal:
    """One step on the board. Locks the proposal; nobody is told (declining is an action of its own)."""
    stored = decided(proposal, by, seen)
    if state == stored.state:
        return stored
    guard_step(stored, state)
    moved = save_row(row=stored, facts={"state": state}, by=by, action=f"{state}_proposal", scope=stored.edition, is_seen=False)
    emit("proposal.moved", scope=stored.edition, payload={"number": moved.number, "state": moved.state})
    return moved


def guard_step(proposal: Proposal, state: str) -> None:
    if state not in State.values:
        raise CallError("unknown_state", state=state)
    if state == State.CONFIRMED and proposal.state in (State.KEPT, State.MERGED):
        raise CallError("confirm_by_its_page", proposal=proposal)
    if proposal.state == State.CONFIRMED:
        raise CallError("confirmed_has_session", proposal=proposal)
    if state not in STEPS.get(proposal.state, frozenset()):
        raise CallError("no_such_step", proposal=proposal, state=proposal.get_state_display(), wanted=State(state).label)


@transaction.atomic
def move_proposals(*, proposals: Sequence[Proposal], state: str, by: Account) -> int:
    """All of them or none; how many were elsewhere."""
    return sum(move_proposal(proposal=one, state=state, by=by).state == state for one in proposals if one.state != state)


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: Account, reason: str = "", tells: bool = True, seen: str = "") -> Proposal:
    """With the reason as its authors read it on their page; with `tells` a letter to them waits in the outbox until the team lets it go."""
    stored = decided(proposal, by, seen)
    guard_step(stored, State.DECLINED)
    declined = save_row(row=stored, facts={"state": State.DECLINED}, by=by, action="decline_proposal", scope=stored.edition, is_seen=False)
    comment = Comment.objects.create(proposal=declined, kind=Comment.Kind.DECISION, body=reason.strip(), by=by) if reason.strip() else None
    if tells:
        tell_declined(declined, comment, by)
    emit("proposal.moved", scope=stored.edition, payload={"number": declined.number, "state": declined.state})
    return declined


def tell_declined(proposal: Proposal, comment: Comment | None, by: Account) -> None:
    times = proposal.comments.filter(kind=Comment.Kind.DECISION).count()
    write_mailing(
        kind="call.declined",
        key=f"call.declined:{proposal.pk}:{times}",
        label=_("Declined: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        letters=letters(
            authors_of(proposal),
            "declined",
            lambda reader: (
                _("Your proposal no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("Thank you for your proposal. It could not be kept for the programme of %(edition)s.")
                    % {"edition": proposal.edition},
                    comment.body if comment else "",
                    _("It stays on record, and you can read what was said of it here:"),
                    address=address_of(proposal),
                ),
            ),
        ),
    )


@transaction.atomic
def move_to_path(*, proposal: Proposal, path: Path | None, by: Account, seen: str = "") -> Proposal:
    """Out of one's own path into any other of the edition; whoever leads the other is told at once."""
    stored = decided(proposal, by, seen)
    if path is not None and path.edition_id != stored.edition_id:
        raise CallError("path_of_another_edition", path=path)
    if stored.state not in (*Proposal.ON_BOARD, State.DECLINED) or stored.state == State.CONFIRMED:
        raise CallError("no_such_step", proposal=stored, state=stored.get_state_display(), wanted=_("another path"))
    if stored.path_id == (path.pk if path else None):
        return stored
    former = stored.path
    moved = save_row(row=stored, facts={"path": path}, by=by, action="move_proposal_to_path", scope=stored.edition, is_seen=False)
    if path is not None:
        tell_path(moved, path, former, by)
    emit("proposal.moved", scope=stored.edition, payload={"number": moved.number, "path": path.letter if path else ""})
    return moved


def tell_path(proposal: Proposal, path: Path, former: Path | None, by: Account) -> None:
    readers = [one for one in accounts_as_readers(lead_accounts([path])) if one.account != by]
    if readers:
        write_mailing(
            kind="call.moved",
            key=f"call.moved:{proposal.pk}:{path.pk}:{proposal.changed_at.isoformat()}",
            label=_("Moved to path %(path)s: %(title)s") % {"path": path.letter, "title": title_of(proposal)},
            scope=proposal.edition,
            by=by,
            release=True,
            letters=letters(
                readers,
                "moved",
                lambda reader: (
                    _("A proposal comes to path %(path)s: %(title)s") % {"path": path.letter, "title": title_of(proposal)},
                    framed(
                        reader,
                        _("Proposal no. %(number)s was moved to your path from path %(former)s.")
                        % {"number": proposal.number, "former": former.letter if former else _("none")},
                        address=board_address(proposal),
                    ),
                ),
            ),
        )
