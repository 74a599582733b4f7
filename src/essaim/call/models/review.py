from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.call.models.call import Criterion
from essaim.call.models.proposal import Proposal


class Comment(models.Model):
    """A word of the path team among themselves, a question to the author, or the author's answer."""

    class Kind(models.TextChoices):
        TEAM = "team", _("among the path team")
        QUESTION = "question", _("question to the author")
        ANSWER = "answer", _("answer of the author")
        DECISION = "decision", _("decision told to the author")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comments")
    kind = models.CharField(_("to whom"), max_length=8, choices=Kind, default=Kind.TEAM)
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    body = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.body[:60]


class Mark(models.Model):
    """One reviewer's mark on one criterion."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="marks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="marks_given")
    value = models.PositiveSmallIntegerField(_("mark"))
    note = models.TextField(_("why"), blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "criterion", "by"], name="mark_once"),)

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class Conflict(models.Model):
    """Somebody who has to do with a proposal's authors: they neither mark, discuss nor decide on it, and do not see what others say of it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="conflicts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conflicts")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = (models.UniqueConstraint(fields=["proposal", "account"], name="conflict_once"),)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.proposal_id}"


class Look(models.Model):
    """How far somebody of a path team has read a proposal's texts: what changed since is shown to them."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="looks")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "account"], name="look_once"),)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.proposal_id} r{self.revision}"
