"""iCalendar (RFC 5545, 7986): for a session, a path, a day or an edition; narrow the document first (`Document.of_path`…)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.content_lines import escape, join
from essaim.forum.interchange.document import Document, Session, Texts, pick
from essaim.forum.interchange.generator import NAME, VERSION
from essaim.forum.interchange.moments import zone_named
from essaim.forum.interchange.plan import on_stage
from essaim.forum.interchange.texts import clean, one_line
from essaim.forum.interchange.time_zones import vtimezone
from essaim.forum.interchange.written import LeftOut, Written

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal", "UCT", "Etc/UCT"})


def write_ics(
    document: Document,
    *,
    language: str = "",
    name: str = "",
    sequences: Mapping[str, int] | None = None,
    generated_at: datetime | None = None,
    method: str = "",
    organizer: str = "",
) -> Written:
    """The sessions that have a day; one without an hour is a whole-day entry. A cancelled one says so.

    name: the calendar's, else the edition's title. sequences: uid → SEQUENCE, else the session's own. generated_at: the DTSTAMP of
    sessions whose last change is not known, else 1970. method: PUBLISH or CANCEL (RFC 5546) for an update sent by mail, with the
    address of its organizer; each DTSTAMP is then generated_at.
    """
    edition = document.edition
    language = language or next(iter(edition.languages), "")
    told = [session for session in document.sessions if session.day or session.start]
    left_out = LeftOut(without_day=len(document.sessions) - len(told))
    zone = None if edition.zone in UTC_NAMES else zone_named(edition.zone)
    paths = {path.slug: pick(path.name, language)[0] or path.letter or path.slug for path in document.paths}
    title = name or one_line(pick(edition.title, language)[0])
    sender = join("ORGANIZER", f"mailto:{organizer}", CN=title) if organizer else ""
    writer = _EventWriter(language, zone, paths, dict(sequences or {}), generated_at or EPOCH, method, sender)
    lines = [
        *(_update_head(language, method) if method else _head(document, title, language, left_out)),
        *_zone(told, zone),
        *(line for session in told for line in writer.lines(session)),
        join("END", "VCALENDAR"),
    ]
    return Written("".join(lines).encode("utf-8", "replace"), left_out)


def _head(document: Document, name: str, language: str, left_out: LeftOut) -> Iterator[str]:
    yield join("BEGIN", "VCALENDAR")
    yield join("VERSION", "2.0")
    yield join("PRODID", f"-//{NAME}//{VERSION}//{(language or 'en').upper()}")
    yield join("CALSCALE", "GREGORIAN")
    if name:
        yield join("NAME", escape(name))
        yield join("X-WR-CALNAME", escape(name))
    if document.edition.zone:
        yield join("X-WR-TIMEZONE", document.edition.zone)
    if url := web_address(document.edition.url):
        yield join("URL", url)
    yield join("REFRESH-INTERVAL", "PT1H", VALUE="DURATION")
    yield join("X-PUBLISHED-TTL", "PT1H")
    yield join("X-ESSAIM-LEFT-OUT", str(left_out.total))


def _update_head(language: str, method: str) -> Iterator[str]:
    yield join("BEGIN", "VCALENDAR")
    yield join("VERSION", "2.0")
    yield join("PRODID", f"-//{NAME}//{VERSION}//{(language or 'en').upper()}")
    yield join("CALSCALE", "GREGORIAN")
    yield join("METHOD", method)


def _zone(sessions: list[Session], zone: ZoneInfo | None) -> Iterator[str]:
    moments = [moment for session in sessions for moment in (session.start, session.end) if moment]
    if zone and moments:
        yield from vtimezone(zone, min(moments), max(moments))
    elif not sessions:  # a calendar must hold a component
        yield from vtimezone(zone or ZoneInfo("UTC"), EPOCH, EPOCH)


@dataclass(frozen=True, slots=True)
class _EventWriter:
    language: str
    zone: ZoneInfo | None
    paths: Mapping[str, str]
    sequences: Mapping[str, int]
    stamp: datetime
    method: str = ""
    organizer: str = ""
    """The whole line."""

    def lines(self, session: Session) -> Iterator[str]:
        yield join("BEGIN", "VEVENT")
        yield join("UID", escape(one_line(session.uid)))
        yield join("DTSTAMP", _utc(self.stamp if self.method else session.modified or self.stamp))
        if self.organizer:
            yield self.organizer
        if session.modified:
            yield join("LAST-MODIFIED", _utc(session.modified))
        yield join("SEQUENCE", str(self.sequences.get(session.uid, session.sequence)))
        yield from self._times(session)
        yield from self._text("SUMMARY", {code: one_line(text) for code, text in session.title.items()})
        yield from self._description(session)
        if place := ", ".join(filter(None, (session.room, session.site))):
            yield join("LOCATION", escape(one_line(place)))
        if url := web_address(session.url):
            yield join("URL", url)
        if session.paths:
            yield join("CATEGORIES", ",".join(escape(self.paths.get(slug, slug)) for slug in session.paths))
        yield join("STATUS", session.state.value.upper())
        for name, languages in (("SPOKEN", session.spoken), ("INTERPRETED", session.interpreted)):
            if languages:
                yield join(f"X-ESSAIM-{name}", escape(",".join(languages)))
        yield join("END", "VEVENT")

    def _times(self, session: Session) -> Iterator[str]:
        if session.start:
            yield self._moment("DTSTART", session.start)
            if session.end and session.end > session.start:
                yield self._moment("DTEND", session.end)
        elif session.day:
            yield join("DTSTART", session.day.strftime("%Y%m%d"), VALUE="DATE")
            yield join("TRANSP", "TRANSPARENT")

    def _moment(self, name: str, moment: datetime) -> str:
        """In the edition's zone; in UTC without one and in the hour that comes twice, whose second pass no local time can name."""
        local = moment.astimezone(self.zone) if self.zone else moment
        if self.zone is None or local.fold:
            return join(name, _utc(moment))
        return join(name, local.strftime("%Y%m%dT%H%M%S"), TZID=self.zone.key)

    def _text(self, name: str, texts: Texts) -> Iterator[str]:
        text, language = pick(texts, self.language)
        if text:
            yield join(name, escape(text), LANGUAGE=language)

    def _description(self, session: Session) -> Iterator[str]:
        """Subtitle, abstract, description, and who speaks, in the language of the abstract or description."""
        abstract, language = pick(session.abstract, self.language)
        description, other = pick(session.description, language or self.language)
        subtitle = pick(session.subtitle, self.language)[0]
        people = "\n".join(
            "– " + person.name + (f" ({about})" if (about := ", ".join(filter(None, (person.capacity, person.organisation)))) else "")
            for person in on_stage(session)
        )
        parts = dict.fromkeys(filter(None, map(clean, (subtitle, abstract, description, people))))
        if parts:
            yield join("DESCRIPTION", escape("\n\n".join(parts)), LANGUAGE=language or other)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
