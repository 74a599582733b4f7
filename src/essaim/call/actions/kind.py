"""Kinds of proposal of a call, with their own rules."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.call.actions.places import guard_reserved, locked_rows, moved, name_for, put_in_order
from essaim.call.errors import CallError
from essaim.call.models import Call, Kind
from essaim.desk import journal
from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.models import Format
from essaim.registry.names import Texts


class KindFacts(TypedDict, total=False):
    name: Texts
    slug: str
    nature: str
    help: Texts
    formats: Sequence[Format]
    max_per_organisation: int | None


@transaction.atomic
def save_kind(*, call: Call, kind: Kind | None, by: Account | None, **facts: Unpack[KindFacts]) -> Kind:
    """A kind that has proposals keeps its nature, since mergers and attachments rest on it. Locks the call."""
    rows = locked_rows(Kind, call)
    if kind is None:
        name = facts.pop("slug", "") or name_for(facts.get("name"), "kind", Kind.objects.filter(call=call))
        kind = Kind(call=call, slug=name, place=len(rows))
    slug = facts.get("slug") or kind.slug
    guard_reserved(slug)
    if any(row.slug == slug and row.pk != kind.pk for row in rows):
        raise CallError("kind_slug_taken", field="slug", slug=slug)
    nature = facts.get("nature", kind.nature)
    if kind.pk and nature != kind.nature and kind.proposals.exists():
        raise CallError("kind_has_proposals", kind=kind, field="nature", count=kind.proposals.count())
    return save_row(row=kind, facts=facts, by=by, action="save_kind", scope=call.edition, is_seen=call.is_public)


@transaction.atomic
def remove_kind(*, kind: Kind, by: Account | None) -> None:
    """One that has proposals, or questions of its own, is kept. A public call keeps its last kind."""
    call = kind.call
    if call.is_public and call.kinds.count() == 1:
        raise CallError("last_kind", kind=kind)
    remove_row(row=kind, by=by, action="remove_kind", scope=call.edition, is_seen=call.is_public)


@transaction.atomic
def move_kind(*, kind: Kind, step: int, by: Account | None) -> None:
    rows = locked_rows(Kind, kind.call)
    before = [row.slug for row in rows]
    if put_in_order(rows, moved([row.pk for row in rows], kind.pk, step)):
        after = [row.slug for row in sorted(rows, key=lambda row: row.place)]
        journal.record(
            by=by,
            action="order_kinds",
            thing=kind.call,
            before={"order": list(before)},
            after={"order": list(after)},
            scope=kind.call.edition,
            is_seen=kind.call.is_public,
        )
