"""Places no official list of ours has: the cities of the world that forums were held in."""

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.facts.entry import Entry, Facts, entries_of
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.facts.references import source_named, territory_named
from essaim.registry.models import Territory


@transaction.atomic
def load_places(facts: Facts, *, file: str = "places", by: Account | None = None, existing: Existing = Existing.UPDATE) -> Loaded:
    """Entries: code (ours, as "ca-montreal"), level, name, parent (scheme/level/code), source. All or, with a FactError, none."""
    loaded = Loaded()
    known = {territory.code: territory for territory in Territory.objects.filter(scheme=Territory.Scheme.OTHER)}
    for entry in entries_of(facts, file=file, named_by="code"):
        code = entry.text("code", is_required=True, longest=20)
        former = known.get(code)
        is_changed = False
        if former is None or existing == Existing.UPDATE:
            is_changed = load_place(entry, former or Territory(scheme=Territory.Scheme.OTHER, code=code), by)
        loaded.note(code, is_new=former is None, is_changed=is_changed)
    return loaded


def load_place(entry: Entry, place: Territory, by: Account | None) -> bool:
    entry.only("code", "level", "name", "parent", "source")
    before = journal.facts_of(place) if place.pk else {}
    place.level = entry.word("level", Territory.Level.values) or Territory.Level.MUNICIPALITY
    place.name = entry.texts("name", is_required=True)
    place.parent, place.source = territory_named(entry, "parent"), source_named(entry)
    if before == journal.facts_of(place):
        return False
    place.save()
    journal.record(by=by, action="save_place", thing=place, before=before, after=journal.facts_of(place))
    return True
