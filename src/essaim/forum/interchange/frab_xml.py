"""schedule.xml in every dialect met: frab, pretalx, wafer (DebConf), hub (CCC), merged, and FOSDEM's old pentabarf."""

from datetime import date

from essaim.forum.interchange.assembly import Assembly
from essaim.forum.interchange.document import Day, Document, Room
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings
from essaim.forum.interchange.frab_edition import read_edition, read_tracks
from essaim.forum.interchange.frab_event import EventReader, Raw
from essaim.forum.interchange.identity import read_guid
from essaim.forum.interchange.moments import read_date, read_moment
from essaim.forum.interchange.texts import one_line
from essaim.forum.interchange.xml_tree import Node, read_tree

ENTRIES = {"persons": "person", "links": "link", "attachments": "attachment"}
RECORDING = {"license": "recording_license", "optout": "do_not_record", "url": "recording_url", "link": "recording_url"}
DAY_ATTRIBUTES = frozenset({"index", "date", "start", "end"})
ROOM_ATTRIBUTES = frozenset({"name", "guid", "slug"})


def read_frab_xml(data: bytes, *, zone: str | None = None) -> tuple[Document, Findings]:
    root = read_tree(data)
    if root.tag != "schedule":
        raise UnreadableSchedule("not_a_schedule", root.place, value=root.tag)
    findings = Findings()
    raw = _edition(root, findings)
    generator = root.first("generator")
    reader = EventReader(
        findings,
        base=str(raw.values.get("base_url") or raw.values.get("url") or ""),
        days_first=bool(generator and generator.attributes.get("name") == "pretalx"),
    )
    reader.report_unknown(root.attributes, frozenset(), "schedule", Raw(root.place))
    assembly = Assembly(read_edition(raw, reader), findings, zone=zone, place=raw.place)
    for path in read_tracks(raw, reader):
        assembly.add_path(path)
    for day in root.all("day"):
        _read_day(day, assembly, reader)
    return assembly.document(), findings


def _edition(root: Node, findings: Findings) -> Raw:
    """What stands in <schedule> and <conference>, put together."""
    conference = root.first("conference")
    raw = Raw((conference or root).place)
    for parent in filter(None, (root, conference)):
        for child in parent.children:
            if child.tag in ("conference", "day", "generator"):
                continue
            if child.tag == "track":
                tracks = raw.values.setdefault("tracks", [])
                name = {"name": child.attributes.get("name") or one_line(child.text)}
                if isinstance(tracks, list):
                    tracks.append(Raw(child.place, {**child.attributes, **name}))
            elif child.tag == "color":
                raw.values["color"] = child.attributes
            elif child.tag == "url" and parent is root:
                continue
            else:
                _put(raw, child.tag, _value(child), child, findings)
    if conference is None:
        findings.warning("conference_missing", root.place)
    return raw


def _read_day(node: Node, assembly: Assembly, reader: EventReader) -> None:
    reader.report_unknown(node.attributes, DAY_ATTRIBUTES, "day", Raw(node.place))
    day = _day(node, assembly, reader.findings)
    for room in node.children:
        if room.tag != "room":
            reader.findings.warning("unknown", room.place, name=f"day/{room.tag}", value=one_line(room.text))
            continue
        reader.report_unknown(room.attributes, ROOM_ATTRIBUTES, "room", Raw(room.place))
        name = one_line(room.attributes.get("name"))
        if name:
            assembly.add_room(Room(name, guid=read_guid(room.attributes.get("guid", ""))))
        for event in room.children:
            if event.tag == "event":
                assembly.add(reader.draft(_event(event, reader.findings), day, name))
            else:
                reader.findings.warning("unknown", event.place, name=f"room/{event.tag}", value=one_line(event.text))


def _day(node: Node, assembly: Assembly, findings: Findings) -> date | None:
    start, end = (read_moment(node.attributes.get(key, "")) for key in ("start", "end"))
    told = read_date(node.attributes.get("date", ""))
    if told is None and start is not None and node.children:
        told = start.date()
    if told is None:
        if node.children:
            findings.warning("day_without_date", node.place, value=node.attributes.get("date", ""))
        return None
    return assembly.add_day(Day(told, start, end), node.place)


def _event(node: Node, findings: Findings) -> Raw:
    raw = Raw(node.place, dict(node.attributes))
    for child in node.children:
        if child.tag in ENTRIES:
            _put(raw, child.tag, [_entry(item) for item in child.children if item.tag == ENTRIES[child.tag]], child, findings)
            for item in child.children:
                if item.tag != ENTRIES[child.tag]:
                    findings.warning("unknown", item.place, name=f"{child.tag}/{item.tag}", value=one_line(item.text))
        elif child.tag == "recording":
            for part in child.children:
                _put(raw, RECORDING.get(part.tag, f"recording/{part.tag}"), _value(part), part, findings)
        else:
            _put(raw, child.tag, _value(child), child, findings)
    return raw


def _entry(node: Node) -> Raw:
    text = one_line(node.text)
    if node.tag == "person":
        return Raw(node.place, {**node.attributes, "name": text})
    values: dict[str, object] = {"title": text, **node.attributes}
    if not node.attributes.get("href"):
        values |= {"href": text, "title": ""}
    return Raw(node.place, values)


def _value(node: Node) -> str:
    if not node.children:
        return node.text
    return " ".join(filter(None, (one_line(node.text), *(_value(child) for child in node.children))))


def _put(raw: Raw, key: str, value: object, node: Node, findings: Findings) -> None:
    if raw.values.get(key):
        if value and value != raw.values[key]:
            findings.warning("repeated", node.place, name=key, value=value)
        return
    raw.values[key] = value
    raw.places[key] = node.place
