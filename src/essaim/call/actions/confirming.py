"""A kept proposal becomes a session of the draft programme. Readers see it with the next release, not before."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from i18nfield.strings import LazyI18nString

from essaim.call.actions.board import decided
from essaim.call.errors import CallError
from essaim.call.models import Contributor, Proposal, ProposingOrganisation
from essaim.call.rules import may_decide
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.actions.cast import Lead, New, Speaker
from essaim.forum.actions.programme import Place, place_session
from essaim.forum.actions.session import remove_session, save_session, was_public
from essaim.forum.models import Appearance, Involvement, Session, Slot
from essaim.forum.rules import standing_of
from essaim.registry.models import Organisation, Person

ROLES = {Contributor.Role.SPEAKER: Appearance.Role.SPEAKER, Contributor.Role.MODERATOR: Appearance.Role.MODERATOR}
ORGANISATION_ROLES = {ProposingOrganisation.Role.LEAD: Involvement.Role.LEAD, ProposingOrganisation.Role.PARTNER: Involvement.Role.PARTNER}
State = Proposal.State


@transaction.atomic
def confirm_proposal(
    *,
    proposal: Proposal,
    by: Account,
    people: Mapping[int, Person | None] | None = None,
    organisations: Mapping[int, Organisation | None] | None = None,
    seen: str = "",
) -> Session:
    """Make its session: accepted, in the draft programme, without a place yet.

    `people` and `organisations` say by key whom of the registry somebody named is; None, or left out, enters a new one. Individual
    proposals are attached to a panel instead. Locks the proposal.
    """
    stored = decided(proposal, by, seen)
    if stored.kind.may_attach:
        raise CallError("individual_is_attached", proposal=stored)
    if stored.state not in (State.KEPT, State.MERGED):
        raise CallError("confirm_kept_first", proposal=stored, state=stored.get_state_display())
    session = save_session(
        edition=stored.edition,
        session=None,
        by=by,
        state=Session.State.ACCEPTED,
        people=speakers(stored, people or {}),
        organisations=leads(stored, organisations or {}),
        title=stored.title,
        summary=stored.summary,
        description=stored.description,
        format=stored.format,
        paths=[stored.path] if stored.path else [],
        goals=list(stored.goals.all()),
        spoken=[code for code in stored.spoken if code in stored.edition.languages],
        interpreted=[],
        audience=stored.audience,
        level=stored.level,
    )
    facts = {"state": State.CONFIRMED, "session": session}
    save_row(row=stored, facts=facts, by=by, action="confirm_proposal", scope=stored.edition, is_seen=False)
    emit("proposal.confirmed", scope=stored.edition, payload={"number": stored.number, "session": session.code})
    return session


def speakers(proposal: Proposal, known: Mapping[int, Person | None]) -> list[Speaker]:
    """Speakers and moderators; where a proposal names none, its authors speak. Those attached to it speak too."""
    attached = Contributor.objects.filter(proposal__panel=proposal, proposal__state=State.ATTACHED).exclude(role=Contributor.Role.CONTACT)
    own = list(proposal.contributors.select_related("person", "organisation", "country"))
    on_stage = [one for one in own if one.role in ROLES] or [one for one in own if one.role == Contributor.Role.AUTHOR]
    found: dict[str, Speaker] = {}
    for one in [*on_stage, *attached.select_related("person", "organisation", "country")]:
        person = known.get(one.pk) or one.person
        capacity = one.capacity if isinstance(one.capacity, LazyI18nString) else LazyI18nString({})
        found.setdefault(
            str(person.pk) if person else one.name.casefold(),
            Speaker(
                person=person or New(name=one.name, language=proposal.language),
                role=ROLES.get(Contributor.Role(one.role), Appearance.Role.SPEAKER),
                capacity=capacity,
                organisation=one.organisation,
                country=one.country,
            ),
        )
    return list(found.values())


def leads(proposal: Proposal, known: Mapping[int, Organisation | None]) -> list[Lead]:
    found: dict[str, Lead] = {}
    for one in proposal.organisations.select_related("organisation"):
        organisation = known.get(one.pk) or one.organisation
        lead = Lead(
            organisation=organisation or New(name=one.name, language=proposal.language),
            role=ORGANISATION_ROLES[ProposingOrganisation.Role(one.role)],
        )
        found.setdefault(str(organisation.pk) if organisation else one.name.casefold(), lead)
    return list(found.values())


@transaction.atomic
def undo_confirmation(*, proposal: Proposal, by: Account) -> Proposal:
    """Back to where it was kept; its session goes, unless readers have seen it: then it is cancelled in the programme instead."""
    stored = decided(proposal, by, State.CONFIRMED)
    session = stored.session
    if session and was_public(session):
        raise CallError("session_was_public", proposal=stored, session=session)
    state = State.MERGED if hasattr(stored, "merger") else State.KEPT
    save_row(row=stored, facts={"state": state, "session": None}, by=by, action="undo_confirmation", scope=stored.edition, is_seen=False)
    if session:
        remove_session(session=session, by=by)
    return stored


@transaction.atomic
def place_proposal(*, proposal: Proposal, place: Place, by: Account) -> Slot:
    """Put its session at a place in the draft: the team, and who leads its path, for its path's sessions alone."""
    stored = Proposal.objects.select_related("edition", "session__edition", "path").get(pk=proposal.pk)
    if not may_decide(standing_of(by, stored.edition), stored):
        raise CallError("may_not_decide", proposal=stored)
    if stored.session is None:
        raise CallError("place_confirmed_first", proposal=stored)
    return place_session(session=stored.session, place=place, by=by)


def names_to_settle(proposal: Proposal) -> tuple[Sequence[Contributor], Sequence[ProposingOrganisation]]:
    """People and organisations not yet linked to the registry: two statements."""
    people = [one for one in proposal.contributors.all() if one.person_id is None and one.role != Contributor.Role.CONTACT]
    return people, [one for one in proposal.organisations.all() if one.organisation_id is None]
