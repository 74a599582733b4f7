"""A day as a grid of time and room: which column, which row, how long. Numbers only; what is shown is made elsewhere.

Rows are five minutes. A plenary or a break spans its site when nothing else is on there. More than ten columns: one band of
rows per site, under each other. Hours in which nothing happens are drawn short.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby, pairwise
from math import ceil
from zoneinfo import ZoneInfo

from essaim.forum.models import Format
from essaim.forum.queries.programme import Line, Programme

STEP_MIN = 5
MOST_COLUMNS = 10
OPEN_END_MIN = 30
"""How long a session whose end is unknown is drawn."""
LONGEST_GAP_MIN = 60
DRAWN_GAP_MIN = 30
HEAD_MIN = 45
"""Rows kept free for the heads of a band when there are several."""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes from the day's midnight by the clock on the wall, rounded outwards to whole rows."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column or of a site's columns; room and site None: the place is unknown."""

    site: int | None
    room: int | None
    is_site: bool
    row: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    line: Line
    row: int
    rows: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Hour:
    """Sessions that start together, by column. `marks` are rows of the other bands in which some start at this hour."""

    label: str
    row: int
    cells: tuple[Cell, ...]
    marks: tuple[int, ...]
    is_next: bool = False
    """The present moment lies before this hour and after the one before it."""


@dataclass(frozen=True, slots=True)
class Grid:
    columns: int
    heads: tuple[Head, ...]
    hours: tuple[Hour, ...]
    now_row: int | None
    now_label: str
    is_banded: bool


@dataclass(frozen=True, slots=True)
class Column:
    site: int | None
    room: int | None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a line: band, first column (from 1), columns."""

    band: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Band:
    """Columns side by side with their own axis: minute of the day → row."""

    columns: tuple[Column, ...]
    top: int
    rows: dict[int, int]


def day_grid(lines: Sequence[Line], programme: Programme, day: date, now: datetime | None = None) -> Grid:
    """The lines of this day whose hour is known. `now` draws the line of the present when it falls into the day's hours."""
    spans = {line.pk: span_of(line, day, programme.zone) for line in lines}
    columns, where = arranged(lines, spans, programme)
    bands = stacked(columns, [(where[line.pk].band, spans[line.pk]) for line in lines])
    cells = [cell_of(line, spans[line.pk], where[line.pk], bands) for line in lines]
    now_min = minutes_of(now, day, programme.zone) if now else None
    return Grid(
        columns=max(len(band.columns) for band in bands),
        heads=tuple(head for band in bands for head in heads_of(band)),
        hours=tuple(hours_of(cells, spans, now_min)),
        now_row=row_now(now_min, bands[0]) if now_min is not None else None,
        now_label=clock_of(now_min) if now_min is not None else "",
        is_banded=len(bands) > 1,
    )


def arranged(lines: Sequence[Line], spans: dict[int, Span], programme: Programme) -> tuple[list[list[Column]], dict[int, Where]]:
    """The bands of columns and where each line stands. Breaks fill the columns free meanwhile; plenaries alone at their site widen."""
    breaks = [line for line in lines if line.is_break]
    usual = [line for line in lines if not line.is_break]
    columns, where = placed(usual, lines, spans, programme)
    homeless = [line for line in breaks if free_columns(line, columns, where, spans) is None]
    if homeless:
        columns, where = placed([*usual, *homeless], lines, spans, programme)
    settled = {line.pk: free_columns(line, columns, where, spans) or where[line.pk] for line in breaks if line not in homeless}
    return columns, where | settled


def placed(
    usual: Sequence[Line], lines: Sequence[Line], spans: dict[int, Span], programme: Programme
) -> tuple[list[list[Column]], dict[int, Where]]:
    lanes = lanes_of(usual, spans)
    columns = banded(columns_of(lanes, programme), lines)
    where = {line.pk: narrow_place(columns, line, lanes[line.pk]) for line in usual}
    for line in usual:
        if line.is_big and is_alone(line, lines, spans):
            where[line.pk] = widened(line, columns, where, spans)
    return columns, where


def widened(line: Line, columns: list[list[Column]], where: dict[int, Where], spans: dict[int, Span]) -> Where:
    """From its own column over the neighbours of its site that are free meanwhile."""
    own = where[line.pk]
    band, taken = columns[own.band], taken_columns(line, where, spans)
    first = last = own.column
    while first > 1 and band[first - 2].site == line.site and (own.band, first - 1) not in taken:
        first -= 1
    while last < len(band) and band[last].site == line.site and (own.band, last + 1) not in taken:
        last += 1
    return Where(own.band, first, last - first + 1)


def taken_columns(line: Line, where: dict[int, Where], spans: dict[int, Span]) -> set[tuple[int, int]]:
    """(band, column) in which something else is on while the line lasts."""
    meanwhile = [place for pk, place in where.items() if pk != line.pk and spans[pk].meets(spans[line.pk])]
    return {(place.band, column) for place in meanwhile for column in range(place.column, place.column + place.width)}


def free_columns(line: Line, columns: list[list[Column]], where: dict[int, Where], spans: dict[int, Span]) -> Where | None:
    """The longest run of columns of its site (of any, when unknown) in which nothing else is on meanwhile."""
    taken = taken_columns(line, where, spans)
    best: Where | None = None
    for number, band in enumerate(columns):
        run = 0
        for place, column in enumerate(band, 1):
            is_free = (number, place) not in taken and line.site in (None, column.site)
            run = run + 1 if is_free else 0
            if run > (best.width if best else 0):
                best = Where(number, place - run + 1, run)
    return best


def stacked(columns: list[list[Column]], held: Sequence[tuple[int, Span]]) -> list[Band]:
    """Bands under each other; each leaves out the hours in which nothing happens there. Several have rows for their heads."""
    head_rows = HEAD_MIN // STEP_MIN if len(columns) > 1 else 0
    bands: list[Band] = []
    top = 0
    for number, band in enumerate(columns):
        drawn = axis(span for place, span in held if place == number)
        bands.append(Band(tuple(band), top, {minute: top + head_rows + row // STEP_MIN for minute, row in drawn.items()}))
        top += head_rows + max(drawn.values(), default=0) // STEP_MIN + 2
    return bands


def minutes_of(moment: datetime, day: date, zone: ZoneInfo) -> int:
    wall = moment.astimezone(zone).replace(tzinfo=None)
    return int((wall - datetime.combine(day, time())).total_seconds() // 60)


def span_of(line: Line, day: date, zone: ZoneInfo) -> Span:
    if line.starts_at is None:
        raise ValueError(f"session {line.code!r} has no hour and cannot stand in the grid")
    start = minutes_of(line.starts_at, day, zone)
    end = minutes_of(line.ends_at, day, zone) if line.ends_at else start + OPEN_END_MIN
    first = start // STEP_MIN * STEP_MIN
    return Span(first, max(ceil(end / STEP_MIN) * STEP_MIN, first + STEP_MIN))


def is_alone(line: Line, lines: Iterable[Line], spans: dict[int, Span]) -> bool:
    """No other session at its site (anywhere, when its site is unknown) while it lasts; stands and breaks go on beside anything."""
    own = spans[line.pk]
    beside = (other for other in lines if other.pk != line.pk and other.kind not in (Format.Kind.STAND, Format.Kind.BREAK))
    return not any((line.site is None or other.site in (None, line.site)) and spans[other.pk].meets(own) for other in beside)


def lanes_of(lines: Sequence[Line], spans: dict[int, Span]) -> dict[int, int]:
    """Sessions at one place at one time stand side by side: the number of the lane of each."""
    lanes: dict[int, int] = {}
    for _, here in groupby(sorted(lines, key=place_key), key=place_key):
        ends: list[int] = []
        for line in sorted(here, key=lambda line: (spans[line.pk].start, line.pk)):
            span = spans[line.pk]
            lane = next((number for number, end in enumerate(ends) if end <= span.start), len(ends))
            ends[lane : lane + 1] = [span.end]
            lanes[line.pk] = lane
    return lanes


def place_key(line: Line) -> tuple[int, int]:
    return (line.site or 0, line.room or 0)


def columns_of(lanes: dict[int, int], programme: Programme) -> list[list[Column]]:
    """Columns by site, in the order of sites and rooms; sessions without a room after the rooms, unknown places last."""
    width: dict[tuple[int, int], int] = defaultdict(int)
    for pk, lane in lanes.items():
        key = place_key(programme.by_pk[pk])
        width[key] = max(width[key], lane + 1)
    rooms = {pk: place for place, pk in enumerate(programme.rooms)}
    sites = {pk: place for place, pk in enumerate(programme.sites)}
    last = len(rooms) + len(sites)
    ordered = sorted(width, key=lambda key: (sites.get(key[0], last), rooms.get(key[1], last)))
    by_site = groupby(ordered, key=lambda key: key[0])
    return [[Column(site or None, room or None) for _, room in keys for _ in range(width[site, room])] for site, keys in by_site]


def banded(by_site: list[list[Column]], lines: Sequence[Line]) -> list[list[Column]]:
    """One band for all sites, or one a site when there are more than ten columns (several for a site of more than ten)."""
    if not by_site:
        return [[Column(lines[0].site if lines else None, lines[0].room if lines else None)]]
    if sum(map(len, by_site)) <= MOST_COLUMNS:
        return [[column for columns in by_site for column in columns]]
    return [columns[first : first + MOST_COLUMNS] for columns in by_site for first in range(0, len(columns), MOST_COLUMNS)]


def narrow_place(bands: list[list[Column]], line: Line, lane: int) -> Where:
    """The column of the line's room, or the lane-th one when several meet there."""
    for number, band in enumerate(bands):
        here = [place for place, column in enumerate(band, 1) if (column.site, column.room) == (line.site, line.room)]
        if lane < len(here):
            return Where(number, here[lane], 1)
        lane -= len(here)
    raise ValueError(f"session {line.code!r} has no column")


def axis(spans: Iterable[Span]) -> dict[int, int]:
    """Minute of the day → minute as drawn: from the first session's start, long gaps shortened."""
    known = sorted({(span.start, span.end) for span in spans})
    drawn: dict[int, int] = {}
    busy_until, cut = (known[0][0], known[0][0]) if known else (0, 0)
    for start, end in known:
        if start - busy_until > LONGEST_GAP_MIN:
            cut += start - busy_until - DRAWN_GAP_MIN
        drawn[start], drawn[end] = start - cut, end - cut
        busy_until = max(busy_until, end)
    return drawn


def cell_of(line: Line, span: Span, where: Where, bands: list[Band]) -> Cell:
    rows = bands[where.band].rows
    return Cell(line, rows[span.start], rows[span.end] - rows[span.start], where.column, where.width)


def heads_of(band: Band) -> Iterator[Head]:
    """Sites over rooms; a place that is not known has one head alone."""
    first = 1
    for site, columns in groupby(band.columns, key=lambda column: column.site):
        width = len(list(columns))
        yield Head(site, None, True, band.top, first, width)
        first += width
    for place, column in enumerate(band.columns, 1):
        if column.site is not None:
            yield Head(column.site, column.room, False, band.top, place, 1)


def hours_of(cells: Sequence[Cell], spans: dict[int, Span], now_min: int | None) -> Iterator[Hour]:
    passed = -1
    for start, together in groupby(cells, key=lambda cell: spans[cell.line.pk].start):
        here = sorted(together, key=lambda cell: (cell.row, cell.column))
        marks = tuple(sorted({cell.row for cell in here} - {here[0].row}))
        yield Hour(clock_of(start), here[0].row, tuple(here), marks, is_next=now_min is not None and passed <= now_min < start)
        passed = start


def clock_of(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def row_now(now_min: int, band: Band) -> int | None:
    """The row of the present, when it falls between the band's first start and last end."""
    for before, after in pairwise(sorted(band.rows)):
        if before <= now_min < after:
            return band.rows[before] + (now_min - before) * (band.rows[after] - band.rows[before]) // (after - before)
    return None
