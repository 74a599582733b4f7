"""A workbook as plain tables, and the place of each cell in words. An upload that would not fit into memory is refused first."""

import warnings
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from essaim.scheduling.errors import FileError

PACKED_MAX = 20_000_000
"""Bytes of the file."""
UNPACKED_MAX = 100_000_000
"""Bytes of all its parts together."""
PARTS_MAX = 1_000
ROWS_MAX = 20_000
COLUMNS_MAX = 2_000
CELLS_MAX = 4_000_000
"""Cells of one sheet, the empty ones before the last of their row included."""
BROKEN = (
    BadZipFile,
    zlib.error,
    ArithmeticError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
    NotImplementedError,
)
"""What openpyxl raises over a file that is no workbook."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and where it stands, as an error says it. An empty cell's value is None."""

    value: object
    where: str

    def wrong(self, what: str, todo: str) -> FileError:
        """The error about this cell; "{}" in `what` stands for its value, quoted."""
        shown = "nothing" if self.value is None else f"“{str(self.value)[:80]}”"
        return FileError(where=self.where, what=what.replace("{}", shown), todo=todo)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. Rows and columns are counted from 0 here and from 1 (and A) in errors; beyond the sheet every cell is empty.

    marked: (row, column) of the cells filled with one of the colours asked for.
    """

    name: str
    rows: tuple[tuple[object, ...], ...]
    marked: frozenset[tuple[int, int]] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        line = self.rows[row] if row < len(self.rows) else ()
        value = line[column] if column < len(line) else None
        return Cell(None if value == "" else value, f"sheet “{self.name}”, row {row + 1}, column {get_column_letter(column + 1)}")

    def width(self, row: int) -> int:
        return len(self.rows[row]) if row < len(self.rows) else 0

    def filled(self, first: int) -> Iterator[int]:
        """The rows from `first` on whose first cell holds something."""
        return (row for row in range(first, len(self.rows)) if self.cell(row, 0).value is not None)

    def column(self, title: str, row: int) -> int:
        """The column headed `title` in `row`; letter case and a colon at the end do not matter."""
        found = [at for at in range(self.width(row)) if plain(self.cell(row, at).value) == plain(title)]
        if len(found) == 1:
            return found[0]
        what = f"there is no column “{title}”." if not found else f"there are {len(found)} columns “{title}”."
        raise FileError(where=f"sheet “{self.name}”, row {row + 1}", what=what, todo=f"Head exactly one column “{title}”.")


def plain(value: object) -> str:
    return "" if value is None else str(value).strip().rstrip(":").casefold()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets by name."""

    tables: dict[str, Table]

    def table(self, name: str) -> Table:
        if name not in self.tables:
            there = ", ".join(f"“{other}”" for other in self.tables)
            raise FileError(where="the workbook", what=f"there is no sheet “{name}” (there are {there}).", todo=f"Add the sheet “{name}”.")
        return self.tables[name]


def read_book(path: Path, colour: str = "") -> Book:
    """Every sheet of the workbook at `path`.

    colour: the fill that `Table.marked` tells of, six hexadecimal digits; "": none.
    Raises FileError when it is no workbook, or larger than the limits above.
    """
    _refuse_bomb(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            with closing(load_workbook(path, read_only=True, data_only=True)) as book:
                return Book({sheet.title: _table(sheet, colour) for sheet in book.worksheets})
        except FileError:
            raise
        except BROKEN as trouble:
            raise _no_workbook(str(trouble)) from trouble


def _refuse_bomb(path: Path) -> None:
    """Raises before anything is unpacked that would not fit, and for XML with a document type."""
    try:
        if path.stat().st_size > PACKED_MAX:
            raise _too_large(f"the file has more than {PACKED_MAX:,} bytes.")
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
                raise _too_large(f"unpacked it has more than {UNPACKED_MAX:,} bytes or {PARTS_MAX:,} parts.")
            for part in parts:
                with archive.open(part) as stream:
                    head = stream.read(4096).replace(b"\0", b"").upper()
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise _no_workbook(f"{part.filename} declares a document type")
    except (BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, RuntimeError) as trouble:
        raise _no_workbook(str(trouble)) from trouble


def _no_workbook(trouble: str) -> FileError:
    return FileError(where="the file", what=f"it cannot be read as a workbook ({trouble}).", todo="Save it as .xlsx, without a password.")


def _too_large(what: str) -> FileError:
    return FileError(where="the file", what=what, todo="Remove the sheets, rows and columns that are not part of the problem.")


def _table(sheet: object, colour: str) -> Table:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # a read-only sheet; what it says about its own size is not trusted
    rows: list[tuple[object, ...]] = []
    marked = set()
    n_cells = 0
    title = sheet.title  # type: ignore[attr-defined]
    for at, row in enumerate(sheet.iter_rows()):  # type: ignore[attr-defined]
        n_cells += len(row)
        if at >= ROWS_MAX or len(row) > COLUMNS_MAX or n_cells > CELLS_MAX:
            raise _too_large(f"sheet “{title}” has more than {ROWS_MAX:,} rows, {COLUMNS_MAX:,} columns or {CELLS_MAX:,} cells.")
        rows.append(tuple(cell.value for cell in row))
        if colour:
            marked |= {(at, column) for column, cell in enumerate(row) if _fill(cell) == colour}
    while rows and all(value in {None, ""} for value in rows[-1]):
        rows.pop()
    return Table(title, tuple(rows), frozenset(marked))


def _fill(cell: object) -> str:
    """Six hexadecimal digits of the cell's fill; "" without one."""
    fill = getattr(cell, "fill", None)
    if fill is None or getattr(fill, "fill_type", None) != "solid":
        return ""
    return str(fill.fgColor.rgb)[-6:].upper()
