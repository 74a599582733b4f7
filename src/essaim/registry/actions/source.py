"""A page, file or document that something was read in."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.actions.guards import checked
from essaim.registry.models import Source


class SourceFacts(TypedDict, total=False):
    title: str
    publisher: str
    url: str
    licence: str
    published_on: date | None
    read_on: date | None


@transaction.atomic
def save_source(*, code: str, by: Account | None, **facts: Unpack[SourceFacts]) -> tuple[Source, bool]:
    """The source of that code with these facts, and whether that changed anything. Locks it."""
    source = Source.objects.select_for_update().filter(code=code).first() or Source(code=code)
    before = journal.facts_of(source) if source.pk else {}
    for name, value in facts.items():
        setattr(source, name, value)
    checked(source)
    if before == journal.facts_of(source):
        return source, False
    source.save()
    journal.record(by=by, action="save_source", thing=source, before=before, after=journal.facts_of(source))
    return source, True
