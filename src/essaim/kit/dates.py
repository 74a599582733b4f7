"""Days, hours and spans as a reader of one language writes them (CLDR, through Babel). Cached: pages repeat few of them."""

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, get_timezone_location

THIN = "\u202f"
"""CLDR's narrow no-break space, absent from our fonts."""


LOCALES = {"en": "en_GB"}
"""Day before month, as in the printed programmes; other languages are their own locale."""
DAY_FIRST = {"fr": "d MMMM", "en": "d MMMM", "es": "d 'de' MMMM"}

FULL = {"en": "EEEE d MMMM y"}


def plain_spaces(text: str) -> str:
    return text.replace(THIN, "\u00a0").replace("\u2009", "\u00a0")


def locale_of(language: str) -> str:
    return LOCALES.get(language, language.replace("-", "_"))


@cache
def span(first: date, last: date, language: str) -> str:
    """6–8 novembre 2019; 31 octobre – 2 novembre 2019"""
    if first == last:
        return full_day(first, language)
    if language not in DAY_FIRST:
        return plain_spaces(format_interval(first, last, skeleton="yMMMMd", locale=locale_of(language)))
    end = long_day(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first_of(first, language, format_date(first, DAY_FIRST[language], locale=locale_of(language)))} – {end}"
    return f"{long_day(first, language)} – {end}"


def first_of(day: date, language: str, said: str) -> str:
    """French counts the first of a month as such: 1er novembre. Babel does not."""
    return re.sub(r"\b1(?=\s|$)", "1er", said, count=1) if day.day == 1 and language.startswith("fr") else said


@cache
def full_day(day: date, language: str) -> str:
    """jeudi 7 novembre 2019"""
    return first_of(day, language, plain_spaces(format_date(day, FULL.get(language, "full"), locale=locale_of(language))))


@cache
def long_day(day: date, language: str) -> str:
    """7 novembre 2019"""
    return first_of(day, language, plain_spaces(format_date(day, format="long", locale=locale_of(language))))


@cache
def short_day(day: date, language: str) -> str:
    """jeudi 7: the name of a day among an edition's few."""
    return first_of(day, language, format_date(day, "EEEE d", locale=locale_of(language)))


@cache
def city_of(zone: str, language: str) -> str:
    """The town a zone is named after, in the reader's language: America/Mexico_City → Mexico (fr), Europe/Paris → París (es)."""
    return str(get_timezone_location(zone, locale=locale_of(language), return_city=True)).rpartition("/")[2]


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """10:45, in the edition's own zone; twenty-four hours in every language, as printed programmes have it."""
    local = moment.astimezone(zone)
    return f"{local.hour:02d}:{local.minute:02d}"


@cache
def part_day(words: str, language: str) -> str:
    """A date as precise as it is known: 2025, 2025-10 → octobre 2025, 2025-10-31 → 31 octobre 2025. Anything else is its own words."""
    try:
        if len(words) == 7:
            return plain_spaces(format_skeleton("yMMMM", date.fromisoformat(f"{words}-01"), locale=locale_of(language)))
        return long_day(date.fromisoformat(words), language) if len(words) == 10 else words
    except ValueError:
        return words


def next_midnight(moment: datetime) -> datetime:
    """The first moment of the next day in the moment's own zone."""
    return datetime.combine(moment.date() + timedelta(days=1), time.min, tzinfo=moment.tzinfo)
