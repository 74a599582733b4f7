from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Webhook(models.Model):
    """An address elsewhere that is told of events in one object's scope, signed with a shared secret."""

    class Off(models.TextChoices):
        """Why it was switched off."""

        NO = "", "–"
        HAND = "hand", _("switched off by hand")
        FAILING = "failing", _("switched off: nothing got through for three days")
        GONE = "gone", _("switched off: the address answered that it is gone for good")

    scope = models.CharField(max_length=110)
    """The object (an edition) whose events it hears, as `kind:key`."""
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(max_length=100)
    events = models.JSONField(_("events"), default=list)
    """Names; empty: all."""
    is_active = models.BooleanField(_("active"), default=True)
    off_reason = models.CharField(max_length=8, choices=Off, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)
    """Attempts in a row that failed."""
    failing_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)
    """After a failure: events wait until then without being tried."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("pk",)
        indexes = (models.Index(fields=["scope"], name="webhook_scope"),)

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event for one webhook: what was said, how often it was tried, what came back. Can be sent again."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("delivered")
        FAILED = "failed", _("failed")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=60)
    event_id = models.UUIDField()
    """The same for every webhook that hears of it, and for each repetition."""
    payload = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.TextField(blank=True)
    """The first signs of what came back, or the error."""
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    replays = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replayed")
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["state", "next_attempt_at"], name="delivery_due"),)

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook_id}"
