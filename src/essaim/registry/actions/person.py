"""People: made, changed, renamed, given other spellings and roles in organisations."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account, Upload
from essaim.registry.actions.guards import checked, free_slug, guard_slug, guard_span, worded
from essaim.registry.errors import RegistryError
from essaim.registry.models import Affiliation, Organisation, Person, PersonName, Source
from essaim.registry.names import Texts, texts


class PersonFacts(TypedDict, total=False):
    sort_name: str
    biography: Texts
    website: str
    photo: Upload | None
    photo_credit: str
    photo_alt: Texts
    is_public: bool
    is_own_profile: bool
    is_fictional: bool
    source: Source | None


class AffiliationFacts(TypedDict, total=False):
    role: Texts
    start: date | None
    end: date | None
    seen_on: str
    is_own_statement: bool
    source: Source | None


@transaction.atomic
def create_person(*, name: str, by: Account | None, slug: str = "", **facts: Unpack[PersonFacts]) -> Person:
    """An address name is made from the name when none is given, and stays for good."""
    person = Person(name=" ".join(name.split()))
    if not person.name:
        raise RegistryError("missing", field="name")
    fill(person, facts)
    person.slug = guard_slug(Person, slug) if slug else free_slug(Person, [person.name])
    checked(person).save()
    journal.record(by=by, action="create_person", thing=person, after=journal.facts_of(person))
    return person


@transaction.atomic
def change_person(*, person: Person, by: Account | None, **facts: Unpack[PersonFacts]) -> bool:
    """Take over what is given; True when that changed anything. Locks the person."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    before = journal.facts_of(locked)
    fill(locked, facts)
    fill(person, facts)
    after = journal.facts_of(checked(locked))
    if before == after:
        return False
    locked.save()
    journal.record(by=by, action="change_person", thing=locked, before=before, after=after)
    return True


@transaction.atomic
def rename_person(*, person: Person, name: str, by: Account | None, keeps_former: bool = True) -> bool:
    """The new name; the former one stays as a spelling unless the person wants it gone. The address stays."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    before, former = journal.facts_of(locked), locked.name
    locked.name = person.name = " ".join(name.split())
    if not locked.name:
        raise RegistryError("missing", field="name")
    if locked.name == former:
        return False
    checked(locked).save()
    journal.record(by=by, action="rename_person", thing=locked, before=before, after=journal.facts_of(locked))
    if keeps_former:
        add_person_spelling(person=locked, name=former, by=by)
    return True


@transaction.atomic
def add_person_spelling(
    *, person: Person, name: str, by: Account | None, note: Texts = "", source: Source | None = None
) -> tuple[PersonName, bool]:
    """Another spelling, with who printed it, and whether that is news; adding it again updates note and source."""
    row = person.other_names.filter(name=name.strip()).first() or PersonName(person=person, name=name.strip())
    before = journal.facts_of(row) if row.pk else {}
    row.note, row.source = texts(note), source
    checked(row)
    if before == journal.facts_of(row):
        return row, False
    row.save()
    journal.record(by=by, action="add_person_spelling", thing=person, before=before, after=journal.facts_of(row))
    return row, True


@transaction.atomic
def affiliate(*, person: Person, organisation: Organisation, by: Account | None, **facts: Unpack[AffiliationFacts]) -> Affiliation:
    """A role in an organisation. It is public when the person says so or a source does."""
    row = Affiliation(person=person, organisation=organisation)
    save_affiliation(row, facts, by, "affiliate")
    return row


@transaction.atomic
def change_affiliation(*, affiliation: Affiliation, by: Account | None, **facts: Unpack[AffiliationFacts]) -> bool:
    """Take over what is given (an end, another role); True when that changed anything. Locks the affiliation."""
    locked = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    return save_affiliation(locked, facts, by, "change_affiliation")


@transaction.atomic
def remove_affiliation(*, affiliation: Affiliation, by: Account | None) -> None:
    """For one entered in error; one that is over gets an end instead."""
    journal.record(by=by, action="remove_affiliation", thing=affiliation.person, before=journal.facts_of(affiliation))
    affiliation.delete()


def save_affiliation(row: Affiliation, facts: AffiliationFacts, by: Account | None, action: str) -> bool:
    before = journal.facts_of(row) if row.pk else {}
    for name, value in facts.items():
        setattr(row, name, worded(value) if name == "role" else value)
    guard_span(row.start, row.end)
    checked(row)
    if before == journal.facts_of(row):
        return False
    row.save()
    journal.record(by=by, action=action, thing=row.person, before=before, after=journal.facts_of(row))
    return True


def fill(person: Person, facts: PersonFacts) -> None:
    for name, value in facts.items():
        setattr(person, name, worded(value) if name in ("biography", "photo_alt") else value)
