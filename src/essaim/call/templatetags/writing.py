"""Moments as authors' pages say them: in the edition's own time."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from essaim.forum.models import Edition
from essaim.kit.dates import clock, long_day

register = template.Library()


@register.filter
def at_hour(moment: datetime | None, edition: Edition) -> SafeString:
    """25 November 2026, 09:31"""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words_of(moment, edition)) if moment else SafeString()


@register.filter
def at_hour_plain(moment: datetime | None, edition: Edition) -> str:
    return words_of(moment, edition) if moment else ""


@register.filter
def on_day(moment: datetime | None, edition: Edition) -> SafeString:
    if moment is None:
        return SafeString()
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), day_of(moment, edition))


def apart(moments: Sequence[datetime], edition: Edition) -> list[str]:
    """Each in words; those of one minute with their seconds, so that no two saves are called the same."""
    plain = [words_of(one, edition) for one in moments]
    twice = {words for words in plain if plain.count(words) > 1}
    zone = ZoneInfo(edition.time_zone)
    return [f"{words}:{one.astimezone(zone):%S}" if words in twice else words for words, one in zip(plain, moments, strict=True)]


def words_of(moment: datetime, edition: Edition) -> str:
    return f"{day_of(moment, edition)}, {clock(moment, ZoneInfo(edition.time_zone))}"


def day_of(moment: datetime, edition: Edition) -> str:
    return long_day(moment.astimezone(ZoneInfo(edition.time_zone)).date(), (get_language() or "en").split("-")[0])
