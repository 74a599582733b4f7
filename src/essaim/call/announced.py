"""What a call says about its dates, in the reader's words: the hour of which place, how far that is from UTC, how long is left."""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from essaim.call.deadline import PARTS, is_place, offset_at, utc_words
from essaim.call.models import Call
from essaim.call.phases import Phase, ends_at, phase_of
from essaim.kit.dates import clock, full_day
from essaim.kit.languages import spoken
from essaim.registry.models import Territory
from essaim.registry.names import folded

TOWNS = frozenset({Territory.Level.MUNICIPALITY, Territory.Level.INTERMUNICIPAL})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NO_COUNTRY = frozenset({"001", "ZZ", "AQ"})
Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def reader_of(language: str = "") -> str:
    return (language or get_language() or "en").split("-", maxsplit=1)[0]


@cache
def city_of(zone: str, reader: str) -> str:
    """The town a zone is named after, in the reader's language: America/Mexico_City → Mexico (fr)."""
    return str(get_timezone_location(zone, locale=reader, return_city=True)).rpartition("/")[2]


@cache
def zone_choices(reader: str) -> Groups:
    """Every place's zone by town and country, in groups by continent; each sorted: ("Amériques", (("America/Mexico_City", "Mexico, Mexique"), …)).

    Zones of no place are left out: "Etc/GMT-6" is six hours *ahead* of UTC, the contrary of what an announcement's "GMT-6" means.
    """
    countries, known, heads = Locale.parse(reader).territories, available_timezones(), part_names(reader)
    found: dict[str, list[tuple[str, str]]] = {}
    for zone, code in get_global("zone_territories").items():
        if is_place(zone) and zone in known:
            town, country = city_of(zone, reader), countries.get(code, "") if code not in NO_COUNTRY else ""
            found.setdefault(heads[zone.partition("/")[0]], []).append((zone, ", ".join(filter(None, (town, country)))))
    groups = ((head, tuple(sorted(rows, key=lambda pair: (folded(pair[1]), pair[0])))) for head, rows in found.items())
    return tuple(sorted(groups, key=lambda group: folded(group[0])))


def part_names(reader: str) -> dict[str, str]:
    """The first part of a zone's name → the continent it stands under."""
    names = Locale.parse(reader).territories
    with override(reader):
        oceans = {"Atlantic": _("Islands of the Atlantic"), "Indian": _("Islands of the Indian Ocean")}
        return {part: oceans.get(part) or str(names.get(code, code)) for part, code in PARTS.items()}


def zone_said(zone: str, reader: str) -> str:
    """A zone that is no place, as the one who set it must read it: Etc/GMT-6 (no place; UTC+6 all year)"""
    with override(reader):
        return _("%(zone)s (no place; now %(offset)s)") % {"zone": zone, "offset": utc_words(offset_at(timezone.now(), ZoneInfo(zone)))}


def zone_of(call: Call) -> ZoneInfo:
    return ZoneInfo(call.time_zone)


def place_of(call: Call, reader: str = "") -> str:
    """Whose time it is: the host town's where the zone is the edition's own, else the town the zone is named after."""
    town, language = call.edition.territory, reader_of(reader)
    if town is not None and town.level in TOWNS and call.time_zone == call.edition.time_zone:
        return spoken(town.name, language).text
    return city_of(call.time_zone, language)


def moment_said(at: datetime, call: Call, reader: str = "") -> str:
    """Friday 20 December 2024, 23:59, Bordeaux time (UTC+1)"""
    return moment_in(at, zone_of(call), place_of(call, reader), reader)


def moment_in(at: datetime, zone: ZoneInfo, place: str, reader: str = "") -> str:
    language = reader_of(reader)
    with override(language):
        return _("%(day)s, %(hour)s, %(place)s time (%(offset)s)") % {
            "day": full_day(at.astimezone(zone).date(), language),
            "hour": clock(at, zone),
            "place": place,
            "offset": utc_words(offset_at(at, zone)),
        }


def standing_said(call: Call, now: datetime | None = None) -> str:
    """Why nobody can propose now, and since or until when; "" while it is open."""
    end, phase = ends_at(call), phase_of(call, now)
    if phase == Phase.CLOSED and end is not None:
        return _("The call is closed since: %(moment)s.") % {"moment": moment_said(end, call)}
    if phase == Phase.BEFORE and call.opens_at is not None:
        return _("The call is not open yet. It opens: %(moment)s.") % {"moment": moment_said(call.opens_at, call)}
    return "" if phase == Phase.OPEN else _("The call is not public.")


def end_said(call: Call) -> str:
    """Until when one may send; "" without an end, and once it is past: then `standing_said` says so."""
    end = ends_at(call)
    return moment_said(end, call) if end is not None and phase_of(call) != Phase.CLOSED else ""


def left_said(until: datetime, now: datetime) -> str:
    """How long is left, in the largest unit that says something; "" when nothing is."""
    left = until - now
    if left <= timedelta():
        return ""
    if left < HOUR:
        minutes = max(1, int(left.total_seconds() // 60))
        return ngettext("%(number)s minute left", "%(number)s minutes left", minutes) % {"number": minutes}
    if left < 2 * DAY:
        hours = int(left // HOUR)
        return ngettext("%(number)s hour left", "%(number)s hours left", hours) % {"number": hours}
    return ngettext("%(number)s day left", "%(number)s days left", left // DAY) % {"number": left // DAY}


def left_changes_at(until: datetime, now: datetime) -> datetime:
    """When `left_said` says something else: until then a page may be kept."""
    left = until - now
    step = timedelta(minutes=1) if left < HOUR else HOUR if left < 2 * DAY else DAY
    return until - (left // step) * step + timedelta(seconds=1)
