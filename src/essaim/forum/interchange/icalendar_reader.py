"""iCalendar read tolerantly: a broken line is a finding, the rest goes on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from essaim.forum.interchange.addresses import completed, is_private, web_address
from essaim.forum.interchange.assembly import Assembly
from essaim.forum.interchange.content_lines import ContentLine, part, unfold
from essaim.forum.interchange.document import Document, Edition, Link, Participation, State
from essaim.forum.interchange.drafts import Draft
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.languages import read_language
from essaim.forum.interchange.moments import YEARS, read_date, read_duration, zone_named
from essaim.forum.interchange.texts import clean, one_line, without_mail

COMPONENTS_MAX = 50_000
OWN = "X-ESSAIM-"
KNOWN = frozenset(
    "UID DTSTAMP DTSTART DTEND DURATION SUMMARY DESCRIPTION LOCATION URL CATEGORIES STATUS SEQUENCE LAST-MODIFIED ATTENDEE ATTACH TRANSP "
    f"{OWN}SPOKEN {OWN}INTERPRETED".split()
)
NOT_KEPT = frozenset(["CLASS", "METHOD", "CREATED", "PRIORITY", "GEO", "COMMENT", "X-ALT-DESC", "X-MICROSOFT-CDO-BUSYSTATUS"])
REPEATING = frozenset({"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
PRIVATE = frozenset({"CONTACT", "ORGANIZER"})
CALENDAR_KNOWN = frozenset(
    "VERSION PRODID CALSCALE METHOD NAME DESCRIPTION URL X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE REFRESH-INTERVAL X-PUBLISHED-TTL "
    f"{OWN}LEFT-OUT".split()
)
STATES = {"CONFIRMED": State.CONFIRMED, "TENTATIVE": State.TENTATIVE, "CANCELLED": State.CANCELLED}


@dataclass(slots=True)
class Component:
    name: str
    number: int
    line: int
    lines: list[ContentLine] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(line=self.line, component=self.number or None)

    def first(self, name: str) -> ContentLine | None:
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[ContentLine]:
        return (line for line in self.lines if line.name == name)

    def value(self, name: str) -> str:
        line = self.first(name)
        return clean(line.text) if line else ""


def read_icalendar(data: bytes, *, zone: str | None = None) -> tuple[Document, Findings]:
    findings = Findings()
    calendar, events, nicknames = _components(data, findings)
    for line in calendar.lines:
        if line.name not in CALENDAR_KNOWN:
            findings.warning("unknown", Place(line=line.line), name=f"VCALENDAR/{line.name}", value=line.value)
    usual = _usual_zone(events, nicknames)
    edition = Edition(
        title={"": title} if (title := one_line(calendar.value("X-WR-CALNAME") or calendar.value("NAME"))) else {},
        zone=calendar.value("X-WR-TIMEZONE") or usual,
        url=web_address(calendar.value("URL")),
    )
    assembly = Assembly(edition, findings, zone=zone or usual, place=calendar.place)
    reader = EventReader(findings, nicknames)
    for event in events:
        assembly.add(reader.draft(event))
    return assembly.document(), findings


def _usual_zone(events: list[Component], nicknames: dict[str, str]) -> str:
    """The zone most starts are told in."""
    zones = Counter(line.parameters["TZID"] for event in events for line in event.all("DTSTART") if "TZID" in line.parameters)
    for name, _ in zones.most_common(1):
        return known.key if (known := find_zone(name, nicknames)) else name
    return ""


def find_zone(name: str, nicknames: dict[str, str]) -> ZoneInfo | None:
    """A zone by its IANA name, Windows' name, the calendar's X-LIC-LOCATION, or the end of "/vendor/2.0/Europe/Paris"."""
    for candidate in (name, nicknames.get(name, ""), "/".join(name.split("/")[-2:]), name.rsplit("/", maxsplit=1)[-1]):
        if zone := zone_named(candidate):
            return zone
    return None


def _lines(data: bytes, findings: Findings) -> Iterator[tuple[int, str]]:
    for number, line in unfold(data.removeprefix(b"\xef\xbb\xbf")):
        try:
            yield number, line.decode()
        except UnicodeDecodeError:
            findings.warning("encoding_guessed", Place(line=number), value=line.decode("cp1252", "replace"))
            yield number, line.decode("cp1252", "replace")


def _components(data: bytes, findings: Findings) -> tuple[Component, list[Component], dict[str, str]]:
    """The calendar's own lines, its events, and TZID → X-LIC-LOCATION."""
    calendar = Component("VCALENDAR", 0, 1)
    events: list[Component] = []
    nicknames: dict[str, str] = {}
    opened: list[Component] = []
    for number, text in _lines(data, findings):
        line = part(number, text)
        place = Place(line=number, component=opened[-1].number or None if opened else None)
        if line is None:
            if text.strip():
                findings.error("line_broken", place, value=text)
        elif line.name == "BEGIN":
            _begin(line, opened, events, calendar, findings)
        elif line.name == "END":
            _end(line, opened, findings)
        elif opened:
            opened[-1].lines.append(line)
            if line.name == "X-LIC-LOCATION":
                nicknames[opened[-1].value("TZID")] = line.value.strip()
        else:
            findings.warning("line_outside", place, value=text)
    if calendar.line == 1 and not events and not calendar.lines:
        raise UnreadableSchedule("not_a_schedule", Place(line=1), value=data[:40].decode("utf-8", "replace"))
    for component in opened:
        findings.error("component_not_closed", component.place, name=component.name, value=component.name)
    return calendar, events, nicknames


def _begin(line: ContentLine, opened: list[Component], events: list[Component], calendar: Component, findings: Findings) -> None:
    name = line.value.strip().upper()
    if name == "VCALENDAR" and not opened:
        opened.append(calendar)
        return
    if name == "VEVENT":
        while opened and opened[-1].name == "VEVENT":
            component = opened.pop()
            findings.error("component_not_closed", component.place, name=component.name, value=component.name)
        if len(events) >= COMPONENTS_MAX:
            raise UnreadableSchedule("too_many_rows", Place(line=line.line), limit=COMPONENTS_MAX)
        events.append(Component(name, len(events) + 1, line.line))
        opened.append(events[-1])
        return
    if name not in ("VTIMEZONE", "STANDARD", "DAYLIGHT", "VALARM"):
        findings.warning("unknown", Place(line=line.line), name=f"BEGIN:{name}", value=name)
    opened.append(Component(name, 0, line.line))


def _end(line: ContentLine, opened: list[Component], findings: Findings) -> None:
    name = line.value.strip().upper()
    if not any(component.name == name for component in opened):
        findings.warning("line_outside", Place(line=line.line), value=f"END:{name}")
        return
    while (component := opened.pop()).name != name:
        findings.error("component_not_closed", component.place, name=component.name, value=component.name)


@dataclass(frozen=True, slots=True)
class EventReader:
    findings: Findings
    nicknames: dict[str, str]

    def draft(self, event: Component) -> Draft:
        self._report(event)
        starts_on = self._date(event.first("DTSTART"), event)
        sequence = event.value("SEQUENCE")
        return Draft(
            place=event.place,
            uid=event.value("UID"),
            title=self._texts(event, "SUMMARY", line=True),
            description=self._texts(event, "DESCRIPTION"),
            spoken=event.value(f"{OWN}SPOKEN"),
            interpreted=event.value(f"{OWN}INTERPRETED"),
            paths=tuple(word for line in event.all("CATEGORIES") for word in map(one_line, line.texts) if word),
            people=list(self._people(event)),
            attachments=list(self._attachments(event)),
            day=starts_on,
            start=None if starts_on else self._moment(event.first("DTSTART"), event),
            end=None if starts_on else self._moment(event.first("DTEND"), event),
            lasts=self._duration(event),
            room=event.value("LOCATION"),
            state=self._state(event),
            url=self._address(event),
            sequence=int(sequence) if sequence.isdecimal() else 0,
            modified=self._modified(event),
        )

    def _report(self, event: Component) -> None:
        for line in event.lines:
            place = Place(line=line.line, component=event.number)
            if line.name in REPEATING:
                self.findings.warning("recurrence_ignored", place, name=line.name, value=line.value)
            elif line.name in PRIVATE:
                self.findings.warning("private_contact", place, name=line.name)
            elif line.name in NOT_KEPT:
                self.findings.note("not_kept", place, name=f"VEVENT/{line.name}", value=line.value)
            elif line.name not in KNOWN:
                self.findings.warning("unknown", place, name=f"VEVENT/{line.name}", value=line.value)

    def _texts(self, event: Component, name: str, *, line: bool = False) -> dict[str, str]:
        texts: dict[str, str] = {}
        for told in event.all(name):
            text = one_line(told.text) if line else clean(told.text)
            if text:
                texts.setdefault(read_language(told.parameters.get("LANGUAGE", "")), text)
        return texts

    def _date(self, line: ContentLine | None, event: Component) -> date | None:
        """The date of a whole-day entry."""
        if line is None or not (line.parameters.get("VALUE", "").upper() == "DATE" or len(line.value.strip()) == len("20251029")):
            return None
        told = read_date(line.value) if line.value.strip().isdecimal() else None
        if told is None:
            self._unreadable(line, event)
        return told

    def _moment(self, line: ContentLine | None, event: Component) -> datetime | None:
        if line is None:
            return None
        value = line.value.strip().upper()
        try:
            moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 — naive until its zone is known
        except ValueError:
            self._unreadable(line, event)
            return None
        if value.endswith("Z"):
            return moment.replace(tzinfo=UTC)
        name = line.parameters.get("TZID", "")
        zone = find_zone(name, self.nicknames) if name else None
        if name and zone is None:
            self.findings.warning("zone_unknown_here", Place(line=line.line, component=event.number), name=name, value=name)
        return moment.replace(tzinfo=zone)

    def _modified(self, event: Component) -> datetime | None:
        moment = self._moment(event.first("LAST-MODIFIED") or event.first("DTSTAMP"), event)
        return moment.astimezone(UTC) if moment and moment.tzinfo and moment.year in YEARS else None

    def _duration(self, event: Component) -> timedelta | None:
        line = event.first("DURATION")
        if line is None:
            return None
        lasts = read_duration(line.value)
        if lasts is None:
            self._unreadable(line, event)
        return lasts

    def _unreadable(self, line: ContentLine, event: Component) -> None:
        place = Place(line=line.line, component=event.number)
        self.findings.error("value_unreadable", place, name=f"VEVENT/{line.name}", value=line.value)

    def _people(self, event: Component) -> Iterator[Participation]:
        """Names alone: the addresses behind them are nobody's business."""
        for line in event.all("ATTENDEE"):
            name = one_line(line.parameters.get("CN", ""))
            if name:
                yield Participation(without_mail(name))
            if is_private(line.value):
                self.findings.note("private_contact", Place(line=line.line, component=event.number), name="ATTENDEE")

    def _attachments(self, event: Component) -> Iterator[Link]:
        for line in event.all("ATTACH"):
            if address := web_address(line.value):
                yield Link(address)
            else:
                self.findings.warning("address_invalid", Place(line=line.line, component=event.number), name="ATTACH", value=line.value)

    def _address(self, event: Component) -> str:
        line = event.first("URL")
        if line is None or not line.value.strip():
            return ""
        address = completed(line.value, "")
        if not address:
            self.findings.warning("address_invalid", Place(line=line.line, component=event.number), name="VEVENT/URL", value=line.value)
        return address

    def _state(self, event: Component) -> State:
        line = event.first("STATUS")
        if line is None:
            return State.CONFIRMED
        if line.value.strip().upper() not in STATES:
            self._unreadable(line, event)
        return STATES.get(line.value.strip().upper(), State.CONFIRMED)
