"""Addresses of files."""

from django.urls import reverse

from essaim.desk.models import Upload


def address(upload: Upload) -> str:
    return reverse("file", args=[upload.key])
