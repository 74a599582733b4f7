from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from essaim.registry.models.territory import Territory


class Organisation(models.Model):
    """An actor. An informal group, with no legal status, is a full kind: it is shown by area, never as a point."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        COOPERATIVE = "cooperative", _("cooperative")
        MUTUAL = "mutual", _("mutual society")
        FOUNDATION = "foundation", _("foundation")
        SOCIAL_ENTERPRISE = "social_enterprise", _("social enterprise")
        INFORMAL_GROUP = "informal_group", _("informal group")
        LOCAL_AUTHORITY = "local_authority", _("local authority")
        PUBLIC_BODY = "public_body", _("public body")
        INTERNATIONAL = "international", _("international organisation")
        RESEARCH = "research", _("school or research body")
        NETWORK = "network", _("network")
        COMPANY = "company", _("company")
        UNKNOWN = "", _("unknown")

    slug = models.SlugField(_("address name"), max_length=120, unique=True)
    name = I18nCharField(_("name"))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True, default="")
    summary = I18nTextField(_("summary"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("territory")
    )
    is_fictional = models.BooleanField(_("fictional, for a demo"), default=False)
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.acronym or str(self.name)


class OrganisationName(models.Model):
    """Another name or spelling under which an organisation is met, so that it is found by it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=12, blank=True)
    note = I18nCharField(_("note"), blank=True)
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "name"], name="organisation_name_once"),)

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """What a register calls the organisation. Known schemes are checked (essaim.registry.identifiers)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=30)
    value = models.CharField(_("value"), max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once"),)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Establishment(models.Model):
    """A place where an organisation works."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="establishments")
    name = I18nCharField(_("name"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="establishments")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    def __str__(self) -> str:
        return str(self.name) or self.address


class Membership(models.Model):
    """One organisation belongs to another (RTES in GSEF), from and until when, as far as known."""

    member = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    network = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    start = models.DateField(_("since"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    source = models.ForeignKey("registry.Source", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["member", "network", "start"], name="membership_once"),
            models.UniqueConstraint(fields=["member", "network"], condition=models.Q(start__isnull=True), name="membership_undated_once"),
            models.CheckConstraint(condition=~models.Q(member=models.F("network")), name="membership_of_another"),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(start__isnull=True) | models.Q(end__gte=models.F("start")),
                name="membership_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} – {self.network}"
