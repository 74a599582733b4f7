"""Any spreadsheet as grids of text: a workbook, CSV, or rows pasted out of one."""

import csv
import zlib
from io import BytesIO, StringIO
from zipfile import BadZipFile

from openpyxl import load_workbook

from essaim.forum.interchange.columns import Sheet
from essaim.forum.interchange.csv_reader import ROWS_MAX, SEPARATORS, _decoded
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.grids import Grid, header_row
from essaim.forum.interchange.xlsx_reader import _grid, refuse_bomb

ZIP = b"PK\x03\x04"


def grids_of(data: bytes, sheet: Sheet, findings: Findings) -> list[Grid]:
    """The sheets of a workbook; one grid of a text, with the separator under which most headers of `sheet` are found."""
    if not data.strip():
        raise UnreadableSchedule("empty")
    if data.startswith(ZIP):
        refuse_bomb(data)
        try:
            book = load_workbook(BytesIO(data), data_only=True)
        except (BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, OSError) as trouble:
            raise UnreadableSchedule("xlsx_broken", value=str(trouble)) from trouble
        return [_grid(page, findings) for page in book.worksheets]
    text = _decoded(data, findings)
    if "\0" in text:
        raise UnreadableSchedule("not_a_schedule", Place(line=text[: text.index("\0")].count("\n") + 1), value="NUL")
    return [max((rows_of(text, separator) for separator in SEPARATORS), key=lambda grid: known_headers(grid, sheet))]


def rows_of(text: str, separator: str) -> Grid:
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > ROWS_MAX:
                raise UnreadableSchedule("too_many_rows", Place(line=reader.line_num), limit=ROWS_MAX)
    except csv.Error as trouble:
        raise UnreadableSchedule("csv_broken", Place(line=reader.line_num), value=str(trouble)) from trouble
    return Grid("", rows)


def known_headers(grid: Grid, sheet: Sheet) -> int:
    top = header_row(grid, sheet)
    return sum(sheet.column(text) is not None for text in grid.rows[top] if text.strip()) if top is not None else -1
