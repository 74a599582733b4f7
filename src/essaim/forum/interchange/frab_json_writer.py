"""schedule.json, strict: valid against voc's schema.json (draft-06), the format frab and pretalx speak.

schema2.json is another format under way (events in one flat list, "alpha-3"): nothing here claims to pass it.
"""

import json
import re
from datetime import datetime

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.document import Document, Link, Participation, Room, Session, pick
from essaim.forum.interchange.generator import NAME, VERSION
from essaim.forum.interchange.moments import clock_text, iso
from essaim.forum.interchange.plan import Entry, Plan, PlannedDay, on_stage, plan
from essaim.forum.interchange.texts import clean, one_line
from essaim.forum.interchange.written import Written

KINDS = frozenset({"slides", "paper", "web", "blog", "article", "media", "related", "activitypub"})
ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|.*UTC$")
SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]")
CODE = re.compile(r"[A-Z0-9]+")


def write_json(document: Document, *, language: str = "", generated_at: datetime | None = None) -> Written:
    """schedule.json: the same sessions as schedule.xml, and those of 100 hours and more."""
    told = plan(document, language)
    edition = document.edition
    schedule: dict[str, object] = {"version": edition.version}
    if generated_at:
        schedule["generated_at"] = iso(generated_at)
    if base := web_address(edition.base_url):
        schedule["base_url"] = base
    schedule["conference"] = _conference(document, told)
    whole = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": NAME, "version": VERSION},
        "schedule": schedule,
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Written(text.encode("utf-8", "replace") + b"\n", told.left_out)


def _conference(document: Document, told: Plan) -> dict[str, object]:
    edition = document.edition
    conference: dict[str, object] = {
        "acronym": told.acronym,
        "title": pick(edition.title, told.language)[0] or edition.acronym,
        "start": edition.start.isoformat() if edition.start else "",
        "end": edition.end.isoformat() if edition.end else "",
        "daysCount": sum(day.date is not None for day in told.days),
        "timeslot_duration": f"{edition.timeslot_min // 60:02d}:{edition.timeslot_min % 60:02d}",
    }
    optional = {
        "time_zone_name": edition.zone if ZONE.match(edition.zone) else "",
        "logo": web_address(edition.logo),
        "url": web_address(edition.url),
    }
    conference |= {key: value for key, value in optional.items() if value}
    if edition.colour:
        conference["colors"] = {"primary": edition.colour}
    conference["tracks"] = [_track(path.slug, told.tracks[path.slug], path.colour) for path in document.paths]
    conference["rooms"] = [_room(label, guid, told) for label, guid in _rooms(told)]
    conference["meta"] = {
        "language": told.language,
        "left_out": {"total": told.left_out.total, "sentence": told.left_out.sentence()},
    }
    conference["days"] = [_day(day, told) for day in told.days if day.date]
    return conference


def _track(slug: str, name: str, colour: str) -> dict[str, str]:
    track = {"name": name, "slug": slug if SLUG.fullmatch(slug) else "", "color": colour}
    return {key: value for key, value in track.items() if value}


def _rooms(told: Plan) -> list[tuple[str, str]]:
    used = {label for day in told.days for label in day.rooms}
    return [(label, str(guid)) for label, guid in told.room_guids.items() if label in used or label in told.room_of]


def _room(label: str, guid: str, told: Plan) -> dict[str, object]:
    room = told.room_of.get(label, Room(label))
    return {"name": label, "guid": guid, "capacity": room.capacity, "description": pick(room.description, told.language)[0] or None}


def _day(day: PlannedDay, told: Plan) -> dict[str, object]:
    return {
        "index": day.index,
        "date": day.date.isoformat() if day.date else "",
        "day_start": iso(day.start),
        "day_end": iso(day.end),
        "rooms": {room: [_event(entry, told) for entry in entries] for room, entries in day.rooms.items()},
    }


def _event(entry: Entry, told: Plan) -> dict[str, object]:
    session, language = entry.session, told.language
    event: dict[str, object] = {
        "guid": str(session.guid),
        "id": entry.number,
        "date": iso(entry.start),
        "start": entry.start.strftime("%H:%M"),
        "end": iso(entry.end),
        "duration": clock_text(entry.end - entry.start),
        "room": entry.room,
        "slug": entry.slug,
        "url": web_address(session.url) or f"urn:uuid:{session.guid}",
        "title": one_line(pick(session.title, language)[0]),
        "subtitle": one_line(pick(session.subtitle, language)[0]),
        "abstract": clean(pick(session.abstract, language)[0]),
        "description": clean(pick(session.description, language)[0]),
        "track": told.tracks.get(next(iter(session.paths), "")),
        "type": told.types.get(session.format or "", ""),
        "language": ", ".join(session.spoken) or None,
        "persons": [_person(person, language) for person in on_stage(session)],
        "links": _references(session.links),
        "attachments": _references(session.attachments),
        "logo": web_address(session.logo) or None,
    }
    if entry.code:
        event["code"] = entry.code
    return event | _recording(session) | _addresses(session)


def _recording(session: Session) -> dict[str, object]:
    recording = session.recording
    told: dict[str, object] = {}
    if recording.licence:
        told["recording_license"] = recording.licence
    if recording.opt_out is not None:
        told["do_not_record"] = recording.opt_out
    if recording.no_stream is not None:
        told["do_not_stream"] = recording.no_stream
    return told


def _addresses(session: Session) -> dict[str, object]:
    told = {key: web_address(getattr(session, key)) for key in ("feedback_url", "origin_url")}
    return {key: value for key, value in told.items() if value}


def _person(person: Participation, language: str) -> dict[str, object]:
    """`name` and no `id`: with both `id` and `public_name` the schema would see two kinds of person at once."""
    told = {
        "guid": str(person.guid or ""),
        "code": person.key if CODE.fullmatch(person.key) else "",
        "name": person.name,
        "public_name": person.name,
        "role": person.role.value,
        "capacity": person.capacity,
        "organisation": person.organisation,
        "country": person.country,
        "url": web_address(person.url),
        "biography": clean(pick(person.biography, language)[0]),
    }
    return {key: value for key, value in told.items() if value}


def _references(links: tuple[Link, ...]) -> list[dict[str, str]]:
    told = ({"url": web_address(link.url), "title": link.title, "type": link.kind if link.kind in KINDS else ""} for link in links)
    return [{key: value for key, value in link.items() if value} for link in told if link["url"]]
