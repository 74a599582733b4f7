from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField


class Territory(models.Model):
    """A place in a tree of one scheme. (scheme, level, code) is its name: region 75 and département 75 are two territories."""

    class Scheme(models.TextChoices):
        ISO = "iso-3166", "ISO 3166"
        COG = "fr-cog", "Code officiel géographique (INSEE)"
        OTHER = "other", _("other")

    class Level(models.TextChoices):
        COUNTRY = "country", _("country")
        SUBDIVISION = "subdivision", _("subdivision")
        REGION = "region", _("region")
        DEPARTMENT = "department", _("département")
        INTERMUNICIPAL = "epci", _("inter-municipal body (EPCI)")
        MUNICIPALITY = "municipality", _("municipality")

    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    code = models.CharField(_("code"), max_length=20)
    name = I18nCharField(_("name"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"))
    intermunicipal = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("EPCI"))
    """The EPCI a French municipality belongs to: a second tree, since an EPCI may cross départements."""
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = (models.UniqueConstraint(fields=["scheme", "level", "code"], name="territory_once"),)

    def __str__(self) -> str:
        return str(self.name)


class FormerCode(models.Model):
    """A code that is no longer current and the territory it leads to."""

    scheme = models.CharField(max_length=20, choices=Territory.Scheme)
    level = models.CharField(max_length=20, choices=Territory.Level)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="former_codes")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "level", "code", "territory"], name="former_code_once"),)
        indexes = (models.Index(fields=["scheme", "level", "code"], name="former_code"),)

    def __str__(self) -> str:
        return f"{self.code} → {self.territory_id}"
