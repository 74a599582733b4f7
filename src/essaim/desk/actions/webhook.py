"""Webhooks of one object (an edition): added, changed, switched on and off, tried, their deliveries sent again."""

import uuid
from collections.abc import Sequence

from django.db import models, transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.errors import DeskError
from essaim.desk.events import TEST, check_events
from essaim.desk.hooks.addresses import read_target
from essaim.desk.hooks.delivering import ask_delivery
from essaim.desk.hooks.signing import new_secret
from essaim.desk.models import Account, Delivery, Webhook
from essaim.desk.scoped import scope_name, scope_thing

TOLD = ("url", "events", "is_active", "off_reason")
"""What the journal may hold of a webhook: never its secret."""
MOST = 20
"""Webhooks of one object."""


@transaction.atomic
def add_webhook(*, scope: models.Model, url: str, events: Sequence[str], by: Account | None) -> Webhook:
    """With a secret of its own, to be shown once. `events` empty: all."""
    read_target(url)
    check_events(events)
    named = scope_name(scope)
    type(scope)._base_manager.select_for_update().get(pk=scope.pk)
    if Webhook.objects.filter(scope=named, url=url).exists():
        raise DeskError("hook_twice", field="url", url=url)
    if Webhook.objects.filter(scope=named).count() >= MOST:
        raise DeskError("hooks_too_many", most=MOST)
    hook = Webhook.objects.create(scope=named, url=url, secret=new_secret(), events=list(events), created_by=by)
    note(hook, "add_webhook", by, {}, scope)
    return hook


@transaction.atomic
def change_webhook(*, hook: Webhook, url: str, events: Sequence[str], by: Account | None) -> Webhook:
    read_target(url)
    check_events(events)
    stored = locked(hook)
    if Webhook.objects.filter(scope=stored.scope, url=url).exclude(pk=stored.pk).exists():
        raise DeskError("hook_twice", field="url", url=url)
    before = journal.facts_of(stored, TOLD)
    stored.url, stored.events = url, list(events)
    stored.save(update_fields=["url", "events"])
    note(stored, "change_webhook", by, before)
    return stored


@transaction.atomic
def switch_webhook(*, hook: Webhook, is_active: bool, by: Account | None) -> Webhook:
    """On: it begins anew, with no failures counted. What was missed meanwhile is replayed by hand. Pressed twice it changes once."""
    stored = locked(hook)
    if stored.is_active == is_active:
        return stored
    before = journal.facts_of(stored, TOLD)
    stored.is_active, stored.off_reason = is_active, Webhook.Off.NO if is_active else Webhook.Off.HAND
    stored.failures, stored.failing_since, stored.rests_until = 0, None, None
    stored.save(update_fields=["is_active", "off_reason", "failures", "failing_since", "rests_until"])
    note(stored, "switch_on_webhook" if is_active else "switch_off_webhook", by, before)
    return stored


@transaction.atomic
def renew_secret(*, hook: Webhook, by: Account | None) -> Webhook:
    """The former one signs nothing from now on; deliveries that wait are signed with the new one."""
    stored = locked(hook)
    stored.secret = new_secret()
    stored.save(update_fields=["secret"])
    note(stored, "renew_secret", by, journal.facts_of(stored, TOLD))
    return stored


@transaction.atomic
def remove_webhook(*, hook: Webhook, by: Account | None) -> None:
    """With its log."""
    stored = locked(hook)
    journal.record(
        by=by,
        action="remove_webhook",
        thing=stored,
        before={**journal.facts_of(stored, TOLD), "deliveries": stored.deliveries.count()},
        scope=scope_thing(stored.scope),
        is_seen=False,
    )
    stored.delete()


@transaction.atomic
def try_webhook(*, hook: Webhook, by: Account | None) -> Delivery:
    """A delivery that says nothing but that it is a trial; once, without further attempts."""
    stored = locked(hook)
    if not stored.is_active:
        raise DeskError("hook_off", url=stored.url)
    payload = {"message": "This is a trial.", "by": "essaim"}
    delivery = waiting(Delivery(webhook=stored, event=TEST, event_id=uuid.uuid4(), payload=payload))
    note(stored, "try_webhook", by, journal.facts_of(stored, TOLD))
    return delivery


@transaction.atomic
def replay_delivery(*, delivery: Delivery, by: Account | None) -> Delivery:
    """Say it again: the same event under the same id, marked as a replay. The first delivery stays as it is."""
    stored = locked(delivery.webhook)
    if not stored.is_active:
        raise DeskError("hook_off", url=stored.url)
    made = again(delivery)
    note(stored, "replay_delivery", by, journal.facts_of(stored, TOLD))
    return made


@transaction.atomic
def replay_failed(*, hook: Webhook, by: Account | None) -> int:
    """Every event that failed and got through in no later delivery either, oldest first; how many."""
    stored = locked(hook)
    if not stored.is_active:
        raise DeskError("hook_off", url=stored.url)
    open_or_done = stored.deliveries.exclude(state=Delivery.State.FAILED).values("event_id")
    lost = stored.deliveries.filter(state=Delivery.State.FAILED).exclude(event=TEST).exclude(event_id__in=open_or_done)
    by_event = {one.event_id: one for one in lost.order_by("-created_at", "-pk")}
    for delivery in reversed(by_event.values()):
        again(delivery)
    if by_event:
        note(stored, "replay_failed", by, journal.facts_of(stored, TOLD))
    return len(by_event)


def again(delivery: Delivery) -> Delivery:
    first = delivery.replays or delivery
    return waiting(
        Delivery(webhook=delivery.webhook, event=first.event, event_id=first.event_id, payload=first.payload, replays=first),
    )


def waiting(delivery: Delivery) -> Delivery:
    delivery.next_attempt_at = timezone.now()
    delivery.save()
    ask_delivery(delivery)
    return delivery


def locked(hook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update().get(pk=hook.pk)


def note(hook: Webhook, action: str, by: Account | None, before: journal.Facts, scope: models.Model | None = None) -> None:
    after = journal.facts_of(hook, TOLD)
    journal.record(by=by, action=action, thing=hook, before=before, after=after, scope=scope or scope_thing(hook.scope), is_seen=False)
