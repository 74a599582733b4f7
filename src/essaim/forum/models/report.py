from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.forum.models.edition import Edition
from essaim.forum.models.session import Session
from essaim.registry.models import Organisation, Person, Source


class Report(models.Model):
    """A network's account of taking part in an edition: its people, sessions, visits, key messages, downloads and links."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports", verbose_name=_("network"))
    slug = models.SlugField(_("address name"), max_length=80)
    title = I18nCharField(_("title"))
    summary = I18nTextField(_("summary"), blank=True)
    body = I18nTextField(_("text"), blank=True)
    people = models.ManyToManyField(Person, blank=True, related_name="reports", verbose_name=_("people"))
    sessions = models.ManyToManyField(Session, blank=True, related_name="reports", verbose_name=_("sessions"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = (models.UniqueConstraint(fields=["edition", "slug"], name="report_once"),)

    def __str__(self) -> str:
        return str(self.title)


class Statement(models.Model):
    """A key message, attributed to who said it. In our own words unless it is marked as a quotation."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="statements")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("said by"))
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="statements", verbose_name=_("in"))
    text = I18nTextField(_("what was said"))
    is_quotation = models.BooleanField(_("word for word"), default=False)
    place = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.text)[:80]


class Visit(models.Model):
    """A delegation's study visit around an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="visits")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("report"))
    delegation = I18nCharField(_("delegation"))
    delegation_of = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="visits_made")
    hosts = models.ManyToManyField(Organisation, through="forum.VisitHost", related_name="visits_hosted")
    day = models.DateField(_("day"), null=True, blank=True)
    note = I18nTextField(_("note"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.delegation)


class VisitHost(models.Model):
    """Whom the delegation met there."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="meetings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    note = I18nCharField(_("note"), blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["visit", "organisation", "note"], name="visit_host_once"),)

    def __str__(self) -> str:
        return str(self.organisation)
