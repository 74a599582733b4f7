"""Weekday against date, days that do not exist, ranges that run backwards."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from essaim.forum.proofreading.dates import Mention
from essaim.forum.proofreading.finding import Certainty, Finding
from essaim.forum.proofreading.words import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, folded

NEAR_DAYS = 3


def check_weekdays(text: str, mentions: list[Mention], language: str) -> Iterator[Finding]:
    for one in mentions:
        if not one.is_possible:
            yield impossible(text, one, language)
        elif one.weekday is not None and one.date and one.date.weekday() != one.weekday:
            if one.or_month_first and other_reading(one):
                continue
            yield wrong_weekday(text, one, one.date, language)
    yield from backwards(text, mentions)


def impossible(text: str, one: Mention, language: str) -> Finding:
    return Finding(
        code="impossible_date",
        start=one.start,
        end=one.end,
        quoted=text[one.start : one.end],
        facts={"day": one.day, "month": one.month, "month_word": month_word(one.month, language), "year": one.year},
    )


def month_word(month: int | None, language: str) -> str:
    return MONTHS.get(language, MONTHS["en"])[month - 1] if month and 1 <= month <= 12 else ""


def other_reading(one: Mention) -> bool:
    """Month first: does the weekday hold then?"""
    if one.year is None or one.month is None or not (1 <= one.day <= 12 and 1 <= one.month <= 12):
        return False
    return date(one.year, one.day, one.month).weekday() == one.weekday


def wrong_weekday(text: str, one: Mention, day: date, language: str) -> Finding:
    """Either the weekday or the day is wrong: both ways out, the weekday first. Sure when the year is written."""
    words = WEEKDAYS.get(language, WEEKDAYS["en"])
    right = matched_case(weekday_like(one.weekday_word, day.weekday(), language), one.weekday_word)
    near = nearest(day, one.weekday or 0)
    quoted = text[one.start : one.end]
    at = one.weekday_start - one.start
    with_weekday = quoted[:at] + right + quoted[at + len(one.weekday_word) :]
    return Finding(
        code="weekday_date",
        start=one.start,
        end=one.end,
        quoted=quoted,
        facts={
            "weekday": one.weekday_word,
            "right_weekday": words[day.weekday()],
            "date": day.isoformat(),
            "near_date": near.isoformat(),
            "is_year_written": one.is_year_written,
            "language": language,
        },
        suggestions=(
            with_weekday,
            f"{words[one.weekday or 0]} {near.day} {'de ' if language == 'es' else ''}{month_word(near.month, language)}",
        ),
        certainty=Certainty.SURE if one.is_year_written else Certainty.LIKELY,
    )


def weekday_like(word: str, weekday: int, language: str) -> str:
    """In full or short, as it was written."""
    short = SHORT_WEEKDAYS.get(language, SHORT_WEEKDAYS["en"])
    is_short = any(folded(word) in folded(each).split() for each in short)
    return short[weekday].split()[0] if is_short else WEEKDAYS.get(language, WEEKDAYS["en"])[weekday]


def matched_case(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word[:1].lower() + word[1:]


def nearest(day: date, weekday: int) -> date:
    """The nearest day of that weekday, within the calendar."""
    first, last = (max(date.min.toordinal(), day.toordinal() - NEAR_DAYS), min(date.max.toordinal(), day.toordinal() + NEAR_DAYS))
    return min(map(date.fromordinal, range(first, last + 1)), key=lambda each: (each.weekday() != weekday, abs(each - day)))


def backwards(text: str, mentions: list[Mention]) -> Iterator[Finding]:
    """ "du 30 au 28 octobre"."""
    for first, last in pairwise(mentions):
        if first.opens_range and first.run == last.run and first.date and last.date and last.date < first.date:
            yield Finding(
                code="range_backwards",
                start=first.start,
                end=last.end,
                quoted=text[first.start : last.end],
                facts={"first": first.date.isoformat(), "last": last.date.isoformat()},
            )
