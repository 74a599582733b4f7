from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.kit.languages import is_language
from essaim.registry.models import Organisation, Source, Territory


def check_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = _("“%(name)s” is not a time zone. Write one of the IANA list, such as Europe/Paris.")
        raise ValidationError(message, code="time_zone", params={"name": name}) from None


def check_languages(codes: list[str]) -> None:
    if not isinstance(codes, list) or not all(isinstance(code, str) and is_language(code) for code in codes):
        raise ValidationError(_("“%(codes)s” is not a list of language codes."), code="languages", params={"codes": codes})


class Series(models.Model):
    """What editions are editions of: the Forum national de l'ESS, the GSEF forum."""

    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    name = I18nCharField(_("name"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="series", verbose_name=_("organiser")
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return str(self.name)


class Edition(models.Model):
    """One forum. Its figures are claims about ("forum.edition", pk); its number may be unknown or disputed."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="editions", verbose_name=_("series"))
    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    name = I18nCharField(_("name"))
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    number_note = I18nCharField(_("about the number"), blank=True)
    theme = I18nTextField(_("theme or guiding question"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name=_("host territory")
    )
    place = I18nCharField(_("venue"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Paris", validators=[check_time_zone])
    languages = models.JSONField(_("languages"), default=list, validators=[check_languages])
    """BCP 47 codes of the languages its texts and sessions may use, the main one first."""
    entry = I18nTextField(_("entry"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    is_online = models.BooleanField(_("on line"), default=False)
    is_public = models.BooleanField(_("public"), default=False)
    is_fictional = models.BooleanField(_("fictional, for a demo"), default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("-starts_on", "slug")
        constraints = (models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="edition_ends_after_start"),)

    def __str__(self) -> str:
        return self.short_name or str(self.name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Partner(models.Model):
    """An organisation's part in an edition."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        STEERING = "steering", _("steering committee")
        PARTNER = "partner", _("partner")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTNER)
    note = I18nCharField(_("what they did"), blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "organisation", "role"], name="partner_once"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"
