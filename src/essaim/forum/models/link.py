from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from essaim.forum.models.report import Report


class Link(models.Model):
    """An address a report leads to."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="links")
    title = I18nCharField(_("title"))
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=12, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.title)
