"""schedule.json of frab, pretalx and merged files."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from essaim.forum.interchange.assembly import Assembly
from essaim.forum.interchange.document import Day, Document, Room
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.frab_edition import read_edition, read_rooms, read_tracks
from essaim.forum.interchange.frab_event import EventReader, Raw
from essaim.forum.interchange.moments import read_date, read_moment
from essaim.forum.interchange.texts import one_line

CONFERENCE = "/schedule/conference"
DAY_READ = frozenset({"index", "date", "day_start", "day_end", "start", "end", "rooms"})


def read_frab_json(data: bytes, *, zone: str | None = None) -> tuple[Document, Findings]:
    findings = Findings()
    schedule, generator = _schedule(_loaded(data))
    raw = _edition(schedule, findings)
    reader = EventReader(findings, base=str(schedule.get("base_url") or schedule.get("url") or ""), days_first=generator == "pretalx")
    assembly = Assembly(read_edition(raw, reader), findings, zone=zone, place=raw.place)
    for path in read_tracks(raw, reader):
        assembly.add_path(path)
    for room in read_rooms(raw, reader):
        assembly.add_room(room)
    days = raw.values.get("days")
    for number, day in enumerate(days if isinstance(days, list) else [], 1):
        place = Place(path=f"{CONFERENCE}/days[{number}]")
        if isinstance(day, Mapping):
            _read_day(Raw(place, dict(day)), assembly, reader)
        else:
            findings.error("type_unexpected", place, name="conference/days", value=day)
    return assembly.document(), findings


def _loaded(data: bytes) -> object:
    try:
        return json.loads(data)
    except UnicodeDecodeError as trouble:
        raise UnreadableSchedule("encoding_wrong", value=str(trouble)) from trouble
    except json.JSONDecodeError as trouble:
        raise UnreadableSchedule("json_broken", Place(line=trouble.lineno), value=trouble.msg, column=trouble.colno) from trouble
    except RecursionError as trouble:
        raise UnreadableSchedule("json_too_deep") from trouble
    except ValueError as trouble:
        raise UnreadableSchedule("json_broken", value=str(trouble), column=0) from trouble


def _schedule(whole: object) -> tuple[Mapping[str, object], str]:
    schedule = whole.get("schedule") if isinstance(whole, Mapping) else None
    if not isinstance(schedule, Mapping) or not isinstance(whole, Mapping):
        shown = ", ".join(map(str, whole)) if isinstance(whole, Mapping) else type(whole).__name__
        raise UnreadableSchedule("not_a_schedule", Place(path="/"), value=shown)
    if not isinstance(schedule.get("conference"), Mapping):
        raise UnreadableSchedule("not_a_schedule", Place(path="/schedule"), value=", ".join(map(str, schedule)))
    generator = whole.get("generator")
    return schedule, str(generator.get("name")) if isinstance(generator, Mapping) else ""


def _edition(schedule: Mapping[str, object], findings: Findings) -> Raw:
    conference = schedule["conference"]
    raw = Raw(Place(path=CONFERENCE), dict(conference) if isinstance(conference, Mapping) else {})
    for key, value in schedule.items():
        if key not in ("conference", "url"):
            raw.values.setdefault(key, value)
            raw.places[key] = Place(path=f"/schedule/{key}")
    if not isinstance(raw.values.get("days"), list):
        findings.error("type_unexpected", raw.at("days"), name="conference/days", value=raw.values.get("days"))
    return raw


def _read_day(raw: Raw, assembly: Assembly, reader: EventReader) -> None:
    reader.report_unknown(raw.values, DAY_READ, "day", raw)
    day = _day(raw, assembly, reader)
    rooms = raw.values.get("rooms") or {}
    if not isinstance(rooms, Mapping):
        reader.findings.error("type_unexpected", raw.at("rooms"), name="day/rooms", value=rooms)
        return
    for name, events in rooms.items():
        room = one_line(str(name))
        if room and room not in assembly.room_names:
            assembly.add_room(Room(room))
        for event in _events(Place(path=f"{raw.place.path}/rooms/{room}"), events, reader.findings):
            assembly.add(reader.draft(event, day, room))


def _events(place: Place, events: object, findings: Findings) -> Iterator[Raw]:
    if not isinstance(events, list):
        findings.error("type_unexpected", place, name="day/rooms", value=events)
        return
    for number, event in enumerate(events, 1):
        where = Place(path=f"{place.path}[{number}]")
        if isinstance(event, Mapping):
            yield Raw(where, dict(event))
        else:
            findings.error("type_unexpected", where, name="event", value=event)


def _day(raw: Raw, assembly: Assembly, reader: EventReader) -> date | None:
    start = read_moment(reader.word(raw, "day_start") or reader.word(raw, "start"))
    end = read_moment(reader.word(raw, "day_end") or reader.word(raw, "end"))
    told = read_date(reader.word(raw, "date")) or (start.date() if start else None)
    if told is None:
        reader.findings.warning("day_without_date", raw.place, value=reader.word(raw, "date"))
        return None
    return assembly.add_day(Day(told, start, end), raw.place)
