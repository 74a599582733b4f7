"""CSV and XLSX as rows of text. Bombs, macros' documents and files without a header are refused before anything is made of them."""

import csv
import zlib
from datetime import datetime, time
from io import BytesIO, StringIO
from zipfile import BadZipFile

from openpyxl import load_workbook

from essaim.call.sheets.errors import UnreadableSheet
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.grids import Grid
from essaim.forum.interchange.xlsx_reader import CELLS_MAX, COLUMNS_MAX, ROWS_MAX, refuse_bomb

SEPARATORS = ",;\t|"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_grids(data: bytes, name: str, findings: Findings) -> list[Grid]:
    """Every sheet of a workbook, or a CSV under each separator."""
    if not data.strip():
        raise UnreadableSheet("sheet_empty", name=name)
    if data.startswith(b"PK\x03\x04"):
        return from_workbook(data, name)
    if data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"<", b"\x89PNG", b"\xff\xd8\xff")):
        raise UnreadableSheet("sheet_of_another_type", name=name)
    return from_text(decoded(data, findings), name)


def from_workbook(data: bytes, name: str) -> list[Grid]:
    try:
        refuse_bomb(data)
        book = load_workbook(BytesIO(data), data_only=True)
    except UnreadableSchedule as error:
        raise UnreadableSheet("sheet_refused", name=name, problem=error.code) from error
    except (BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, SyntaxError, EOFError, OSError) as error:
        raise UnreadableSheet("sheet_broken", name=name, problem=str(error)) from error
    grids = []
    for sheet in book.worksheets:
        width = min(sheet.max_column, COLUMNS_MAX)
        if sheet.max_row > ROWS_MAX or sheet.max_row * width > CELLS_MAX:
            raise UnreadableSheet("sheet_too_long", name=name, rows=sheet.max_row, most=ROWS_MAX)
        rows = [[text_of(value) for value in row] for row in sheet.iter_rows(max_col=width, values_only=True)]
        grids.append(Grid(sheet.title, rows))
    return grids


def text_of(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
        case _:
            return str(value)


def decoded(data: bytes, findings: Findings) -> str:
    encoding = next((encoding for mark, encoding in BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        text = data.decode("cp1252", "replace")
        findings.warning("encoding_guessed", Place(line=line), value=text.splitlines()[line - 1])
        return text


def from_text(text: str, name: str) -> list[Grid]:
    if "\0" in text:
        raise UnreadableSheet("sheet_of_another_type", name=name)
    grids, broken = [], ""
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
        except csv.Error as error:
            broken = str(error)
            continue
        if len(rows) > ROWS_MAX:
            raise UnreadableSheet("sheet_too_long", name=name, rows=len(rows), most=ROWS_MAX)
        grids.append(Grid("", rows))
    if not grids:
        raise UnreadableSheet("sheet_broken", name=name, problem=broken)
    return grids
