"""Workbooks damaged anywhere are read or refused with an error that says where; nothing else ever comes out."""

import random
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from essaim.scheduling.errors import FileError
from essaim.scheduling.read import read_instance
from tests.scheduling.read.books import COSPLIB, OPTAPLANNER, write_book

VALUES = (None, " ", "x", -1, 0, 10**18, 1e300, 3.5, True, "#REF!", "a, b", "9" * 5000, "GMT+2", "09:30", "{}", "0hard/0medium/1soft")


def damage(book: Workbook, dice: random.Random) -> None:
    sheet = dice.choice(book.worksheets)
    match dice.randrange(8):
        case 0:
            sheet.delete_rows(dice.randint(1, sheet.max_row))
        case 1:
            sheet.delete_cols(dice.randint(1, sheet.max_column))
        case 2 if len(book.worksheets) > 1:
            book.remove(sheet)
        case _:
            sheet.cell(dice.randint(1, sheet.max_row + 1), dice.randint(1, sheet.max_column + 1)).value = dice.choice(VALUES)


def refusal(path: Path) -> FileError | None:
    try:
        read_instance(path)
    except FileError as error:
        return error
    return None


@pytest.mark.parametrize("tables", [COSPLIB, OPTAPLANNER], ids=["cosplib", "optaplanner"])
def test_damaged_workbook_is_read_or_refused(tmp_path: Path, tables: str) -> None:
    whole = write_book(tmp_path, tables)
    dice = random.Random(5)  # noqa: S311 cells to damage
    refused = set()
    for _ in range(120):
        book = load_workbook(whole)
        for _ in range(dice.choice((1, 1, 3))):
            damage(book, dice)
        book.save(tmp_path / "damaged.xlsx")
        if error := refusal(tmp_path / "damaged.xlsx"):
            refused.add(error.where)
            assert error.what.endswith(".")
            assert error.todo
    assert len(refused) > 20


def rewritten(folder: Path, part: str, old: bytes, new: bytes) -> Path:
    """The small workbook, with these bytes of one part changed."""
    path = folder / "changed.xlsx"
    with ZipFile(write_book(folder, COSPLIB)) as before, ZipFile(path, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new) if name == part else before.read(name))
    return path


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b"<worksheet", b"<!DOCTYPE worksheet [<!ENTITY a 'aaaa'>]><worksheet", "document type"),
        (b"<sheetData>", b"<sheetData><", "cannot be read as a workbook"),
        (b'<row r="2"', b'<row r="1048576"', "more than"),
    ],
)
def test_sheet_that_would_blow_up_is_refused(tmp_path: Path, old: bytes, new: bytes, what: str) -> None:
    with pytest.raises(FileError, match=what):
        read_instance(rewritten(tmp_path, "xl/worksheets/sheet1.xml", old, new))


def test_size_a_sheet_says_of_itself_is_not_trusted(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "xl/worksheets/sheet5.xml", b'ref="A1:A3"', b'ref="A1:XFD1048576"')
    assert len(read_instance(path).problem.rooms) == 2
