"""What happened, for whoever listens from outside: written in the action's own transaction, delivered by the worker after the commit."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.desk.errors import DeskError
from essaim.desk.hooks.delivering import DELIVER
from essaim.desk.journal import Facts
from essaim.desk.models import Delivery, Job, Webhook
from essaim.desk.scoped import scope_name

TEST = "webhook.test"
EVENTS: dict[str, str | Promise] = {
    "programme.released": _("a version of the programme is on line"),
    "session.cancelled": _("a session of the programme does not take place"),
    "call.announced": _("a call is made public"),
    "call.extended": _("a call has another deadline"),
    "call.closed": _("a call is closed before its time"),
    "call.reopened": _("a closed call is open again"),
    "proposal.sent": _("a proposal came in"),
    "proposal.changed": _("a proposal’s texts changed after it was sent"),
    "proposal.withdrawn": _("its authors took a proposal back"),
    "proposal.moved": _("a proposal stands elsewhere on the board, or on another path"),
    "proposal.merged": _("proposals became one"),
    "proposal.separated": _("a merger was undone"),
    "proposal.attached": _("an individual proposal was attached to a panel"),
    "proposal.detached": _("an individual proposal was taken off its panel"),
    "proposal.confirmed": _("a proposal became a session of the draft"),
    "proposal.unconfirmed": _("a confirmed proposal is back on the board"),
    "speaker.answered": _("a speaker confirmed or declined"),
    "speaker.absent": _("the programme says that somebody cannot come"),
    "speaker.present": _("the programme no longer says that somebody cannot come"),
    "speaker.replaced": _("somebody steps in for another"),
    "speaker.unreplaced": _("somebody who stepped in for another no longer does"),
}
"""Every event there is, in the order people choose from; each is emitted somewhere (tests/desk/webhooks/test_events.py reads the source)."""


def check_events(names: Iterable[str]) -> None:
    for name in names:
        if name not in EVENTS:
            raise DeskError("unknown_event", field="events", event=name, known=", ".join(EVENTS))


def emit(event: str, *, scope: models.Model, payload: Facts) -> int:
    """Tell every active webhook of this scope that wants `event` ("proposal.sent", "programme.released"). No personal data in payloads.

    Returns how many will hear of it. One statement when nobody listens, three when somebody does.
    """
    named = scope_name(scope)
    listening = [hook for hook in Webhook.objects.filter(scope=named, is_active=True) if not hook.events or event in hook.events]
    if not listening:
        return 0
    event_id, now = uuid.uuid4(), timezone.now()
    about = {scope._meta.model_name or "": getattr(scope, "slug", str(scope.pk))}
    made = Delivery.objects.bulk_create(
        Delivery(webhook=hook, event=event, event_id=event_id, payload={**about, **payload}, next_attempt_at=now) for hook in listening
    )
    Job.objects.bulk_create(Job(kind=DELIVER, arguments={"delivery": delivery.pk}) for delivery in made)
    return len(listening)
