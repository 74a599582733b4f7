"""The journal of an edition as people read it: who, when, what, before and after, with names instead of keys."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from essaim.desk.journal import Fact
from essaim.desk.models import Account, Entry
from essaim.forum.journal_words import KINDS, field_word
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION
from essaim.kit.inputs import sentence_case
from essaim.registry.models import Claim

HIDDEN = frozenset(
    {
        "id",
        "guid",
        "changed_at",
        "place",
        "sequence",
        "facts",
        "edition_id",
        "thumbnail_id",
        "version_id",
        "session_id",
        "secret_hash",
        "key",
    }
)
"""What a person has not changed by hand."""


@dataclass(frozen=True, slots=True)
class Aspect:
    label: str
    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class Told:
    entry: Entry
    kind: str
    aspects: tuple[Aspect, ...]


def edition_entries(edition: Edition) -> QuerySet[Entry]:
    """Newest first, with the account. Figures are about the edition, so their entries belong to it too."""
    claims = Claim.objects.filter(kind=EDITION, key=str(edition.pk)).values_list("pk", flat=True)
    scope = Q(scope=f"{edition._meta.label_lower}:{edition.pk}")
    return Entry.objects.filter(scope | Q(kind="registry.claim", key__in=[str(pk) for pk in claims])).select_related("account")


@dataclass(frozen=True, slots=True)
class Author:
    account: Account
    count: int


def people_of(edition: Edition) -> list[Author]:
    """Who changed something in the edition, the busiest first. Two statements."""
    rows = edition_entries(edition).select_related(None).order_by().exclude(account=None).values("account").annotate(count=Count("pk"))
    counts = {row["account"]: row["count"] for row in rows}
    accounts = Account.objects.in_bulk(counts)
    return [Author(accounts[key], count) for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if key in accounts]


def told(entries: Iterable[Entry]) -> list[Told]:
    """With the names of what keys lead to: a statement a kind of thing referred to."""
    listed = list(entries)
    names = names_of(listed)
    return [tell(entry, names) for entry in listed]


def tell(entry: Entry, names: Mapping[tuple[type[models.Model], str], str]) -> Told:
    model = model_of(entry)
    keys = [key for key in dict.fromkeys([*entry.after, *entry.before]) if key not in HIDDEN]
    aspects = tuple(
        Aspect(label_of(model, key), said(model, key, entry.before.get(key), names), said(model, key, entry.after.get(key), names))
        for key in keys
    )
    return Told(entry, kind_of(entry, model), tuple(one for one in aspects if one.before or one.after))


def kind_of(entry: Entry, model: type[models.Model] | None) -> str:
    return str(KINDS.get(entry.kind) or (model._meta.verbose_name if model else entry.kind))


def model_of(entry: Entry) -> type[models.Model] | None:
    try:
        return apps.get_model(entry.kind)
    except (LookupError, ValueError):
        return None


def column(model: type[models.Model] | None, key: str) -> "models.Field[object, object] | None":
    """The column of that name, of the model itself or of the slot (a session's entries tell its place too)."""
    from essaim.forum.models import Slot

    for owner in (model, Slot):
        columns = [*owner._meta.fields, *owner._meta.many_to_many] if owner else []
        found = next((one for one in columns if key in {one.name, one.attname}), None)
        if found:
            return found
    return None


def label_of(model: type[models.Model] | None, key: str) -> str:
    """By the column's own name where the sources give it one; else by the journal's word."""
    found = column(model, key)
    if found and isinstance(found.verbose_name, Promise):
        return sentence_case(str(found.verbose_name))
    return field_word(key) or sentence_case(key.removesuffix("_id").replace("_", " "))


def said(model: type[models.Model] | None, key: str, value: Fact, names: Mapping[tuple[type[models.Model], str], str]) -> Fact:
    found = column(model, key)
    if found is None or value in (None, ""):
        return value
    if found.is_relation and isinstance(found.related_model, type):
        related = found.related_model
        return (
            [names.get((related, str(one)), str(one)) for one in value]
            if isinstance(value, list)
            else names.get((related, str(value)), str(value))
        )
    choices = dict(found.flatchoices)
    return str(choices.get(value, value)) if choices and isinstance(value, str) else value


def names_of(entries: Iterable[Entry]) -> dict[tuple[type[models.Model], str], str]:
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for entry in entries:
        model = model_of(entry)
        for facts in (entry.before, entry.after):
            for key, value in facts.items():
                found = column(model, key)
                if found and found.is_relation and isinstance(found.related_model, type) and value:
                    wanted[found.related_model].update(map(str, value) if isinstance(value, list) else (str(value),))
    return {(model, str(pk)): str(thing) for model, keys in wanted.items() for pk, thing in model._base_manager.in_bulk(list(keys)).items()}
