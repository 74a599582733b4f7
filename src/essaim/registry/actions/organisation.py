"""Organisations: made, changed, renamed, given other spellings and identifiers, and put into networks."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.actions.guards import checked, free_slug, guard_slug, guard_span, worded
from essaim.registry.errors import RegistryError
from essaim.registry.identifiers import check_identifier
from essaim.registry.models import Establishment, Identifier, Membership, Organisation, OrganisationName, Source, Territory
from essaim.registry.names import Texts, spellings, texts


class OrganisationFacts(TypedDict, total=False):
    acronym: str
    kind: str
    summary: Texts
    website: str
    territory: Territory | None
    source: Source | None
    is_fictional: bool


@transaction.atomic
def create_organisation(*, name: Texts, by: Account | None, slug: str = "", **facts: Unpack[OrganisationFacts]) -> Organisation:
    """An address name is made from the name in the first language given (or the acronym) when none is given, and stays for good."""
    organisation = Organisation(name=texts(name))
    if not organisation.name:
        raise RegistryError("missing", field="name")
    fill(organisation, facts)
    given = organisation.name.data
    known = [*(given.values() if isinstance(given, dict) else [str(given)]), organisation.acronym]
    organisation.slug = guard_slug(Organisation, slug) if slug else free_slug(Organisation, known)
    checked(organisation).save()
    journal.record(by=by, action="create_organisation", thing=organisation, after=journal.facts_of(organisation))
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, by: Account | None, **facts: Unpack[OrganisationFacts]) -> bool:
    """Take over what is given; True when that changed anything. Locks the organisation."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = journal.facts_of(locked)
    fill(locked, facts)
    fill(organisation, facts)
    after = journal.facts_of(checked(locked))
    if before == after:
        return False
    locked.save()
    journal.record(by=by, action="change_organisation", thing=locked, before=before, after=after)
    return True


@transaction.atomic
def rename_organisation(*, organisation: Organisation, name: Texts, by: Account | None, keeps_former: bool = True) -> bool:
    """The new name; the former ones stay as spellings, so that it is found by them. The address stays."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before, former = journal.facts_of(locked), locked.name
    locked.name = organisation.name = texts(name)
    if not locked.name:
        raise RegistryError("missing", field="name")
    if former == locked.name:
        return False
    checked(locked).save()
    journal.record(by=by, action="rename_organisation", thing=locked, before=before, after=journal.facts_of(locked))
    for spelling in set(spellings(former)) - set(spellings(locked.name)) if keeps_former else ():
        add_organisation_spelling(organisation=locked, name=spelling, by=by)
    return True


@transaction.atomic
def add_organisation_spelling(
    *, organisation: Organisation, name: str, by: Account | None, language: str = "", note: Texts = "", source: Source | None = None
) -> tuple[OrganisationName, bool]:
    """Another name it is met under, and whether that is news; adding it again updates language, note and source."""
    row = organisation.other_names.filter(name=name.strip()).first() or OrganisationName(organisation=organisation, name=name.strip())
    before = journal.facts_of(row) if row.pk else {}
    row.language, row.note, row.source = language, texts(note), source
    checked(row)
    if before == journal.facts_of(row):
        return row, False
    row.save()
    journal.record(by=by, action="add_organisation_spelling", thing=organisation, before=before, after=journal.facts_of(row))
    return row, True


@transaction.atomic
def add_identifier(*, organisation: Organisation, scheme: str, value: str, by: Account | None) -> tuple[Identifier, bool]:
    """Checked where the scheme can be checked, stored in its plain form. One identifier names one organisation only."""
    verdict = check_identifier(scheme, value)
    if not verdict.is_accepted:
        raise RegistryError("bad_identifier", scheme=verdict.scheme, value=value, rule=verdict.rule, verdict=verdict)
    row = Identifier.objects.select_related("organisation").filter(scheme=verdict.scheme, value=verdict.value).first()
    if row and row.organisation_id != organisation.pk:
        raise RegistryError("identifier_of_another", scheme=row.scheme, value=row.value, organisation=str(row.organisation))
    if row:
        return row, False
    row = Identifier.objects.create(organisation=organisation, scheme=verdict.scheme, value=verdict.value)
    journal.record(by=by, action="add_identifier", thing=organisation, after={row.scheme: row.value})
    return row, True


@transaction.atomic
def remove_identifier(*, identifier: Identifier, by: Account | None) -> None:
    journal.record(by=by, action="remove_identifier", thing=identifier.organisation, before={identifier.scheme: identifier.value})
    identifier.delete()


@transaction.atomic
def join_network(
    *,
    member: Organisation,
    network: Organisation,
    by: Account | None,
    start: date | None = None,
    end: date | None = None,
    source: Source | None = None,
) -> tuple[Membership, bool]:
    """A membership from `start`, and whether that is news. The same one again updates its end and source."""
    if member.pk == network.pk:
        raise RegistryError("member_of_itself", organisation=str(member))
    guard_span(start, end)
    row = Membership.objects.filter(member=member, network=network, start=start).first() or Membership(
        member=member, network=network, start=start
    )
    before = journal.facts_of(row) if row.pk else {}
    row.end, row.source = end, source
    if before == journal.facts_of(row):
        return row, False
    row.save()
    journal.record(by=by, action="join_network", thing=member, before=before, after=journal.facts_of(row))
    return row, True


@transaction.atomic
def leave_network(*, membership: Membership, end: date, by: Account | None) -> None:
    """Locks the membership; one that has ended is not ended again."""
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.end:
        raise RegistryError("already_left", end=locked.end.isoformat())
    guard_span(locked.start, end)
    locked.end = membership.end = end
    locked.save(update_fields=["end"])
    journal.record(by=by, action="leave_network", thing=locked.member, before={"end": None}, after={"end": end.isoformat()})


class EstablishmentFacts(TypedDict, total=False):
    name: Texts
    address: str
    postcode: str
    territory: Territory | None


@transaction.atomic
def add_establishment(*, organisation: Organisation, by: Account | None, **facts: Unpack[EstablishmentFacts]) -> Establishment:
    """A place where it works. An informal group is shown by area, never as a point: it gets none."""
    if organisation.kind == Organisation.Kind.INFORMAL_GROUP:
        raise RegistryError("informal_group_has_no_address", organisation=str(organisation))
    row = Establishment(organisation=organisation, **{**facts, "name": texts(facts.get("name"))})
    checked(row).save()
    journal.record(by=by, action="add_establishment", thing=organisation, after=journal.facts_of(row))
    return row


def fill(organisation: Organisation, facts: OrganisationFacts) -> None:
    for name, value in facts.items():
        setattr(organisation, name, worded(value) if name == "summary" else value)
