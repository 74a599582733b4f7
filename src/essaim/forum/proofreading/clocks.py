"""Hours as a text writes them, and the places whose clocks they are."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from essaim.forum.proofreading.places import ABBREVIATION, OFFSET, Place

DAY_MIN = 24 * 60
CLOCK = re.compile(
    r"(?<![\d:.,/\-])(?:(\d{1,2})\s?(?:[:hH]|\s[hH]\s?)\s?(\d{2})(?![\d])|(\d{1,2})\s?[hH](?![\w])|(\d{1,2})\.(\d{2})(?=\s?(?:am|pm|h|hrs|a\.m|p\.m|uhr|CE)))"
    r"\s?(am|pm|a\.\s?m\.|p\.\s?m\.|AM|PM)?|(?<![\d:.,/\-])(\d{1,2})\s?(am|pm|a\.\s?m\.|p\.\s?m\.|AM|PM)(?![a-z])"
)
WITHIN = 90
"""A place belongs to an hour at most so many signs away, on the same line, with no other hour between."""
HALF_SPAN = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[-–—]|to|until|till|and|à|a|et|y|hasta)\s*$")
SEQUENCE = re.compile(r"\b(?:puis|ensuite|then|after|after that|luego|después|followed)\b", re.IGNORECASE)
BREAK = re.compile(r"\n|[.!?]\s+(?=[A-ZÀ-Þ¿¡«“])")
RANGE_GAP = re.compile(r"\s*(?:[-–—]|à|au|to|until|a|hasta|al)\s*", re.IGNORECASE)
JOINERS = re.compile(
    r"[\s,;=/()|·•:\-–—]*(?:(?:heure|hora|heures|horas|h|hs|hrs|time|hours|hrs|local|locale|in|en|à|at|las|la|a|au|aux|de|del|du|of|and|et|y|or|ou|i\.e\.|soit|es decir)[\s,;=/()|·•:\-–—]*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    start: int
    end: int
    minute: int
    """Of the day."""
    word: str
    is_possible: bool = True


Spanned = TypeVar("Spanned", Clock, Place)


@dataclass(frozen=True, slots=True)
class Reading:
    """An hour with the place whose clock it is."""

    clock: Clock
    place: Place


def clocks_in(text: str) -> list[Clock]:
    found = []
    for match in CLOCK.finditer(text):
        if match[7]:
            hour, minute, half = int(match[7]), 0, match[8]
        elif match[4]:
            hour, minute, half = int(match[4]), int(match[5]), match[6]
        else:
            hour, minute, half = int(match[1] or match[3]), int(match[2] or 0), match[6]
        is_possible = (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
        if half:
            is_possible = 1 <= hour <= 12 and minute < 60
            hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
        found.append(Clock(match.start(), match.start() + len(match[0].rstrip()), hour * 60 + minute, match[0].strip(), is_possible))
    return found


def near_clock(place: Place, clocks: list[Clock]) -> bool:
    return any(
        abs(clock.end - place.start) <= WITHIN or abs(place.end - clock.start) <= WITHIN for clock in around(clocks, place.start, place.end)
    )


def ends_half_span(text: str, clock: Clock, clocks: Sequence[Clock]) -> bool:
    """ "2 to 4 pm": the first hour is not read as one, so that the second cannot be compared or moved alone."""
    found = HALF_SPAN.search(text, max(0, clock.start - WITHIN), clock.start)
    return found is not None and not any(other.end == found.end(1) for other in clocks)


def around(those: Sequence[Spanned], start: int, end: int) -> Sequence[Spanned]:
    """Those that begin at most twice `WITHIN` before or behind; `those` in order."""
    first = bisect_left(those, start - 2 * WITHIN, key=attrgetter("start"))
    return those[first : bisect_left(those, end + 2 * WITHIN, key=attrgetter("start"))]


def groups_of(text: str, clocks: list[Clock], places: list[Place]) -> Iterator[list[Reading]]:
    """Two hours or more of different places one after the other with nothing but commas, strokes and small words between."""
    readings = paired(text, first_of_ranges(text, clocks), places)
    group: list[Reading] = []
    for reading in readings:
        if group and not is_joined(text, group[-1], reading, places):
            if len(group) > 1:
                yield group
            group = []
        group.append(reading)
    if len(group) > 1:
        yield group


def first_of_ranges(text: str, clocks: list[Clock]) -> list[Clock]:
    """Of "10:30–12:00" the first; it reaches to the end of the second, so that the zone behind is its own."""
    found: list[Clock] = []
    for clock in clocks:
        if found and RANGE_GAP.fullmatch(text[found[-1].end : clock.start]):
            first = found.pop()
            clock = Clock(first.start, clock.end, first.minute, first.word, first.is_possible and clock.is_possible)  # noqa: PLW2901
        found.append(clock)
    return found


def paired(text: str, clocks: list[Clock], places: list[Place]) -> list[Reading]:
    """Each hour with the place behind it; when the first place stands before the first hour, with the one before it."""
    found = []
    before = bool(places and clocks and places[0].start < clocks[0].start and JOINERS.fullmatch(text[places[0].end : clocks[0].start]))
    for number, clock in enumerate(clocks):
        left = clocks[number - 1].end if number else 0
        right = clocks[number + 1].start if number + 1 < len(clocks) else len(text)
        after = bisect_left(places, clock.end, key=attrgetter("start"))
        behind = places[after] if after < len(places) and places[after].start < right else None
        ahead = places[after - 1] if after and left <= places[after - 1].start and places[after - 1].end <= clock.start else None
        behind = behind if behind and is_attached(text, clock.end, behind.start) else None
        ahead = ahead if ahead and is_attached(text, ahead.end, clock.start) else None
        place = (ahead or behind) if before else behind
        if place and clock.is_possible:
            found.append(Reading(clock, place))
    return found


def is_attached(text: str, start: int, end: int) -> bool:
    return end - start <= WITHIN and JOINERS.fullmatch(text[start:end]) is not None


def is_joined(text: str, one: Reading, other: Reading, places: list[Place]) -> bool:
    """The same place's other name does not part them ("10 am EST in New York, 3 pm in London")."""
    start, end = max(one.clock.end, one.place.end), min(other.clock.start, other.place.start)
    gap = text[start:end] if start <= end else ""
    if len(gap) > WITHIN:
        return False
    for place in reversed(around(places, start, end)):
        if place.zone and place.zone == one.place.zone and start <= place.start and place.end <= end:
            gap = gap[: place.start - start] + gap[place.end - start :]
    gap = HALF_SPAN.sub("", OFFSET.sub("", ABBREVIATION.sub("", gap)))
    return one.place.word != other.place.word and not BREAK.search(gap) and not SEQUENCE.search(gap) and JOINERS.fullmatch(gap) is not None


def hour_like(word: str, minute: int) -> str:
    """In the manner of the hour it replaces."""
    hour, rest = divmod(minute, 60)
    if re.search(r"[ap]\.?\s?m", word, re.IGNORECASE):
        half = "am" if hour < 12 else "pm"
        return f"{hour % 12 or 12}" + (f":{rest:02d}" if rest or ":" in word else "") + f" {half}"
    if "h" in word.lower():
        space = "\u00a0" if re.search(r"\d\s+h", word) else ""
        return f"{hour}{space}h" + (f"{space}{rest:02d}" if rest or re.search(r"h\s?\d", word) else "")
    return f"{hour}:{rest:02d}" if not re.match(r"0\d:", word) else f"{hour:02d}:{rest:02d}"
