"""Long texts and what is less often met in templates; the common tags are in kit.py."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from i18nfield.strings import LazyI18nString

from essaim.kit import dates
from essaim.kit.languages import language_name, spoken
from essaim.kit.prose import prose as rendered

register = template.Library()


def reader() -> str:
    return get_language() or "en"


@register.simple_tag
def prose(value: LazyI18nString | str | None) -> SafeString:
    """A long text in its own language and direction; a fallback says that it is one. It holds paragraphs."""
    said = spoken(value, reader())
    if not said.text:
        return SafeString("")
    if said.language in ("", reader()):
        return format_html('<div class="flow">{}</div>', rendered(said.text))
    body = format_html('<div class="flow" lang="{}" dir="{}">{}</div>', said.language, said.direction, rendered(said.text))
    if not said.is_fallback:
        return body
    note = gettext("This text exists only in another language: %(language)s.") % {"language": language_name(said.language, reader())}
    return format_html('<p class="meta">{}</p>{}', note, body)


@register.filter
def part_day(words: str) -> str:
    """A date as precise as it is known: 2025, 2025-10 or 2025-10-31."""
    return dates.part_day(words, reader())


@register.filter
def in_words(code: str) -> str:
    """A language's name in the reader's: eu → basque."""
    return language_name(code, reader())


@register.simple_tag
def moment(at: datetime, zone: ZoneInfo) -> SafeString:
    """7 novembre 2019, 10:45"""
    shown = f"{dates.long_day(at.astimezone(zone).date(), reader())}, {dates.clock(at, zone)}"
    return format_html('<time datetime="{}">{}</time>', at.astimezone(zone).isoformat(timespec="minutes"), shown)


@register.filter
def given(word: str, words: Mapping[str, str]) -> str:
    """What to say for a word of ours; the word itself when nothing is given."""
    return words.get(word, word)
