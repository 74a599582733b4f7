"""Who a proposal's people and organisations are in the registry: linked, or entered there, when it becomes a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q
from i18nfield.strings import LazyI18nString

from essaim.call.models import Contributor, Proposal, ProposingOrganisation
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.actions.cast import Lead
from essaim.forum.actions.cast import Speaker as OnStage
from essaim.forum.models import Appearance, Edition, Involvement, Speaker
from essaim.registry.actions.organisation import create_organisation
from essaim.registry.actions.person import create_person
from essaim.registry.models import Organisation, Person

ROLES = {Contributor.Role.SPEAKER: Appearance.Role.SPEAKER, Contributor.Role.MODERATOR: Appearance.Role.MODERATOR}
ORGANISATION_ROLES = {ProposingOrganisation.Role.LEAD: Involvement.Role.LEAD, ProposingOrganisation.Role.PARTNER: Involvement.Role.PARTNER}


@dataclass(frozen=True, slots=True)
class Behind:
    """Those who will be named with the session."""

    people: tuple[Contributor, ...]
    """On stage, in their order; then those of the proposals attached to it."""
    organisations: tuple[ProposingOrganisation, ...]

    def unknown_people(self) -> list[Contributor]:
        """One for each name the registry is to be asked about."""
        return list({one.name.casefold(): one for one in reversed(self.people) if one.person_id is None}.values())[::-1]

    def unknown_organisations(self) -> list[ProposingOrganisation]:
        return list({one.name.casefold(): one for one in reversed(self.organisations) if one.organisation_id is None}.values())[::-1]


def behind(proposal: Proposal) -> Behind:
    """Speakers and moderators; where a proposal names none, its authors speak. Those attached to it speak too. Two statements."""
    rows = Contributor.objects.filter(Q(proposal=proposal) | Q(proposal__panel=proposal, proposal__state=Proposal.State.ATTACHED))
    rows = rows.select_related("person", "organisation", "country", "proposal").order_by("proposal__number", "place", "pk")
    by_proposal = {key: list(group) for key, group in groupby(rows, key=lambda one: one.proposal_id)}
    own = by_proposal.pop(proposal.pk, [])
    people = [one for group in (own, *by_proposal.values()) for one in on_stage(group)]
    return Behind(tuple(people), tuple(proposal.organisations.select_related("organisation", "country")))


def on_stage(people: list[Contributor]) -> list[Contributor]:
    return [one for one in people if one.role in ROLES] or [one for one in people if one.role == Contributor.Role.AUTHOR]


def settle(
    proposal: Proposal, known_people: Mapping[int, Person | None], known_organisations: Mapping[int, Organisation | None], by: Account
) -> Behind:
    """Link each to whom the registry knows, or enter them there; one name is entered once. The links stay with the proposal."""
    found = behind(proposal)
    people: dict[str, Person] = {}
    for one in found.people:
        name = one.name.casefold()
        person = one.person or known_people.get(one.pk) or people.get(name) or entered_person(one, proposal.edition, by)
        people.setdefault(name, person)
        link(one, "person", person, by, proposal)
    bodies: dict[str, Organisation] = {}
    for row in found.organisations:
        name = row.name.casefold()
        body = row.organisation or known_organisations.get(row.pk) or bodies.get(name) or entered_organisation(row, proposal, by)
        bodies.setdefault(name, body)
        link(row, "organisation", body, by, proposal)
    return found


def link(row: Contributor | ProposingOrganisation, name: str, thing: Person | Organisation, by: Account, proposal: Proposal) -> None:
    if getattr(row, f"{name}_id") == thing.pk:
        return
    save_row(row=row, facts={name: thing}, by=by, action=f"link_{name}", scope=proposal.edition, is_seen=False)
    setattr(row, name, thing)


def entered_person(one: Contributor, edition: Edition, by: Account) -> Person:
    return create_person(name=one.name, by=by, is_fictional=edition.is_fictional)


def entered_organisation(row: ProposingOrganisation, proposal: Proposal, by: Account) -> Organisation:
    facts: dict[str, Any] = {"kind": row.kind} if row.kind else {}
    return create_organisation(
        name={proposal.language: row.name}, by=by, is_fictional=proposal.edition.is_fictional, territory=row.country, **facts
    )


def speakers(found: Behind) -> list[OnStage]:
    """As a session takes them: nobody twice in one role."""
    made: dict[tuple[int, str], OnStage] = {}
    for one in found.people:
        if one.person is None:
            continue
        role = ROLES.get(Contributor.Role(one.role), Appearance.Role.SPEAKER)
        capacity = one.capacity if isinstance(one.capacity, LazyI18nString) else LazyI18nString({})
        made.setdefault(
            (one.person.pk, role),
            OnStage(person=one.person, role=role, capacity=capacity, organisation=one.organisation, country=one.country),
        )
    return list(made.values())


def leads(found: Behind) -> list[Lead]:
    """Every organisation once: as a lead when it is named as one anywhere."""
    made: dict[int, Lead] = {}
    for one in sorted(found.organisations, key=lambda row: row.role != ProposingOrganisation.Role.LEAD):
        if one.organisation:
            role = ORGANISATION_ROLES[ProposingOrganisation.Role(one.role)]
            made.setdefault(one.organisation.pk, Lead(organisation=one.organisation, role=role))
    return list(made.values())


def note_speakers(found: Behind, edition: Edition, by: Account) -> None:
    """What they said of themselves, for the team: address, languages, gender as declared. What is known already stays."""
    for one in found.people:
        row = Speaker.objects.filter(edition=edition, person=one.person).first() or Speaker(edition=edition, person=one.person)
        said = {
            "email": one.email,
            "phone": one.phone,
            "language": one.proposal.language,
            "spoken": one.languages,
            "gender": one.gender,
            "country": one.country,
            "is_newcomer": one.is_newcomer,
        }
        facts = {name: value for name, value in said.items() if value not in ("", None, []) and getattr(row, name) in ("", None, [])}
        if facts or row._state.adding:
            save_row(row=row, facts=facts, by=by, action="note_speaker", scope=edition, is_seen=False)
