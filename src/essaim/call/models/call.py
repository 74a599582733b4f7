from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.forum.models import Edition, Format
from essaim.forum.models.edition import check_languages, check_time_zone


class Call(models.Model):
    """A call for contributions of one edition: when, in which languages, with which kinds of proposal and questions."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="calls", verbose_name=_("edition"))
    slug = models.SlugField(_("address name"), max_length=60)
    name = I18nCharField(_("name"))
    intro = I18nTextField(_("introduction"), blank=True)
    after = I18nTextField(_("what happens after sending"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    time_zone = models.CharField(_("time zone of its dates"), max_length=60, default="Europe/Paris", validators=[check_time_zone])
    languages = models.JSONField(_("languages one may write in"), default=list, blank=True, validators=[check_languages])
    """Empty: any language."""
    is_public = models.BooleanField(_("public"), default=False)
    closed_early_at = models.DateTimeField(null=True, blank=True)
    is_blind = models.BooleanField(_("marks are hidden until one has given one’s own"), default=True)

    class Meta:
        verbose_name = _("call for contributions")
        verbose_name_plural = _("calls for contributions")
        ordering = ("edition", "opens_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["edition", "slug"], name="call_once"),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True) | models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=models.F("opens_at")),
                name="call_closes_after_opening",
            ),
        )

    def __str__(self) -> str:
        return str(self.name)


class Kind(models.Model):
    """A kind of proposal with its own rules, as this call names it; `nature` is what it means to the programme."""

    class Nature(models.TextChoices):
        INDIVIDUAL = "individual", _("individual: the organisers attach it to a panel")
        COLLECTIVE = "collective", _("collective: a whole session, may be merged")
        SELF_MANAGED = "self_managed", _("self-managed: a room is given, never merged, not interpreted")

    call = models.ForeignKey(Call, models.CASCADE, related_name="kinds")
    slug = models.SlugField(_("address name"), max_length=60)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature, default=Nature.COLLECTIVE)
    name = I18nCharField(_("name"))
    help = I18nTextField(_("who it is for, and its rules"), blank=True)
    formats = models.ManyToManyField(Format, blank=True, related_name="proposal_kinds", verbose_name=_("formats to choose from"))
    max_per_organisation = models.PositiveSmallIntegerField(_("at most so many from one organisation"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("kind of proposal")
        verbose_name_plural = _("kinds of proposal")
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["call", "slug"], name="kind_once"),)

    def __str__(self) -> str:
        return str(self.name)

    @property
    def may_merge(self) -> bool:
        return self.nature == self.Nature.COLLECTIVE

    @property
    def may_attach(self) -> bool:
        return self.nature == self.Nature.INDIVIDUAL

    @property
    def is_interpreted(self) -> bool:
        return self.nature != self.Nature.SELF_MANAGED


class Question(models.Model):
    """One question of the call's form. Answers stand in Proposal.answers under its slug."""

    class Type(models.TextChoices):
        LINE = "line", _("a line of text")
        TEXT = "text", _("a longer text")
        ONE = "one", _("one of a list")
        SEVERAL = "several", _("several of a list")
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("a whole number")
        DATE = "date", _("a date")
        URL = "url", _("a web address")
        EMAIL = "email", _("an e-mail address")
        PHONE = "phone", _("a telephone number")
        FILE = "file", _("a file")
        PLACE = "place", _("a point on the map (latitude and longitude)")
        CONSENT = "consent", _("an agreement")

    call = models.ForeignKey(Call, models.CASCADE, related_name="questions")
    slug = models.SlugField(_("name in files"), max_length=60)
    type = models.CharField(_("type"), max_length=10, choices=Type, default=Type.LINE)
    label = I18nCharField(_("question"))
    help = I18nTextField(_("help"), blank=True)
    section = I18nCharField(_("section it opens"), blank=True)
    """Not empty: a heading stands before this question."""
    kinds = models.ManyToManyField(Kind, blank=True, related_name="questions", verbose_name=_("only for these kinds"))
    """None: for every kind."""
    languages = models.JSONField(_("only when written in these languages"), default=list, blank=True, validators=[check_languages])
    is_required = models.BooleanField(_("must be answered before sending"), default=False)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    """[{"value": "mobility", "label": {"fr": "Mobilité"}}] for one and several."""
    allows_other = models.BooleanField(_("others may be written in"), default=False)
    least = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    """Characters of a text, choices of several, value of a number."""
    most = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    condition = models.JSONField(_("asked only if"), default=dict, blank=True)
    """{"question": slug, "is": [values]}: asked when that question has one of these answers. Empty: always."""
    is_personal = models.BooleanField(_("personal: never in a public export"), default=False)
    is_public = models.BooleanField(_("public with the proposal"), default=False)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["call", "slug"], name="question_once"),)

    def __str__(self) -> str:
        return str(self.label)


class Criterion(models.Model):
    """What reviewers mark proposals on."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    name = I18nCharField(_("name"))
    help = I18nTextField(_("what to look for"), blank=True)
    most = models.PositiveSmallIntegerField(_("highest mark"), default=5)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.name)


class Aim(models.Model):
    """A rule of balance as the committee states it: at least (or most) so many per cent of `values` along `dimension`."""

    class Dimension(models.TextChoices):
        CONTINENT = "continent", _("continent")
        COUNTRY = "country", _("country")
        ORGANISATION_KIND = "organisation_kind", _("kind of organisation")
        GENDER = "gender", _("declared gender")
        LANGUAGE = "language", _("language")
        FORMAT = "format", _("format")
        GOAL = "goal", _("goal")
        NEWCOMER = "newcomer", _("newcomer")

    call = models.ForeignKey(Call, models.CASCADE, related_name="aims")
    dimension = models.CharField(_("about"), max_length=20, choices=Dimension)
    values = models.JSONField(_("values counted"), default=list)
    """Codes: ["AF", "AS", "SA"] for continents, ["woman"], ["fr"]…"""
    least_percent = models.PositiveSmallIntegerField(_("at least, in per cent of what is known"), null=True, blank=True)
    most_percent = models.PositiveSmallIntegerField(_("at most, in per cent of what is known"), null=True, blank=True)
    per_path = models.BooleanField(_("in each path, too"), default=False)
    words = I18nCharField(_("as the committee says it"), blank=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("aim of balance")
        verbose_name_plural = _("aims of balance")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {', '.join(self.values)}"
