"""Parts of a speaker's own page."""

import base64

from django import template
from django.core.files.storage import default_storage
from django.utils.translation import get_language

from essaim.desk.models import Upload
from essaim.desk.pictures import resized
from essaim.forum.models import Edition
from essaim.kit.dates import city_of

register = template.Library()
WIDTH = 160


@register.filter
def zone_name(edition: Edition) -> str:
    """ "Europe/Paris" → Paris, París"""
    return city_of(edition.time_zone, (get_language() or "en").split("-")[0])


@register.filter
def portrait(upload: Upload) -> str:
    """Small, inside the page: a photograph not yet public has no address a stranger may ask."""
    try:
        with default_storage.open(upload.key) as file:
            small = resized(file.read(), WIDTH)
    except OSError:
        return ""
    return f"data:{small.media_type};base64,{base64.b64encode(small.content).decode()}"
