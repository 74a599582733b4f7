"""One moment as the clocks of many places show it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from essaim.call.announced import city_of, reader_of
from essaim.call.deadline import offset_at, utc_words
from essaim.kit.dates import clock, full_day

ZONES = (
    "Pacific/Honolulu", "America/Los_Angeles", "America/Mexico_City", "America/Bogota", "America/Toronto", "America/Santiago",
    "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Africa/Dakar", "Europe/London", "Africa/Casablanca", "Africa/Lagos",
    "Europe/Paris", "Europe/Madrid", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Shanghai", "Asia/Manila", "Asia/Seoul", "Australia/Sydney", "Pacific/Noumea", "Pacific/Auckland",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class There:
    """Places that share an hour at that moment."""

    places: str
    day: str
    clock: str
    offset: str


def zones_around(at: datetime) -> list[There]:
    """From west to east."""
    language = reader_of()
    by_offset: dict[float, list[str]] = {}
    for name in ZONES:
        by_offset.setdefault(offset_at(at, ZoneInfo(name)).total_seconds(), []).append(name)
    return [
        There(
            ", ".join(city_of(name, language) for name in names),
            full_day(at.astimezone(ZoneInfo(names[0])).date(), language),
            clock(at, ZoneInfo(names[0])),
            utc_words(offset_at(at, ZoneInfo(names[0]))),
        )
        for _offset, names in sorted(by_offset.items())
    ]
