"""Webhooks of one object, and what became of their deliveries."""

from django.db import models
from django.db.models import Count, Max, Q, QuerySet

from essaim.desk.models import Delivery, Webhook
from essaim.desk.scoped import scope_name

State = Delivery.State


def webhooks_of(scope: models.Model) -> QuerySet[Webhook]:
    """In the order they were added; counts of deliveries by state and the last attempt. One statement."""
    counted = {f"n_{state}": Count("deliveries", Q(deliveries__state=state)) for state in State.values}
    rows = Webhook.objects.filter(scope=scope_name(scope)).select_related("created_by").defer("secret")
    return rows.annotate(**counted, last_tried_at=Max("deliveries__tried_at")).order_by("pk")


def deliveries_of(hook: Webhook, state: str = "") -> QuerySet[Delivery]:
    """The newest first; what each replays is preloaded. One statement."""
    rows = hook.deliveries.select_related("replays").order_by("-created_at", "-pk")
    return rows.filter(state=state) if state in State.values else rows
