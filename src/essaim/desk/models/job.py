from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Work to be done beside the server. Its row is written in the transaction of the action that wants it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("stopped")

    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    """Against doubles: two open jobs of one kind never share a key. Empty means any number."""
    scope = models.CharField(max_length=110, blank=True)
    """The object it is about, as `kind:key` (an edition), or empty."""
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    """Attempts that ended in an error."""
    max_attempts = models.PositiveSmallIntegerField(default=3)
    lost = models.PositiveSmallIntegerField(default=0)
    """Attempts whose worker died."""
    lease = models.PositiveIntegerField(default=0)
    """Counts the claims: whoever holds an older number may no longer write."""
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True)
    """What it is doing, as a source sentence; translated where it is shown."""
    cancel_requested = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    error = models.JSONField(null=True)
    """{code, facts}; the sentence is made where it is shown."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state__in=("waiting", "running")) & ~Q(key=""), name="job_open_once"
            ),
        )
        indexes = (models.Index(fields=["run_after", "id"], condition=Q(state__in=("waiting", "running")), name="job_open"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Worker(models.Model):
    """A worker's sign of life, for the health address. The row goes when the worker stops as asked."""

    name = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
