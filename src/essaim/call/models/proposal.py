import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.call.models.call import Call, Kind
from essaim.desk.models import Upload
from essaim.forum.models import Edition, Format, Path, Session
from essaim.forum.models.edition import check_languages
from essaim.forum.models.speaker import Gender
from essaim.registry.models import Goal, Organisation, Person, Territory


class Proposal(models.Model):
    """A contribution offered to an edition. It has a number from its first draft on and is never deleted once sent."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RECEIVED = "received", pgettext_lazy("proposal", "received")
        DISCUSSED = "discussed", pgettext_lazy("proposal", "discussed")
        KEPT = "kept", pgettext_lazy("proposal", "kept")
        MERGED = "merged", pgettext_lazy("proposal", "merged")
        """The result of a merger, with its parts behind it."""
        CONFIRMED = "confirmed", pgettext_lazy("proposal", "confirmed")
        """Its session exists. "Placed" is a confirmed one whose session has an hour and a room in the draft programme."""
        DECLINED = "declined", pgettext_lazy("proposal", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn by its author")
        JOINED = "joined", pgettext_lazy("proposal", "part of a merged proposal")
        ATTACHED = "attached", pgettext_lazy("proposal", "attached to a panel")
        DISSOLVED = "dissolved", pgettext_lazy("proposal", "merger undone")

    ON_BOARD = (State.RECEIVED, State.DISCUSSED, State.KEPT, State.MERGED, State.CONFIRMED)
    SHOWN = (*ON_BOARD, State.JOINED, State.ATTACHED)
    """What may be public. A declined proposal is its authors' own again: being read as refused is not what they agreed to."""
    SENT = (*ON_BOARD, State.DECLINED, State.JOINED, State.ATTACHED)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="proposals")
    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="proposals", verbose_name=_("kind"))
    number = models.PositiveIntegerField(_("number"))
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    outside_id = models.CharField(max_length=200, blank=True)
    """What the spreadsheet it came from calls it."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    path = models.ForeignKey(Path, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name=_("path"))
    language = models.CharField(_("written in"), max_length=12)
    title = I18nCharField(_("title"), blank=True)
    summary = I18nTextField(_("summary"), blank=True)
    description = I18nTextField(_("description"), blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    """By question's slug: text, number, list of values, {"other": text}, upload key…"""
    format = models.ForeignKey(Format, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name=_("format"))
    goals = models.ManyToManyField(Goal, blank=True, related_name="proposals", verbose_name=_("goals"))
    spoken = models.JSONField(_("spoken languages"), default=list, blank=True, validators=[check_languages])
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("territory"))
    audience = models.PositiveIntegerField(_("for how many people"), null=True, blank=True)
    level = models.CharField(_("level of the audience"), max_length=40, blank=True)
    may_be_public = models.BooleanField(_("its authors agree that it is shown publicly"), default=False)
    revision = models.PositiveIntegerField(default=0)
    """Number of the last TextRevision: raised by every change of what people write together."""
    session = models.OneToOneField(Session, models.SET_NULL, null=True, blank=True, related_name="proposal", verbose_name=_("session"))
    panel = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="attached", verbose_name=_("attached to"))
    """An individual proposal's panel: a collective one of the same edition."""
    is_synthetic = models.BooleanField(_("invented for a demo"), default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="proposal_number_once"),
            models.UniqueConstraint(fields=["call", "outside_id"], condition=~models.Q(outside_id=""), name="proposal_outside_id_once"),
            models.CheckConstraint(condition=~models.Q(panel=models.F("pk")), name="proposal_panel_another"),
        )
        indexes = (models.Index(fields=["edition", "state", "path"], name="proposal_board"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class TextRevision(models.Model):
    """What a proposal's texts said at one moment, whole: the common ground of a three-way merge. Never edited."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    texts = models.JSONField(default=dict)
    """By field: "title.fr", "summary.en", "answers.added_value"."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    save_key = models.CharField(max_length=64, blank=True)
    """The browser's name for this save, so that one sent twice is written once."""

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["proposal", "number"], name="text_revision_once"),
            models.UniqueConstraint(fields=["proposal", "save_key"], condition=~models.Q(save_key=""), name="text_save_once"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} r{self.number}"


class Contributor(models.Model):
    """Somebody who writes, speaks for or answers for a proposal. Address and telephone are never public."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        CONTACT = "contact", _("contact")
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="contributors")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contributions")
    """May read and write the proposal."""
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="contributions")
    organisation_name = models.CharField(_("organisation"), max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="contributors")
    capacity = I18nCharField(_("in the capacity of"), blank=True)
    country = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("country"))
    gender = models.CharField(_("gender, as declared"), max_length=10, choices=Gender, blank=True, default="")
    languages = models.JSONField(_("languages spoken"), default=list, blank=True, validators=[check_languages])
    is_newcomer = models.BooleanField(_("comes for the first time"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.name


class ProposingOrganisation(models.Model):
    """An organisation behind a proposal, by the name its authors gave; linked to the registry by a path team."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead organisation")
        PARTNER = "partner", _("partner")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="organisations")
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.LEAD)
    name = models.CharField(_("name"), max_length=300)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=20, choices=Organisation.Kind, blank=True, default="")
    status = models.CharField(_("legal status, in their words"), max_length=200, blank=True)
    country = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("country"))
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    town = models.CharField(_("town"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("organisation of a proposal")
        verbose_name_plural = _("organisations of proposals")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.name


class ProposalFile(models.Model):
    """A picture or document handed in with a proposal, as the answer to a question."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files")
    question = models.SlugField(max_length=60)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="proposal_files")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "question"], name="proposal_file_once"),)

    def __str__(self) -> str:
        return str(self.upload)


class ProposalImport(models.Model):
    """A spreadsheet of proposals taken in; a second one updates what the first made."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("read, not yet taken over")
        DONE = "done", _("taken over")
        FAILED = "failed", _("failed")

    call = models.ForeignKey(Call, models.CASCADE, related_name="imports")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="proposal_imports")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREVIEWED)
    columns = models.JSONField(default=dict)
    """Column heading → what it was taken for."""
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    """[{severity, code, facts, places, count}]."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.upload} ({self.get_state_display()})"
