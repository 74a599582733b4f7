from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField


class Framework(models.Model):
    """A set of goals: the SDGs, or a city's own."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = I18nCharField(_("name"))
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.name)


class Goal(models.Model):
    """An item of a framework: a goal, a target or an indicator."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("goal")
        TARGET = "target", _("target")
        INDICATOR = "indicator", _("indicator")

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="goals")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = models.CharField(_("code"), max_length=20)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name = I18nCharField(_("short name"), blank=True)
    statement = I18nTextField(_("statement"), blank=True)
    place = models.PositiveIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("framework", "place")
        constraints = (models.UniqueConstraint(fields=["framework", "kind", "code"], name="goal_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()
