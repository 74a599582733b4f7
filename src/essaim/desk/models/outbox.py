from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mailing(models.Model):
    """Mails written together for one reason: a release, a group of people, an invitation. They stand until somebody lets them go."""

    class State(models.TextChoices):
        DRAFT = "draft", _("to be read before it goes")
        RELEASED = "released", _("on its way")
        DROPPED = "dropped", _("thrown away")

    kind = models.CharField(max_length=60)
    """What wrote it: "forum.release", "forum.group"…"""
    key = models.CharField(max_length=120, unique=True)
    """Against doubles: the same reason writes once."""
    scope = models.CharField(max_length=110, blank=True)
    """The object whose team may read it, as `kind:key`."""
    label = models.CharField(_("about"), max_length=300, blank=True)
    reply_to = models.EmailField(_("answers go to"), max_length=254, blank=True)
    facts = models.JSONField(default=dict)
    """What its page shows beside the letters: {"unreached": [names of whom has no address]}."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["scope", "-created_at"], name="mailing_scope"),)

    def __str__(self) -> str:
        return self.label or self.kind


class Message(models.Model):
    """One mail to one address. `sending` is written before the mail server is asked: what a dying worker leaves there is never sent by itself.

    `logged`: this site has no mail server, and nobody got it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("letter", "not released")
        WAITING = "waiting", pgettext_lazy("letter", "waiting")
        SENDING = "sending", pgettext_lazy("letter", "being sent")
        SENT = "sent", pgettext_lazy("letter", "sent")
        LOGGED = "logged", pgettext_lazy("letter", "written to the log alone")
        FAILED = "failed", pgettext_lazy("letter", "failed")
        UNSURE = "unsure", pgettext_lazy("letter", "perhaps sent")
        WITHHELD = "withheld", pgettext_lazy("letter", "withheld")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="messages")
    key = models.CharField(max_length=160)
    """Whom and what it is about: once a mailing."""
    to_email = models.EmailField(_("to"), max_length=254)
    to_name = models.CharField(_("name"), max_length=200, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=12, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    attachments = models.JSONField(default=list)
    """[{"name", "media_type", "content"}]: small texts, such as a calendar."""
    may_unsubscribe = models.BooleanField(default=False)
    """Its reader may ask for no more of this kind (List-Unsubscribe)."""
    message_id = models.CharField(max_length=200, unique=True)
    """The Message-ID header, fixed before the first attempt."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["mailing", "key"], name="message_once"),)
        indexes = (models.Index(fields=["state", "next_attempt_at"], name="message_due"),)

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_email}"

    @property
    def digest(self) -> str:
        """Of exactly these words: what a form was made from."""
        return sha256(f"{self.subject}\n{self.body}".encode()).hexdigest()[:32]


class Unsubscription(models.Model):
    """An address that wants no more group mail about one object (an edition). What concerns its own sessions it still gets."""

    email = models.EmailField(max_length=254)
    """In small letters."""
    scope = models.CharField(max_length=110)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of group mail")
        verbose_name_plural = _("refusals of group mail")
        constraints = (models.UniqueConstraint(fields=["email", "scope"], name="unsubscription_once"),)

    def __str__(self) -> str:
        return f"{self.email} {self.scope}"
