"""What schedule.xml and schedule.json can hold of a document, in the order they hold it: days, rooms, sessions; ids made strict."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from uuid import UUID

from essaim.forum.interchange.document import ON_STAGE, Document, Edition, Participation, Room, Session, State, pick
from essaim.forum.interchange.identity import derived_guid, numbers_for
from essaim.forum.interchange.moments import zone_named
from essaim.forum.interchange.texts import slugify, without_mail
from essaim.forum.interchange.written import LeftOut

XML_LONGEST = timedelta(hours=100)
DAYS_MAX = 100
"""An edition without days is given those between its dates; more than this is a mistake in the dates."""
SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9\-_]{3,}[a-z0-9]")
CODE = re.compile(r"[0-9A-Z]{6}")
SLUG_LENGTH = 60
LAST_DAY = date.max - timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Entry:
    session: Session
    day: date
    start: datetime
    end: datetime
    room: str
    """The room's name, or the site's; with the site in brackets where two rooms share a name."""
    number: int
    slug: str
    code: str


@dataclass(frozen=True, slots=True)
class PlannedDay:
    index: int
    date: date | None
    """None for the one empty day that stands when no date at all is known."""
    start: datetime
    end: datetime
    rooms: Mapping[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class Plan:
    acronym: str
    language: str
    days: tuple[PlannedDay, ...]
    room_guids: Mapping[str, UUID]
    room_of: Mapping[str, Room]
    tracks: Mapping[str, str]
    """Path slug → the name it is written under."""
    types: Mapping[str, str]
    left_out: LeftOut


def plan(document: Document, language: str, *, longest: timedelta | None = None) -> Plan:
    edition = document.edition
    language = language or next(iter(edition.languages), "")
    acronym = strict_acronym(edition)
    labels = _labels(document)
    sessions, left_out = _placed(document.sessions, longest)
    entries = _entries(sessions, acronym, labels, language)
    return Plan(
        acronym=acronym,
        language=language,
        days=tuple(_days(document, entries)),
        room_guids={label: room.guid or derived_guid(acronym, *key) for key, label in labels.items() if (room := _room(document, key))},
        room_of={labels[room.site, room.name]: room for room in document.rooms},
        tracks={path.slug: pick(path.name, language)[0] or path.letter or path.slug for path in document.paths},
        types={form.slug: pick(form.name, language)[0] or form.slug for form in document.formats},
        left_out=left_out,
    )


def strict_acronym(edition: Edition) -> str:
    """Lower case letters, digits and underscores, at least four of them: what both validators take."""
    words = edition.acronym or pick(edition.title, "en")[0]
    acronym = slugify(words, between="_")[:40].strip("_") or "forum"
    return acronym if len(acronym) >= len("abcd") else f"{acronym}_{edition.start.year}" if edition.start else acronym.ljust(4, "0")


def on_stage(session: Session) -> list[Participation]:
    """The people to show; where a name holds an e-mail address, without it."""
    people = [person for person in session.people if person.role in ON_STAGE]
    return [replace(person, name=without_mail(person.name)) if "@" in person.name else person for person in people]


def _placed(sessions: Iterable[Session], longest: timedelta | None) -> tuple[list[Session], LeftOut]:
    placed: list[Session] = []
    lacks: Counter[str] = Counter()
    for session in sessions:
        lack = _lack(session, longest)
        if lack:
            lacks[lack] += 1
        else:
            placed.append(session)
    return placed, LeftOut(**lacks)


def _lack(session: Session, longest: timedelta | None) -> str:
    if session.state is State.CANCELLED:
        return "cancelled"
    if session.day is None and session.start is None:
        return "without_day"
    if session.start is None or session.end is None or session.end < session.start:
        return "without_hour"
    if not (session.room or session.site):
        return "without_place"
    return "too_long" if longest and session.end - session.start >= longest else ""


def _labels(document: Document) -> dict[tuple[str | None, str], str]:
    """(site, room) → the name to write; a site alone is (site, "")."""
    keys = [(room.site, room.name) for room in document.rooms]
    keys += [(session.site, session.room or "") for session in document.sessions if session.room or session.site]
    keys = list(dict.fromkeys(keys))
    shared = Counter(name for _, name in keys)
    return {(site, name): (f"{name} ({site})" if site and shared[name] > 1 else name) if name else str(site) for site, name in keys}


def _room(document: Document, key: tuple[str | None, str]) -> Room:
    return next((room for room in document.rooms if (room.site, room.name) == key), Room(key[1] or str(key[0]), key[0]))


def _entries(sessions: list[Session], acronym: str, labels: dict[tuple[str | None, str], str], language: str) -> list[Entry]:
    numbers = numbers_for((session.guid, session.number) for session in sessions)
    slugs = Counter(session.slug for session in sessions)
    codes = Counter(session.code for session in sessions)
    taken = {session.slug for session in sessions}
    entries = []
    for session in sessions:
        if session.start is None or session.end is None:
            continue
        number = numbers[session.guid]
        keeps = slugs[session.slug] == 1 and SLUG.fullmatch(session.slug)
        entries.append(
            Entry(
                session=session,
                day=session.day or session.start.date(),
                start=session.start,
                end=session.end,
                room=labels[session.site, session.room or ""],
                number=number,
                slug=session.slug if keeps else _slug(session, acronym, number, language, taken),
                code=session.code if codes[session.code] == 1 and CODE.fullmatch(session.code) else "",
            )
        )
    return sorted(entries, key=lambda entry: (entry.start, entry.end, entry.session.guid))


def _slug(session: Session, acronym: str, number: int, language: str, taken: set[str]) -> str:
    title = slugify(pick(session.title, language)[0][: SLUG_LENGTH * 2])[:SLUG_LENGTH].strip("-")
    if len(title) < len("abc"):
        title = session.guid.hex[:8]
    slug = f"{acronym}-{number}-{title}"
    while slug in taken:
        slug = f"{slug}-{session.guid.hex[:8]}"
    taken.add(slug)
    return slug


def _days(document: Document, entries: list[Entry]) -> Iterable[PlannedDay]:
    zone: tzinfo = zone_named(document.edition.zone) or (entries[0].start.tzinfo if entries else None) or UTC
    told = {day.date: day for day in document.days}
    by_day: dict[date, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        by_day[entry.day][entry.room].append(entry)
    dates = sorted((told.keys() or set(_dates_between(document.edition))) | by_day.keys())
    if not dates:
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        yield PlannedDay(1, None, epoch, epoch, {})
    order = {label: place for place, label in enumerate(_labels(document).values())}
    for index, day in enumerate(dates, 1):
        start = told[day].start if day in told else None
        end = told[day].end if day in told else None
        first = datetime.combine(day, document.edition.day_change, zone)
        last = datetime.combine(min(day, LAST_DAY) + timedelta(days=1), document.edition.day_change, zone) - timedelta(minutes=1)
        rooms = {label: by_day[day][label] for label in sorted(by_day[day], key=order.__getitem__)} if day in by_day else {}
        yield PlannedDay(index, day, start or first, end or last, rooms)


def _dates_between(edition: Edition) -> list[date]:
    start, end = edition.start or edition.end, edition.end or edition.start
    if start is None or end is None or not 0 <= (end - start).days < DAYS_MAX:
        return [start] if start else []
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
