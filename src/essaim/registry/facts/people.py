"""People with their spellings and roles in organisations."""

from django.db import transaction

from essaim.desk.models import Account
from essaim.registry.actions.person import (
    AffiliationFacts,
    PersonFacts,
    add_person_spelling,
    affiliate,
    change_affiliation,
    change_person,
    create_person,
    rename_person,
)
from essaim.registry.facts.entry import Entry, Facts, entries_of
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.facts.references import organisation_named, source_named
from essaim.registry.models import Affiliation, Organisation, Person

FIELDS = ("slug", "name", "sort_name", "biography", "website", "public", "fictional", "source", "names", "affiliations")


@transaction.atomic
def load_people(facts: Facts, *, file: str = "people", by: Account | None = None, existing: Existing = Existing.UPDATE) -> Loaded:
    """Entries: slug, name, sort_name, biography, website, public (true unless said), fictional, source,
    names: [{name, note, source}], affiliations: [{organisation, role, start, end, seen_on, source}].

    Organisations come first. An affiliation is known again by organisation, start and seen_on. All or, with a FactError, none.
    """
    loaded = Loaded()
    known = {person.slug: person for person in Person.objects.all()}
    for entry in entries_of(facts, file=file, named_by="slug"):
        slug = entry.text("slug", is_required=True, longest=120)
        former = known.get(slug)
        is_changed = False
        if former is None or existing == Existing.UPDATE:
            is_changed = load_person(entry, slug, former, by)
        loaded.note(slug, is_new=former is None, is_changed=is_changed)
    return loaded


def load_person(entry: Entry, slug: str, former: Person | None, by: Account | None) -> bool:
    entry.only(*FIELDS)
    name, facts = entry.text("name", is_required=True, longest=200), person_facts(entry)
    with entry.located():
        if former is None:
            person, is_changed = create_person(name=name, slug=slug, by=by, **facts), True
        else:
            person = former
            is_renamed = rename_person(person=former, name=name, by=by, keeps_former=False)
            is_changed = change_person(person=former, by=by, **facts) or is_renamed
    return any([is_changed, load_spellings(entry, person, by), load_affiliations(entry, person, by)])


def person_facts(entry: Entry) -> PersonFacts:
    return {
        "sort_name": entry.text("sort_name", longest=200),
        "biography": entry.texts("biography"),
        "website": entry.text("website"),
        "is_public": entry.flag("public") if "public" in entry.data else True,
        "is_fictional": entry.flag("fictional"),
        "source": source_named(entry),
    }


def load_spellings(entry: Entry, person: Person, by: Account | None) -> bool:
    changes = []
    for part in entry.entries("names"):
        part.only("name", "note", "source")
        name = part.text("name", is_required=True, longest=200)
        with part.located():
            _, is_changed = add_person_spelling(person=person, name=name, note=part.texts("note"), source=source_named(part), by=by)
        changes.append(is_changed)
    return any(changes)


def load_affiliations(entry: Entry, person: Person, by: Account | None) -> bool:
    """Two roles in one organisation with the same start and seen_on are matched in their order."""
    left = list(person.affiliations.order_by("pk"))
    changes = []
    for part in entry.entries("affiliations"):
        part.only("organisation", "role", "start", "end", "seen_on", "source")
        organisation, facts = organisation_named(part), affiliation_facts(part)
        former = next((row for row in left if is_same(row, organisation, facts)), None)
        with part.located():
            if former is None:
                affiliate(person=person, organisation=organisation, by=by, **facts)
                changes.append(True)
            else:
                left.remove(former)
                changes.append(change_affiliation(affiliation=former, by=by, **facts))
    return any(changes)


def affiliation_facts(part: Entry) -> AffiliationFacts:
    return {
        "role": part.texts("role"),
        "start": part.day("start"),
        "end": part.day("end"),
        "seen_on": part.text("seen_on", longest=40),
        "source": source_named(part),
    }


def is_same(row: Affiliation, organisation: Organisation, facts: AffiliationFacts) -> bool:
    return row.organisation_id == organisation.pk and row.start == facts["start"] and row.seen_on == facts["seen_on"]
