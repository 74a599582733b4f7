"""Published figures about anything, the things they are about being found by whoever owns them."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from django.db import transaction

from essaim.desk.models import Account
from essaim.registry.actions.claim import ClaimFacts, change_claim, create_claim, keep_claim
from essaim.registry.facts.entry import Entry, Facts, entries_of
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.facts.references import source_named
from essaim.registry.models import Claim, Organisation, Person
from essaim.registry.queries.territory import find_territory

Resolve: TypeAlias = Callable[[str, str], str | None]
"""(kind, name in the file) → the stable key ("12"), or None when nothing is called so."""
ORGANISATION, PERSON, TERRITORY = "registry.organisation", "registry.person", "registry.territory"
FIELDS = (
    *("code", "about", "measure", "value", "upper", "words", "unit", "qualifier", "definition", "scope"),
    *("said_by", "stated_on", "source", "state", "kept", "note"),
)


def registry_key(kind: str, name: str) -> str | None:
    """Keys of the registry's own things: organisations and people by slug, territories by scheme/level/code."""
    if kind == TERRITORY:
        parts = name.split("/")
        territory = find_territory(*parts) if len(parts) == 3 else None
        return str(territory.pk) if territory else None
    owner = {ORGANISATION: Organisation, PERSON: Person}.get(kind)
    thing = owner._default_manager.filter(slug=name).only("pk").first() if owner else None
    return str(thing.pk) if thing else None


@transaction.atomic
def load_claims(
    facts: Facts,
    *,
    resolve: Resolve | None = None,
    file: str = "claims",
    by: Account | None = None,
    existing: Existing = Existing.UPDATE,
) -> Loaded:
    """Entries: code (unique, names the claim for good), about: {kind, name}, measure, value, upper, words, unit, qualifier, definition,
    scope, said_by, stated_on, source, state, kept, note.

    `resolve` is asked first, then the registry for its own kinds. All or, with a FactError, none.
    """
    loaded = Loaded()
    known = {claim.code: claim for claim in Claim.objects.exclude(code="")}
    entries = entries_of(facts, file=file, named_by="code")
    guard_kept(entries)
    for entry in entries:
        code = entry.text("code", is_required=True, longest=200)
        former = known.get(code)
        is_changed = False
        if former is None or existing == Existing.UPDATE:
            is_changed = load_claim(entry, code, former, resolve, by)
        loaded.note(code, is_new=former is None, is_changed=is_changed)
    return loaded


def load_claim(entry: Entry, code: str, former: Claim | None, resolve: Resolve | None, by: Account | None) -> bool:
    entry.only(*FIELDS)
    kind, key = subject(entry, resolve)
    facts, is_kept = claim_facts(entry), entry.flag("kept")
    with entry.located():
        if former is None or (former.kind, former.key) != (kind, key):
            if former is not None:
                former.delete()
            create_claim(kind=kind, key=key, code=code, is_kept=is_kept, by=by, **facts)
            return True
        is_changed = change_claim(claim=former, by=by, **facts)
        if is_kept and not former.is_kept:
            keep_claim(claim=former, by=by)
            return True
    return is_changed


def subject(entry: Entry, resolve: Resolve | None) -> tuple[str, str]:
    about = Entry(entry.file, f"{entry.name}:about", found) if isinstance(found := entry.data.get("about"), dict) else None
    if about is None:
        raise entry.error("not_an_entry" if found else "missing", "about", value=found)
    about.only("kind", "name")
    kind, name = about.text("kind", is_required=True, longest=40), about.text("name", is_required=True)
    key = (resolve(kind, name) if resolve else None) or registry_key(kind, name)
    if key is None:
        raise about.error("unknown_thing", "name", kind=kind, value=name)
    return kind, key


def claim_facts(entry: Entry) -> ClaimFacts:
    return {
        "measure": entry.text("measure", is_required=True, longest=60),
        "value": entry.number("value"),
        "upper": entry.number("upper"),
        "words": entry.text("words", longest=200),
        "unit": entry.text("unit", longest=40),
        "qualifier": entry.word("qualifier", Claim.Qualifier.values),
        "definition": entry.texts("definition"),
        "scope": entry.texts("scope"),
        "said_by": entry.text("said_by", is_required=True, longest=200),
        "stated_on": stated_on(entry),
        "source": source_named(entry),
        "state": entry.word("state", Claim.State.values) or Claim.State.DECLARED,
        "note": entry.texts("note"),
    }


def stated_on(entry: Entry) -> str:
    """2025, 2025-10 or 2025-10-31, which YAML reads as a number, a text and a day."""
    value = entry.data.get("stated_on")
    return value.isoformat() if isinstance(value, date) else entry.text("stated_on", longest=10)


def guard_kept(entries: list[Entry]) -> None:
    """At most one kept claim a thing and measure in one file."""
    kept: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.data.get("kept") is True:
            about = (str(entry.data.get("about")), str(entry.data.get("measure")))
            if about in kept:
                raise entry.error("two_kept", "kept", measure=about[1])
            kept.add(about)
