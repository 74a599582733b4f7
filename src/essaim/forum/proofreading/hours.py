"""Hours of several places that are meant as one instant, zone names against summer time, stated offsets against a city's, hours that cannot be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from essaim.forum.proofreading.dates import Mention
from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.places import ABBREVIATIONS, PARTNERS, Place, is_summer, offset_of, places_in

DAY_MIN = 24 * 60
CLOCK = re.compile(
    r"(?<![\d:.,/\-])(?:(\d{1,2})\s?(?:[:hH]|\s[hH]\s?)\s?(\d{2})(?![\d])|(\d{1,2})\s?[hH](?![\w])|(\d{1,2})\.(\d{2})(?=\s?(?:am|pm|h|hrs|a\.m|p\.m|uhr|CE)))"
    r"\s?(am|pm|a\.\s?m\.|p\.\s?m\.|AM|PM)?|(?<![\d:.,/\-])(\d{1,2})\s?(am|pm|a\.\s?m\.|p\.\s?m\.|AM|PM)(?![a-z])"
)
WITHIN = 90
"""A place belongs to an hour at most so many signs away, on the same line, with no other hour between."""
SEQUENCE = re.compile(r"\b(?:puis|ensuite|then|after|after that|luego|después|followed)\b", re.IGNORECASE)
BREAK = re.compile(r"\n|[.!?]\s+(?=[A-ZÀ-Þ¿¡«“])")
RANGE_GAP = re.compile(r"\s*(?:[-–—]|à|au|to|until|a|hasta|al)\s*", re.IGNORECASE)
JOINERS = re.compile(
    r"[\s,;=/()|·•:\-–—]*(?:(?:heure|hora|heures|horas|h|hs|hrs|time|hours|hrs|local|locale|in|en|à|a|au|aux|de|del|du|of|and|et|y|or|ou|i\.e\.|soit|es decir)[\s,;=/()|·•:\-–—]*)*",
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


def check_hours(text: str, mentions: list[Mention], facts: Facts) -> Iterator[Finding]:
    clocks, places = clocks_in(text), places_in(text)
    for clock in clocks:
        if not clock.is_possible:
            yield Finding(code="impossible_hour", start=clock.start, end=clock.end, quoted=text[clock.start : clock.end])
    yield from check_seasons(text, clocks, places, mentions, facts)
    yield from check_offsets(text, clocks, places, mentions, facts)
    yield from check_equations(text, clocks, places, mentions, facts)
    yield from check_ranges(text, clocks)


def day_for(text: str, at: int, mentions: list[Mention], facts: Facts) -> date | None:
    """The day named last before that point or first after it in the text; else the edition's first, when it is short."""
    dated = [one for one in mentions if one.date]
    before = [one for one in dated if one.start <= at]
    after = [one for one in dated if one.start > at]
    same_line = [one for one in dated if "\n" not in text[min(one.end, at) : max(one.start, at)]]
    chosen = min(same_line or before[-1:] or after[:1], key=lambda one: min(abs(one.start - at), abs(one.end - at)), default=None)
    return chosen.date if chosen else None


def check_seasons(text: str, clocks: list[Clock], places: list[Place], mentions: list[Mention], facts: Facts) -> Iterator[Finding]:
    """CET in July, EDT in January."""
    for place in places:
        if not place.is_abbreviation:
            continue
        zone, summer = ABBREVIATIONS[place.word]
        day = day_for(text, place.start, mentions, facts)
        if summer is None or day is None or not near_clock(text, place, clocks):
            continue
        if is_summer(zone, day) != summer:
            right = PARTNERS.get(place.word, "")
            yield Finding(
                code="zone_season",
                start=place.start,
                end=place.end,
                quoted=place.word,
                facts={"zone": place.word, "right_zone": right, "date": day.isoformat()},
                suggestions=(right,) if right else (),
                certainty=Certainty.SURE,
            )


def near_clock(text: str, place: Place, clocks: list[Clock]) -> bool:
    return any(abs(clock.end - place.start) <= WITHIN or abs(place.end - clock.start) <= WITHIN for clock in clocks)


def check_offsets(text: str, clocks: list[Clock], places: list[Place], mentions: list[Mention], facts: Facts) -> Iterator[Finding]:
    """ "GMT-6" beside a city that is on UTC-5 that day: the city named nearby, else the event's place."""
    for place in places:
        if place.zone or place.offset_min is None or not near_clock(text, place, clocks):
            continue
        day = day_for(text, place.start, mentions, facts)
        if day is None:
            continue
        beside = city_beside(text, place, places, clocks)
        zone, city = (beside.zone, beside.word) if beside else (facts.zone, facts.zone.rsplit("/", 1)[-1].replace("_", " "))
        if not zone or (not beside and len([one for one in places if one.start != place.start]) > 0):
            continue
        right = offset_of(zone, day)
        if right != place.offset_min:
            said = f"UTC{signed(right)}"
            yield Finding(
                code="offset_city",
                start=place.start,
                end=place.end,
                quoted=place.word,
                facts={
                    "offset": place.word,
                    "city": city,
                    "right_offset": said,
                    "date": day.isoformat(),
                    "difference_min": place.offset_min - right,
                },
                suggestions=(place.word[:3] + signed(right),),
                certainty=Certainty.SURE if beside else Certainty.LIKELY,
            )


def signed(offset_min: int) -> str:
    hours, minutes = divmod(abs(offset_min), 60)
    return f"{'-' if offset_min < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")


def city_beside(text: str, place: Place, places: list[Place], clocks: list[Clock]) -> Place | None:
    """A place named for the same hour: no other hour stands between."""
    near = [one for one in places if one.zone and not one.is_abbreviation and gap_of(one, place) <= 40]
    near = [one for one in near if not any(min(one.end, place.end) <= clock.start < max(one.start, place.start) for clock in clocks)]
    near = [one for one in near if not BREAK.search(text[min(one.end, place.end) : max(one.start, place.start)])]
    return min(near, key=lambda one: gap_of(one, place), default=None)


def gap_of(one: Place, other: Place) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def check_equations(text: str, clocks: list[Clock], places: list[Place], mentions: list[Mention], facts: Facts) -> Iterator[Finding]:
    for group in groups_of(text, clocks, places):
        if (
            all(is_itinerary(text, reading) for reading in group)
            or len({reading.place.zone or reading.place.word for reading in group}) == 1
        ):
            continue
        day = day_for(text, group[0].clock.start, mentions, facts) or facts.first_day
        wrong = disagreeing(group, day)
        for reading, minute in wrong:
            yield Finding(
                code="hours_disagree",
                start=reading.clock.start,
                end=reading.clock.end,
                quoted=reading.clock.word,
                facts={
                    "place": reading.place.word,
                    "right_hour": hour_like(reading.clock.word, minute),
                    "date": day.isoformat() if day else "",
                    "others": ", ".join(f"{one.clock.word} {one.place.word}" for one in group if one is not reading),
                },
                suggestions=(hour_like(reading.clock.word, minute),),
                certainty=Certainty.SURE if day else Certainty.LIKELY,
            )


def is_itinerary(text: str, reading: Reading) -> bool:
    """ "à 10 h à Paris": where something is at that hour, not whose clock it is."""
    first, second = sorted([(reading.clock.start, reading.clock.end), (reading.place.start, reading.place.end)])
    return re.fullmatch(r"\s*(?:à|a|au|at|in|en)\s+", text[first[1] : second[0]], re.IGNORECASE) is not None


def groups_of(text: str, clocks: list[Clock], places: list[Place]) -> Iterator[list[Reading]]:
    """Two hours or more of different places one after the other with nothing but commas, strokes and small words between."""
    readings = paired(text, first_of_ranges(text, clocks), places)
    group: list[Reading] = []
    for reading in readings:
        if group and not is_joined(text, group[-1], reading):
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
        behind = next((one for one in places if clock.end <= one.start < right and JOINERS.fullmatch(text[clock.end : one.start])), None)
        ahead = next(
            (
                one
                for one in reversed(places)
                if left <= one.start and one.end <= clock.start and JOINERS.fullmatch(text[one.end : clock.start])
            ),
            None,
        )
        place = (ahead or behind) if before else (behind or None)
        if place and clock.is_possible:
            found.append(Reading(clock, place))
    return found


def is_joined(text: str, one: Reading, other: Reading) -> bool:
    start, end = max(one.clock.end, one.place.end), min(other.clock.start, other.place.start)
    gap = text[start:end] if start <= end else ""
    return one.place.word != other.place.word and not BREAK.search(gap) and not SEQUENCE.search(gap) and JOINERS.fullmatch(gap) is not None


def disagreeing(group: list[Reading], day: date | None) -> list[tuple[Reading, int]]:
    """The fewest hours to change so that all are one instant, with what each should be. A zone name of the wrong season is read as its partner."""
    days = [day] if day else [date(2024, 1, 15), date(2024, 7, 15)]
    answers = [fewest(group, each) for each in days]
    return min(answers, key=len) if all(answers) else []


def fewest(group: list[Reading], day: date) -> list[tuple[Reading, int]]:
    instants = [(reading.clock.minute - true_offset(reading.place, day)) % DAY_MIN for reading in group]
    counts = {instant: instants.count(instant) for instant in instants}
    anchored = {
        instants[number]: group[number].place.offset_min is None or group[number].place.is_abbreviation for number in range(len(group))
    }
    best = max(counts, key=lambda instant: (counts[instant], not anchored[instant], -instants.index(instant)))
    if counts[best] == 1 and len(group) == 2:
        best = instants[0]
    return [
        (reading, (best + true_offset(reading.place, day)) % DAY_MIN)
        for reading, instant in zip(group, instants, strict=True)
        if instant != best
    ]


def true_offset(place: Place, day: date) -> int:
    """What the clock there shows that day, whatever name the zone was given."""
    return offset_of(place.zone, day) if place.zone else place.offset_on(day)


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


def check_ranges(text: str, clocks: list[Clock]) -> Iterator[Finding]:
    """ "14 h – 12 h": ends before it begins. Past midnight is allowed for what begins in the evening."""
    for first, last in pairwise(clocks):
        gap = text[first.end : last.start]
        half = bool(re.search(r"[ap]\.?\s?m", last.word, re.IGNORECASE)) and not re.search(r"[ap]\.?\s?m", first.word, re.IGNORECASE)
        if not RANGE_GAP.fullmatch(gap) or half or not (first.is_possible and last.is_possible):
            continue
        if last.minute < first.minute and not (first.minute >= 18 * 60 and last.minute <= 8 * 60) and last.minute != 0:
            yield Finding(
                code="hours_backwards",
                start=first.start,
                end=last.end,
                quoted=text[first.start : last.end],
                facts={"first": first.word, "last": last.word},
            )
