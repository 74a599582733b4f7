"""XLSX with its sheets found by their headers; merged cells and unknown headers are findings."""

import zlib
from datetime import datetime, time, timedelta
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from essaim.forum.interchange.columns import Sheet, plain
from essaim.forum.interchange.document import Document
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.grids import Grid, Row, header_row, read_rows
from essaim.forum.interchange.moments import clock_text
from essaim.forum.interchange.session_columns import SESSIONS
from essaim.forum.interchange.sheets import ALL, LISTS
from essaim.forum.interchange.table_reader import read_table

UNPACKED_MAX = 40_000_000
PARTS_MAX = 500
RATIO_MAX = 200
CELLS_MAX = 600_000
COLUMNS_MAX = 400
ROWS_MAX = 20_000
EXPLANATIONS = ("columns", "colonnes", "columnas")


def read_xlsx(data: bytes, *, zone: str | None = None) -> tuple[Document, Findings]:
    findings = Findings()
    refuse_bomb(data)
    try:
        book = load_workbook(BytesIO(data), data_only=True)
    except (BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, OSError) as trouble:
        raise UnreadableSchedule("xlsx_broken", value=str(trouble)) from trouble
    grids = [_grid(sheet, findings) for sheet in book.worksheets]
    sessions, lists = _sorted(grids, findings)
    if sessions is None:
        shown = "; ".join(f"{grid.name}: {', '.join(text for text in grid.rows[0] if text)}" for grid in grids if grid.rows)
        raise UnreadableSchedule("header_missing", value=shown[:200])
    grid, top = sessions
    return read_table(list(read_rows(grid, SESSIONS, top, findings)), lists, findings, zone=zone), findings


def refuse_bomb(data: bytes) -> None:
    """Raises before anything is unpacked that would not fit, and for XML with a document type."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts) or 1
            if len(parts) > PARTS_MAX or unpacked > UNPACKED_MAX or (unpacked > 1_000_000 and unpacked / packed > RATIO_MAX):
                raise UnreadableSchedule("zip_bomb", value=f"{unpacked:,}", limit=f"{UNPACKED_MAX:,}")
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableSchedule("xlsx_locked")
            for part in parts:
                with archive.open(part) as stream:
                    head = stream.read(4096).replace(b"\0", b"").upper()
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise UnreadableSchedule("xml_forbidden", Place(path=part.filename), value="DOCTYPE")
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError) as trouble:
        raise UnreadableSchedule("xlsx_broken", value=str(trouble)) from trouble


def _grid(sheet: Worksheet, findings: Findings) -> Grid:
    if sheet.max_row > ROWS_MAX:
        raise UnreadableSchedule("too_many_rows", Place(sheet=sheet.title), limit=ROWS_MAX)
    width = min(sheet.max_column, COLUMNS_MAX)
    if sheet.max_row * width > CELLS_MAX:
        raise UnreadableSchedule("too_many_rows", Place(sheet=sheet.title), limit=CELLS_MAX)
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(max_col=width, values_only=True)]
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    for area in sheet.merged_cells.ranges:
        _fill_down(rows, area.bounds)
    grid = Grid(sheet.title, rows, tuple(merged))
    for area in merged:
        findings.warning("cells_merged", Place(sheet=sheet.title, cell=area), name=sheet.title, value=area)
    return grid


def _fill_down(rows: list[list[str]], bounds: tuple[int, int, int, int]) -> None:
    """A value over several rows holds for each; over several columns for the first alone."""
    column, top, _, bottom = bounds
    if top <= len(rows) and column <= len(rows[top - 1]):
        for row in rows[top : min(bottom, len(rows))]:
            row[column - 1] = rows[top - 1][column - 1]


def _text(value: object) -> str:
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else "no"
        case float() if value.is_integer():
            text = str(int(value))
        case datetime():
            text = value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "seconds")
        case time():
            text = value.isoformat("seconds" if value.second else "minutes")
        case timedelta():
            text = clock_text(value)
        case _:
            text = str(value)
    return text


def _sorted(grids: list[Grid], findings: Findings) -> tuple[tuple[Grid, int] | None, dict[str, list[Row]]]:
    """The grid of sessions with its header row, and the rows of the lists; a sheet that is neither is a finding."""
    sessions: tuple[Grid, int] | None = None
    lists: dict[str, list[Row]] = {}
    unnamed = []
    for grid in grids:
        sheet = _named(grid.name)
        top = header_row(grid, sheet) if sheet else None
        if sheet in LISTS and sheet.key not in lists:
            if top is not None:
                lists[sheet.key] = list(read_rows(grid, sheet, top, findings))
        elif sheet is SESSIONS and top is not None and sessions is None:
            sessions = grid, top
        else:
            unnamed.append(grid)
    for grid in unnamed:
        top = header_row(grid, SESSIONS)
        if sessions is None and top is not None:
            sessions = grid, top
        elif any(any(row) for row in grid.rows) and plain(grid.name) not in EXPLANATIONS:
            findings.note("sheet_ignored", Place(sheet=grid.name), name=grid.name, value=grid.name)
    return sessions, lists


def _named(name: str) -> Sheet | None:
    return next((sheet for sheet in ALL if plain(name) in map(plain, (sheet.key, *sheet.names))), None)
