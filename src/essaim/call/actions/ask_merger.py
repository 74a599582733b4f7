"""A merger proposed to the team of another path, by somebody who cannot decide there."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.call.errors import CallError
from essaim.call.letters import INTERFACE, accounts_as_readers, board_address, framed, letters, title_of
from essaim.call.models import Comment, Proposal
from essaim.call.rules import may_decide, why_undecided
from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.models import Account, Mailing
from essaim.forum.queries.leads import lead_accounts, team_accounts
from essaim.forum.rules import standing_of


@transaction.atomic
def ask_merger(*, proposal: Proposal, others: Sequence[Proposal], by: Account, note: str = "") -> list[Comment]:
    """A word on each of the others for its path team, and on one's own for the record; the teams are told by mail at once.

    The others are named to nobody here: whoever asks may not be allowed to read them. Each is asked about once.
    """
    if not may_decide(standing_of(by, proposal.edition), proposal):
        raise CallError("may_not_decide", proposal=proposal, why=why_undecided(standing_of(by, proposal.edition), proposal))
    asked = [other for other in others if not Mailing.objects.filter(key=key_of(proposal, other)).exists()]
    if not asked:
        raise CallError("asked_already" if others else "nothing_to_ask", proposal=proposal)
    made = [ask_one(proposal, other, by, note.strip()) for other in asked]
    with override(language_of(proposal)):
        words = _("Proposed to other paths: to look at this proposal beside %(number)s of theirs.") % {"number": len(asked)}
    Comment.objects.create(proposal=proposal, kind=Comment.Kind.TEAM, body="\n\n".join(filter(None, [words, note.strip()])), by=by)
    journal.record(by=by, action="ask_merger", thing=proposal, after={"asked": len(asked)}, scope=proposal.edition, is_seen=False)
    return made


def ask_one(proposal: Proposal, other: Proposal, by: Account, note: str) -> Comment:
    with override(language_of(proposal)):
        body = "\n\n".join(filter(None, [words_of(proposal, other), note]))
    comment = Comment.objects.create(proposal=other, kind=Comment.Kind.TEAM, body=body, by=by)
    journal.record(by=by, action="comment_proposal", thing=other, scope=other.edition, is_seen=False)
    told = [*lead_accounts([other.path] if other.path else []), *team_accounts(other.edition)]
    out = {*other.conflicts.values_list("account", flat=True), *other.contributors.values_list("account", flat=True), other.created_by_id}
    heard = {account.pk: account for account in told if account.pk not in out}
    readers = [one for one in accounts_as_readers(heard.values()) if one.account != by]
    write_mailing(
        kind="call.ask_merger",
        key=key_of(proposal, other),
        label=_("A merger is proposed: %(title)s") % {"title": title_of(other)},
        scope=other.edition,
        by=by,
        release=True,
        letters=letters(
            readers,
            "ask",
            lambda reader: (
                _("Do no. %(number)s and no. %(other)s belong together?") % {"number": proposal.number, "other": other.number},
                framed(reader, words_of(proposal, other), note, _("Read it, and answer, here:"), address=board_address(other)),
            ),
        ),
    )
    return comment


def words_of(proposal: Proposal, other: Proposal) -> str:
    return _(
        "The team of path %(path)s proposes to look at no. %(other)s beside its no. %(number)s, “%(title)s”: they may be one session."
    ) % {
        "path": proposal.path.letter if proposal.path else "–",
        "other": other.number,
        "number": proposal.number,
        "title": title_of(proposal),
    }


def key_of(proposal: Proposal, other: Proposal) -> str:
    return f"call.ask_merger:{proposal.pk}:{other.pk}"


def language_of(proposal: Proposal) -> str:
    return next((code for code in (proposal.language, *proposal.edition.languages) if code in INTERFACE), INTERFACE[0])
