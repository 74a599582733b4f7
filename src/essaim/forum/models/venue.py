from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.forum.models.edition import Edition
from essaim.registry.models import Territory


class Site(models.Model):
    """One of an edition's places, with its own rule of access."""

    class Access(models.TextChoices):
        PASS = "pass", _("pass required")
        REGISTRATION = "registration", _("free, on registration")
        FREE = "free", _("free, no registration")
        UNKNOWN = "", _("unknown")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sites")
    slug = models.SlugField(_("address name"), max_length=60)
    name = I18nCharField(_("name"))
    use = I18nTextField(_("use"), blank=True)
    access = models.CharField(_("access"), max_length=12, choices=Access, blank=True, default="")
    access_note = I18nTextField(_("about access"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "slug"], name="site_once"),)

    def __str__(self) -> str:
        return str(self.name)


class Room(models.Model):
    site = models.ForeignKey(Site, models.CASCADE, related_name="rooms")
    slug = models.SlugField(_("address name"), max_length=60)
    name = I18nCharField(_("name"))
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    booths = models.PositiveSmallIntegerField(_("interpretation booths"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("site__place", "place", "pk")
        constraints = (models.UniqueConstraint(fields=["site", "slug"], name="room_once"),)

    def __str__(self) -> str:
        return str(self.name)
