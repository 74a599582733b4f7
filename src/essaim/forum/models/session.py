import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.forum.models.edition import Edition, check_languages
from essaim.forum.models.path import Format, Path
from essaim.registry.models import Goal, Organisation, Person, Source, Territory


class Session(models.Model):
    """What takes place. When and where stand in the programme's slots; a title that was not found is empty."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACCEPTED = "accepted", _("accepted")
        CANCELLED = "cancelled", _("cancelled")

    class Publication(models.TextChoices):
        UNKNOWN = "", _("not asked")
        ALL = "all", _("may be recorded and published")
        TEXT = "text", _("texts and slides only")
        NONE = "none", _("nothing beyond the programme")

    TEXTS = ("title", "subtitle", "summary", "description", "language_note")
    """Its texts in several languages; the `note` on the facts, which is the team's, is not among them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions")
    code = models.SlugField(_("address name"), max_length=80)
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    outside_id = models.CharField(max_length=200, blank=True)
    """What the file it was imported from calls it."""
    title = I18nCharField(_("title"), blank=True)
    subtitle = I18nCharField(_("subtitle"), blank=True)
    summary = I18nTextField(_("summary"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    format = models.ForeignKey(Format, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("format"))
    paths = models.ManyToManyField(Path, blank=True, related_name="sessions", verbose_name=_("paths"))
    goals = models.ManyToManyField(Goal, blank=True, related_name="sessions", verbose_name=_("goals"))
    spoken = models.JSONField(_("spoken languages"), default=list, blank=True, validators=[check_languages])
    interpreted = models.JSONField(_("interpreted into"), default=list, blank=True, validators=[check_languages])
    language_note = I18nCharField(_("about the languages"), blank=True)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by", verbose_name=_("follows"))
    duration_min = models.PositiveSmallIntegerField(_("duration (minutes)"), null=True, blank=True)
    audience = models.PositiveIntegerField(_("expected audience"), null=True, blank=True)
    level = models.CharField(_("level of the audience"), max_length=40, blank=True)
    publication = models.CharField(_("rights of publication"), max_length=6, choices=Publication, blank=True, default="")
    note = I18nTextField(_("note"), blank=True)
    """What a reader should know about the facts: "day inferred", "spelling as printed"."""
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="sessions")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "code"], name="session_code_once"),
            models.UniqueConstraint(fields=["edition", "guid"], name="session_guid_once"),
            models.UniqueConstraint(fields=["edition", "outside_id"], condition=~models.Q(outside_id=""), name="session_outside_id_once"),
            models.CheckConstraint(condition=~models.Q(follows=models.F("pk")), name="session_follows_another"),
        )

    def __str__(self) -> str:
        return str(self.title) or self.code


class Appearance(models.Model):
    """A person in a session: the role, and the capacity, organisation and country they speak for *there*."""

    KNOWN_BY = "session"

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        LEAD = "lead", _("session lead")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        CONTACT = "contact", _("contact")
        ORGANISER = "organiser", _("organiser")
        INTERPRETER = "interpreter", _("interpreter")

    class Answer(models.TextChoices):
        UNASKED = "", _("not asked")
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    class Presence(models.TextChoices):
        THERE = "", _("in the room")
        ABSENT = "absent", _("cannot come")
        VIDEO = "video", _("by video testimony")

    session = models.ForeignKey(Session, models.CASCADE, related_name="appearances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appearances", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.SPEAKER)
    capacity = I18nCharField(_("in the capacity of"), blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="appearances", verbose_name=_("for the organisation")
    )
    country = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country"))
    printed_as = models.CharField(_("name as printed there"), max_length=200, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True, default="")
    """What the person said when asked. For the team alone."""
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer_note = models.TextField(_("a word to the team"), blank=True)
    """For the team alone."""
    presence = models.CharField(_("presence"), max_length=6, choices=Presence, blank=True, default="")
    """Public: set when the team says on the programme that somebody cannot come; the reason is never said."""
    place = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["session", "person", "role"], name="appearance_once"),)

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class Involvement(models.Model):
    """An organisation in a session, whether or not a person of it is named."""

    KNOWN_BY = "session"

    class Role(models.TextChoices):
        LEAD = "lead", _("lead organisation")
        HOST = "host", _("host")
        SPEAKER = "speaker", _("speaks, no name given")
        PARTNER = "partner", _("partner")

    session = models.ForeignKey(Session, models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="involvements", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.LEAD)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["session", "organisation", "role"], name="involvement_once"),)

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class Favourite(models.Model):
    """A session somebody logged in keeps. Without an account they are kept in the browser (a signed cookie)."""

    account = models.ForeignKey("desk.Account", models.CASCADE, related_name="favourites")
    session = models.ForeignKey(Session, models.CASCADE, related_name="favourites")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "session"], name="favourite_once"),)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.session_id}"
