"""The one link by which somebody in the programme answers without an account: signed, and ended by raising the speaker's link number."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from essaim.forum.models import Edition, Speaker

SALT = "essaim.forum.answer"
VALID_FOR = timedelta(days=200)
"""From the day the letter was written; whoever comes later asks for a new one."""
LONGEST = 200


def token_of(speaker: Speaker) -> str:
    return signing.dumps([speaker.pk, speaker.link_number], salt=SALT)


def address_of(speaker: Speaker, edition: Edition) -> str:
    """In the language switched on, with the site's own name."""
    return settings.SITE_ADDRESS + reverse("forum:answer", args=[edition.slug, token_of(speaker)])


def speaker_of(edition: Edition, token: str) -> Speaker | None:
    """None for a forged, ended, too old or another edition's link. No statement for what was never signed here, else one."""
    if len(token) > LONGEST:
        return None
    try:
        key, number = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Speaker.objects.filter(pk=key, link_number=number, edition=edition).select_related("person__photo", "country").first()
