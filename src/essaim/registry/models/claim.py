from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField


class Claim(models.Model):
    """A published figure (or word) about anything, with who says so. Competing claims stand side by side and are never averaged."""

    class Qualifier(models.TextChoices):
        EXACT = "", _("exactly")
        MORE = "more_than", _("more than")
        AT_LEAST = "at_least", _("at least")
        ABOUT = "about", _("about")
        NEARLY = "nearly", _("nearly")
        FORECAST = "forecast", _("forecast")

    class State(models.TextChoices):
        DECLARED = "declared", _("declared, not verified")
        OFFICIAL = "official", _("official")
        VERIFIED = "verified", _("verified")
        ESTIMATED = "estimated", _("estimated")

    code = models.SlugField(_("code"), max_length=200, blank=True)
    """How our own fact files name it, so that loading them again is an update; empty when entered by hand."""
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    """What the figure is about, as (kind, stable id): ("forum.edition", "12")."""
    measure = models.CharField(_("what is counted"), max_length=60)
    """A word of the glossary: participants, registered, countries, sessions, contributions…"""
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    upper = models.DecimalField(_("up to"), max_digits=20, decimal_places=4, null=True, blank=True)
    """For a published range: 800–1,200."""
    words = models.CharField(_("value in words"), max_length=200, blank=True)
    """For what is not a number (a date, "7th"), or the value as printed."""
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=12, choices=Qualifier, blank=True, default="")
    definition = I18nCharField(_("definition"), blank=True)
    scope = I18nCharField(_("scope"), blank=True)
    said_by = models.CharField(_("who says so"), max_length=200)
    stated_on = models.CharField(_("date"), max_length=10, blank=True)
    """As precise as known: 2025, 2025-10 or 2025-10-31; empty when unknown."""
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="claims")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DECLARED)
    is_kept = models.BooleanField(_("kept by us"), default=False)
    """Our reading: the claim shown first, because its scope is stated. At most one a measure."""
    note = I18nCharField(_("our reading"), blank=True)

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        indexes = (models.Index(fields=["kind", "key", "measure"], name="claim_subject"),)
        constraints = (
            models.UniqueConstraint(fields=["kind", "key", "measure"], condition=models.Q(is_kept=True), name="claim_kept_once"),
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="claim_code_once"),
            models.CheckConstraint(condition=models.Q(value__isnull=False) | ~models.Q(words=""), name="claim_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.measure}: {self.words or self.value}"
