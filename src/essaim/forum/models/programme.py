from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from essaim.forum.models.edition import Edition
from essaim.forum.models.session import Session
from essaim.forum.models.venue import Room, Site


class Version(models.Model):
    """The programme at one moment. Number empty: the draft, one an edition. A released version never changes; the public sees the last."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    note = I18nTextField(_("what changed, in a sentence"), blank=True)

    class Meta:
        verbose_name = _("version of the programme")
        verbose_name_plural = _("versions of the programme")
        ordering = ("edition", "-number")
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="version_once"),
            models.UniqueConstraint(fields=["edition"], condition=models.Q(number__isnull=True), name="version_one_draft"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, released_at__isnull=True)
                | models.Q(number__isnull=False, released_at__isnull=False),
                name="version_numbered_when_released",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition} {self.number or _('draft')}"

    @property
    def is_draft(self) -> bool:
        return self.number is None


class Slot(models.Model):
    """When and where a session stands in one version. Day, hour and place may each be unknown."""

    KNOWN_BY = "session"

    class Part(models.TextChoices):
        MORNING = "morning", _("morning")
        AFTERNOON = "afternoon", _("afternoon")
        EVENING = "evening", _("evening")
        UNKNOWN = "", _("unknown")

    version = models.ForeignKey(Version, models.CASCADE, related_name="slots")
    session = models.ForeignKey(Session, models.CASCADE, related_name="slots")
    day = models.DateField(_("day"), null=True, blank=True)
    """The edition's day it belongs to: after midnight still the evening's."""
    part = models.CharField(_("part of the day"), max_length=10, choices=Part, blank=True, default="")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="slots", verbose_name=_("room"))
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="slots", verbose_name=_("site"))
    """Set whenever the site is known, also when the room is."""
    is_day_inferred = models.BooleanField(_("day inferred"), default=False)
    sequence = models.PositiveIntegerField(default=0)
    """iCalendar's SEQUENCE: raised at a release that changes this slot."""
    facts = models.JSONField(default=dict)
    """At release: what the version said (title, people, languages, format), for the differences between versions."""

    class Meta:
        ordering = ("day", "starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["version", "session"], name="slot_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(starts_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="slot_ends_after_start",
            ),
            models.CheckConstraint(condition=models.Q(ends_at__isnull=True) | models.Q(starts_at__isnull=False), name="slot_end_has_start"),
            models.CheckConstraint(condition=models.Q(starts_at__isnull=True) | models.Q(day__isnull=False), name="slot_start_has_day"),
            models.CheckConstraint(condition=models.Q(room__isnull=True) | models.Q(site__isnull=False), name="slot_room_has_site"),
        )
        indexes = (models.Index(fields=["version", "day", "starts_at"], name="slot_order"),)

    def __str__(self) -> str:
        return f"{self.session_id} @ {self.starts_at or self.day or '?'}"
