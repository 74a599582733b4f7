"""The sheet "Timeslots" of OptaPlanner's workbooks, and days and hours as they are written there: "Mon 2018-10-01", "10:15"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from essaim.scheduling.errors import FileError
from essaim.scheduling.read import cells
from essaim.scheduling.read.workbook import Cell, Table

DAY = re.compile(r"\s*(?:([A-Za-z]{3}) )?(\d{4})-(\d{2})-(\d{2})\s*")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Timeslot:
    """id: "Mon 2018-10-01 10:15-12:15"; day: "Mon 2018-10-01"; minutes are counted from one moment for all days."""

    id: str
    day: str
    starts_min: int
    ends_min: int
    talk_types: tuple[str, ...]
    tags: frozenset[str]


def clock_text(minutes: int) -> str:
    """Minutes since midnight as "09:30"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_day(cell: Cell) -> tuple[str, int]:
    """A day as "Mon 2018-10-01", and its number since the year 1."""
    found = _date(cell)
    text = f"{WEEKDAYS[found.weekday()]} {found.isoformat()}"
    written = cells.text(cell).strip()
    if isinstance(cell.value, str) and not text.endswith(written):
        raise cell.wrong("{} names another day of the week.", f"Write {text}.")
    return text, found.toordinal()


def _date(cell: Cell) -> date:
    match cell.value:
        case datetime() as moment:
            return moment.date()
        case date() as found:
            return found
        case str(written) if parts := DAY.fullmatch(written):
            try:
                return date(int(parts[2]), int(parts[3]), int(parts[4]))
            except ValueError:
                pass
    raise cell.wrong("{} is not a day.", "Write it as Mon 2018-10-01.")


def read_timeslots(sheet: Table) -> tuple[Timeslot, ...]:
    """Every timeslot, by its beginning, the longer of two first."""
    columns = {title: sheet.column(title, 0) for title in ("Day", "Start", "End", "Talk types", "Tags")}
    found: dict[str, Timeslot] = {}
    for row in sheet.filled(1):
        slot = _timeslot(*(sheet.cell(row, column) for column in columns.values()))
        if slot.id in found:
            raise sheet.cell(row, 0).wrong(
                f"the timeslot “{slot.id}” stands here a second time.", "Write it once, with all its talk types."
            )
        found[slot.id] = slot
    if not found:
        raise FileError(where=f"sheet “{sheet.name}”", what="it names no timeslot.", todo="Write one timeslot a row, from row 2 on.")
    return _sorted(found.values())


def _sorted(slots: Iterable[Timeslot]) -> tuple[Timeslot, ...]:
    return tuple(sorted(slots, key=lambda slot: (slot.starts_min, -slot.ends_min)))


def _timeslot(day: Cell, start: Cell, end: Cell, types: Cell, tags: Cell) -> Timeslot:
    text, number = read_day(day)
    starts, ends = cells.clock(start), cells.clock(end)
    if starts >= ends:
        raise end.wrong(f"{{}} is not after the start, {clock_text(starts)}.", "Write an end later on the same day.")
    if not cells.names(types):
        raise types.wrong("the timeslot takes no talk type.", "Write the talk types that may be held in it.")
    return Timeslot(
        id=f"{text} {clock_text(starts)}-{clock_text(ends)}",
        day=text,
        starts_min=number * 1440 + starts,
        ends_min=number * 1440 + ends,
        talk_types=cells.names(types),
        tags=frozenset(cells.names(tags)),
    )
