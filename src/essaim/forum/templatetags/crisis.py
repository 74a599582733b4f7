"""Words of the pages about people who cannot come."""

from datetime import datetime, time

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from essaim.forum import crisis_words
from essaim.forum.crisis import Balance, Candidate, Gravity, Hit, Sitting, Voice
from essaim.forum.crisis.offers import Mark
from essaim.forum.models import Appearance, Edition
from essaim.kit.dates import short_day
from essaim.kit.languages import language_name, spoken
from essaim.kit.templatetags.kit import hours, unknown

register = template.Library()
STATES = {Gravity.NOBODY: "bad", Gravity.NO_SPEAKER: "bad", Gravity.NO_SOUTH: "warn", Gravity.LOSES: "plain", Gravity.REPLACED: "ok"}


@register.simple_tag
def when_where(sitting: Sitting, edition: Edition) -> SafeString:
    """ "jeudi 10, 9:00–10:30, Salle bleue" """
    if sitting.day is None:
        when = unknown(gettext("day and hour unknown"))
    else:
        hour = hours(sitting.starts_at, sitting.ends_at, edition.zone)
        when = format_html("{}, {}", short_day(sitting.day, crisis_words.reader()), hour)
    room = text_of(sitting.room)
    return format_html("{}, {}", when, room) if room else when


def text_of(value: object) -> str:
    return spoken(value, crisis_words.reader()).text if value else ""  # type: ignore[arg-type]


@register.filter
def gravity(hit: Hit) -> str:
    return crisis_words.gravity_words(hit.gravity)


@register.filter
def gravity_state(hit: Hit) -> str:
    """The class of its note."""
    return STATES[hit.gravity]


@register.filter
def left_words(hit: Hit) -> str:
    return crisis_words.roles_words(hit)


@register.filter
def continent(row: Balance) -> str:
    return crisis_words.continent(row.continent)


@register.filter
def country(code: str) -> str:
    return crisis_words.country(code)


@register.filter
def role(voice: Voice) -> str:
    return str(Appearance.Role(voice.role).label)


@register.filter
def from_where(candidate: Candidate) -> str:
    return crisis_words.from_where(candidate)


@register.simple_tag
def marks(given: tuple[Mark, ...], hit: Hit) -> str:
    """With semicolons between."""
    return crisis_words.joined(crisis_words.mark_words(mark, hit) for mark in given)


@register.filter
def language_said(code: str) -> str:
    return language_name(code, crisis_words.reader())


@register.filter
def date_in(moment: datetime, edition: Edition) -> str:
    """The day of a moment in the edition's zone: "jeudi 10"."""
    return short_day(moment.astimezone(edition.zone).date(), crisis_words.reader())


@register.simple_tag
def free_span(span: tuple[datetime, datetime], edition: Edition) -> SafeString:
    """ "jeudi 10, 9:00–13:00"; a whole day is its name alone."""
    start, end = (moment.astimezone(edition.zone) for moment in span)
    day = short_day(start.date(), crisis_words.reader())
    if start.time() == time(0) and end.time() == time(0):
        return format_html("{}", day)
    return format_html("{}, {}", day, hours(start, end, edition.zone))
