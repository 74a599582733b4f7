from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A checked file, stored under a key of our own. The name people gave it is kept only to offer it back to them."""

    key = models.CharField(max_length=64, unique=True)
    """Path below MEDIA_ROOT, made from the content's SHA-256; never from what the sender said."""
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=100)
    """Found by looking into the file, not from its name."""
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name
