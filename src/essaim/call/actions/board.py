"""A proposal's way along the board, decided by those who lead its path. Nothing here is public."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from essaim.call.actions.likeness import ask_likenesses
from essaim.call.errors import CallError
from essaim.call.letters import address_of, authors_of, framed, letters, title_of
from essaim.call.models import Proposal
from essaim.call.rules import may_decide, why_undecided
from essaim.call.steps import seen_of, steps_of
from essaim.desk.actions.outbox import drop_mailing, write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account, Entry, Mailing
from essaim.desk.rows import save_row
from essaim.forum.rules import standing_of

State = Proposal.State


def decided(proposal: Proposal, by: Account, seen: str = "") -> Proposal:
    """The proposal locked, for somebody who may decide on it and, with `seen`, saw it as it stands."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "kind", "call", "path").get(pk=proposal.pk)
    if not may_decide(standing_of(by, locked.edition), locked):
        raise CallError("may_not_decide", proposal=locked, why=why_undecided(standing_of(by, locked.edition), locked))
    if seen and seen not in (seen_of(locked), locked.state):
        raise CallError("moved_meanwhile", proposal=locked, who=mover_of(locked), state=locked.get_state_display(), path=locked.path or "–")
    return locked


def mover_of(proposal: Proposal) -> str:
    """Who last changed what `seen_of` says of it, whoever wrote in it since. One statement."""
    moves = Entry.objects.filter(Q(after__has_key="state") | Q(after__has_key="path_id"), kind="call.proposal", key=str(proposal.pk))
    last = moves.select_related("account").order_by("-pk").first()
    return str(last.account.name or last.account) if last and last.account else _("Somebody")


@transaction.atomic
def move_proposal(*, proposal: Proposal, state: str, by: Account, seen: str = "") -> Proposal:
    """One step on the board. Locks the proposal; nobody is told but the authors of one that was withdrawn. Declining, confirming, merging, attaching are actions of their own.

    One taken up again: the letter that would have said that it was declined is dropped, unless it has gone; it is compared again.
    """
    stored = decided(proposal, by, seen)
    if state == stored.state:
        return stored
    if state == State.DECLINED and state in steps_of(stored):
        raise CallError("decline_by_its_page", proposal=stored)
    guard_step(stored, state)
    if stored.state == State.DECLINED:
        drop_waiting_letters(stored, by)
        ask_likenesses(edition=stored.edition, by=by)
    moved = save_row(row=stored, facts={"state": state}, by=by, action=f"{state}_proposal", scope=stored.edition, is_seen=False)
    if stored.state == State.WITHDRAWN:
        tell_taken_up(moved, by)
    emit("proposal.moved", scope=stored.edition, payload={"number": moved.number, "state": moved.state})
    return moved


def tell_taken_up(proposal: Proposal, by: Account) -> None:
    """Its authors, who had withdrawn it."""
    write_mailing(
        kind="call.withdrawn",
        key=f"call.taken_up:{proposal.pk}:{proposal.changed_at.isoformat()}",
        label=_("Taken up again: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        release=True,
        letters=letters(
            authors_of(proposal),
            "taken_up",
            lambda reader: (
                _("Taken up again: no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("You had withdrawn this proposal for %(edition)s; the team works on it again. You can withdraw it here.")
                    % {"edition": proposal.edition},
                    address=address_of(proposal),
                ),
            ),
        ),
    )


def drop_waiting_letters(proposal: Proposal, by: Account) -> None:
    """What tells its authors that it was declined and has not gone yet."""
    waiting = Mailing.objects.filter(kind="call.declined", key__startswith=f"call.declined:{proposal.pk}:", state=Mailing.State.DRAFT)
    for mailing in waiting.order_by("pk"):
        drop_mailing(mailing=mailing, by=by)


def guard_step(proposal: Proposal, state: str) -> None:
    if state not in State.values:
        raise CallError("unknown_state", state=state)
    if state == State.CONFIRMED and proposal.state in (State.KEPT, State.MERGED):
        raise CallError("confirm_by_its_page", proposal=proposal)
    if proposal.state == State.CONFIRMED:
        raise CallError("confirmed_has_session", proposal=proposal)
    if proposal.state in (State.JOINED, State.ATTACHED):
        raise CallError("moves_with_another", proposal=proposal, state=proposal.get_state_display(), number=whole_of(proposal))
    if state not in steps_of(proposal):
        raise CallError("no_such_step", proposal=proposal, state=proposal.get_state_display(), wanted=State(state).label)


def whole_of(proposal: Proposal) -> object:
    """The number of the panel or of the merged proposal it went into. One statement."""
    if proposal.state == State.ATTACHED:
        return proposal.panel.number if proposal.panel else "–"
    part = proposal.merger_parts.filter(merger__undone_at=None).select_related("merger__result").first()
    return part.merger.result.number if part else "–"
