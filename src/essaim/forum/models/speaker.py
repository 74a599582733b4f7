from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from essaim.forum.models.edition import Edition, check_languages
from essaim.forum.models.media import Video
from essaim.forum.models.path import Path
from essaim.forum.models.session import Appearance, Session
from essaim.registry.models import Person, Territory


class Gender(models.TextChoices):
    """As people declare it; never guessed."""

    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", _("another")
    UNKNOWN = "", _("not declared")


class Speaker(models.Model):
    """A person's part in one edition, as the team and the person keep it. Nothing of it is public but what the person gave for publication."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parts", verbose_name=_("person"))
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language of their mail"), max_length=12, blank=True)
    contact = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="cares_for", verbose_name=_("contact"))
    """Who answers for somebody without an e-mail address."""
    spoken = models.JSONField(_("languages they speak on stage"), default=list, blank=True, validators=[check_languages])
    gender = models.CharField(_("gender, as declared"), max_length=10, choices=Gender, blank=True, default="")
    country = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country"))
    is_newcomer = models.BooleanField(_("comes for the first time"), null=True, blank=True)
    needs = models.TextField(_("needs (access, food, help)"), blank=True)
    """For the team alone."""
    publication = models.CharField(_("rights of publication"), max_length=6, choices=Session.Publication, blank=True, default="")
    link_number = models.PositiveIntegerField(default=1)
    """Raised to make the links sent before invalid."""
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = (
            models.UniqueConstraint(fields=["edition", "person"], name="speaker_once"),
            models.CheckConstraint(condition=~models.Q(contact=models.F("pk")), name="speaker_contact_another"),
        )

    def __str__(self) -> str:
        return self.person.name


class Availability(models.Model):
    """Hours a speaker says they can, or cannot, be there. No row: not said."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="availabilities")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    is_free = models.BooleanField(_("can be there"), default=True)

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="availability_ends_after_start"),)

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}–{self.ends_at:%H:%M}"


class Absence(models.Model):
    """Somebody who cannot come. The reason is for the team alone; the person stays on record in every session."""

    class Reason(models.TextChoices):
        VISA = "visa", _("visa refused")
        TRAVEL = "travel", _("travel")
        ILLNESS = "illness", _("illness")
        DECLINED = "declined", _("declined")
        OTHER = "other", _("other")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="absences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=8, choices=Reason, default=Reason.OTHER)
    note = models.TextField(_("note"), blank=True)
    video = models.ForeignKey(Video, models.SET_NULL, null=True, blank=True, related_name="testimonies", verbose_name=_("video testimony"))
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(_("can come after all"), null=True, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("-noted_at",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "person"], condition=models.Q(lifted_at__isnull=True), name="absence_open_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_reason_display()}"


class StandIn(models.Model):
    """Somebody registered who could step in. Until registration is built: a row of the team's spreadsheet, for the team alone."""

    class Visa(models.TextChoices):
        HELD = "held", _("held")
        NOT_NEEDED = "not_needed", _("not needed")
        UNKNOWN = "", _("unknown")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="stand_ins")
    outside_id = models.CharField(max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=300, blank=True)
    country = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("country"))
    paths = models.ManyToManyField(Path, blank=True, related_name="stand_ins", verbose_name=_("paths"))
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[check_languages])
    free = models.JSONField(_("free hours"), default=list, blank=True)
    """[[start, end]] as ISO instants. Empty: not said."""
    visa = models.CharField(_("visa"), max_length=10, choices=Visa, blank=True, default="")

    class Meta:
        verbose_name = _("person who could step in")
        verbose_name_plural = _("people who could step in")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Substitution(models.Model):
    """Who steps in for whom in one session. The absent person's appearance stays, marked."""

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="substitutions")
    substitute = models.ForeignKey(Appearance, models.SET_NULL, null=True, blank=True, related_name="steps_in_for")
    """The appearance made for whoever steps in; empty when they left again."""
    absence = models.ForeignKey(Absence, models.CASCADE, related_name="substitutions")
    said_absent = models.BooleanField(default=False)
    """It was this replacement that said on the programme that they cannot come: taking it back takes that back too."""
    note = I18nCharField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")

    def __str__(self) -> str:
        return f"{self.appearance} → {self.substitute}"
