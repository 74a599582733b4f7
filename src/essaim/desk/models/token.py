from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """A key to the API, acting for an account within `scopes` and, when given, one object. Kept only as a hash."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    start = models.CharField(max_length=12)
    """Its first signs, to tell it from others."""
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("what it may do"), default=list)
    """["proposals:read", "proposals:write"…]."""
    scope = models.CharField(max_length=110, blank=True)
    """The one object (an edition) it is limited to, as `kind:key`; empty: all its account may reach."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
