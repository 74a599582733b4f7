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
    language = models.CharField(_("language of texts that name none"), max_length=12, blank=True)
    cancels_gone = models.BooleanField(_("cancel sessions the file no longer holds"), default=False)
    releases = models.BooleanField(_("put on line afterwards"), default=False)
    counts = models.JSONField(default=dict)
    """"sessions.created", "people.created"…: numbers by kind of thing."""
    findings = models.JSONField(default=list)
    """What the reader did not understand: [{severity, code, facts, places, count}]."""
    notes = models.JSONField(default=list)
    """What writing met: [{severity, code, facts, places, count}]."""
    differences = models.JSONField(default=list)
    """The first sessions that are new, other or gone: [{kind, title, code, fields}]."""
    error = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{self.upload} ({self.get_state_display()})"
