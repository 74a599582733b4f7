"""What a frab schedule says of the edition as a whole, XML or JSON."""

import re
from collections.abc import Iterator, Mapping
from datetime import time

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.document import Edition, Path, Room
from essaim.forum.interchange.findings import Place
from essaim.forum.interchange.frab_event import EventReader, Raw
from essaim.forum.interchange.identity import read_guid
from essaim.forum.interchange.moments import read_clock, read_date, read_duration
from essaim.forum.interchange.texts import one_line

READ = frozenset(
    [
        "version",
        "acronym",
        "title",
        "subtitle",
        "venue",
        "city",
        "start",
        "end",
        "days",
        "daysCount",
        "day_change",
        "timeslot_duration",
        "time_zone_name",
        "base_url",
        "url",
        "logo",
        "color",
        "colors",
        "tracks",
        "rooms",
        "meta",
        "day",
        "$schema",
        "generated_at",
        "left_out",
    ]
)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_edition(raw: Raw, reader: EventReader) -> Edition:
    reader.report_unknown(raw.values, READ, "conference", raw)
    text = {key: reader.word(raw, key) for key in READ - {"days", "tracks", "rooms", "colors", "color", "meta", "day"}}
    change = read_clock(text["day_change"]) if text["day_change"] else time(0, 0)
    slot = read_duration(text["timeslot_duration"])
    dates = {}
    for key in ("start", "end"):
        dates[key] = read_date(text[key]) if text[key] else None
        if text[key] and dates[key] is None:
            reader.findings.error("value_unreadable", raw.at(key), name=f"conference/{key}", value=text[key])
    return Edition(
        title=reader.texts(raw, "title", line=True),
        acronym=text["acronym"],
        start=dates["start"],
        end=dates["end"],
        zone=text["time_zone_name"],
        version=text["version"],
        url=web_address(text["url"]),
        base_url=web_address(text["base_url"]),
        logo=reader.web_address(raw, "logo"),
        colour=_colour(raw),
        venue=text["venue"],
        city=text["city"],
        day_change=change or time(0, 0),
        timeslot_min=int(slot.total_seconds()) // 60 if slot else 5,
    )


def _colour(raw: Raw) -> str:
    colours = raw.values.get("colors") or raw.values.get("color")
    primary = str(colours.get("primary", "")) if isinstance(colours, Mapping) else ""
    return primary.lower() if COLOUR.fullmatch(primary) else ""


def read_tracks(raw: Raw, reader: EventReader) -> Iterator[Path]:
    for item in _entries(raw, "tracks", reader):
        reader.report_unknown(item.values, frozenset({"name", "slug", "color"}), "track", item)
        name, slug, colour = (reader.word(item, key) for key in ("name", "slug", "color"))
        if not (name or slug):
            continue
        if colour and not COLOUR.fullmatch(colour):
            reader.findings.warning("value_unreadable", item.at("color"), name="track/color", value=colour)
            colour = ""
        yield Path(slug, reader.texts(item, "name", line=True), colour=colour.lower())


def read_rooms(raw: Raw, reader: EventReader) -> Iterator[Room]:
    known = frozenset({"name", "slug", "guid", "capacity", "description", "type", "url", "stream_id", "features", "assembly"})
    for item in _entries(raw, "rooms", reader):
        reader.report_unknown(item.values, known, "room", item)
        name = reader.word(item, "name")
        if name:
            capacity = reader.word(item, "capacity")
            yield Room(
                name=one_line(name),
                capacity=int(capacity) if capacity.isdecimal() else None,
                guid=read_guid(reader.word(item, "guid")),
                description=reader.texts(item, "description"),
            )


def _entries(raw: Raw, key: str, reader: EventReader) -> Iterator[Raw]:
    value = raw.values.get(key) or []
    if not isinstance(value, list):
        reader.findings.warning("type_unexpected", raw.at(key), name=f"conference/{key}", value=value)
        return
    for number, item in enumerate(value, 1):
        if isinstance(item, Raw):
            yield item
        elif isinstance(item, Mapping):
            yield Raw(Place(raw.place.line, f"{raw.at(key).path}[{number}]"), dict(item))
        else:
            reader.findings.warning("type_unexpected", raw.at(key), name=f"conference/{key}", value=item)
