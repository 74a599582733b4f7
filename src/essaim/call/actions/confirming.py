"""A kept proposal becomes a session of the draft programme. Readers see it with the next release, not before."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.call.actions.board import decided
from essaim.call.actions.required import guard_titles
from essaim.call.actions.settling import leads, note_speakers, settle, speakers
from essaim.call.errors import CallError
from essaim.call.letters import address_of, authors_of, framed, letters, title_of
from essaim.call.models import Proposal
from essaim.call.steps import stands_for_parts
from essaim.desk.actions.outbox import drop_mailing, write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account, Mailing
from essaim.desk.rows import save_row
from essaim.forum.actions.session import remove_session, save_session, was_public
from essaim.forum.models import Session
from essaim.kit.languages import language_name
from essaim.registry.models import Organisation, Person

State = Proposal.State


@transaction.atomic
def confirm_proposal(
    *,
    proposal: Proposal,
    by: Account,
    people: Mapping[int, Person | None] | None = None,
    organisations: Mapping[int, Organisation | None] | None = None,
    seen: str = "",
    tells: bool = False,
) -> Session:
    """Make its session: accepted, in the draft programme, without a place yet.

    `people` and `organisations` say by key whom of the registry somebody named is; None, or left out, enters a new one. With `tells` a
    letter to its authors waits in the outbox. Individual proposals are attached to a panel instead. Locks the proposal.
    """
    stored = decided(proposal, by, seen)
    if stored.kind.may_attach:
        raise CallError("individual_is_attached", proposal=stored)
    if stored.state not in (State.KEPT, State.MERGED):
        raise CallError("confirm_kept_first", proposal=stored, state=stored.get_state_display())
    if not title_given(stored):
        raise CallError("confirm_titled", proposal=stored)
    guard_titles(stored, "confirm_title_long")
    found = settle(stored, people or {}, organisations or {}, by)
    session = save_session(
        edition=stored.edition,
        session=None,
        by=by,
        state=Session.State.ACCEPTED,
        people=speakers(found),
        organisations=leads(found),
        title=stored.title,
        summary=stored.summary,
        description=stored.description,
        format=stored.format,
        paths=[stored.path] if stored.path else [],
        goals=list(stored.goals.all()),
        spoken=[code for code in stored.spoken if code in stored.edition.languages],
        language_note=also_spoken(stored),
        interpreted=[],
        audience=stored.audience,
        level=stored.level,
    )
    note_speakers(found, stored.edition, by)
    facts = {"state": State.CONFIRMED, "session": session}
    confirmed = save_row(row=stored, facts=facts, by=by, action="confirm_proposal", scope=stored.edition, is_seen=False)
    if tells:
        tell_confirmed(confirmed, by)
    emit("proposal.confirmed", scope=stored.edition, payload={"number": stored.number, "session": session.code})
    return session


def title_given(proposal: Proposal) -> bool:
    return bool(str(proposal.title).strip())


def also_spoken(proposal: Proposal) -> dict[str, str]:
    """Languages the edition does not list are said in words, in each of the edition's: nothing is lost."""
    others = [code for code in proposal.spoken if code not in proposal.edition.languages]
    said = {}
    for code in proposal.edition.languages if others else ():
        with translation.override(code):
            said[code] = _("Also in: %(languages)s") % {"languages": ", ".join(language_name(one, code) for one in others)}
    return said


def tell_confirmed(proposal: Proposal, by: Account) -> None:
    write_mailing(
        kind="call.confirmed",
        key=f"call.confirmed:{proposal.pk}:{proposal.changed_at.isoformat()}",
        label=_("Confirmed: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        letters=letters(
            authors_of(proposal),
            "confirmed",
            lambda reader: (
                _("Your proposal no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("Your proposal was kept for the programme of %(edition)s. Day, hour and room follow.")
                    % {"edition": proposal.edition},
                    _("Follow it here:"),
                    address=address_of(proposal),
                ),
            ),
        ),
    )


@transaction.atomic
def undo_confirmation(*, proposal: Proposal, by: Account, seen: str = "") -> Proposal:
    """Back to where it was kept; its session goes, unless readers have seen it: then it is cancelled in the programme instead.

    What was entered in the registry stays, and so do the links to it; a letter that has not gone is dropped.
    """
    stored = decided(proposal, by, seen)
    if stored.state != State.CONFIRMED:
        raise CallError("undo_confirmed", proposal=stored, state=stored.get_state_display())
    session = stored.session
    if session and was_public(session):
        raise CallError("session_was_public", proposal=stored, session=session)
    state = State.MERGED if stands_for_parts(stored) else State.KEPT
    facts = {"state": state, "session": None}
    kept = save_row(row=stored, facts=facts, by=by, action="undo_confirmation", scope=stored.edition, is_seen=False)
    if session:
        remove_session(session=session, by=by)
    for mailing in Mailing.objects.filter(key__startswith=f"call.confirmed:{stored.pk}:", state=Mailing.State.DRAFT).order_by("pk"):
        drop_mailing(mailing=mailing, by=by)
    emit("proposal.unconfirmed", scope=stored.edition, payload={"number": kept.number, "state": kept.state})
    return kept
