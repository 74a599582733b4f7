"""Published figures in templates."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from essaim.forum import figures
from essaim.registry.models import Claim

register = template.Library()


@register.filter
def claimed_short(claim: Claim) -> str:
    """1,500 +"""
    return figures.short_value(claim, get_language() or settings.LANGUAGE_CODE)


@register.filter
def measure(word: str) -> str:
    """Participants"""
    return figures.label_with_case(word)
