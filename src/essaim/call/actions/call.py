"""A call's own facts: begun, changed, prolonged, closed and opened again, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from essaim.call import readymade
from essaim.call.actions.places import guard_reserved, name_for
from essaim.call.announced import moment_said
from essaim.call.errors import CallError
from essaim.call.models import Aim, Call, Criterion, Kind, Question
from essaim.call.phases import Phase, ends_at, phase_of
from essaim.desk import journal
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.models import Edition
from essaim.registry.names import Texts


class CallFacts(TypedDict, total=False):
    name: Texts
    slug: str
    intro: Texts
    after: Texts
    opens_at: datetime | None
    closes_at: datetime | None
    time_zone: str
    languages: Sequence[str]
    is_public: bool
    is_blind: bool


@transaction.atomic
def create_call(*, edition: Edition, by: Account | None, form: str = "", kinds: str = "one", **facts: Unpack[CallFacts]) -> Call:
    """Not public yet. `form` and `kinds` name what it begins with (essaim.call.readymade); the kinds' common rules end its introduction."""
    guard_dates(facts.get("opens_at"), facts.get("closes_at"))
    slug = facts.pop("slug", "") or name_for(facts.get("name"), "call", Call.objects.filter(edition=edition))
    guard_slug(edition, slug, None)
    facts.setdefault("time_zone", edition.time_zone)
    rules = readymade.rules_of(kinds) if kinds else {}
    if rules and not facts.get("intro"):
        facts["intro"] = rules
    call = save_row(row=Call(edition=edition, slug=slug), facts=facts, by=by, action="create_call", scope=edition, is_seen=False)
    if kinds:
        readymade.write_kinds(call, kinds)
    if form:
        readymade.write_questions(call, form)
    if call.is_public:
        emit("call.announced", scope=edition, payload=public_facts(call))
    return call


@transaction.atomic
def change_call(*, call: Call, by: Account | None, **facts: Unpack[CallFacts]) -> Call:
    """Moving the end of a public call later is told as an extension: use `extend_call`. Locks the call."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    guard_dates(facts.get("opens_at", locked.opens_at), facts.get("closes_at", locked.closes_at))
    if facts.get("slug"):
        guard_slug(call.edition, facts["slug"], call)
    if facts.get("is_public") and not locked.is_public and not locked.kinds.exists():
        raise CallError("call_without_kind", call=locked, field="is_public")
    is_seen = locked.is_public or bool(facts.get("is_public"))
    saved = save_row(row=call, facts=facts, by=by, action="change_call", scope=call.edition, is_seen=is_seen)
    if saved.is_public and not locked.is_public:
        emit("call.announced", scope=call.edition, payload=public_facts(saved))
    elif saved.is_public and saved.closes_at != locked.closes_at:
        emit("call.extended", scope=call.edition, payload=public_facts(saved))
    return saved


@transaction.atomic
def extend_call(*, call: Call, closes_at: datetime, by: Account | None) -> Call:
    """A later end; the journal keeps the one announced before, also when the call was closed earlier, and the call's page says both. One that was closed opens again. Locks the call."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    former = ends_at(locked)
    if former is None:
        raise CallError("call_without_end", call=locked)
    if closes_at <= former:
        raise CallError("extension_not_later", field="closes", former=moment_said(former, call), wanted=moment_said(closes_at, call))
    if closes_at <= timezone.now():
        raise CallError("end_in_the_past", field="closes", wanted=moment_said(closes_at, call))
    before = journal.facts_of(locked, ("closes_at", "closed_early_at")) | {"closes_at": (locked.closes_at or former).isoformat()}
    locked.closes_at, locked.closed_early_at = closes_at, None
    locked.save(update_fields=["closes_at", "closed_early_at"])
    after = journal.facts_of(locked, ("closes_at", "closed_early_at"))
    journal.record(by=by, action="extend_call", thing=locked, before=before, after=after, scope=call.edition, is_seen=locked.is_public)
    if locked.is_public:
        emit("call.extended", scope=call.edition, payload=public_facts(locked))
    return locked


@transaction.atomic
def close_call(*, call: Call, by: Account | None) -> Call:
    """Now, before its date. Locks the call."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if phase_of(locked) not in (Phase.OPEN, Phase.BEFORE):
        raise CallError("call_not_open", call=locked)
    return set_closed(locked, timezone.now(), "close_call", by)


@transaction.atomic
def reopen_call(*, call: Call, by: Account | None) -> Call:
    """Takes back an early closing; its date holds again. Locks the call."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if locked.closed_early_at is None:
        raise CallError("call_not_closed_early", call=locked)
    return set_closed(locked, None, "reopen_call", by)


def set_closed(call: Call, at: datetime | None, action: str, by: Account | None) -> Call:
    before = journal.facts_of(call, ("closed_early_at",))
    call.closed_early_at = at
    call.save(update_fields=["closed_early_at"])
    journal.record(
        by=by,
        action=action,
        thing=call,
        before=before,
        after=journal.facts_of(call, ("closed_early_at",)),
        scope=call.edition,
        is_seen=call.is_public,
    )
    if call.is_public:
        emit("call.closed" if at else "call.reopened", scope=call.edition, payload=public_facts(call))
    return call


def public_facts(call: Call) -> journal.Facts:
    """What programmes that listen hear of a public call; of one that is not they hear nothing."""
    ends = ends_at(call)
    return {"call": call.slug, "closes_at": ends.isoformat() if ends else None}


@transaction.atomic
def remove_call(*, call: Call, by: Account | None) -> None:
    """With its form; one that has proposals is kept."""
    remove_row(row=call, by=by, action="remove_call", scope=call.edition, own=(Kind, Question, Criterion, Aim), is_seen=call.is_public)


def guard_dates(opens_at: datetime | None, closes_at: datetime | None) -> None:
    if opens_at and closes_at and closes_at <= opens_at:
        raise CallError("call_closes_before_opening", field="closes")


def guard_slug(edition: Edition, slug: str, call: Call | None) -> None:
    guard_reserved(slug)
    others = Call.objects.filter(edition=edition, slug=slug)
    if (others.exclude(pk=call.pk) if call else others).exists():
        raise CallError("call_slug_taken", field="slug", slug=slug)
