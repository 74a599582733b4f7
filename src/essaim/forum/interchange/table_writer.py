"""Sessions and their lists as rows of text: what CSV and XLSX both write."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.cells import parts_of, write_list, write_record
from essaim.forum.interchange.columns import Column, Sheet, header
from essaim.forum.interchange.document import Document, Format, Link, Participation, Path, Session, State, Texts
from essaim.forum.interchange.moments import zone_named
from essaim.forum.interchange.session_columns import SESSIONS
from essaim.forum.interchange.sheets import DAYS, EDITION, FORMATS, PATHS, ROOMS, SITES
from essaim.forum.interchange.texts import slugify, without_mail

Value = str | Texts
Rows = Sequence[Mapping[str, Value]]
YES_NO = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class Table:
    sheet: Sheet
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sessions_table(document: Document, headers: str, *, lists_beside: bool) -> Table:
    """One row a session. lists_beside: paths and formats have sheets of their own; else their names stand where first used."""
    paths = _Names(document.paths, {path.slug: _extras(path) for path in document.paths}, beside=lists_beside)
    formats = _Names(document.formats, {form.slug: _extras(form) for form in document.formats}, beside=lists_beside)
    rows = [_session(session, document.edition.zone, paths, formats) for session in document.sessions]
    return _table(SESSIONS, rows, headers)


def list_tables(document: Document, headers: str) -> Iterator[Table]:
    edition = document.edition
    told: dict[str, Value] = {
        "title": edition.title,
        "acronym": edition.acronym,
        "start": _date(edition.start),
        "end": _date(edition.end),
        "zone": edition.zone,
        "languages": write_list(edition.languages),
        "version": edition.version,
        "url": web_address(edition.url),
        "base_url": web_address(edition.base_url),
        "logo": web_address(edition.logo),
        "colour": edition.colour,
        "venue": edition.venue,
        "city": edition.city,
        "country": edition.country,
        "day_change": edition.day_change.isoformat("minutes"),
        "timeslot_min": str(edition.timeslot_min),
    }
    yield _table(EDITION, [told], headers)
    yield _table(SITES, [{"name": s.name, "address": s.address, "access": s.access} for s in document.sites], headers)
    rooms: Rows = [
        {
            "name": room.name,
            "site": room.site or "",
            "capacity": "" if room.capacity is None else str(room.capacity),
            "guid": str(room.guid or ""),
            "description": room.description,
        }
        for room in document.rooms
    ]
    yield _table(ROOMS, rows=rooms, headers=headers)
    yield _table(PATHS, [{"slug": p.slug, "letter": p.letter, "name": p.name, "colour": p.colour} for p in document.paths], headers)
    yield _table(FORMATS, [{"slug": form.slug, "name": form.name} for form in document.formats], headers)
    yield _table(DAYS, [{"date": _date(d.date), "start": _iso(d.start), "end": _iso(d.end)} for d in document.days], headers)


def empty_table(sheet: Sheet, headers: str, languages: Sequence[str]) -> Table:
    """The headers of the columns that always stand, texts in each language."""
    names = (
        header(column, headers, language)
        for column in sheet.columns
        if column.always
        for language in (languages if column.texts else ("",))
    )
    return Table(sheet, tuple(names), ())


def _table(sheet: Sheet, rows: Rows, headers: str) -> Table:
    names: list[str] = []
    columns: list[list[str]] = []
    for column in sheet.columns:
        for language in _languages(column, rows):
            told = [parts_of(_text(row.get(column.key, ""), language)) for row in rows]
            parts = max(map(len, told), default=1)
            for part in range(parts):
                texts = [pieces[part] if part < len(pieces) else "" for pieces in told]
                if column.always or any(texts):
                    names.append(header(column, headers, language, part + 1))
                    columns.append(texts)
    return Table(sheet, tuple(names), tuple(zip(*columns, strict=True)) if rows else ())


def _languages(column: Column, rows: Rows) -> list[str]:
    if not column.texts:
        return [""]
    return sorted({language for row in rows for language in _texts(row.get(column.key, ""))}) or [""]


def _texts(value: Value) -> Texts:
    return value if isinstance(value, dict) else {}


def _text(value: Value, language: str) -> str:
    return value.get(language, "") if isinstance(value, dict) else value


class _Names:
    """How a path or format is named in a cell: by a name that means it alone, else by its slug.

    Without sheets of their own, where it first occurs it brings along what its name does not tell.
    """

    def __init__(self, items: Sequence[Path | Format], extras: Mapping[str, list[tuple[str, str]]], *, beside: bool) -> None:
        self._extras = dict(extras) if not beside else {}
        words = Counter(word.lower() for item in items for word in {*item.name.values(), getattr(item, "letter", ""), item.slug} if word)
        self._labels = {item.slug: self._label(item, words) for item in items}

    @staticmethod
    def _label(item: Path | Format, words: Counter[str]) -> str:
        name = next((item.name[language] for language in sorted(item.name) if item.name[language]), "")
        return name if name and words[name.lower()] == 1 else item.slug

    def cell(self, slugs: Iterable[str]) -> str:
        return "; ".join(write_record([self._labels.get(slug, slug)], self._extras.pop(slug, [])) for slug in slugs)


def _extras(item: Path | Format) -> list[tuple[str, str]]:
    """All there is to know, when the label alone, read back, would not make the same path or format again."""
    name = item.name.get("", "")
    letter, colour = getattr(item, "letter", ""), getattr(item, "colour", "")
    if set(item.name) == {""} and slugify(name) == item.slug and not letter and not colour:
        return []
    return [
        ("slug", item.slug),
        ("letter", letter),
        ("colour", colour),
        *((f"name[{code}]", item.name[code]) for code in sorted(item.name)),
    ]


def _session(session: Session, zone: str, paths: _Names, formats: _Names) -> dict[str, Value]:
    return {
        "id": session.uid,
        "guid": str(session.guid),
        "title": session.title,
        "subtitle": session.subtitle,
        "day": _date(session.day),
        "start": _start(session, zone),
        "end": _end(session, zone),
        "zone": zone,
        "room": session.room or "",
        "site": session.site or "",
        "format": formats.cell([session.format] if session.format else []),
        "paths": paths.cell(session.paths),
        "spoken": write_list(session.spoken),
        "interpreted": write_list(session.interpreted),
        "people": "\n".join(map(_person, session.people)),
        "organisations": write_list(session.organisations),
        "goals": write_list(session.goals),
        "abstract": session.abstract,
        "description": session.description,
        "links": _links(session.links),
        "attachments": _links(session.attachments),
        "audience": "" if session.expected_audience is None else str(session.expected_audience),
        "follows": session.follows or "",
        "state": "" if session.state is State.CONFIRMED else session.state.value,
        "licence": session.recording.licence,
        "opt_out": YES_NO[session.recording.opt_out],
        "no_stream": YES_NO[session.recording.no_stream],
        "recording_url": web_address(session.recording.url),
        "url": web_address(session.url),
        "feedback_url": web_address(session.feedback_url),
        "origin_url": web_address(session.origin_url),
        "logo": web_address(session.logo),
        "number": "" if session.number is None else str(session.number),
        "code": session.code,
        "slug": session.slug,
        "sequence": str(session.sequence or ""),
        "modified": _iso(session.modified),
    }


def _start(session: Session, zone: str) -> str:
    """The hour alone where day and zone tell the rest."""
    if session.start is None:
        return ""
    if _is_plain(session.start, zone) and session.start.date() == session.day:
        return _clock(session.start)
    return _full(session.start, zone)


def _end(session: Session, zone: str) -> str:
    if session.start is None or session.end is None:
        return ""
    days = (session.end.date() - session.start.date()).days
    next_morning = days == 1 and session.end.time() < session.start.time()
    if _is_plain(session.end, zone) and (next_morning or (days == 0 and session.end.time() >= session.start.time())):
        return _clock(session.end)
    return _full(session.end, zone)


def _is_plain(moment: datetime, zone: str) -> bool:
    """The hour is in the edition's zone and comes but once that day."""
    return bool(zone) and getattr(moment.tzinfo, "key", "") == zone and not moment.fold


def _clock(moment: datetime) -> str:
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def _full(moment: datetime, zone: str) -> str:
    if _is_plain(moment, zone):
        return moment.replace(tzinfo=None).isoformat(" ", "seconds" if moment.second else "minutes")
    known = zone_named(zone)
    return (moment.astimezone(known) if known else moment).isoformat(" ", "seconds" if moment.second else "minutes")


def _date(day: date | None) -> str:
    return day.isoformat() if day else ""


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _person(person: Participation) -> str:
    fields: tuple[str, ...] = (without_mail(person.name), person.role.value, person.capacity, person.organisation, person.country)
    extras = [("key", person.key), ("guid", str(person.guid or "")), ("url", web_address(person.url))]
    extras += [(f"bio[{language}]", text) for language, text in sorted(person.biography.items())]
    if not any((*fields[2:], *(value for _, value in extras))) and person.role == "speaker":
        fields = fields[:1]
    return write_record(fields, extras)


def _links(links: Iterable[Link]) -> str:
    return "\n".join(write_record((link.title or address, address, link.kind)) for link in links if (address := web_address(link.url)))
