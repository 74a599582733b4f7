"""A row written the way every action writes one: locked, filled, checked and journalled in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from essaim.desk import journal
from essaim.desk.errors import DeskError
from essaim.desk.models import Account

Row = TypeVar("Row", bound=models.Model)
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Use:
    """Rows of one kind that refer to a thing."""

    label: str
    count: int
    examples: tuple[models.Model, ...]


@transaction.atomic
def save_row(
    *, row: Row, facts: Mapping[str, object], by: Account | None, action: str, scope: models.Model | None = None, is_seen: bool = True
) -> Row:
    """Take over these facts (columns and many-to-many). Locks a row that exists; nothing is written when nothing differs.

    `is_seen` false: no public page shows any of it.
    """
    is_new = row._state.adding
    stored = row if is_new else type(row)._base_manager.select_for_update().get(pk=row.pk)
    many = {name for name in facts if stored._meta.get_field(name).many_to_many}
    before = {} if is_new else snapshot(stored, many)
    for name in facts.keys() - many:
        setattr(stored, name, settled(stored, name, facts[name]))
    checked(stored)
    if is_new or journal.facts_of(stored) != {name: before[name] for name in journal.facts_of(stored)}:
        stored.save()
    for name in many:
        getattr(stored, name).set(facts[name])
    after = snapshot(stored, many)
    if before != after:
        journal.record(by=by, action=action, thing=stored, before=before, after=after, scope=scope, is_seen=is_seen)
    return stored


def snapshot(row: models.Model, many: Iterable[str] = ()) -> journal.Facts:
    """The row's columns and, for each many-to-many named, the keys it holds: one statement a name."""
    return journal.facts_of(row) | {name: sorted(getattr(row, name).values_list("pk", flat=True)) for name in many}


def settled(row: models.Model, name: str, value: object) -> object:
    """A content text without its empty languages (an empty one stays as empty as it was); anything else as it is."""
    if not isinstance(row._meta.get_field(name), I18nCharField | I18nTextField):
        return value
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, Mapping):
        data = {code: text.strip() for code, text in data.items() if text and text.strip()}
    if not data and not getattr(row, name):
        return getattr(row, name)
    return LazyI18nString(data if isinstance(data, dict | str) else {})


def checked(row: Row) -> Row:
    """The row, when its own fields and constraints hold; else which field says what."""
    try:
        row.full_clean(validate_unique=True)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        value = getattr(row, field, "") if field != "__all__" else ""
        raise DeskError("invalid_field", field="" if field == "__all__" else field, value=str(value), problem=" ".join(messages)) from error
    return row


@transaction.atomic
def remove_row(
    *,
    row: models.Model,
    by: Account | None,
    action: str,
    scope: models.Model | None = None,
    own: Iterable[type[models.Model]] = (),
    is_seen: bool = True,
) -> None:
    """Delete what nothing uses; `own` are kinds of rows that belong to it and go with it. Locks the row."""
    locked = type(row)._base_manager.select_for_update().get(pk=row.pk)
    uses = uses_of(locked, own)
    if uses:
        raise DeskError("in_use", thing=str(locked), uses=uses)
    journal.record(by=by, action=action, thing=locked, before=journal.facts_of(locked), scope=scope, is_seen=is_seen)
    locked.delete()


def known_by(row: models.Model) -> models.Model:
    """What a person knows the row by: what its KNOWN_BY names (a slot's session), else the row itself."""
    known = getattr(row, getattr(row, "KNOWN_BY", ""), None)
    return known if isinstance(known, models.Model) else row


def uses_of(row: models.Model, own: Iterable[type[models.Model]] = ()) -> list[Use]:
    """Everything that refers to the row, whatever the database would do about it. Two statements a kind that may refer to it."""
    owned = set(own)
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one or relation.many_to_many)):
            continue
        model = relation.related_model
        if not isinstance(model, type) or model in owned or model._meta.auto_created:
            continue
        rows = model._base_manager.filter(**{getattr(relation, "field").name: row})  # noqa: B009 hidden relations too
        count = rows.count()
        if count:
            found.append(Use(str(model._meta.verbose_name_plural), count, tuple(known_by(row) for row in rows[:EXAMPLES])))
    return found
