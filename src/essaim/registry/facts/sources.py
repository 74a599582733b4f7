"""Sources: what everything else in the fact files refers to."""

from django.db import transaction

from essaim.desk.models import Account
from essaim.registry.actions.source import SourceFacts, save_source
from essaim.registry.facts.entry import Entry, Facts, entries_of
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.models import Source


@transaction.atomic
def load_sources(facts: Facts, *, file: str = "sources", by: Account | None = None, existing: Existing = Existing.UPDATE) -> Loaded:
    """Entries: code, title, publisher, url, licence, published_on, read_on. All or, with a FactError, none."""
    loaded = Loaded()
    known = set(Source.objects.values_list("code", flat=True))
    for entry in entries_of(facts, file=file, named_by="code"):
        code = entry.text("code", is_required=True, longest=80)
        is_new, is_changed = code not in known, False
        if is_new or existing == Existing.UPDATE:
            with entry.located():
                _, is_changed = save_source(code=code, by=by, **source_facts(entry))
        loaded.note(code, is_new=is_new, is_changed=is_changed)
    return loaded


def source_facts(entry: Entry) -> SourceFacts:
    entry.only("code", "title", "publisher", "url", "licence", "published_on", "read_on")
    return {
        "title": entry.text("title", is_required=True, longest=300),
        "publisher": entry.text("publisher", longest=200),
        "url": entry.text("url"),
        "licence": entry.text("licence", longest=200),
        "published_on": entry.day("published_on"),
        "read_on": entry.day("read_on"),
    }
