"""What happened, for whoever listens from outside: written in the action's own transaction, delivered by the worker after the commit."""

import uuid

from django.db import models
from django.utils import timezone

from essaim.desk.journal import Facts
from essaim.desk.models import Delivery, Webhook


def emit(event: str, *, scope: models.Model, payload: Facts) -> int:
    """Tell every active webhook of this scope that wants `event` ("proposal.sent", "programme.released"). No personal data in payloads.

    Returns how many will hear of it. One statement when nobody listens.
    """
    named = f"{scope._meta.label_lower}:{scope.pk}"
    listening = [hook for hook in Webhook.objects.filter(scope=named, is_active=True) if not hook.events or event in hook.events]
    event_id, now = uuid.uuid4(), timezone.now()
    Delivery.objects.bulk_create(
        Delivery(webhook=hook, event=event, event_id=event_id, payload=payload, next_attempt_at=now) for hook in listening
    )
    return len(listening)
