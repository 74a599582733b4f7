"""Dates, hours, durations and zones as sources write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

CLOCK = re.compile(r"(\d{1,2})\s*[:hH.]\s*(\d{2})?(?::(\d{2})(?:\.\d+)?)?")
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
PARTS = re.compile(r"(\d+):(\d{1,2})(?::(\d{1,2}))?")
ISO_DURATION = re.compile(r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
YEARS = range(1900, 2200)
"""A year outside these is a mistake."""
ZONE_NAME = re.compile(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*")


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name (or of Windows' name for it); None when there is none."""
    if name not in available_timezones():
        name = WINDOWS_TO_OLSON.get(name, name)
    if not ZONE_NAME.fullmatch(name) or name not in available_timezones():
        return None
    return ZoneInfo(name)


def zone_guess(name: str) -> str:
    """The zone that may have been meant: "Europe/Pari" → "Europe/Paris"; "" when nothing comes near."""
    return next(iter(get_close_matches(name, sorted(available_timezones()), n=1, cutoff=0.7)), "")


def read_moment(text: str) -> datetime | None:
    """ISO 8601, aware or naive as written, to the second; None when it is not one."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(microsecond=0)


def read_date(text: str) -> date | None:
    """2025-10-29, the date of a full ISO moment, or 29/10/2025 (day first, as French and Spanish write)."""
    text = text.strip()
    try:
        if match := DAY_FIRST.fullmatch(text):
            day, month, year = map(int, match.groups())
            told = date(year, month, day)
        else:
            told = date.fromisoformat(text) if len(text) <= len("2025-10-29") else datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return told if told.year in YEARS else None


def read_clock(text: str) -> time | None:
    """9:00, 09:00:00, 9h30, 9h; None when it is not an hour of the day."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def read_duration(text: str, *, days_first: bool = False) -> timedelta | None:
    """ "01:30", "120:00", "90" (minutes), "00:25:00", "PT1H30M"; None when it is not one.

    days_first: three parts are days:hours:minutes (as pretalx writes), not hours:minutes:seconds (as pentabarf does).
    """
    text = text.strip()
    try:
        if text.isascii() and text.isdigit():
            return timedelta(minutes=int(text))
        if match := PARTS.fullmatch(text):
            first, second, third = (int(part or 0) for part in match.groups())
            if match[3] and days_first:
                return timedelta(days=first, hours=second, minutes=third)
            return timedelta(hours=first, minutes=second, seconds=third)
        if len(text) > len("PT") and (match := ISO_DURATION.fullmatch(text)):
            weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
            lasts = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
            return -lasts if match[1] == "-" else lasts
    except OverflowError:
        pass
    return None


def clock_text(lasts: timedelta) -> str:
    """Hours and minutes: 01:30, 120:00. Seconds are cut."""
    minutes = int(lasts.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def iso(moment: datetime) -> str:
    """ISO 8601 with an offset in whole minutes, as XML Schema wants it: local mean times of old (+00:09:21) become UTC."""
    offset = moment.utcoffset() or timedelta()
    if offset.seconds % 60:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds")


def same_instant(moment: datetime, zone: ZoneInfo | None) -> datetime:
    """The moment in the zone; in its own offset when there is no zone or the calendar ends there."""
    try:
        return moment.astimezone(zone) if zone else moment
    except OverflowError:
        return moment
