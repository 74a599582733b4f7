"""XLSX of every session with the edition and its lists on sheets of their own: the same bytes for the same document."""

import re
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from essaim.forum.interchange.cells import guarded_if_marked
from essaim.forum.interchange.columns import LANGUAGES
from essaim.forum.interchange.document import Document
from essaim.forum.interchange.generator import NAME
from essaim.forum.interchange.table_writer import Table, list_tables, sessions_table
from essaim.forum.interchange.texts import FORBIDDEN
from essaim.forum.interchange.written import Written

ZIP_BEGIN = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WIDTHS = {"title": 48, "abstract": 60, "description": 60, "people": 48}
BOLD = Font(bold=True)
TOP = Alignment(vertical="top", wrap_text=True)


def write_xlsx(document: Document, *, headers: str = "en") -> Written:
    """Every session, placed or not. Reads back without loss."""
    tables = [sessions_table(document, headers, lists_beside=True), *list_tables(document, headers)]
    return Written(workbook_bytes(tables, headers))


def workbook_bytes(tables: Iterable[Table], headers: str) -> bytes:
    book = Workbook(write_only=True)
    book.properties.creator = NAME
    for table in tables:
        add_sheet(book, table, headers)
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def add_sheet(book: Workbook, table: Table, headers: str) -> None:
    sheet = book.create_sheet(table.sheet.names[LANGUAGES.index(headers)])
    sheet.freeze_panes = "A2"
    for number, text in enumerate(table.headers, 1):
        column = table.sheet.column(text)
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column[0].key if column else "", 18)
    sheet.append([_cell(sheet, text, bold=True) for text in table.headers])
    for row in table.rows:
        sheet.append([_cell(sheet, text) if text else None for text in row])


def _cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Cell:
    """A text and never a formula, whatever it begins with."""
    cell = WriteOnlyCell(sheet, guarded_if_marked(FORBIDDEN.sub("", text)))
    cell.data_type = "s"
    cell.alignment = TOP
    if bold:
        cell.font = BOLD
    return cell


def _timeless(data: bytes) -> bytes:
    """The same workbook without the moment it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as made, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in sorted(made.namelist()):
            content = made.read(name)
            if name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = ZipInfo(name, ZIP_BEGIN)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()
