"""OptaPlanner's conference workbooks: five sheets read into facts; the views after them are the program's own output and not read.

A timeslot in which a room or a speaker is unavailable is a cell filled with dark grey (555753). Source: ConferenceSchedulingXlsxFileIO
of apache/incubator-kie-optaplanner, which reads the fill and refuses text in these cells, as is done here.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from essaim.scheduling.constraints import Level
from essaim.scheduling.errors import FileError
from essaim.scheduling.read import cells
from essaim.scheduling.read.optaplanner_facts import Event, Score, Speaker, Venue
from essaim.scheduling.read.optaplanner_tags import KnownTags, tag_columns, tags_of
from essaim.scheduling.read.optaplanner_talks import Talks
from essaim.scheduling.read.optaplanner_times import Timeslot, clock_text, read_day, read_timeslots
from essaim.scheduling.read.workbook import Book, Cell, Table, plain

UNAVAILABLE = "555753"
PAUSE = "Minimum consecutive talks pause in minutes"
PART = re.compile(r"(\d{1,9})(hard|medium|soft)")
HOURS = re.compile(r"(\d{1,2}:\d{2})-(\d{1,2}:\d{2})")


def read_event(book: Book, known_constraints: Collection[str]) -> Event:
    """The facts of an OptaPlanner workbook. Raises FileError at the first cell that cannot be one, and for a constraint with a name
    that is not in `known_constraints`."""
    name, pause_min, scores = _configuration(book.table("Configuration"), known_constraints)
    timeslots = read_timeslots(book.table("Timeslots"))
    types = frozenset(kind for slot in timeslots for kind in slot.talk_types)
    venues = _venues(book.table("Rooms"), timeslots, types)
    tags = {
        "timeslot": frozenset(tag for slot in timeslots for tag in slot.tags),
        "room": frozenset(tag for venue in venues for tag in venue.tags),
    }
    speakers = _speakers(book.table("Speakers"), timeslots, tags)
    reader = Talks(book.table("Talks"), timeslots, venues, speakers, tags)
    talks = tuple(reader.read())
    return Event(name=name, pause_min=pause_min, scores=scores, timeslots=timeslots, venues=venues, speakers=speakers, talks=talks)


def _configuration(sheet: Table, known: Collection[str]) -> tuple[str, int, tuple[Score, ...]]:
    rows = {plain(sheet.cell(row, 0).value): row for row in sheet.filled(0)}
    if "constraint" not in rows:
        raise FileError(where=f"sheet “{sheet.name}”", what="no row is headed “Constraint”.", todo="List the constraints below such a row.")
    first = rows["constraint"] + 1
    scores: dict[str, Score] = {}
    for row in sheet.filled(first):
        name = cells.once(sheet.cell(row, 0), "constraint", scores)
        if name not in known:
            raise sheet.cell(row, 0).wrong("the constraint {} is not known.", f"Take it out, or write one of: {', '.join(known)}.")
        scores[name] = _score(sheet.cell(row, 1), name)
    title = cells.text(sheet.cell(rows["conference name"], 1)) if "conference name" in rows else ""
    return title, _pause(sheet, rows), tuple(score for score in scores.values() if score.weight)


def _pause(sheet: Table, rows: Mapping[str, int]) -> int:
    if plain(PAUSE) not in rows:
        raise FileError(where=f"sheet “{sheet.name}”", what=f"there is no row “{PAUSE}”.", todo="Add it, 0 for none.")
    return cells.whole(sheet.cell(rows[plain(PAUSE)], 1), least=0)


def _score(cell: Cell, name: str) -> Score:
    """A weight such as "0hard/0medium/10soft": one level at most is not 0."""
    parts = [PART.fullmatch(part.strip()) for part in cells.name(cell, f"weight of “{name}”").split("/")]
    found = {part[2]: int(part[1]) for part in parts if part}
    if not all(parts) or len(found) != len(parts):
        raise cell.wrong("{} is not a weight.", "Write it as 0hard/0medium/10soft.")
    weighing = [(Level[level.upper()], number) for level, number in found.items() if number]
    if len(weighing) > 1:
        raise cell.wrong("{} weighs on two levels.", "Leave a number on one of hard, medium and soft.")
    level, weight = weighing[0] if weighing else (Level.SOFT, 0)
    return Score(name, level, weight)


def _venues(sheet: Table, timeslots: tuple[Timeslot, ...], types: frozenset[str]) -> tuple[Venue, ...]:
    columns = {title: sheet.column(title, 1) for title in ("Name", "Capacity", "Talk types", "Tags")}
    times = _time_columns(sheet, timeslots)
    found: dict[str, Venue] = {}
    for row in sheet.filled(2):
        name = cells.once(sheet.cell(row, columns["Name"]), "room", found)
        kinds = sheet.cell(row, columns["Talk types"])
        found[name] = Venue(
            name,
            cells.whole(sheet.cell(row, columns["Capacity"]), least=1),
            frozenset(cells.all_known(kinds, "talk type", types, "Timeslots")) or types,
            frozenset(cells.names(sheet.cell(row, columns["Tags"]))),
            _unavailable(sheet, row, times),
        )
    if not found:
        raise FileError(where=f"sheet “{sheet.name}”", what="it names no room.", todo="Write one room a row, from row 3 on.")
    return tuple(found.values())


def _speakers(sheet: Table, timeslots: tuple[Timeslot, ...], tags: KnownTags) -> dict[str, Speaker]:
    name_at = sheet.column("Name", 1)
    tagged = tag_columns(sheet, 1)
    times = _time_columns(sheet, timeslots)
    found: dict[str, Speaker] = {}
    for row in sheet.filled(2):
        name = cells.once(sheet.cell(row, name_at), "speaker", found)
        found[name] = Speaker(name, tags_of(sheet, row, tagged, tags), _unavailable(sheet, row, times))
    return found


def _time_columns(sheet: Table, timeslots: Iterable[Timeslot]) -> dict[int, str]:
    """Column → the id of its timeslot: row 1 names the day where it begins, row 2 the hours."""
    among = {slot.id for slot in timeslots}
    found: dict[int, str] = {}
    day = ""
    for column in range(sheet.width(1)):
        if hours := HOURS.fullmatch(cells.text(sheet.cell(1, column)).strip()):
            day = read_day(sheet.cell(0, column))[0] if sheet.cell(0, column).value is not None else day
            slot = f"{day} {'-'.join(clock_text(cells.clock(Cell(part, ''))) for part in hours.groups())}"
            if slot not in among or slot in found.values():
                raise sheet.cell(1, column).wrong(f"there is no timeslot “{slot}” for this column.", "Head one column for each timeslot.")
            found[column] = slot
    if missing := sorted(among - set(found.values())):
        raise FileError(
            where=f"sheet “{sheet.name}”, row 2", what=f"there is no column “{missing[0]}”.", todo="Head one for each timeslot."
        )
    return found


def _unavailable(sheet: Table, row: int, times: Mapping[int, str]) -> frozenset[str]:
    for column in times:
        if sheet.cell(row, column).value is not None:
            todo = "Empty the cell; fill it with dark grey (555753) where unavailable. Talks are placed in sheet “Talks”."
            raise sheet.cell(row, column).wrong("{} stands where only the fill counts.", todo)
    return frozenset(slot for column, slot in times.items() if (row, column) in sheet.marked)
