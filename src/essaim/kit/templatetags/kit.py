"""Tags every template has. Small pieces of the look that several domains show; larger ones are in website/components/."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from django import template
from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from i18nfield.strings import LazyI18nString

from essaim.kit import dates
from essaim.kit.languages import Spoken, TextData, language_name, spoken

register = template.Library()


def reader() -> str:
    return get_language() or "en"


@register.simple_tag
def text(value: LazyI18nString | TextData | None, *, mark: bool = False, paragraphs: bool = False) -> SafeString:
    """A content text with its own lang and dir; with mark=True a fallback says that it is one; with paragraphs=True lines are kept."""
    said = spoken(value, reader())
    if not said.text:
        return SafeString("")
    return element(said, paragraphs=paragraphs) + (note_of(said) if mark else SafeString(""))


def element(said: Spoken, *, paragraphs: bool) -> SafeString:
    body = SafeString(linebreaks(said.text, autoescape=True)) if paragraphs else escape(said.text)
    if said.language in ("", reader()):
        return body
    name = "div" if paragraphs else "span"
    return format_html('<{} lang="{}" dir="{}">{}</{}>', name, said.language, said.direction, body, name)


def note_of(said: Spoken) -> SafeString:
    """The words that tell a reader why this text is in another language than the page."""
    if not said.is_fallback:
        return SafeString("")
    note = gettext("in %(language)s") % {"language": language_name(said.language, reader())}
    return format_html(' <small class="meta">({})</small>', note)


@register.filter
def plain(value: LazyI18nString | str | None) -> str:
    """The text as the reader gets it, without its language: for attributes and titles."""
    return spoken(value, reader()).text


@register.filter
def said_in(value: LazyI18nString | str | None) -> SafeString:
    """lang and dir for an element that holds nothing but this text: <h1{{ session.title|said_in }}>."""
    said = spoken(value, reader())
    if said.language in ("", reader()):
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', said.language, said.direction)


@register.simple_tag
def unknown(words: str = "") -> SafeString:
    """What no source tells. Never empty, never 0."""
    return format_html('<span class="unknown">{}</span>', words or gettext("unknown: no source found"))


@register.simple_tag
def languages(codes: Iterable[str]) -> SafeString:
    """Names of languages in the reader's language, with commas; unknown when there is none."""
    names = [language_name(code, reader()) for code in codes]
    return format_html_join(", ", "{}", ((name,) for name in names)) if names else unknown(gettext("unknown"))


@register.simple_tag
def path_tile(letter: str) -> SafeString:
    """A thematic path's letter on its colour: always both."""
    return format_html('<span class="pt" data-path="{}"><span class="vh">{} </span>{}</span>', letter, gettext("Path"), letter)


@register.simple_tag
def goal_mark(code: str) -> SafeString:
    """A goal's number under its official colour."""
    return format_html('<span class="goal" data-g="{}">{}</span>', code, code)


@register.simple_tag
def state(code: str, words: str) -> SafeString:
    """A figure's or fact's state: mark and word. Codes: official, verified, estimated, declared, none."""
    return format_html('<span class="st {}">{}</span>', code, words)


@register.filter
def full_day(day: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), dates.full_day(day, reader()))


@register.filter
def long_day(day: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), dates.long_day(day, reader()))


@register.filter
def short_day(day: date) -> str:
    return dates.short_day(day, reader())


@register.simple_tag
def day_span(first: date, last: date) -> str:
    return dates.span(first, last, reader())


@register.simple_tag
def hours(starts_at: datetime | None, ends_at: datetime | None, zone: ZoneInfo) -> SafeString:
    """10:45–12:15 in the edition's zone, read from left to right also in Arabic; an unknown end stays open."""
    if starts_at is None:
        return unknown(gettext("hour unknown"))
    start = format_html('<time datetime="{}">{}</time>', starts_at.astimezone(zone).isoformat(), dates.clock(starts_at, zone))
    if ends_at is None:
        return start
    end = format_html('<time datetime="{}">{}</time>', ends_at.astimezone(zone).isoformat(), dates.clock(ends_at, zone))
    return format_html('<bdi dir="ltr">{}–{}</bdi>', start, end)


@register.inclusion_tag("website/components/crumb.html")
def crumb(here: object, **steps: object) -> dict[str, object]:
    """The way back. {% crumb "Programme" %}; give steps as a list of (address, label) with steps=…"""
    return {"here": here, "steps": steps.get("steps") or []}


@register.inclusion_tag("website/components/field.html")
def field(bound: object) -> dict[str, object]:
    """A form's field: label, hint, error in its place, input."""
    return {"field": bound}


@register.inclusion_tag("website/components/errors.html")
def error_summary(form: object) -> dict[str, object]:
    """The list of errors above a form, each leading to its field."""
    return {"form": form}


@register.inclusion_tag("website/components/pager.html", takes_context=True)
def pager(context: template.Context, page: object) -> dict[str, object]:
    """Previous and next for a django.core.paginator.Page; keeps the rest of the address."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}


@register.filter
def number(value: Decimal | float | None) -> str:
    """A figure as the reader's language groups it: 10 800, 10,800, 10.800. No zeros after the point that nobody counted."""
    if value is None:
        return ""
    return dates.plain_spaces(format_decimal(value, locale=dates.locale_of(reader())))


class Published(Protocol):
    """What claim_value needs of a registry.Claim."""

    value: Decimal | None
    upper: Decimal | None
    words: str
    unit: str
    qualifier: str

    def get_qualifier_display(self) -> str: ...


@register.simple_tag
def claim_value(claim: Published) -> SafeString:
    """A published figure as it was published: its words when it has them, else the number with its qualifier."""
    if claim.words:
        return format_html("{}", claim.words)
    figure = number(claim.value) + (f"–{number(claim.upper)}" if claim.upper is not None else "")
    parts = [claim.get_qualifier_display() if claim.qualifier else "", figure, claim.unit]
    return format_html("{}", " ".join(part for part in parts if part))
