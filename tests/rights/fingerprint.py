"""What the whole database says, in a few signs: proves that a refused request changed nothing, wherever it might have written."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models

LEFT_OUT = frozenset({"sessions.session", "admin.logentry", "contenttypes.contenttype", "auth.permission"})
"""What a request may write by being one."""


WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|ALTER|DROP|CREATE|TRUNCATE|COPY)\b", re.IGNORECASE)


class Writes:
    """Were rows written at all, but for the sender's own session? Most refused requests write none, and need no second look."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if WRITE.match(sql) and "django_session" not in sql:
            self.statements.append(sql)
        return execute(sql, *rest)


def kinds() -> list[type[models.Model]]:
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.label_lower not in LEFT_OUT and model._meta.managed
    ]


def fingerprint() -> dict[str, str]:
    """By table: which one changed can be said."""
    found = {}
    for model in kinds():
        rows = list(model._base_manager.order_by("pk").values_list())
        if rows:
            found[model._meta.label_lower] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found
