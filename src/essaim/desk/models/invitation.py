from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """A role offered by mail to somebody who may have no account yet. Accepting it makes the grant. The link's secret is kept only as a hash."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    role = models.CharField(_("role"), max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=300, blank=True)
    """What the role is on, as it was called when the invitation was written."""
    scope = models.CharField(max_length=110, blank=True)
    """The object whose team wrote it, as `kind:key` (an edition)."""
    message = models.TextField(_("a word of yours"), blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")
        indexes = (models.Index(fields=["kind", "key"], name="invitation_object"), models.Index(fields=["scope"], name="invitation_scope"))

    def __str__(self) -> str:
        return self.name or self.email
