"""The sheets beside the sessions: edition, sites, rooms, paths, formats, days."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.assembly import Assembly
from essaim.forum.interchange.document import Day, Edition, Format, Path, Room, Site, Texts
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.grids import Row
from essaim.forum.interchange.identity import read_guid
from essaim.forum.interchange.languages import read_languages
from essaim.forum.interchange.moments import read_clock, read_date, read_moment
from essaim.forum.interchange.texts import clean, one_line

DAYS_MAX = 100


def read_edition(row: Row | None, findings: Findings) -> Edition:
    if row is None:
        return Edition()
    dates = {}
    for key in ("start", "end"):
        dates[key] = read_date(row.text(key)) if row.text(key) else None
        if row.text(key) and dates[key] is None:
            findings.error("value_unreadable", row.at(key), name=key, value=row.text(key))
    languages, unknown = read_languages(row.text("languages"))
    for word in unknown:
        findings.warning("language_unknown", row.at("languages"), name=word, value=word)
    slot = row.text("timeslot_min")
    return Edition(
        title=_names(row, "title"),
        acronym=one_line(row.text("acronym")),
        start=dates["start"],
        end=dates["end"],
        zone=row.text("zone"),
        version=one_line(row.text("version")),
        url=web_address(row.text("url")),
        base_url=web_address(row.text("base_url")),
        logo=web_address(row.text("logo")),
        colour=row.text("colour").lower(),
        venue=one_line(row.text("venue")),
        city=one_line(row.text("city")),
        country=one_line(row.text("country")),
        languages=languages,
        day_change=read_clock(row.text("day_change")) or time(0, 0),
        timeslot_min=int(slot) if slot.isdecimal() and len(slot) < len("10000") else 5,
    )


def add_lists(assembly: Assembly, lists: Mapping[str, Sequence[Row]], findings: Findings) -> None:
    for row in lists.get("sites", ()):
        if name := one_line(row.text("name")):
            assembly.add_site(Site(name, clean(row.text("address")), clean(row.text("access"))))
    for row in lists.get("rooms", ()):
        _add_room(row, assembly, findings)
    _add_paths_and_formats(assembly, lists)
    for row in lists.get("days", ()):
        day = read_date(row.text("date"))
        if day:
            assembly.add_day(Day(day, read_moment(row.text("start")), read_moment(row.text("end"))), row.place)
        else:
            findings.error("value_unreadable", row.at("date"), name="day", value=row.text("date"))
    if not lists.get("days"):
        _add_days_of_edition(assembly)


def _add_paths_and_formats(assembly: Assembly, lists: Mapping[str, Sequence[Row]]) -> None:
    for row in lists.get("paths", ()):
        path = Path(one_line(row.text("slug")), _names(row, "name"), one_line(row.text("letter")), row.text("colour").lower())
        if path.slug or path.name or path.letter:
            assembly.add_path(path)
    for row in lists.get("formats", ()):
        form = Format(one_line(row.text("slug")), _names(row, "name"))
        if form.slug or form.name:
            assembly.add_format(form)


def _add_days_of_edition(assembly: Assembly) -> None:
    first, last = assembly.edition.start, assembly.edition.end
    if first and last and 0 <= (last - first).days < DAYS_MAX:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            assembly.add_day(Day(day), Place())


def _add_room(row: Row, assembly: Assembly, findings: Findings) -> None:
    name, capacity = one_line(row.text("name")), row.text("capacity")
    if capacity and not (capacity.isdecimal() and len(capacity) < len("10000000")):
        findings.warning("value_unreadable", row.at("capacity"), name="capacity", value=capacity)
        capacity = ""
    if name:
        description = {code: clean(text) for code, text in row.texts.get("description", {}).items()}
        guid = read_guid(row.text("guid")) if row.text("guid") else None
        site = one_line(row.text("site")) or None
        assembly.add_room(Room(name, site, int(capacity) if capacity else None, guid, description))


def _names(row: Row, key: str) -> Texts:
    return {code: one_line(text) for code, text in row.texts.get(key, {}).items() if one_line(text)}
