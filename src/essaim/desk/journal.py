"""The one journal: `record` inside an action's transaction, `facts_of` for what it says."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

from django.db import models, transaction
from django.db.models import F
from i18nfield.strings import LazyI18nString

from essaim.desk.models import Account, Entry, Revision

Fact: TypeAlias = "str | int | float | bool | dict[str, Fact] | list[Fact] | None"
Facts: TypeAlias = dict[str, Fact]


def plain(value: object) -> Fact:
    """A value as JSON can hold it."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case LazyI18nString():
            return plain(value.data)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case models.Model():
            return str(value.pk)
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(inner) for inner in value]
        case _:
            return str(value)


def facts_of(thing: models.Model, fields: Iterable[str] | None = None) -> Facts:
    """The object's own columns (no related rows), for `before` and `after`."""
    names = list(fields) if fields is not None else [field.attname for field in thing._meta.concrete_fields]
    return {name: plain(getattr(thing, name)) for name in names}


def record(
    *,
    by: Account | None,
    action: str,
    thing: models.Model,
    before: Facts | None = None,
    after: Facts | None = None,
    scope: models.Model | None = None,
    is_seen: bool = True,
) -> None:
    """Write one entry with what differs between before and after, and raise the public revision. Call it inside the transaction.

    `is_seen` false: no public page shows any of it (a proposal's draft, a comment, a mail), so kept pages stay good.
    """
    old, new = before or {}, after or {}
    changed = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    Entry.objects.create(
        account=by,
        action=action,
        kind=thing._meta.label_lower,
        key=str(thing.pk),
        label=str(thing)[:300],
        scope=f"{scope._meta.label_lower}:{scope.pk}" if scope is not None else "",
        before={name: old[name] for name in changed if name in old},
        after={name: new[name] for name in changed if name in new},
    )
    if is_seen:
        raise_revision()


def raise_revision() -> None:
    """Tell every worker that public content has changed; they see it when this transaction commits."""
    with transaction.atomic():
        if not Revision.objects.filter(pk=1).update(number=F("number") + 1):
            Revision.objects.create(pk=1, number=1)


def revision() -> int:
    """The public content's number: one indexed statement, asked in every request, so without an order Django would have to write."""
    return next(iter(Revision.objects.filter(pk=1).values_list("number", flat=True)), 0)
