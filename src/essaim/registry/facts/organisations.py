"""Organisations with their spellings, identifiers and memberships."""

from django.db import transaction

from essaim.desk.models import Account
from essaim.registry.actions.organisation import (
    OrganisationFacts,
    add_identifier,
    add_organisation_spelling,
    change_organisation,
    create_organisation,
    join_network,
    rename_organisation,
)
from essaim.registry.facts.entry import Entry, Facts, entries_of
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.facts.references import organisation_named, source_named, territory_named
from essaim.registry.models import Organisation

FIELDS = (
    "slug",
    "name",
    "acronym",
    "kind",
    "summary",
    "website",
    "territory",
    "source",
    "fictional",
    "names",
    "identifiers",
    "memberships",
)


@transaction.atomic
def load_organisations(
    facts: Facts, *, file: str = "organisations", by: Account | None = None, existing: Existing = Existing.UPDATE
) -> Loaded:
    """Entries: slug, name, acronym, kind, summary, website, territory, source, fictional,
    names: [{name, language, note, source}], identifiers: [{scheme, value}], memberships: [{network, start, end, source}].

    Memberships are read last, so a network may stand after its members. All or, with a FactError, none.
    """
    loaded, kept = Loaded(), []
    known = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    for entry in entries_of(facts, file=file, named_by="slug"):
        slug = entry.text("slug", is_required=True, longest=120)
        former = known.get(slug)
        if former and existing == Existing.KEEP:
            loaded.note(slug, is_new=False, is_changed=False)
            continue
        organisation, is_changed = load_organisation(entry, slug, former, by)
        kept.append((entry, organisation, former is None, is_changed))
    for entry, organisation, is_new, is_changed in kept:
        has_joined = load_memberships(entry, organisation, by)
        loaded.note(organisation.slug, is_new=is_new, is_changed=is_changed or has_joined)
    return loaded


def load_organisation(entry: Entry, slug: str, former: Organisation | None, by: Account | None) -> tuple[Organisation, bool]:
    entry.only(*FIELDS)
    name, facts = entry.texts("name", is_required=True), organisation_facts(entry)
    with entry.located():
        if former is None:
            organisation, is_changed = create_organisation(name=name, slug=slug, by=by, **facts), True
        else:
            organisation = former
            is_renamed = rename_organisation(organisation=former, name=name, by=by, keeps_former=False)
            is_changed = change_organisation(organisation=former, by=by, **facts) or is_renamed
    return organisation, any([is_changed, load_spellings(entry, organisation, by), load_identifiers(entry, organisation, by)])


def organisation_facts(entry: Entry) -> OrganisationFacts:
    return {
        "acronym": entry.text("acronym", longest=40),
        "kind": entry.word("kind", Organisation.Kind.values),
        "summary": entry.texts("summary"),
        "website": entry.text("website"),
        "territory": territory_named(entry),
        "source": source_named(entry),
        "is_fictional": entry.flag("fictional"),
    }


def load_spellings(entry: Entry, organisation: Organisation, by: Account | None) -> bool:
    changes = []
    for part in entry.entries("names"):
        part.only("name", "language", "note", "source")
        name, language = part.text("name", is_required=True, longest=300), part.text("language", longest=12)
        with part.located():
            _, is_changed = add_organisation_spelling(
                organisation=organisation, name=name, language=language, note=part.texts("note"), source=source_named(part), by=by
            )
        changes.append(is_changed)
    return any(changes)


def load_identifiers(entry: Entry, organisation: Organisation, by: Account | None) -> bool:
    changes = []
    for part in entry.entries("identifiers"):
        part.only("scheme", "value")
        scheme, value = part.text("scheme", is_required=True), part.text("value", is_required=True)
        with part.located("value"):
            _, is_changed = add_identifier(organisation=organisation, scheme=scheme, value=value, by=by)
        changes.append(is_changed)
    return any(changes)


def load_memberships(entry: Entry, organisation: Organisation, by: Account | None) -> bool:
    changes = []
    for part in entry.entries("memberships"):
        part.only("network", "start", "end", "source")
        network, source = organisation_named(part, "network"), source_named(part)
        with part.located("network"):
            _, is_changed = join_network(
                member=organisation, network=network, start=part.day("start"), end=part.day("end"), source=source, by=by
            )
        changes.append(is_changed)
    return any(changes)
