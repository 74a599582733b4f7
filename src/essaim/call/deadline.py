"""When a call opens and closes: read as people type it, said as people read it. No rows.

A deadline "15 May 2021, 23:59 (GMT-6)" of a call in Mexico City has two readings, because the city was on UTC−5 that day. `understand`
finds them; a person chooses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
PARTS = {
    "Africa": "002", "America": "019", "Antarctica": "AQ", "Arctic": "150", "Asia": "142", "Atlantic": "", "Australia": "009", "Europe": "150",
    "Indian": "", "Pacific": "009",
}  # fmt: skip
"""First parts of the names of zones that are places, and the continent's code in CLDR; two are oceans."""
ABBREVIATIONS = {
    "z": 0, "utc": 0, "gmt": 0, "tu": 0, "wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "hnec": 60, "haec": 120,
    "est": -300, "edt": -240, "pst": -480, "pdt": -420, "kst": 540, "jst": 540,
}  # fmt: skip
"""Names with one meaning, in minutes from UTC. CST, IST, BST and the like have several and are asked about."""
OFFSET = re.compile(r"(?:utc|gmt|tu)?\s*([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
MIDNIGHT = re.compile(r"midnight|minuit|medianoche", re.IGNORECASE)
NOON = re.compile(r"noon|midi|mediod[ií]a", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|\.|heures?)\s*(\d{2})?|(\d{1,2})(?=\s*[ap]\.?m)", re.IGNORECASE)
HALF = re.compile(r"^\s*([ap])\.?\s?m\.?", re.IGNORECASE)


class Doubt(StrEnum):
    """Why an hour as typed has more than one reading, or none."""

    NONE = ""
    OFFSET = "offset"
    """The offset typed is not the place's own on that day."""
    TWICE = "twice"
    """The clocks go back: the hour comes twice."""
    NEVER = "never"
    """The clocks go forward: the hour is skipped."""
    MIDNIGHT = "midnight"
    """The day's beginning or its end."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    key: str
    """For a form: the instant in ISO 8601, UTC."""
    at: datetime
    """In UTC."""
    offset: timedelta
    """The offset this reading takes the hour in."""
    by_offset: bool = False
    """True when it trusts the offset typed, not the place."""


@dataclass(frozen=True, slots=True)
class Understood:
    readings: tuple[Reading, ...]
    doubt: Doubt = Doubt.NONE
    offset: timedelta | None = None
    """The offset typed, if any."""

    @property
    def is_clear(self) -> bool:
        return len(self.readings) == 1


def understand(day: date, typed: str, zone: ZoneInfo) -> Understood:
    """The instants "23:59", "23h59", "11:59 pm", "midnight UTC+01:00" or "23:59 (GMT-6)" may mean on that day in that place."""
    clock, rest = clock_of(typed)
    offset, is_known = offset_of(rest)
    if clock is None or not is_known:
        return Understood((), Doubt.UNREADABLE)
    is_midnight = clock == time.max
    starts = [datetime.combine(day, time()), datetime.combine(day + DAY, time())] if is_midnight else [datetime.combine(day, clock)]
    doubt, found = Doubt.MIDNIGHT if is_midnight else Doubt.NONE, dict[datetime, Reading]()
    for local in starts:
        why, readings = readings_of(local, zone, offset)
        doubt = doubt or why
        found.update({reading.at: reading for reading in readings})
    return Understood(tuple(found.values()), doubt if len(found) > 1 else Doubt.NONE, offset)


def clock_of(typed: str) -> tuple[time | None, str]:
    """The hour and what stands behind it; midnight without a number is `time.max`: both ends of the day."""
    words = typed.strip()
    for pattern, at in ((MIDNIGHT, time.max), (NOON, time(12))):
        if found := pattern.match(words):
            return at, words[found.end() :]
    found = CLOCK.match(words)
    if not found:
        return None, words
    hour, minute, rest = int(found[1] or found[3]), int(found[2] or 0), words[found.end() :]
    if half := HALF.match(rest):
        rest = rest[half.end() :]
        if not 1 <= hour <= 12:
            return None, rest
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    if (hour, minute) == (24, 0):
        return time.max, rest
    return (time(hour, minute), rest) if hour < 24 and minute < 60 else (None, rest)


def offset_of(rest: str) -> tuple[timedelta | None, bool]:
    """The offset told, and whether what was told is understood. Nothing told: (None, True)."""
    words = rest.strip(" ,.()[]\u00a0")
    if not words:
        return None, True
    if found := OFFSET.fullmatch(words):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timedelta(minutes=minutes if found[1] == "+" else -minutes), minutes <= 14 * 60
    minutes_of = ABBREVIATIONS.get(words.lower())
    return (None, False) if minutes_of is None else (timedelta(minutes=minutes_of), True)


def readings_of(local: datetime, zone: ZoneInfo, offset: timedelta | None) -> tuple[Doubt, list[Reading]]:
    here = list(at_place(local, zone))
    if offset is None:
        return (Doubt.NONE if len(here) == 1 else Doubt.TWICE if exists(local, zone) else Doubt.NEVER), here
    meant = local.replace(tzinfo=timezone(offset)).astimezone(UTC)
    agreeing = [one for one in here if one.at == meant]
    if agreeing:
        return Doubt.NONE, agreeing
    return Doubt.OFFSET, [*here, Reading(key_of(meant), meant, offset, by_offset=True)]


def at_place(local: datetime, zone: ZoneInfo) -> Iterator[Reading]:
    """One instant on most days; two when the clocks were set back in that hour, or jumped over it."""
    instants = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    for at in sorted(set(instants)):
        yield Reading(key_of(at), at, offset_at(at, zone))


def exists(local: datetime, zone: ZoneInfo) -> bool:
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local


def offset_at(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def key_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def utc_words(offset: timedelta) -> str:
    """UTC+1, UTC−5, UTC+5:30, UTC"""
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02d}' if rest else ''}"


def is_place(zone: str) -> bool:
    """Is it the clock of a town? "Etc/GMT+6", "CET" and "UTC" are not: they know no summer time, or no place at all."""
    return zone.partition("/")[0] in PARTS
