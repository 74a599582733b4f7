"""Rows of a call in an order people change: moved by one, or put into a whole new order. The caller has locked the call."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models

from essaim.call.errors import CallError
from essaim.call.models import Call, Kind, Question
from essaim.forum.actions.slugs import free_slug, taken_in
from essaim.registry.names import Texts

Row = TypeVar("Row", Kind, Question)
RESERVED = frozenset({"new", "order"})
"""Words that stand in addresses where a name would."""


def name_for(names: Texts | None, kind: str, rows: "models.QuerySet[Any]") -> str:
    """An address name that is free, and no word of ours. A statement a try."""
    is_taken = taken_in(rows)
    return free_slug(names, kind, lambda slug: slug in RESERVED or is_taken(slug))


def guard_reserved(slug: str) -> None:
    if slug in RESERVED:
        raise CallError("slug_reserved", field="slug", slug=slug)


def locked_rows(row_type: type[Row], call: Call) -> list[Row]:
    """Locks the call first, so that two people moving at once do so one after the other."""
    Call.objects.select_for_update().get(pk=call.pk)
    return list(row_type._default_manager.filter(call=call).order_by("place", "pk"))


def moved(order: Sequence[int], key: int, step: int) -> list[int]:
    """The order with one of it a place up (−1) or down (+1); at an end it stays."""
    found = list(order)
    at = found.index(key)
    to = min(max(at + step, 0), len(found) - 1)
    found.insert(to, found.pop(at))
    return found


def put_in_order(rows: Sequence[Row], order: Sequence[int]) -> bool:
    """Write places 0, 1, 2…; False when nothing moves."""
    by_key = {row.pk: row for row in rows}
    changed = [by_key[key] for place, key in enumerate(order) if by_key[key].place != place]
    for place, key in enumerate(order):
        by_key[key].place = place
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, ["place"])
    return bool(changed)
