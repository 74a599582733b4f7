"""A speaker at their page, as a visitor with the link."""

from django.test import Client
from django.urls import reverse

from essaim.forum.links import token_of


def address(speaker, edition=None) -> str:
    return reverse("forum:answer", args=[(edition or speaker.edition).slug, token_of(speaker)])


def post(speaker, part: str, **data: object):
    return Client().post(address(speaker), {"part": part, **data})
