from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One change: who, when, what, before, after. Written in the change's own transaction, never edited."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=300)
    scope = models.CharField(max_length=110, blank=True)
    """The object whose team may read this entry, as `kind:key` (an edition), or empty."""
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["kind", "key", "-at"], name="entry_object"),
            models.Index(fields=["scope", "-at"], name="entry_scope"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.label}"


class Revision(models.Model):
    """One row: how many times public content has changed. Raised with every journal entry; page caches are keyed on it."""

    number = models.PositiveBigIntegerField(default=0)
