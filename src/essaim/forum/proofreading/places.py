"""Places and zones as people name them: cities and countries in three languages (from CLDR, by way of Babel), zone abbreviations, offsets."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from essaim.forum.proofreading.words import LANGUAGES, folded

CAPITALS = {
    "MX": "America/Mexico_City", "BR": "America/Sao_Paulo", "CL": "America/Santiago", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon", "AR": "America/Argentina/Buenos_Aires", "MY": "Asia/Kuala_Lumpur", "CN": "Asia/Shanghai", "CD": "Africa/Kinshasa",
    "DE": "Europe/Berlin", "NZ": "Pacific/Auckland", "UA": "Europe/Kyiv", "UZ": "Asia/Tashkent", "KZ": "Asia/Almaty", "CY": "Asia/Nicosia",
    "PS": "Asia/Hebron", "VN": "Asia/Ho_Chi_Minh", "FR": "Europe/Paris",
}  # fmt: skip
"""Countries with several zones, by the one that is meant when the country alone is named. Countries as wide as the United States, Canada,
Russia, Australia and Indonesia mean nothing alone and are left out."""
MORE = {
    "paris": "Europe/Paris", "bordeaux": "Europe/Paris", "niort": "Europe/Paris", "lyon": "Europe/Paris", "strasbourg": "Europe/Paris",
    "marseille": "Europe/Paris", "barcelona": "Europe/Madrid", "barcelone": "Europe/Madrid", "bilbao": "Europe/Madrid", "valencia": "Europe/Madrid",
    "montreal": "America/Toronto", "quebec": "America/Toronto", "ottawa": "America/Toronto", "geneve": "Europe/Zurich", "geneva": "Europe/Zurich",
    "ginebra": "Europe/Zurich", "milan": "Europe/Rome", "milano": "Europe/Rome", "turin": "Europe/Rome", "torino": "Europe/Rome",
    "mexico": "America/Mexico_City", "mexico city": "America/Mexico_City", "cdmx": "America/Mexico_City", "washington": "America/New_York",
    "san francisco": "America/Los_Angeles", "rabat": "Africa/Casablanca", "seoul": "Asia/Seoul", "seul": "Asia/Seoul", "hwaseong": "Asia/Seoul",
    "new delhi": "Asia/Kolkata", "delhi": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "rio": "America/Sao_Paulo", "rio de janeiro": "America/Sao_Paulo",
    "brasilia": "America/Sao_Paulo", "beijing": "Asia/Shanghai", "pekin": "Asia/Shanghai", "korea": "Asia/Seoul", "coree": "Asia/Seoul", "corea": "Asia/Seoul",
    "uk": "Europe/London", "quito": "America/Guayaquil", "yaounde": "Africa/Douala", "douala": "Africa/Douala", "ouaga": "Africa/Ouagadougou",
}  # fmt: skip
"""Names CLDR does not list as a zone's city, or lists otherwise."""
WORDS_TOO = frozenset({"reunion", "center", "easter", "general", "marengo", "nelson", "victoria", "mayotte time", "man", "niue time"})
"""Names of places that are common words or people, too."""
ABBREVIATIONS: dict[str, tuple[str, bool | None]] = {
    "CET": ("Europe/Paris", False), "CEST": ("Europe/Paris", True), "MEZ": ("Europe/Paris", False), "MESZ": ("Europe/Paris", True),
    "HNEC": ("Europe/Paris", False), "HAEC": ("Europe/Paris", True), "WET": ("Europe/Lisbon", False), "WEST": ("Europe/Lisbon", True),
    "EET": ("Europe/Athens", False), "EEST": ("Europe/Athens", True), "BST": ("Europe/London", True), "EST": ("America/New_York", False),
    "EDT": ("America/New_York", True), "CDT": ("America/Chicago", True), "MST": ("America/Denver", False), "MDT": ("America/Denver", True),
    "PST": ("America/Los_Angeles", False), "PDT": ("America/Los_Angeles", True), "HNE": ("America/Toronto", False), "HAE": ("America/Toronto", True),
    "AEST": ("Australia/Sydney", False), "AEDT": ("Australia/Sydney", True), "JST": ("Asia/Tokyo", None), "KST": ("Asia/Seoul", None),
    "MYT": ("Asia/Kuala_Lumpur", None), "SGT": ("Asia/Singapore", None), "MSK": ("Europe/Moscow", None), "WAT": ("Africa/Lagos", None),
    "CAT": ("Africa/Maputo", None), "EAT": ("Africa/Nairobi", None), "SAST": ("Africa/Johannesburg", None), "PHT": ("Asia/Manila", None),
    "BRT": ("America/Sao_Paulo", None), "ART": ("America/Argentina/Buenos_Aires", None), "COT": ("America/Bogota", None), "PET": ("America/Lima", None),
}  # fmt: skip
"""Abbreviation → (a zone that uses it, is it summer time; None: that zone has none). Ambiguous ones (IST, CST, AST) are left out."""
PARTNERS = {"CET": "CEST", "CEST": "CET", "MEZ": "MESZ", "MESZ": "MEZ", "HNEC": "HAEC", "HAEC": "HNEC", "WET": "WEST", "WEST": "WET", "EET": "EEST",
            "EEST": "EET", "BST": "GMT", "EST": "EDT", "EDT": "EST", "CDT": "CST", "MST": "MDT", "MDT": "MST", "PST": "PDT", "PDT": "PST", "HNE": "HAE",
            "HAE": "HNE", "AEST": "AEDT", "AEDT": "AEST"}  # fmt: skip
OFFSET = re.compile(r"\b(?:GMT|UTC|TU|TUC)\s?(?:([+\-−–])\s?(\d{1,2})(?:[:h.]?([0-5]\d))?)?(?![\w])")
ABBREVIATION = re.compile(r"\b(?:" + "|".join(sorted(ABBREVIATIONS, key=len, reverse=True)) + r")\b")
LONGEST_NAME = 3
LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Place:
    """How a text says which clock it means."""

    start: int
    end: int
    word: str
    zone: str = ""
    """IANA; empty for a bare offset."""
    offset_min: int | None = None
    """Stated outright: GMT-6, CET."""
    is_abbreviation: bool = False

    def offset_on(self, day: date) -> int:
        """Minutes east of UTC as the words say."""
        return self.offset_min if self.offset_min is not None else offset_of(self.zone, day)


def offset_of(zone: str, day: date) -> int:
    """At noon of that day, in minutes east of UTC."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    return int((moment.utcoffset() or timedelta()).total_seconds() // 60)


def is_summer(zone: str, day: date) -> bool:
    """Is that zone on summer time that day? By its offset against the smaller one of that year's January and July."""
    winter = min(offset_of(zone, date(day.year, 1, 15)), offset_of(zone, date(day.year, 7, 15)))
    return offset_of(zone, day) > winter


@cache
def zone_names() -> dict[str, str]:
    """Folded name → IANA zone."""
    found: dict[str, str] = {}
    territory_zones = get_global("territory_zones")
    zones = available_timezones()
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for code, names in territory_zones.items():
            zone = CAPITALS.get(code) or (names[0] if len(names) == 1 else "")
            if zone in zones and code in locale.territories:
                found.setdefault(folded(locale.territories[code]), zone)
            for each in names:
                if each in zones:
                    found.setdefault(folded(get_timezone_location(each, locale=language, return_city=True)), each)
    for zone in zones:
        if zone.count("/") >= 1 and not zone.startswith(("Etc/", "US/", "SystemV/", "posix/", "right/")):
            found.setdefault(folded(zone.rsplit("/", 1)[1].replace("_", " ")), zone)
    return {name: zone for name, zone in found.items() if name not in WORDS_TOO} | MORE


NAME = re.compile(rf"[^\W\d_]+(?:[ \u00a0'’\-][^\W\d_]+){{0,{LONGEST_NAME - 1}}}")
CAPITAL = re.compile(r"[A-ZÀ-Þ]")


def places_in(text: str) -> list[Place]:
    """Offsets, abbreviations and names of places that have one clock, in order, without overlaps."""
    found = [offset_place(match) for match in OFFSET.finditer(text)]
    for match in ABBREVIATION.finditer(text):
        zone, summer = ABBREVIATIONS[match[0]]
        found.append(Place(match.start(), match.end(), match[0], zone, fixed_offset(zone, summer=summer), is_abbreviation=True))
    taken = {at for place in found for at in range(place.start, place.end)}
    found += [place for place in named_places(text) if taken.isdisjoint(range(place.start, place.end))]
    return sorted(found, key=lambda place: place.start)


def offset_place(match: re.Match[str]) -> Place:
    minutes = int(match[2] or 0) * 60 + int(match[3] or 0)
    return Place(match.start(), match.end(), match[0], "", -minutes if match[1] and match[1] != "+" else minutes)


def fixed_offset(zone: str, *, summer: bool | None) -> int:
    offsets = sorted({offset_of(zone, date(2024, 1, 15)), offset_of(zone, date(2024, 7, 15))})
    return offsets[-1] if summer else offsets[0]


def named_places(text: str) -> list[Place]:
    """The longest name that begins at each capital letter."""
    names, found, end = zone_names(), [], 0
    for match in re.finditer(r"[^\W\d_]+", text):
        if match.start() < end or not CAPITAL.match(match[0]):
            continue
        whole = NAME.match(text, match.start())
        words = re.split(r"([ \u00a0'’\-])", whole[0]) if whole and len(whole[0]) <= LONGEST_WORDS else [match[0]]
        for length in range(len(words), 0, -2):
            name = "".join(words[:length])
            plain = folded(name)
            zone = names.get(plain.replace("-", " ")) or names.get(plain)
            if zone:
                end = match.start() + len(name)
                found.append(Place(match.start(), end, name, zone))
                break
    return found
