"""Zone names against summer time, stated offsets against a city's."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from essaim.forum.proofreading.clocks import BREAK, DAY_MIN, Clock, Reading, around, clocks_in, ends_half_span, hour_like, near_clock
from essaim.forum.proofreading.dates import Mention, day_for, is_no_day
from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.places import ABBREVIATIONS, PARTNERS, Place, is_summer, offset_of

NEAR = 40
MOST_SHOWN = 12


def check_seasons(text: str, clocks: list[Clock], wanted: list[Place], dated: Sequence[Mention], places: list[Place]) -> Iterator[Finding]:
    """CET in July, EDT in January; not where the city beside it keeps that time all the year."""
    for place in wanted:
        if not place.is_abbreviation:
            continue
        zone, summer = ABBREVIATIONS[place.word]
        day = day_for(text, place.start, dated)
        if summer is None or day is None or not near_clock(place, clocks):
            continue
        beside = city_beside(text, place, places, clocks)
        if beside and offset_of(beside.zone, day) == place.offset_min:
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


def check_offsets(text: str, clocks: list[Clock], places: list[Place], dated: Sequence[Mention], facts: Facts) -> Iterator[Finding]:
    """ "GMT-6" beside a city that is on UTC-5 that day: the city named nearby, else the event's place."""
    for place in places:
        if place.zone or place.offset_min is None or not near_clock(place, clocks):
            continue
        day = day_for(text, place.start, dated)
        if day is None:
            continue
        beside = city_beside(text, place, places, clocks)
        zone, city = (beside.zone, beside.word) if beside else (facts.zone, facts.zone.rsplit("/", 1)[-1].replace("_", " "))
        if not zone or (not beside and len(places) > 1):
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
    near = [one for one in around(places, place.start, place.end) if one.zone and not one.is_abbreviation and gap_of(one, place) <= NEAR]
    hours = around(clocks, place.start, place.end)
    near = [one for one in near if not any(min(one.end, place.end) <= clock.start < max(one.start, place.start) for clock in hours)]
    near = [one for one in near if not BREAK.search(text[min(one.end, place.end) : max(one.start, place.start)])]
    return min(near, key=lambda one: gap_of(one, place), default=None)


def gap_of(one: Place, other: Place) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def check_as_written(
    text: str, groups: list[list[Reading]], places: list[Place], dated: Sequence[Mention], facts: Facts
) -> Iterator[Finding]:
    """Hours that are one instant only as long as EST is meant where EDT is in use: the list as a whole, with both ways to mend it.

    To write the other name alone would make right hours wrong.
    """
    for group in groups:
        day = None if is_no_day(text, group[0].clock.start, dated) else day_for(text, group[0].clock.start, dated) or facts.first_day
        names = [name_beside(text, reading, places) for reading in group]
        if day is None or not any(name and is_of_other_season(name, day) for name in names):
            continue
        offsets = [name.offset_min or 0 if name else reading.place.offset_on(day) for reading, name in zip(group, names, strict=True)]
        instants = {(reading.clock.minute - offset) % DAY_MIN for reading, offset in zip(group, offsets, strict=True)}
        true = [offset_of(name.zone, day) if name else offset for name, offset in zip(names, offsets, strict=True)]
        if len(instants) != 1 or len(set(zip(offsets, true, strict=True))) == 1:
            continue
        yield agreed(text, group, names, true, day)


def name_beside(text: str, reading: Reading, places: list[Place]) -> Place | None:
    """The zone's name that goes with an hour: its place itself, or in brackets behind the city ("10:00 New York (EST)")."""
    if reading.place.is_abbreviation:
        return reading.place
    end = max(reading.place.end, reading.clock.end)
    return next(
        (
            one
            for one in around(places, reading.place.start, reading.place.end)
            if one.is_abbreviation and one.start >= end and re.fullmatch(r"[\s(,/–\-]{1,3}", text[end : one.start])
        ),
        None,
    )


def is_of_other_season(name: Place, day: date) -> bool:
    zone, summer = ABBREVIATIONS[name.word]
    return summer is not None and is_summer(zone, day) != summer and bool(PARTNERS.get(name.word))


def agreed(text: str, group: list[Reading], names: list[Place | None], true: list[int], day: date) -> Finding:
    """Keep the other hours and move the one whose zone is misnamed; or keep that one and move the others."""
    start = min(min(one.clock.start, one.place.start) for one in group)
    end = max(max(one.clock.end, one.place.end, name.end if name else 0) for one, name in zip(group, names, strict=True))
    end += text[end : end + 1] == ")"
    wrong = next(number for number, name in enumerate(names) if name and is_of_other_season(name, day))
    name = names[wrong]
    word, right = (name.word, PARTNERS[name.word]) if name else ("", "")
    kept = next((number for number, other in enumerate(names) if not (other and is_of_other_season(other, day))), wrong)
    there = (group[kept].clock.minute - true[kept] + true[wrong]) % DAY_MIN
    moved = [written(text, group, names, true, day, like=number, start=start, end=end) for number in (kept, wrong)]
    others = [
        hour_like(one.clock.word, (group[wrong].clock.minute - true[wrong] + true[number]) % DAY_MIN) for number, one in enumerate(group)
    ]
    return Finding(
        code="zone_season_agrees",
        start=start,
        end=end,
        quoted=text[start:end],
        facts={
            "zone": word,
            "right_zone": right,
            "date": day.isoformat(),
            "hour": group[wrong].clock.word,
            "right_hour": hour_like(group[wrong].clock.word, there),
            "others": ", ".join(f"{hour} {one.place.word}" for hour, one in zip(others, group, strict=True) if one is not group[wrong]),
        },
        suggestions=()
        if any(ends_half_span(text, one.clock, [other.clock for other in group[:MOST_SHOWN]]) for one in group[:MOST_SHOWN])
        else tuple(dict.fromkeys(moved)),
        certainty=Certainty.SURE,
    )


def written(
    text: str, group: list[Reading], names: list[Place | None], true: list[int], day: date, *, like: int, start: int, end: int
) -> str:
    """The list with right zone names, all hours the instant of that one; the end of a span moves with its beginning."""
    instant = group[like].clock.minute - true[like]
    changes = []
    for reading, name, offset in zip(group, names, true, strict=True):
        clock = reading.clock
        step = (instant + offset - clock.minute) % DAY_MIN
        for one in clocks_in(text[clock.start : clock.end]) if step else ():
            at = clock.start + one.start
            changes.append((at, at + len(one.word), hour_like(one.word, (one.minute + step) % DAY_MIN)))
        if name and is_of_other_season(name, day):
            changes.append((name.start, name.end, PARTNERS[name.word]))
    made, done = "", start
    for first, last, words in sorted(changes):
        made, done = made + text[done:first] + words, last
    return made + text[done:end]
