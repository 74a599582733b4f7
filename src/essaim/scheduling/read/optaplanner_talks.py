"""The sheet "Talks" of OptaPlanner's workbooks."""

from collections.abc import Iterable, Mapping

from essaim.scheduling.errors import FileError
from essaim.scheduling.read import cells
from essaim.scheduling.read.optaplanner_facts import Speaker, Talk, Venue
from essaim.scheduling.read.optaplanner_tags import KnownTags, tag_columns, tags_of
from essaim.scheduling.read.optaplanner_times import Timeslot, clock_text, read_day
from essaim.scheduling.read.workbook import Cell, Table, plain

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


class Talks:
    """The sheet "Talks", row by row; what the talks refer to was read before."""

    def __init__(
        self,
        sheet: Table,
        timeslots: tuple[Timeslot, ...],
        venues: tuple[Venue, ...],
        speakers: Mapping[str, Speaker],
        tags: KnownTags,
    ) -> None:
        self.sheet, self.speakers, self.tags = sheet, speakers, tags
        self.slots = {slot.id for slot in timeslots}
        self.rooms = {venue.name for venue in venues}
        self.timed_types = {kind for slot in timeslots for kind in slot.talk_types}
        self.housed_types = {kind for venue in venues for kind in venue.talk_types}
        self.tag_columns = tag_columns(sheet, 0)
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
            speakers=cells.all_known(self._cell(row, "Speakers"), "speaker", self.speakers, "Speakers"),
            themes=cells.names(self._cell(row, "Theme track tags")),
            sectors=frozenset(cells.names(self._cell(row, "Sector tags"))),
            audience_types=frozenset(cells.names(self._cell(row, "Audience types"))),
            audience_level=cells.whole(self._cell(row, "Audience level"), least=0),
            contents=frozenset(cells.names(self._cell(row, "Content tags"))),
            language=cells.text(self._cell(row, "Language")),
            tags=tags_of(self.sheet, row, self.tag_columns, self.tags),
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
        cells.all_known(cell, "talk", among, "Talks")
        if talk.code in talk.prerequisites:
            raise cell.wrong("the talk is its own prerequisite.", "Write the codes of other talks.")


def _flag(cell: Cell) -> bool:
    match plain(cell.value):
        case "" | "false" | "0":
            return False
        case "true" | "1":
            return True
        case _:
            raise cell.wrong("{} is neither true nor false.", "Write TRUE or FALSE.")
