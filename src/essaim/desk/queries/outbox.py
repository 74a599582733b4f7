"""Mailings of one object, with how many of their letters are in which state."""

from django.db import models
from django.db.models import Count, Q, QuerySet

from essaim.desk.models import Account, Mailing, Message
from essaim.desk.scoped import scope_name

State = Message.State


def mailings_of(scope: models.Model, account: Account | None = None) -> QuerySet[Mailing]:
    """The newest first, with who wrote and released them, and `n`, `n_draft`, `n_sent`… letters. One statement. Of one account's own
    when given."""
    counted = {f"n_{state}": Count("messages", Q(messages__state=state)) for state in State.values}
    rows = Mailing.objects.filter(scope=scope_name(scope)).select_related("created_by", "released_by")
    rows = rows.annotate(n=Count("messages"), **counted).order_by("-created_at", "-pk")
    return rows if account is None else rows.filter(created_by=account)
