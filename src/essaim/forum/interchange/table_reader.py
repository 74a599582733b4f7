"""Rows of text become a document: what CSV and XLSX both read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from essaim.forum.interchange.addresses import completed, is_private
from essaim.forum.interchange.assembly import Assembly
from essaim.forum.interchange.cells import read_list, read_records
from essaim.forum.interchange.document import Document, Edition, Format, Link, Participation, Path, Recording, Role, State
from essaim.forum.interchange.drafts import Draft
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.grids import Row
from essaim.forum.interchange.identity import read_guid
from essaim.forum.interchange.languages import read_language
from essaim.forum.interchange.list_reader import add_lists, read_edition
from essaim.forum.interchange.moments import read_clock, read_date, read_duration, read_moment, zone_named
from essaim.forum.interchange.texts import clean, one_line, without_mail
from essaim.forum.interchange.words import ROLES, STATES, TRUTHS

T = TypeVar("T")
Lists = Mapping[str, Sequence[Row]]


def read_table(rows: Sequence[Row], lists: Lists, findings: Findings, *, zone: str | None = None) -> Document:
    """rows: the sessions. lists: sheet key → rows of the sheets beside it."""
    edition = read_edition(next(iter(lists.get("edition", ())), None), findings)
    if not edition.zone:
        edition = replace(edition, zone=next((row.text("zone") for row in rows if row.text("zone")), ""))
    place = next((row.at("zone") for row in rows if row.text("zone")), Place())
    assembly = Assembly(edition, findings, zone=zone, place=place)
    add_lists(assembly, lists, findings)
    for row in rows:
        _define(row, assembly)
    reader = _RowReader(findings, assembly.edition)
    for row in rows:
        if not any(row.texts.get("title", {}).values()) and not row.text("id"):
            findings.error("row_without_title", row.place, value=" · ".join(text for told in row.texts.values() for text in told.values()))
            continue
        assembly.add(reader.draft(row))
    return assembly.document()


def _define(row: Row, assembly: Assembly) -> None:
    """Paths and formats that a cell brings along with all there is to know of them."""
    for _, extras in read_records(row.text("paths")):
        if extras.get("slug"):
            names = dict(_by_language(extras, "name"))
            assembly.add_path(Path(extras["slug"], names, extras.get("letter", ""), extras.get("colour", "")))
    for _, extras in read_records(row.text("format")):
        if extras.get("slug"):
            assembly.add_format(Format(extras["slug"], dict(_by_language(extras, "name"))))


def _by_language(extras: Mapping[str, str], name: str) -> Iterator[tuple[str, str]]:
    for key, text in extras.items():
        if key.startswith(f"{name}[") and text:
            yield read_language(key[len(name) + 1 : -1]), text


@dataclass(frozen=True, slots=True)
class _RowReader:
    findings: Findings
    edition: Edition

    def draft(self, row: Row) -> Draft:
        moments = self._moments(row)
        return Draft(
            place=row.place,
            uid=one_line(row.text("id")),
            guid=row.text("guid"),
            number=row.text("number"),
            code=row.text("code"),
            slug=row.text("slug"),
            title={code: one_line(text) for code, text in row.texts.get("title", {}).items()},
            subtitle={code: one_line(text) for code, text in row.texts.get("subtitle", {}).items()},
            abstract={code: clean(text) for code, text in row.texts.get("abstract", {}).items()},
            description={code: clean(text) for code, text in row.texts.get("description", {}).items()},
            spoken=row.text("spoken"),
            interpreted=row.text("interpreted"),
            paths=read_list(row.text("paths")),
            format=next(iter(read_list(row.text("format"))), ""),
            goals=read_list(row.text("goals")),
            organisations=read_list(row.text("organisations")),
            people=list(self._people(row)),
            links=list(self._links(row, "links")),
            attachments=list(self._links(row, "attachments")),
            day=moments.day,
            clock=moments.clock,
            clock_end=moments.clock_end,
            start=moments.start,
            end=moments.end,
            lasts=moments.lasts,
            room=row.text("room"),
            site=row.text("site"),
            recording=self._recording(row),
            state=self._word(row, "state", STATES, State.CONFIRMED),
            url=self._address(row, "url"),
            feedback_url=self._address(row, "feedback_url"),
            origin_url=self._address(row, "origin_url"),
            logo=self._address(row, "logo"),
            follows=row.text("follows"),
            expected_audience=self._number(row, "audience"),
            sequence=self._number(row, "sequence") or 0,
            modified=self._modified(row),
        )

    def _moments(self, row: Row) -> "_Moments":
        told = _Moments(day=self._read(row, "day", read_date), lasts=self._read(row, "duration", read_duration))
        told.clock, told.start = self._clock_or_moment(row, "start")
        told.clock_end, told.end = self._clock_or_moment(row, "end")
        if told.start and told.start.tzinfo is None:
            told.start = self._in_zone(row, told.start)
        elif told.clock and told.day and row.text("zone") not in ("", self.edition.zone):
            night = timedelta(days=1) if told.clock < self.edition.day_change else timedelta()
            told.start, told.clock = self._in_zone(row, datetime.combine(told.day + night, told.clock)), None
        return told

    def _in_zone(self, row: Row, moment: datetime) -> datetime:
        """The row's own zone, when it is another than the edition's."""
        zone = zone_named(row.text("zone"))
        if row.text("zone") and zone is None:
            self.findings.error("zone_unknown_here", row.at("zone"), name=row.text("zone"), value=row.text("zone"))
        return moment.replace(tzinfo=zone)

    def _clock_or_moment(self, row: Row, key: str) -> tuple[time | None, datetime | None]:
        text = row.text(key)
        if not text:
            return None, None
        if clock := read_clock(text):
            return clock, None
        moment = read_moment(text) if len(text) > len("2025-10-29") else None
        if moment is None:
            self.findings.error("value_unreadable", row.at(key), name=key, value=text)
        return None, moment

    def _read(self, row: Row, key: str, reader: Callable[[str], T | None]) -> T | None:
        text = row.text(key)
        value = reader(text) if text else None
        if text and value is None:
            self.findings.error("value_unreadable", row.at(key), name=key, value=text)
        return value

    def _word(self, row: Row, key: str, words: Mapping[str, T], default: T) -> T:
        text = row.text(key).lower()
        if text and text not in words:
            self.findings.warning("value_unreadable", row.at(key), name=key, value=row.text(key))
        return words.get(text, default)

    def _people(self, row: Row) -> Iterator[Participation]:
        for fields, extras in read_records(row.text("people")):
            name, role, capacity, organisation, country, *more = [*map(one_line, fields), "", "", "", "", ""]
            if any(more):
                self.findings.warning("person_field_unknown", row.at("people"), value=next(filter(None, more)))
            if not name:
                continue
            if without_mail(name) != name:
                self.findings.warning("private_contact", row.at("people"), name="people")
            known = ROLES.get(role.lower(), Role.SPEAKER)
            if role and role.lower() not in ROLES:
                self.findings.warning("role_unknown", row.at("people"), name=role, value=role)
            yield Participation(
                name=without_mail(name),
                role=known,
                capacity=capacity,
                organisation=organisation,
                country=country,
                key=extras.get("key", ""),
                guid=self._guid(row, extras.get("guid", "")),
                url=completed(extras.get("url", ""), ""),
                biography=dict(_by_language(extras, "bio")),
            )

    def _guid(self, row: Row, text: str) -> UUID | None:
        guid = read_guid(text) if text else None
        if text and guid is None:
            self.findings.warning("guid_invalid", row.at("people"), value=text)
        return guid

    def _links(self, row: Row, key: str) -> Iterator[Link]:
        for fields, _ in read_records(row.text(key)):
            title, told, kind, *_ = [*fields, "", "", ""]
            address = completed(told or title, "")
            if is_private(told or title):
                self.findings.warning("private_contact", row.at(key), name=key)
            elif not address:
                self.findings.warning("address_invalid", row.at(key), name=key, value=told or title)
            else:
                yield Link(address, "" if title in (address, told) else title, kind)

    def _recording(self, row: Row) -> Recording:
        opt_out, no_stream = (self._word(row, key, TRUTHS, None) for key in ("opt_out", "no_stream"))
        return Recording(row.text("licence"), opt_out, no_stream, self._address(row, "recording_url"))

    def _address(self, row: Row, key: str) -> str:
        address = completed(row.text(key), self.edition.base_url)
        if row.text(key) and not address:
            self.findings.warning("address_invalid", row.at(key), name=key, value=row.text(key))
        return address

    def _number(self, row: Row, key: str) -> int | None:
        text = row.text(key).replace("\N{NARROW NO-BREAK SPACE}", "").replace(" ", "")
        if text.isdecimal() and len(text) < len("1000000000"):
            return int(text)
        if text:
            self.findings.warning("value_unreadable", row.at(key), name=key, value=row.text(key))
        return None

    def _modified(self, row: Row) -> datetime | None:
        moment = self._read(row, "modified", read_moment)
        return moment if moment and moment.tzinfo else None


@dataclass(slots=True)
class _Moments:
    day: date | None = None
    clock: time | None = None
    clock_end: time | None = None
    start: datetime | None = None
    end: datetime | None = None
    lasts: timedelta | None = None
