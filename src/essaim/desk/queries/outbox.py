"""Mailings of one object, with how many of their letters are in which state; narrowed down by what is asked of the letters."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

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


def narrowed(rows: QuerySet[Mailing], *, state: str = "", language: str = "", kind: str = "") -> QuerySet[Mailing]:
    """Those of this kind with a letter in this state and language; their counts stay those of all their letters."""
    rows = rows.filter(kind=kind) if kind else rows
    wanted = {name: value for name, value in {"state": state, "language": language}.items() if value}
    return rows.filter(Exists(Message.objects.filter(mailing=OuterRef("pk"), **wanted))) if wanted else rows


def to_be_read(rows: QuerySet[Mailing]) -> QuerySet[Mailing]:
    """Not let go yet, or let go with letters that somebody stopped."""
    return rows.filter(WAITS)


def gone(rows: QuerySet[Mailing]) -> QuerySet[Mailing]:
    return rows.exclude(WAITS)


WAITS = Q(state=Mailing.State.DRAFT) | Q(state=Mailing.State.RELEASED, n_draft__gt=0)


def letter_counts(rows: QuerySet[Mailing], *, language: str = "", kind: str = "") -> dict[str, int]:
    """State → how many letters of these mailings, states without one left out. One statement."""
    letters = Message.objects.filter(mailing__in=narrowed(rows, kind=kind).order_by().values("pk"))
    letters = letters.filter(language=language) if language else letters
    found = dict(letters.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found[state] for state in State.values if state in found}


def kinds_of(rows: QuerySet[Mailing]) -> list[str]:
    """One statement."""
    return [*rows.order_by("kind").values_list("kind", flat=True).distinct()]
