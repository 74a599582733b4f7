from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.registry.models.organisation import Organisation


class Person(models.Model):
    """One human being, whatever the spellings. Public pages show only what the person or a source made public."""

    slug = models.SlugField(_("address name"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(_("name to sort by"), max_length=200, blank=True)
    biography = I18nTextField(_("biography"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    photo = models.ForeignKey("desk.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    photo_credit = models.CharField(_("credit of the photo"), max_length=200, blank=True)
    photo_alt = I18nCharField(_("what the photo shows"), blank=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person")
    is_public = models.BooleanField(_("has a public page"), default=True)
    is_own_profile = models.BooleanField(_("the person gave this profile for publication"), default=False)
    """Biography, website and picture are public when this is so or a source printed them; the name is always."""
    is_fictional = models.BooleanField(_("fictional, for a demo"), default=False)
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class PersonName(models.Model):
    """Another spelling of a person's name, with who printed it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=200)
    note = I18nCharField(_("note"), blank=True)
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "name"], name="person_name_once"),)

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person's role in an organisation over time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    role = I18nCharField(_("role"), blank=True)
    start = models.DateField(_("since"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    seen_on = models.CharField(_("seen in"), max_length=40, blank=True)
    """When the role is attested without a start or end: a year or the code of an edition."""
    is_own_statement = models.BooleanField(_("the person says so"), default=False)
    """Public when the person says so or a source does."""
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(start__isnull=True) | models.Q(end__gte=models.F("start")),
                name="affiliation_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"
