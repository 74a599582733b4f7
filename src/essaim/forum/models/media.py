from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.desk.models import Upload
from essaim.forum.models.edition import Edition, check_languages
from essaim.forum.models.report import Report
from essaim.forum.models.session import Session
from essaim.registry.models import Person, Source


class Download(models.Model):
    """A document to take away: a file of ours or an address elsewhere."""

    class Kind(models.TextChoices):
        PRESS = "press_release", _("press release")
        PROGRAMME = "programme", _("programme")
        DECLARATION = "declaration", _("declaration")
        PROCEEDINGS = "proceedings", _("proceedings")
        CONCEPT_NOTE = "concept_note", _("concept note")
        SLIDES = "slides", _("slides")
        GALLERY = "gallery", _("photo gallery elsewhere")
        OTHER = "other", _("other")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="downloads")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="downloads", verbose_name=_("session"))
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="downloads", verbose_name=_("report"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.OTHER)
    title = I18nCharField(_("title"))
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[check_languages])
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="downloads")
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = I18nCharField(_("note"), blank=True)
    """For a document that is attested but whose address was not found."""
    place = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.title)


class Photo(models.Model):
    """A photograph. The alternative text and the credit are required: without them it is not shown."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="photos")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="photos", verbose_name=_("session"))
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="photos")
    thumbnail = models.ForeignKey(Upload, models.SET_NULL, null=True, blank=True, related_name="+")
    alt = I18nCharField(_("what the photo shows"))
    credit = models.CharField(_("credit"), max_length=200)
    caption = I18nCharField(_("caption"), blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.CheckConstraint(condition=~models.Q(credit=""), name="photo_has_credit"),)

    def __str__(self) -> str:
        return str(self.alt)


class Video(models.Model):
    """A film elsewhere, by link, with the languages it is in."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="videos")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="videos", verbose_name=_("session"))
    title = I18nCharField(_("title"))
    url = models.URLField(_("address"), max_length=500)
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[check_languages])
    duration_min = models.PositiveSmallIntegerField(_("duration (minutes)"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.title)


class Note(models.Model):
    """A rapporteur's note on a session; published notes roll up into the proceedings."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="notes")
    rapporteur = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="notes", verbose_name=_("rapporteur"))
    """Named to readers, when known."""
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    """Whose note it is in the back office; never shown to readers."""
    body = I18nTextField(_("note"))
    is_published = models.BooleanField(_("published"), default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("session", "pk")

    def __str__(self) -> str:
        return f"{self.session}"
