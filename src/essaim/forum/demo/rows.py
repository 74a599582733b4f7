"""Facts into rows: texts, hours, and rows that take the place of those already there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from essaim.desk import journal
from essaim.forum.demo.facts import Text

M = TypeVar("M", bound=models.Model)
DateTimeField: TypeAlias = "models.DateTimeField[datetime, datetime]"


def text(words: Text) -> LazyI18nString | str:
    """As the content fields hold it; nothing is the empty string."""
    return LazyI18nString(dict(words)) if words else ""


def moment(day: date | None, hour: time | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, hour, tzinfo=zone) if day and hour else None


def put(rows: Sequence[M], there: Iterable[M], key: Callable[[M], object]) -> list[M]:
    """Write the rows; one that is already there under the same key is written over where it differs, others there stay.

    Three statements at most.
    """
    known = {key(row): row for row in there}
    changed = []
    for row in rows:
        old = known.get(key(row))
        if old is not None:
            row.pk = old.pk
            keep_stamps(row, old)
            if columns(row) != columns(old):
                changed.append(row)
    if rows:
        model = type(rows[0])
        model._default_manager.bulk_create([row for row in rows if not row.pk])
        stamp(changed)
        model._default_manager.bulk_update(changed, [field.name for field in model._meta.concrete_fields if not field.primary_key], 50)
    return list(rows)


def columns(row: models.Model) -> journal.Facts:
    return journal.facts_of(row)


def stamps_of(row: models.Model) -> list[DateTimeField]:
    return [
        field for field in row._meta.concrete_fields if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add)
    ]


def keep_stamps(row: models.Model, old: models.Model) -> None:
    for field in stamps_of(row):
        setattr(row, field.attname, getattr(old, field.attname))


def stamp(rows: Iterable[models.Model]) -> None:
    """What `save` would have done: rows changed in bulk say when they changed."""
    for row in rows:
        for field in stamps_of(row):
            if field.auto_now:
                setattr(row, field.attname, timezone.now())
