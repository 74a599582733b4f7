from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.forum.models.edition import Edition
from essaim.registry.models import Organisation, Source


class Path(models.Model):
    """A thematic path, known by its letter. Its name may not have been found: then it is empty and shown as unknown."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="paths")
    letter = models.CharField(
        _("letter"), max_length=2, validators=[RegexValidator(r"^[A-Z]{1,2}$", _("Write one or two capital letters."))]
    )
    name = I18nCharField(_("name"), blank=True)
    summary = I18nTextField(_("summary"), blank=True)
    note = I18nCharField(_("note"), blank=True)
    """What is uncertain about it: "may be one path with the next"."""
    leads = models.ManyToManyField(Organisation, blank=True, related_name="led_paths", verbose_name=_("lead organisations"))
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("path")
        verbose_name_plural = _("paths")
        ordering = ("letter",)
        constraints = (models.UniqueConstraint(fields=["edition", "letter"], name="path_once"),)

    def __str__(self) -> str:
        return f"{self.letter} {self.name}".strip()


class Format(models.Model):
    """A kind of session as this edition names it; `kind` is what it means to the programme."""

    class Kind(models.TextChoices):
        OPENING = "opening_plenary", _("opening plenary")
        CLOSING = "closing_plenary", _("closing plenary")
        PLENARY = "plenary", _("plenary")
        ROUND_TABLE = "round_table", _("round table")
        WORKSHOP = "workshop", _("workshop")
        MODULE = "module", _("training module")
        NETWORKING = "networking", _("networking")
        AWARD = "award", _("award")
        VISIT = "study_visit", _("study visit")
        STAND = "stand", _("stand")
        SELF_MANAGED = "self_managed", _("self-managed session")
        BREAK = "break", _("break")
        SESSION = "session", _("session")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="formats")
    slug = models.SlugField(_("address name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.SESSION)
    name = I18nCharField(_("name"))
    is_interpreted = models.BooleanField(_("interpreted by rule"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "slug"], name="format_once"),)

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_plenary(self) -> bool:
        return self.kind in {self.Kind.OPENING, self.Kind.CLOSING, self.Kind.PLENARY}

    @property
    def is_break(self) -> bool:
        return self.kind == self.Kind.BREAK
