"""Rows as lines of JSON and back, by the models as they were at a given state of the migrations. No row passes through `save`."""

import base64
import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TypeAlias

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_iso_string

LEFT_OUT = frozenset({"sessions.session", "desk.worker"})
"""Log-ins end with a restore; workers show themselves again."""
BATCH = 500
Model = type[models.Model]
Column: TypeAlias = "models.Field[Any, Any]"
Target = tuple[str, str]


def applied(connection: BaseDatabaseWrapper) -> list[Target]:
    """The last applied migration of every app."""
    loader = MigrationExecutor(connection).loader
    done = set(loader.applied_migrations)
    return sorted(
        key
        for key in done
        if key in loader.graph.nodes and not any(c.key in done and c.key[0] == key[0] for c in loader.graph.node_map[key].children)
    )


def tables(connection: BaseDatabaseWrapper, targets: Iterable[Target]) -> list[Model]:
    """Every model with a table of its own at these migrations, the unnamed ones between many and many included."""
    state = MigrationExecutor(connection).loader.project_state(list(targets))
    found = state.apps.get_models(include_auto_created=True)
    own = [model for model in found if model._meta.managed and not model._meta.proxy and not model._meta.swapped]
    return sorted((model for model in own if model._meta.label_lower not in LEFT_OUT), key=lambda model: model._meta.label_lower)


def columns(model: Model) -> list[Column]:
    return [column for column in model._meta.local_concrete_fields if not column.generated]


def write(model: Model, alias: str) -> Iterator[bytes]:
    """The columns' names, then one line a row in the order of the primary key. One statement."""
    fields = columns(model)
    yield line_of([column.attname for column in fields])
    found = model._base_manager.using(alias).order_by("pk").values_list(*[column.attname for column in fields])
    for row in found.iterator(chunk_size=2000):
        values = [plain(column, value) for column, value in zip(fields, row, strict=True)]
        yield line_of(values)


def line_of(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def plain(column: Column, value: Any) -> Any:
    """A column's value as JSON can hold it, such that the field's own `to_python` reads it back."""
    value = column.get_prep_value(value)
    match value:
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal() | uuid.UUID():
            return str(value)
        case _:
            return value


def read(model: Model, lines: Iterable[bytes], connection: BaseDatabaseWrapper) -> int:
    """Insert the rows just as they were: the times a row was made at, too."""
    count, source = 0, iter(lines)
    by_name = {column.attname: column for column in columns(model)}
    fields = [by_name[name] for name in json.loads(next(source))]
    size = max(1, min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH)))
    while batch := [row(model, fields, line) for line in islice(source, size)]:
        query = InsertQuery(model)
        query.insert_values(fields, batch, raw=True)
        query.get_compiler(connection=connection).execute_sql()
        count += len(batch)
    return count


def row(model: Model, fields: list[Column], line: bytes) -> models.Model:
    made = model()
    for column, value in zip(fields, json.loads(line), strict=True):
        setattr(made, column.attname, value if isinstance(column, models.JSONField) or column.is_relation else column.to_python(value))
    return made
