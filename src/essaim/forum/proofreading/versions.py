"""Versions of one notice in several languages: the same days, the same hours, the same languages said.

Only what is surely the same is compared: short texts in different languages that name as many days, or as many hours, as each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from essaim.forum.proofreading.clocks import clocks_in, ends_half_span, groups_of
from essaim.forum.proofreading.dates import Mention, day_for
from essaim.forum.proofreading.finding import Certainty, Finding
from essaim.forum.proofreading.interpretation import ENOUGH, HELD, MATERIAL, ONLY, SENTENCE, SEVERAL, TONGUE, TONGUES, TRILINGUAL
from essaim.forum.proofreading.places import offset_of, places_in

LONGEST = 6_000
"""Signs: what is longer is no notice, and its days may be told in another order or number."""
HALF_DAY = 12 * 60
NEAR = 24
"""A place so near an hour is taken for the one whose clock it is."""
ONE_OR_TWO = re.compile(rf"\b(?:en|in)\s+{TONGUE}(?:\s+(?:et|and|y|e)\s+(?:(?:en|in)\s+)?{TONGUE})?\b", re.IGNORECASE)
INTO = re.compile(r"interpr\w+|tradu\w+|translat\w+|sous-titr\w+|subt\w+", re.IGNORECASE)
CODES: Mapping[str, str] = {
    "français": "fr", "french": "fr", "francés": "fr", "fr": "fr", "anglais": "en", "english": "en", "inglés": "en", "en": "en",
    "espagnol": "es", "spanish": "es", "español": "es", "castellano": "es", "es": "es", "arabe": "ar", "arabic": "ar", "árabe": "ar", "ar": "ar",
    "portugais": "pt", "portuguese": "pt", "portugués": "pt", "pt": "pt", "coréen": "ko", "korean": "ko", "coreano": "ko", "italien": "it",
    "italian": "it", "italiano": "it", "allemand": "de", "german": "de", "alemán": "de", "basque": "eu", "euskera": "eu", "catalan": "ca", "catalán": "ca",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A day, an hour or languages as one version has them."""

    start: int
    end: int
    word: str
    meanings: frozenset[object]
    """What it may mean: more than one where writing leaves it open ("2:30" may be 14:30, 03/04 may be April)."""
    year: int | None = None

    def agrees(self, other: "Said") -> bool:
        return bool(self.meanings & other.meanings) and (self.year == other.year or None in (self.year, other.year))


def check_versions(texts: Sequence[str], languages: Sequence[str], mentions: Sequence[Sequence[Mention]]) -> Iterator[Finding]:
    """Held against the first version, or against the one that agrees with another when there are three."""
    if not 1 < len(texts) == len(set(languages)) or any(len(text) > LONGEST for text in texts):
        return
    days = [days_of(text, found) for text, found in zip(texts, mentions, strict=True)]
    yield from compared("versions_date", texts, languages, days)
    if share_a_clock(texts, mentions):
        yield from compared("versions_hour", texts, languages, [hours_of(text) for text in texts])
    yield from compared("versions_languages", texts, languages, [languages_of(text) for text in texts])


def days_of(text: str, mentions: Sequence[Mention]) -> list[Said] | None:
    """Each day named, once a time; None where one of them is not fully known."""
    if any(one.month is None or not one.is_possible for one in mentions):
        return None
    return [
        Said(one.start, one.end, with_year(text, one), frozenset(read(one)), one.year if one.is_year_written else None) for one in mentions
    ]


def with_year(text: str, one: Mention) -> str:
    """The day as it is written, with the year the text gives it."""
    said = text[one.start : one.end]
    return f"{said} {one.year}" if one.is_year_written and str(one.year) not in said else said


def read(one: Mention) -> Iterator[tuple[int, int]]:
    yield one.month or 0, one.day
    if one.or_month_first:
        yield one.day, one.month or 0


def hours_of(text: str) -> list[Said] | None:
    found = clocks_in(text)
    if not all(clock.is_possible for clock in found) or any(ends_half_span(text, clock, found) for clock in found):
        return None
    return [
        Said(
            clock.start,
            clock.end,
            clock.word,
            frozenset({clock.minute, clock.minute + HALF_DAY} if is_open(clock.word, clock.minute) else {clock.minute}),
        )
        for clock in found
    ]


def is_open(word: str, minute: int) -> bool:
    """ "2:30" may be in the afternoon; "14:30", "2:30 am" and "2 h 30" may not."""
    return minute < HALF_DAY + 60 and not any(sign in word.lower() for sign in "hm") and not word.startswith("0")


def share_a_clock(texts: Sequence[str], mentions: Sequence[Sequence[Mention]]) -> bool:
    """No version gives the hour of another place than the others do."""
    shown: set[int] = set()
    for text, found in zip(texts, mentions, strict=True):
        dated = [one for one in found if one.date]
        places = places_in(text)
        if any(groups_of(text, clocks_in(text), places)):
            return False
        for clock in clocks_in(text):
            day = day_for(text, clock.start, dated) or date(2024, 1, 15)
            near = [place for place in places if abs(place.start - clock.end) <= NEAR]
            shown |= {offset_of(place.zone, day) if place.zone else place.offset_on(day) for place in near}
    return len(shown) <= 1


def languages_of(text: str) -> list[Said] | None:
    """What is said of the languages of what is held; None where nothing is, or several things that differ."""
    found: list[Said] = []
    for pattern in (TRILINGUAL, SEVERAL, ONLY, ONE_OR_TWO):
        for match in pattern.finditer(text):
            is_inside = any(one.start < match.end() and match.start() < one.end for one in found)
            if not is_inside and is_of_what_is_held(text, match):
                found.append(Said(match.start(), match.end(), match[0], meant_by(match)))
    shared = frozenset.intersection(*(one.meanings for one in found)) if found else frozenset()
    first = min(found, key=lambda one: one.start, default=None)
    return [Said(first.start, first.end, first.word, shared)] if first and shared else None


def meant_by(match: re.Match[str]) -> frozenset[object]:
    """The languages named, and where it says three of them, that there are three; “multilingual” may be anything."""
    named = frozenset(CODES.get(word.lower(), word.lower()) for word in TONGUES.findall(match[0]))
    if match.re is TRILINGUAL:
        return frozenset() if match[0].lower().startswith("multi") else frozenset({ENOUGH})
    return frozenset({named, ENOUGH}) if len(named) == ENOUGH else frozenset({named})


def is_of_what_is_held(text: str, match: re.Match[str]) -> bool:
    """Not of forms, documents, or interpretation into a language."""
    start = max((one.end() for one in SENTENCE.finditer(text, 0, match.start())), default=0)
    before = text[start : match.start()]
    return (match.re is not ONE_OR_TWO or HELD.search(before) is not None) and not MATERIAL.search(before) and not INTO.search(before)


def compared(code: str, texts: Sequence[str], languages: Sequence[str], said: Sequence[list[Said] | None]) -> Iterator[Finding]:
    known = [number for number, one in enumerate(said) if one]
    base = max(known, key=lambda number: sum(agree(said[number], said[other]) for other in known), default=0)
    for number in known:
        theirs, mine = said[base], said[number]
        if number == base or not mine or not theirs or len(mine) != len(theirs):
            continue
        alone, left = unmatched(mine, theirs)
        if len(alone) > max(1, len(mine) // 2):
            continue
        for one, other in zip(alone, left, strict=True):
            yield Finding(
                code=code,
                start=one.start,
                end=one.end,
                quoted=texts[number][one.start : one.end],
                facts={"said": one.word, "other": other.word, "language": languages[number], "other_language": languages[base]},
                certainty=Certainty.LIKELY,
                text=number,
            )


def agree(one: list[Said] | None, other: list[Said] | None) -> bool:
    return bool(one and other and len(one) == len(other) and not unmatched(one, other)[0])


def unmatched(mine: list[Said], theirs: list[Said]) -> tuple[list[Said], list[Said]]:
    """What stands in one alone, beside what stands in the other alone, each in its order."""
    left, alone = list(theirs), []
    for one in mine:
        same = next((other for other in left if one.agrees(other)), None)
        if same:
            left.remove(same)
        else:
            alone.append(one)
    return alone, left
