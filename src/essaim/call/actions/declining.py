"""A proposal declined: with a reason its authors read, and a letter the team may let go."""

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.call.actions.board import decided, guard_step
from essaim.call.actions.comment import guard_length
from essaim.call.actions.sending import guard_attached
from essaim.call.errors import CallError
from essaim.call.letters import address_of, authors_of, framed, letters, title_of
from essaim.call.models import Comment, Proposal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row

State = Proposal.State


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: Account, reason: str = "", tells: bool = True, seen: str = "") -> Proposal:
    """With the reason as its authors read it on their page, which a letter cannot do without; with `tells` a letter to them waits in the outbox until the team lets it go."""
    stored = decided(proposal, by, seen)
    if stored.state == State.DECLINED:
        return stored
    guard_step(stored, State.DECLINED)
    guard_attached(stored)
    if tells and not reason.strip():
        raise CallError("decline_without_reason", proposal=stored, field="reason")
    guard_length(reason.strip(), "reason")
    declined = save_row(row=stored, facts={"state": State.DECLINED}, by=by, action="decline_proposal", scope=stored.edition, is_seen=False)
    comment = Comment.objects.create(proposal=declined, kind=Comment.Kind.DECISION, body=reason.strip(), by=by) if reason.strip() else None
    if tells:
        tell_declined(declined, comment, by)
    emit("proposal.moved", scope=stored.edition, payload={"number": declined.number, "state": declined.state})
    return declined


def tell_declined(proposal: Proposal, comment: Comment | None, by: Account) -> None:
    write_mailing(
        kind="call.declined",
        key=f"call.declined:{proposal.pk}:{proposal.changed_at.isoformat()}",
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
