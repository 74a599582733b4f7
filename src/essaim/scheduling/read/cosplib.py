"""CoSPLib workbooks: nine sheets read into facts, as the library and `score.py` read them.

Source: Kheiri, Pylyavskyy, Jacko, "CoSPLib - a benchmark library for conference scheduling problems", GECCO'25 Companion, 131-134.
An empty cell of numbers is 0. The sheet "similar tracks" counts by position, above its diagonal; the others by their names.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from essaim.scheduling.errors import FileError
from essaim.scheduling.read import cells
from essaim.scheduling.read.workbook import Book, Table

TERMS = (
    "tracks_sessions",
    "tracks_rooms",
    "sessions_rooms",
    "similar_tracks",
    "rooms_per_track",
    "parallel_tracks",
    "consecutive_tracks",
    "timezones",
    "order",
    "submissions_sessions",
    "submissions_rooms",
    "presenters_session",
    "attendees_session",
    "chairs",
    "presenters_slot",
    "attendees_slot",
)
"""The penalties, in the order of their weights in the sheet "parameters"."""
FACTS = 7
"""Columns of sheet "submissions" before those of sessions and rooms."""

Found = TypeVar("Found")
Numbers = Mapping[tuple[str, str], int]
"""(row's name, column's name) → penalty; pairs without one are left out."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Good and bad times at the presenter's place, in minutes since midnight; the penalties of a slot outside."""

    zone_h: int
    suits_from: int
    suits_to: int
    works_from: int
    works_to: int
    small: int
    big: int

    def penalty(self, starts_min: int, ends_min: int) -> int:
        """Of a session from `starts_min` to `ends_min`, by the presenter's clock."""
        if starts_min < self.works_from or ends_min > self.works_to or ends_min < self.works_from:
            return self.big
        is_early = self.works_from <= starts_min < self.suits_from
        return self.small if is_early or self.suits_to < ends_min <= self.works_to else 0


@dataclass(frozen=True, slots=True)
class Period:
    """A session in CoSPLib's sense: a stretch of `capacity` slots, in all rooms. Times in minutes since midnight."""

    name: str
    capacity: int
    day: str
    starts_min: int
    ends_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """order: its rank in its track from 1; 0: none. zone_h: hours ahead of Greenwich; None: as the conference."""

    name: str
    track: str
    n_slots: int
    order: int
    zone_h: int | None
    presenters: frozenset[str]
    attendees: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """The facts of one workbook. weights: term → weight, all of `TERMS`; chairs: track → who chairs it, every track in its order."""

    weights: Mapping[str, int]
    hours: Hours
    periods: tuple[Period, ...]
    rooms: tuple[str, ...]
    chairs: Mapping[str, frozenset[str]]
    submissions: tuple[Submission, ...]
    tracks_sessions: Numbers
    tracks_rooms: Numbers
    sessions_rooms: Numbers
    similar_tracks: Numbers
    submissions_sessions: Numbers
    submissions_rooms: Numbers


def read_conference(book: Book) -> Conference:
    """The facts of a CoSPLib workbook. Raises FileError at the first cell that cannot be one."""
    periods, rooms = _periods(book.table("sessions")), _rooms(book.table("rooms"))
    chairs = _chairs(book.table("tracks"))
    sheet = book.table("submissions")
    submissions = _submissions(sheet, chairs, max(period.capacity for period in periods))
    times = [period.name for period in periods]
    by_time, by_room = _numbers_of_submissions(sheet, times, rooms)
    return Conference(
        weights=_weights(book.table("parameters")),
        hours=_hours(book.table("parameters")),
        periods=periods,
        rooms=rooms,
        chairs=chairs,
        submissions=submissions,
        tracks_sessions=_numbers(book.table("tracks_sessions|penalty"), chairs, times, "track", "tracks"),
        tracks_rooms=_numbers(book.table("tracks_rooms|penalty"), chairs, rooms, "track", "tracks"),
        sessions_rooms=_numbers(book.table("sessions_rooms|penalty"), times, rooms, "session", "sessions"),
        similar_tracks=_similar(book.table("similar tracks"), chairs),
        submissions_sessions=by_time,
        submissions_rooms=by_room,
    )


def _weights(sheet: Table) -> dict[str, int]:
    weights = {}
    for row, term in enumerate(TERMS, 1):
        if row >= len(sheet.rows) or (sheet.cell(row, 3).value is None and sheet.cell(row, 4).value is None):
            raise sheet.cell(row, 4).wrong(f"the weight of {term} is missing.", "Write the sixteen weights in E2 to E17, 0 for none.")
        weights[term] = cells.whole(sheet.cell(row, 4), least=0)
    return weights


def _hours(sheet: Table) -> Hours:
    return Hours(
        zone_h=cells.zone(sheet.cell(1, 1)),
        suits_from=cells.clock(sheet.cell(3, 1)),
        suits_to=cells.clock(sheet.cell(4, 1)),
        works_from=cells.clock(sheet.cell(6, 1)),
        works_to=cells.clock(sheet.cell(7, 1)),
        small=cells.whole(sheet.cell(8, 1)),
        big=cells.whole(sheet.cell(10, 1)),
    )


def _periods(sheet: Table) -> tuple[Period, ...]:
    found: dict[str, Period] = {}
    for row in sheet.filled(1):
        name = cells.once(sheet.cell(row, 0), "session", found)
        capacity = cells.whole(sheet.cell(row, 1), least=1)
        times = cells.clock(sheet.cell(row, 3)), cells.clock(sheet.cell(row, 4))
        found[name] = Period(name, capacity, cells.day(sheet.cell(row, 2)), *times)
    return tuple(_some(found, sheet, "session").values())


def _rooms(sheet: Table) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in sheet.filled(1):
        found[cells.once(sheet.cell(row, 0), "room", found)] = None
    return tuple(_some(found, sheet, "room"))


def _chairs(sheet: Table) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in sheet.filled(1):
        found[cells.once(sheet.cell(row, 0), "track", found)] = frozenset(cells.names(sheet.cell(row, 1)))
    return _some(found, sheet, "track")


def _some(found: dict[str, Found], sheet: Table, what: str) -> dict[str, Found]:
    if not found:
        raise FileError(where=f"sheet “{sheet.name}”", what=f"it names no {what}.", todo=f"Write one {what} a row, from row 2 on.")
    return found


def _submissions(sheet: Table, tracks: Collection[str], longest: int) -> tuple[Submission, ...]:
    found: dict[str, Submission] = {}
    for row in sheet.filled(1):
        name = cells.once(sheet.cell(row, 0), "submission", found)
        n_slots = cells.whole(sheet.cell(row, 2), least=1)
        if n_slots > longest:
            raise sheet.cell(row, 2).wrong(
                f"{{}} slots: the longest session has {longest}.", "Shorten the submission or add a longer session."
            )
        zone = sheet.cell(row, 4)
        found[name] = Submission(
            name=name,
            track=cells.known(sheet.cell(row, 1), "track", tracks, "tracks"),
            n_slots=n_slots,
            order=cells.whole(sheet.cell(row, 3), least=0),
            zone_h=None if zone.value is None else cells.zone(zone),
            presenters=frozenset(cells.names(sheet.cell(row, 5))),
            attendees=frozenset(cells.names(sheet.cell(row, 6))),
        )
    return tuple(_some(found, sheet, "submission").values())


def _numbers_of_submissions(sheet: Table, times: list[str], rooms: tuple[str, ...]) -> tuple[Numbers, Numbers]:
    middle = FACTS + len(times)
    by_time = _headed(sheet, range(FACTS, middle), times, "session", "sessions")
    by_room = _headed(sheet, range(middle, middle + len(rooms)), rooms, "room", "rooms")
    rows = [(row, cells.text(sheet.cell(row, 0))) for row in sheet.filled(1)]
    return _block(sheet, rows, by_time), _block(sheet, rows, by_room)


def _headed(sheet: Table, columns: range, among: Collection[str], what: str, where: str) -> dict[int, str]:
    """Column → the name that heads it: each of `among` once."""
    found: dict[int, str] = {}
    for column in columns:
        cell = sheet.cell(0, column)
        if cell.value is None:
            missing = next(name for name in among if name not in found.values())
            raise cell.wrong(f"the column of {what} “{missing}” is missing.", f"Head one column for each {what}, in row 1.")
        cells.known(cell, what, among, where)
        found[column] = cells.once(cell, what, found.values())
    return found


def _block(sheet: Table, rows: list[tuple[int, str]], columns: Mapping[int, str]) -> Numbers:
    numbers = {}
    for row, name in rows:
        for column, other in columns.items():
            if number := cells.whole(sheet.cell(row, column)):
                numbers[name, other] = number
    return numbers


def _numbers(sheet: Table, rows: Collection[str], columns: Collection[str], what: str, where: str) -> Numbers:
    """A table of penalties by names. Columns headed by none of `columns` say nothing; a row or column left out is 0."""
    heads: dict[int, str] = {}
    for column in range(1, sheet.width(0)):
        if cells.text(sheet.cell(0, column)) in columns:
            heads[column] = cells.once(sheet.cell(0, column), "column", heads.values())
    return _block(sheet, _named_rows(sheet, rows, what, where), heads)


def _named_rows(sheet: Table, among: Collection[str], what: str, where: str) -> list[tuple[int, str]]:
    found: dict[str, int] = {}
    for row in sheet.filled(1):
        cells.known(sheet.cell(row, 0), what, among, where)
        found[cells.once(sheet.cell(row, 0), what, found)] = row
    return [(row, name) for name, row in found.items()]


def _similar(sheet: Table, tracks: Collection[str]) -> Numbers:
    """The cell of rows a < b stands in the column of b's position; what is below the diagonal does not count."""
    rows = _named_rows(sheet, tracks, "track", "tracks")
    width = max(sheet.width(row) for row in range(len(sheet.rows))) if sheet.rows else 0
    if width <= len(rows):
        raise sheet.cell(0, width).wrong("a column is missing.", "Give each track a column, in the order of the rows.")
    return {
        (name, other): number
        for at, (row, name) in enumerate(rows)
        for to, (_, other) in enumerate(rows[at + 1 :], at + 1)
        if (number := cells.whole(sheet.cell(row, to + 1)))
    }
