"""Hours of several places that are meant as one instant, hours that cannot be, spans that run backwards."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from operator import attrgetter
from zoneinfo import ZoneInfo

from essaim.forum.proofreading.clocks import (
    DAY_MIN,
    RANGE_GAP,
    SEQUENCE,
    Clock,
    Reading,
    clocks_in,
    first_of_ranges,
    groups_of,
    hour_like,
    paired,
)
from essaim.forum.proofreading.dates import Mention, day_for, is_no_day
from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.places import Place, offset_of, places_in
from essaim.forum.proofreading.zones import check_as_written, check_offsets, check_seasons

MOST_NAMED = 6
FEWEST_AGREEING = 2
"""One hour is accused only where so many others, and all of them, agree."""
MOST_OFF = 120
"""Minutes: one forgets a change to summer time, or two; not more."""
PAIR = 2
SEASONS = [date(2024, 1, 15), date(2024, 7, 15)]
JOURNEY = re.compile(
    r"\b(?:départs?|arrivée?s?|arrives?|part|repart|vols?|trains?|bus|car|navette|escales?|departs?|departure|arrivals?|leaves?|flights?|stops?|shuttle|salidas?|sale|llegadas?|llega|vuelos?|tren|autobús|lanzadera|escala|parada|étapes?|tournée|tour|gira)\b",
    re.IGNORECASE,
)


def check_hours(text: str, mentions: list[Mention], facts: Facts) -> Iterator[Finding]:
    clocks, places = clocks_in(text), places_in(text)
    dated = sorted((one for one in mentions if one.date or not one.is_possible), key=attrgetter("start"))
    for clock in clocks:
        if not clock.is_possible:
            yield Finding(code="impossible_hour", start=clock.start, end=clock.end, quoted=text[clock.start : clock.end])
    groups = list(groups_of(text, clocks, places))
    agreeing = list(check_as_written(text, groups, places, dated, facts))
    yield from agreeing
    settled = [(one.start, one.end) for one in agreeing]
    starts = [start for start, _end in settled]

    def is_settled(at: int) -> bool:
        """What was said of the whole list is not said again of its parts."""
        place = bisect_left(starts, at + 1)
        return place > 0 and at < settled[place - 1][1]

    yield from check_seasons(text, clocks, [one for one in places if not is_settled(one.start)], dated, places)
    yield from check_offsets(text, clocks, places, dated, facts)
    yield from check_equations(text, [group for group in groups if not is_settled(group[0].clock.start)], dated, facts)
    yield from check_changes(text, clocks, places, dated)
    yield from check_ranges(text, clocks)


def check_changes(text: str, clocks: list[Clock], places: list[Place], dated: Sequence[Mention]) -> Iterator[Finding]:
    """Hours that are skipped or come twice at a named place, where the clocks are changed that day."""
    for reading in paired(text, first_of_ranges(text, clocks), places):
        day = day_for(text, reading.clock.start, dated)
        if day is None or not reading.place.zone or reading.place.is_abbreviation or reading.clock.minute >= DAY_MIN:
            continue
        zone = ZoneInfo(reading.place.zone)
        local = datetime.combine(day, time(*divmod(reading.clock.minute, 60)))
        first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        if first == second:
            continue
        is_skipped = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local
        yield Finding(
            code="hour_skipped" if is_skipped else "hour_twice",
            start=reading.clock.start,
            end=reading.clock.start + len(reading.clock.word),
            quoted=reading.clock.word,
            facts={"hour": reading.clock.word, "place": reading.place.word, "date": day.isoformat()},
            certainty=Certainty.SURE if is_skipped else Certainty.LOOK,
        )


def check_equations(text: str, groups: list[list[Reading]], dated: Sequence[Mention], facts: Facts) -> Iterator[Finding]:
    for group in groups:
        if len({reading.place.zone or reading.place.word for reading in group}) == 1:
            continue
        if is_no_day(text, group[0].clock.start, dated):
            continue
        named = day_for(text, group[0].clock.start, dated)
        day = named or facts.first_day
        is_listed = all(is_itinerary(text, reading) for reading in group)
        if is_listed and not is_one_instant(text, group, day, is_dated=named is not None):
            continue
        wrong = disagreeing(group, day)
        if wrong and (len(wrong) > 1 or len(group) - len(wrong) < FEWEST_AGREEING):
            yield not_together(text, group, day, Certainty.SURE if day and not is_listed else Certainty.LIKELY)
            continue
        for reading, minute in wrong:
            yield Finding(
                code="hours_disagree",
                start=reading.clock.start,
                end=reading.clock.start + len(reading.clock.word),
                quoted=reading.clock.word,
                facts={
                    "place": reading.place.word,
                    "right_hour": hour_like(reading.clock.word, minute),
                    "date": day.isoformat() if day else "",
                    "others": ", ".join(f"{one.clock.word} {one.place.word}" for one in group[:MOST_NAMED] if one is not reading),
                },
                suggestions=(hour_like(reading.clock.word, minute),),
                certainty=Certainty.SURE if day and not is_listed else Certainty.LIKELY,
            )


def not_together(text: str, group: list[Reading], day: date | None, certainty: Certainty) -> Finding:
    """Hours that cannot all hold, where not all but one agree: none of them is accused."""
    start = min(min(one.clock.start, one.place.start) for one in group)
    end = max(max(one.clock.end, one.place.end) for one in group)
    return Finding(
        code="hours_disagree",
        start=start,
        end=end,
        quoted=text[start:end],
        facts={
            "date": day.isoformat() if day else "",
            "hours": ", ".join(f"{one.clock.word} {one.place.word}" for one in group[:MOST_NAMED]),
        },
        suggestions=tuple(moved(text, one, other, day, start, end) for one, other in both_ways(group)) if day else (),
        certainty=certainty,
    )


def both_ways(group: list[Reading]) -> list[tuple[Reading, Reading]]:
    """Of two hours either may be the right one; the end of a span would have to move with its beginning."""
    is_simple = all(one.clock.end == one.clock.start + len(one.clock.word) for one in group)
    return [(group[0], group[1]), (group[1], group[0])] if len(group) == PAIR and is_simple else []


def moved(text: str, right: Reading, wrong: Reading, day: date, start: int, end: int) -> str:
    """The pair with one hour made to agree with the other."""
    minute = (right.clock.minute - true_offset(right.place, day) + true_offset(wrong.place, day)) % DAY_MIN
    at = wrong.clock.start
    return text[start:at] + hour_like(wrong.clock.word, minute) + text[at + len(wrong.clock.word) : end]


def is_itinerary(text: str, reading: Reading) -> bool:
    """ "à 10 h à Paris": where something is at that hour, not whose clock it is."""
    first, second = sorted([(reading.clock.start, reading.clock.end), (reading.place.start, reading.place.end)])
    return re.fullmatch(r"\s*(?:à|a|au|at|in|en)\s+", text[first[1] : second[0]], re.IGNORECASE) is not None


def is_one_instant(text: str, group: list[Reading], day: date | None, *, is_dated: bool) -> bool:
    """Hours "à" places are the stops of a journey, or one instant on several clocks. An instant, when two of three agree, or when the clocks
    run as the zones do (the farther east the later; that is not asked for when the text names the day) and none is more than two hours off."""
    sentence = text[max(0, group[0].clock.start - 160) : group[-1].clock.end + 60]
    if JOURNEY.search(sentence) or SEQUENCE.search(text[group[0].clock.start : group[-1].clock.end]):
        return False
    for each in [day] if day else SEASONS:
        offsets = [true_offset(reading.place, each) for reading in group]
        instants = [(reading.clock.minute - offset) % DAY_MIN for reading, offset in zip(group, offsets, strict=True)]
        if len(group) > 2 and max(Counter(instants).values()) > 1 and len(set(offsets)) > 1:
            return True
        if all(
            is_as_zones_run(offsets[0], offset, instants[0], instant, is_dated=is_dated)
            for offset, instant in zip(offsets[1:], instants[1:], strict=True)
        ):
            return True
    return False


def is_as_zones_run(first: int, other: int, instant: int, also: int, *, is_dated: bool) -> bool:
    error = (also - instant + DAY_MIN // 2) % DAY_MIN - DAY_MIN // 2
    said, true = other - first + error, other - first
    return abs(error) <= MOST_OFF and (said * true > 0 or error == 0 or (is_dated and true != 0))


def disagreeing(group: list[Reading], day: date | None) -> list[tuple[Reading, int]]:
    """The fewest hours to change so that all are one instant, with what each should be. A zone name of the wrong season is read as its partner."""
    days = [day] if day else SEASONS
    answers = [fewest(group, each) for each in days]
    return min(answers, key=len) if all(answers) else []


def fewest(group: list[Reading], day: date) -> list[tuple[Reading, int]]:
    instants = [(reading.clock.minute - true_offset(reading.place, day)) % DAY_MIN for reading in group]
    counts = Counter(instants)
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
