from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.desk.models import Upload
from essaim.forum.models.edition import Edition


class Import(models.Model):
    """One file taken into an edition's draft: what it held, what changed, and all that was not understood."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PREVIEWED = "previewed", _("read, not yet taken over")
        DONE = "done", _("taken over")
        FAILED = "failed", _("failed")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="imports")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="imports")
    format = models.CharField(_("format"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    counts = models.JSONField(default=dict)
    """created, changed, unchanged, gone: numbers by kind of thing."""
    findings = models.JSONField(default=list)
    """Located report: [{severity, where, code, facts, count}]."""
    error = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{self.upload} ({self.get_state_display()})"
