from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Grant(models.Model):
    """A role an account holds on one object, named by (kind, key) so that the desk need not know the domains above it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "role", "kind", "key"], name="grant_once"),)
        indexes = (models.Index(fields=["kind", "key"], name="grant_object"),)

    def __str__(self) -> str:
        return f"{self.account}: {self.role} {self.kind} {self.key}"
