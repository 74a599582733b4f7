"""A proposal sent to its path team, withdrawn, taken up again by its authors; who is told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.call.actions.likeness import ask_likenesses
from essaim.call.actions.required import guard_titles, missing_in
from essaim.call.actions.writing import locked_for_writing
from essaim.call.errors import CallError
from essaim.call.letters import accounts_as_readers, address_of, authors_of, board_address, framed, letters, title_of
from essaim.call.models import Proposal, ProposingOrganisation
from essaim.call.phases import is_open
from essaim.call.rules import is_author
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.queries.leads import lead_accounts, team_accounts
from essaim.forum.rules import standing_of

State = Proposal.State


@transaction.atomic
def send_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """To the path team. What is missing is named, all at once; its authors get a letter each. Locks the proposal."""
    stored = locked_for_writing(proposal, by)
    if stored.state != State.DRAFT:
        raise CallError("sent_already", proposal=stored)
    if not (is_open(stored.call) or standing_of(by, stored.edition).is_team):
        raise CallError("call_closed_draft_kept", call=stored.call, proposal=stored)
    guard_titles(stored)
    missing = missing_in(stored)
    if missing:
        raise CallError("not_complete", missing=missing, proposal=stored)
    guard_number(stored)
    facts = {"state": State.RECEIVED, "sent_at": timezone.now()}
    sent = save_row(row=stored, facts=facts, by=by, action="send_proposal", scope=stored.edition, is_seen=False)
    tell_sent(sent, by)
    ask_likenesses(edition=sent.edition, by=by)
    emit("proposal.sent", scope=sent.edition, payload={"number": sent.number, "kind": sent.kind.nature})
    return sent


def guard_number(proposal: Proposal) -> None:
    """At most so many of a kind from one organisation, by its name or its entry in the registry. What was merged counts by its parts."""
    most = proposal.kind.max_per_organisation
    if not most:
        return
    sent = ProposingOrganisation.objects.filter(
        role=ProposingOrganisation.Role.LEAD, proposal__kind=proposal.kind, proposal__state__in=Proposal.SENT, proposal__merger=None
    ).exclude(proposal=proposal)
    for one in proposal.organisations.filter(role=ProposingOrganisation.Role.LEAD):
        same = sent.filter(organisation=one.organisation) if one.organisation_id else sent.filter(name__iexact=one.name)
        if same.count() >= most:
            raise CallError("too_many_of_organisation", organisation=one.name, most=most, kind=proposal.kind)


def tell_sent(proposal: Proposal, by: Account) -> None:
    write_mailing(
        kind="call.sent",
        key=f"call.sent:{proposal.pk}:{proposal.sent_at.isoformat() if proposal.sent_at else ''}",
        label=_("Sent: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        release=True,
        letters=letters(
            authors_of(proposal),
            "sent",
            lambda reader: (
                _("Received: no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("Your proposal has reached the team of %(edition)s.") % {"edition": proposal.edition},
                    str(proposal.call.after),
                    _("Follow it, and answer questions, here:"),
                    address=address_of(proposal),
                ),
            ),
        ),
    )


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """By an author, while it is not yet confirmed or part of something else. It stays on record; whoever leads its path gets a letter."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "path").prefetch_related("contributors")
    stored = rows.get(pk=proposal.pk)
    if not is_author(standing_of(by, stored.edition), stored):
        raise CallError("may_not_withdraw", proposal=stored)
    if stored.state not in (State.DRAFT, State.RECEIVED, State.DISCUSSED, State.KEPT):
        raise CallError("cannot_withdraw", proposal=stored, state=stored.get_state_display())
    guard_attached(stored)
    gone = save_row(row=stored, facts={"state": State.WITHDRAWN}, by=by, action="withdraw_proposal", scope=stored.edition, is_seen=False)
    ask_likenesses(edition=gone.edition, by=by)
    if gone.sent_at:
        tell_withdrawn(gone, by)
    emit("proposal.withdrawn", scope=gone.edition, payload={"number": gone.number})
    return gone


def tell_withdrawn(proposal: Proposal, by: Account) -> None:
    """Whoever leads its path; without a path, the team."""
    accounts = lead_accounts([proposal.path]) if proposal.path else team_accounts(proposal.edition)
    readers = [one for one in accounts_as_readers(accounts) if one.account != by]
    if not readers:
        return
    write_mailing(
        kind="call.withdrawn",
        key=f"call.withdrawn:{proposal.pk}:{proposal.changed_at.isoformat()}",
        label=_("Withdrawn: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        release=True,
        letters=letters(
            readers,
            "withdrawn",
            lambda reader: (
                _("Withdrawn by its authors: no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("%(name)s has withdrawn this proposal for %(edition)s. It stays on record, and you need not work on it any more.")
                    % {"name": by.called, "edition": proposal.edition},
                    address=board_address(proposal),
                ),
            ),
        ),
    )


def guard_attached(proposal: Proposal) -> None:
    """What is attached to it would go with it unseen: it is taken out first, and those behind it are told. One statement."""
    numbers = proposal.attached.filter(state=State.ATTACHED).order_by("number").values_list("number", flat=True)
    if numbers:
        raise CallError("has_attached", proposal=proposal, numbers=", ".join(str(number) for number in numbers))


@transaction.atomic
def take_up_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """A withdrawn one becomes a draft again while the call is open."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "call").prefetch_related("contributors")
    stored = rows.get(pk=proposal.pk)
    if stored.state != State.WITHDRAWN or not is_author(standing_of(by, stored.edition), stored):
        raise CallError("may_not_withdraw", proposal=stored)
    if not is_open(stored.call):
        raise CallError("call_not_open", call=stored.call)
    return save_row(row=stored, facts={"state": State.DRAFT}, by=by, action="take_up_proposal", scope=stored.edition, is_seen=False)
