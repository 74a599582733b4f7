"""OptaPlanner's conference workbooks: five sheets read into facts; the views after them are the program's own output and not read.

A timeslot in which a room or a speaker is unavailable is a cell filled with dark grey (555753). Source: ConferenceSchedulingXlsxFileIO
of apache/incubator-kie-optaplanner, which reads the fill and refuses text in these cells, as is done here.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from essaim.scheduling.constraints import Level
from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place
from essaim.scheduling.read import cells
from essaim.scheduling.read.optaplanner_times import Timeslot, clock_text, read_day, read_timeslots
from essaim.scheduling.read.workbook import Book, Cell, Table, plain

UNAVAILABLE = "555753"
KINDS = ("required", "preferred", "prohibited", "undesired")
PAUSE = "Minimum consecutive talks pause in minutes"
PART = re.compile(r"(\d{1,9})(hard|medium|soft)")
HOURS = re.compile(r"(\d{1,2}:\d{2})-(\d{1,2}:\d{2})")


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the sheet "Configuration": the constraint's name, and its one level and weight."""

    name: str
    level: Level
    weight: int


@dataclass(frozen=True, slots=True)
class Venue:
    """A room. talk_types: what may be held in it."""

    name: str
    capacity: int
    talk_types: frozenset[str]
    tags: frozenset[str]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """tags: "required room" and the like → tags of rooms or timeslots. away: ids of timeslots."""

    name: str
    tags: Mapping[str, frozenset[str]]
    away: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """tags: as a speaker's. slot, room: where it stands; published_…: where the version on line has it; None: nowhere."""

    code: str
    title: str
    talk_type: str
    speakers: tuple[str, ...]
    themes: tuple[str, ...]
    sectors: frozenset[str]
    audience_types: frozenset[str]
    audience_level: int
    contents: frozenset[str]
    language: str
    tags: Mapping[str, frozenset[str]]
    exclusive: frozenset[str]
    prerequisites: tuple[str, ...]
    favourites: int
    crowd_risk: int
    is_pinned: bool
    slot: str | None
    room: str | None
    published_slot: str | None
    published_room: str | None

    @property
    def place(self) -> Place | None:
        return Place(self.slot, self.room) if self.slot and self.room else None

    @property
    def published(self) -> Place | None:
        return Place(self.published_slot, self.published_room) if self.published_slot and self.published_room else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The facts of one workbook. scores: those with a weight, in the sheet's order; pause_min: minutes a speaker needs between talks."""

    name: str
    pause_min: int
    scores: tuple[Score, ...]
    timeslots: tuple[Timeslot, ...]
    venues: tuple[Venue, ...]
    speakers: Mapping[str, Speaker]
    talks: tuple[Talk, ...]


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
    reader = _Talks(book.table("Talks"), timeslots, venues, speakers, tags)
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
            frozenset(_all_known(kinds, "talk type", types, "Timeslots")) or types,
            frozenset(cells.names(sheet.cell(row, columns["Tags"]))),
            _unavailable(sheet, row, times),
        )
    if not found:
        raise FileError(where=f"sheet “{sheet.name}”", what="it names no room.", todo="Write one room a row, from row 3 on.")
    return tuple(found.values())


def _speakers(sheet: Table, timeslots: tuple[Timeslot, ...], tags: Mapping[str, frozenset[str]]) -> dict[str, Speaker]:
    name_at = sheet.column("Name", 1)
    tag_columns = _tag_columns(sheet, 1)
    times = _time_columns(sheet, timeslots)
    found: dict[str, Speaker] = {}
    for row in sheet.filled(2):
        name = cells.once(sheet.cell(row, name_at), "speaker", found)
        found[name] = Speaker(name, _tags(sheet, row, tag_columns, tags), _unavailable(sheet, row, times))
    return found


def _tag_columns(sheet: Table, row: int) -> dict[str, int]:
    """ "required timeslot" and the like → the column of these tags."""
    kinds = [f"{kind} {what}" for what in ("timeslot", "room") for kind in KINDS]
    return {kind: sheet.column(f"{kind} tags", row) for kind in kinds}


def _tags(sheet: Table, row: int, columns: Mapping[str, int], tags: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    found = {}
    for kind, column in columns.items():
        what = kind.split()[-1]
        sheet_name = {"timeslot": "Timeslots", "room": "Rooms"}[what]
        found[kind] = frozenset(_all_known(sheet.cell(row, column), f"{what} tag", tags[what], sheet_name))
    return found


def _all_known(cell: Cell, what: str, among: Collection[str], where: str) -> tuple[str, ...]:
    """Names separated by a comma and a blank, each in `among`."""
    found = cells.names(cell)
    for name in found:
        if name not in among:
            raise cell.wrong(f"there is no {what} “{name}”.", f"Write the {what} exactly as in sheet “{where}”, or add it there.")
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


class _Talks:
    """The sheet "Talks", row by row; what the talks refer to was read before."""

    def __init__(
        self,
        sheet: Table,
        timeslots: tuple[Timeslot, ...],
        venues: tuple[Venue, ...],
        speakers: Mapping[str, Speaker],
        tags: Mapping[str, frozenset[str]],
    ) -> None:
        self.sheet, self.speakers, self.tags = sheet, speakers, tags
        self.slots = {slot.id for slot in timeslots}
        self.rooms = {venue.name for venue in venues}
        self.timed_types = {kind for slot in timeslots for kind in slot.talk_types}
        self.housed_types = {kind for venue in venues for kind in venue.talk_types}
        self.tag_columns = _tag_columns(sheet, 0)
        self.columns = {title: sheet.column(title, 0) for title in COLUMNS}

    def read(self) -> Iterable[Talk]:
        code_at = self.columns["Code"]
        found: dict[str, Talk] = {}
        rows = {}
        for row in self.sheet.filled(1):
            code = cells.once(self.sheet.cell(row, code_at), "talk code", found)
            found[code] = self._talk(row, code)
            rows[code] = row
        if not found:
            raise FileError(where=f"sheet “{self.sheet.name}”", what="it names no talk.", todo="Write one talk a row, from row 2 on.")
        for code, talk in found.items():
            self._check_prerequisites(rows[code], talk, found)
        return found.values()

    def _talk(self, row: int, code: str) -> Talk:
        slot, room = self._slot(row, "Timeslot day", "Start", "End"), self._room(row, "Room")
        talk = Talk(
            code=code,
            title=cells.text(self._cell(row, "Title")),
            talk_type=self._talk_type(self._cell(row, "Talk type")),
            speakers=_all_known(self._cell(row, "Speakers"), "speaker", self.speakers, "Speakers"),
            themes=cells.names(self._cell(row, "Theme track tags")),
            sectors=frozenset(cells.names(self._cell(row, "Sector tags"))),
            audience_types=frozenset(cells.names(self._cell(row, "Audience types"))),
            audience_level=cells.whole(self._cell(row, "Audience level"), least=0),
            contents=frozenset(cells.names(self._cell(row, "Content tags"))),
            language=cells.text(self._cell(row, "Language")),
            tags=_tags(self.sheet, row, self.tag_columns, self.tags),
            exclusive=frozenset(cells.names(self._cell(row, "Mutually exclusive talks tags"))),
            prerequisites=cells.names(self._cell(row, "Prerequisite talks codes")),
            favourites=cells.whole(self._cell(row, "Favorite count"), least=0),
            crowd_risk=cells.whole(self._cell(row, "Crowd control risk"), least=0),
            is_pinned=_flag(self._cell(row, "Pinned by user")),
            slot=slot,
            room=room,
            published_slot=self._slot(row, "Published Timeslot", "Published Start", "Published End"),
            published_room=self._room(row, "Published Room"),
        )
        if talk.is_pinned and talk.place is None:
            raise self._cell(row, "Pinned by user").wrong("the talk is pinned and has no place.", "Give it a timeslot and a room.")
        return talk

    def _cell(self, row: int, title: str) -> Cell:
        return self.sheet.cell(row, self.columns[title])

    def _talk_type(self, cell: Cell) -> str:
        found = cells.known(cell, "talk type", self.timed_types, "Timeslots")
        return cells.known(cell, "talk type", self.housed_types, "Rooms") if found else found

    def _slot(self, row: int, day: str, start: str, end: str) -> str | None:
        parts = [self._cell(row, title) for title in (day, start, end)]
        if all(part.value is None for part in parts):
            return None
        slot = f"{read_day(parts[0])[0]} {clock_text(cells.clock(parts[1]))}-{clock_text(cells.clock(parts[2]))}"
        if slot not in self.slots:
            raise parts[0].wrong(f"there is no timeslot “{slot}”.", "Write day, start and end of a row of sheet “Timeslots”.")
        return slot

    def _room(self, row: int, title: str) -> str | None:
        cell = self._cell(row, title)
        return None if cell.value is None else cells.known(cell, "room", self.rooms, "Rooms")

    def _check_prerequisites(self, row: int, talk: Talk, among: Mapping[str, Talk]) -> None:
        cell = self._cell(row, "Prerequisite talks codes")
        _all_known(cell, "talk", among, "Talks")
        if talk.code in talk.prerequisites:
            raise cell.wrong("the talk is its own prerequisite.", "Write the codes of other talks.")


COLUMNS = (
    "Code",
    "Title",
    "Talk type",
    "Speakers",
    "Theme track tags",
    "Sector tags",
    "Audience types",
    "Audience level",
    "Content tags",
    "Language",
    "Mutually exclusive talks tags",
    "Prerequisite talks codes",
    "Favorite count",
    "Crowd control risk",
    "Pinned by user",
    "Timeslot day",
    "Start",
    "End",
    "Room",
    "Published Timeslot",
    "Published Start",
    "Published End",
    "Published Room",
)
"""The columns of sheet "Talks", but those of tags of rooms and timeslots."""


def _flag(cell: Cell) -> bool:
    match plain(cell.value):
        case "" | "false" | "0":
            return False
        case "true" | "1":
            return True
        case _:
            raise cell.wrong("{} is neither true nor false.", "Write TRUE or FALSE.")
