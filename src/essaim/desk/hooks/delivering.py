"""One attempt at one delivery, and what follows from it: done, tried again later, given up, the webhook switched off."""

import json
import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.actions.job import enqueue
from essaim.desk.hooks.post import Reply, post
from essaim.desk.hooks.signing import signature
from essaim.desk.models import Delivery, Webhook
from essaim.desk.scoped import scope_thing

DELIVER = "desk.deliver"
WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 18_000, 28_800, 28_800))
"""Before each further attempt: the last begins a day after the first; then the delivery has failed."""
SWITCHED_OFF_AFTER = timedelta(days=3)
FEWEST_FAILURES = 10
"""So many attempts in a row, over at least that time, and the webhook is switched off."""
REST = timedelta(minutes=10)
"""The longest pause after failures, during which other events wait without an attempt: a dead address must not keep the worker."""
GONE = 410
logger = logging.getLogger("essaim.webhooks")


def ask_delivery(delivery: Delivery, *, run_after: datetime | None = None) -> None:
    enqueue(kind=DELIVER, arguments={"delivery": delivery.pk}, run_after=run_after)


def attempt(number: int) -> Delivery | None:
    """Call the address once. None: nothing was to be done (it was done before, or its webhook rests or is off)."""
    delivery = Delivery.objects.select_related("webhook").filter(pk=number, state=Delivery.State.WAITING).first()
    if delivery is None:
        return None
    hook = delivery.webhook
    if not hook.is_active:
        Delivery.objects.filter(pk=number).update(state=Delivery.State.FAILED, next_attempt_at=None, answer="webhook_off")
        return None
    if hook.rests_until and hook.rests_until > timezone.now() and delivery.event != "webhook.test":
        put_off(delivery, hook.rests_until)
        return None
    body = body_of(delivery)
    reply = post(hook.url, body, headers_of(delivery, body))
    written(delivery, reply)
    return delivery


@transaction.atomic
def put_off(delivery: Delivery, until: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=until)
    ask_delivery(delivery, run_after=until)


def body_of(delivery: Delivery) -> bytes:
    said = {
        "id": str(delivery.event_id),
        "event": delivery.event,
        "happened_at": (delivery.replays or delivery).created_at.isoformat(),
        "replay": delivery.replays_id is not None,
        "payload": delivery.payload,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def headers_of(delivery: Delivery, body: bytes) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Essaim ({settings.SITE_ADDRESS})",
        "Essaim-Event": delivery.event,
        "Essaim-Event-Id": str(delivery.event_id),
        "Essaim-Delivery": str(delivery.pk),
        "Essaim-Attempt": str(delivery.attempts + 1),
        "Essaim-Signature": signature(delivery.webhook.secret, int(time.time()), body),
    }
    return headers | ({"Essaim-Replay": "1"} if delivery.replays_id else {})


@transaction.atomic
def written(delivery: Delivery, reply: Reply) -> None:
    """Keep the answer and decide what follows. Locks the webhook, then the delivery."""
    now = timezone.now()
    hook = Webhook.objects.select_for_update().get(pk=delivery.webhook_id)
    delivery.attempts += 1
    delivery.status, delivery.answer, delivery.duration_ms, delivery.tried_at = reply.status, reply.answer, reply.duration_ms, now
    delivery.next_attempt_at = None
    if reply.is_success:
        delivery.state = Delivery.State.DONE
        hook.failures, hook.failing_since, hook.rests_until = 0, None, None
    else:
        failed(delivery, hook, now)
    delivery.save(update_fields=["attempts", "status", "answer", "duration_ms", "tried_at", "next_attempt_at", "state"])
    hook.save(update_fields=["failures", "failing_since", "rests_until", "is_active", "off_reason"])
    logger.info("Delivery %d (%s): %s, status %s.", delivery.pk, delivery.event, delivery.state, reply.status)


def failed(delivery: Delivery, hook: Webhook, now: datetime) -> None:
    hook.failures += 1
    hook.failing_since = hook.failing_since or now
    hook.rests_until = now + min(timedelta(seconds=2 ** min(hook.failures, 10)), REST)
    if delivery.status == GONE:
        switch_off(hook, Webhook.Off.GONE)
    elif hook.failures >= FEWEST_FAILURES and now - hook.failing_since >= SWITCHED_OFF_AFTER:
        switch_off(hook, Webhook.Off.FAILING)
    if not hook.is_active or delivery.attempts > len(WAITS) or delivery.event == "webhook.test":
        delivery.state = Delivery.State.FAILED
    else:
        delivery.next_attempt_at = now + WAITS[delivery.attempts - 1]
        ask_delivery(delivery, run_after=delivery.next_attempt_at)


def switch_off(hook: Webhook, reason: str) -> None:
    """What still waits for it fails when its turn comes, and can be replayed once it is on again."""
    if hook.is_active:
        hook.is_active, hook.off_reason = False, reason
        journal.record(
            by=None, action="switch_off_webhook", thing=hook, after={"reason": reason}, scope=scope_thing(hook.scope), is_seen=False
        )
        logger.warning("Webhook %d (%s): switched off, %s.", hook.pk, hook.url, reason)
