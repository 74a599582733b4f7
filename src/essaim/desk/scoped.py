"""The object something belongs to, as `kind:key`: the desk need not know the domains above it."""

from django.apps import apps
from django.db import models


def scope_name(thing: models.Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def scope_thing(named: str) -> models.Model | None:
    """The object itself: one statement. None when there is none any more."""
    kind, _colon, key = named.partition(":")
    return apps.get_model(kind)._base_manager.filter(pk=key).first() if key else None
