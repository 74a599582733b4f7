from django.db import models
from django.db.models import Q

from essaim.registry.models.organisation import Organisation
from essaim.registry.models.person import Person


class FormerSlug(models.Model):
    """An address name that once led to somebody merged into another: old addresses keep working."""

    slug = models.SlugField(max_length=120)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="former_slugs")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="former_slugs")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["slug"], condition=Q(person__isnull=False), name="former_person_slug_once"),
            models.UniqueConstraint(fields=["slug"], condition=Q(organisation__isnull=False), name="former_organisation_slug_once"),
            models.CheckConstraint(condition=Q(person__isnull=True) ^ Q(organisation__isnull=True), name="former_slug_of_one"),
        )

    def __str__(self) -> str:
        return self.slug
