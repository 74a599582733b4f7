from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.call.models.proposal import Proposal
from essaim.forum.models import Edition


class Merger(models.Model):
    """Proposals made into one. The result is a proposal of its own; its parts stay as they were behind it."""

    result = models.OneToOneField(Proposal, models.CASCADE, related_name="merger", verbose_name=_("result"))
    reason = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merger")
        verbose_name_plural = _("mergers")

    def __str__(self) -> str:
        return str(self.result)


class MergerPart(models.Model):
    """One of the proposals merged, and what it brought."""

    merger = models.ForeignKey(Merger, models.CASCADE, related_name="parts")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="merger_parts")
    former_state = models.CharField(max_length=10)
    """What undo gives back."""
    brought = models.JSONField(default=dict)
    """The trace: {"texts": {field: text}, "people": [keys in the result], "organisations": [keys in the result], "goals": [codes]}."""
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["merger", "proposal"], name="merger_part_once"),)

    def __str__(self) -> str:
        return str(self.proposal)


class Distinct(models.Model):
    """Two proposals the team looked at and found not to overlap: no longer suggested."""

    one = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    other = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="distinct_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"


class Likeness(models.Model):
    """How near two proposals are, computed beside the server from what they say; renewed when either changes."""

    one = models.ForeignKey(Proposal, models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    score = models.FloatField()
    """0 to 1."""
    reasons = models.JSONField(default=dict)
    """{"words": […], "terms": […], "organisations": […], "territory": …, "goals": […]}."""

    class Meta:
        indexes = (models.Index(fields=["one", "-score"], name="likeness_nearest"),)
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="likeness_once"),)

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}: {self.score:.2f}"


class Comparison(models.Model):
    """When an edition's likenesses were last computed, from how many proposals, and in which way."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="comparison")
    at = models.DateTimeField()
    proposals = models.PositiveIntegerField(default=0)
    method = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.at:%Y-%m-%d %H:%M}"
