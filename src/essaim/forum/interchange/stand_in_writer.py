"""The list of people who could step in as a workbook that reads back the same. For a team alone."""

import csv
from collections.abc import Iterable
from io import StringIO
from zoneinfo import ZoneInfo

from essaim.forum.interchange.cells import guarded, write_list
from essaim.forum.interchange.columns import LANGUAGES
from essaim.forum.interchange.model_workbook import EXPLAINED
from essaim.forum.interchange.stand_in_columns import REFUSED, SHEET
from essaim.forum.interchange.stand_in_hours import span_text
from essaim.forum.interchange.stand_in_reader import StandInRow
from essaim.forum.interchange.table_writer import Table
from essaim.forum.interchange.xlsx_writer import workbook_bytes

VISA_WORDS = {
    "held": ("held", "obtenu", "obtenido"),
    "not_needed": ("not needed", "pas nécessaire", "no necesario"),
    "": ("unknown", "inconnu", "desconocido"),
    REFUSED: ("refused", "refusé", "rechazado"),
}


def write_stand_ins(rows: Iterable[StandInRow], *, headers: str, zone: ZoneInfo) -> bytes:
    """The list as a workbook that reads back the same, with a sheet that explains each column. No rows: the model."""
    at = LANGUAGES.index(headers)
    names = tuple(column.names[at] for column in SHEET.columns)
    lines = tuple(cells_of(row, at, zone) for row in rows)
    explained = Table(
        EXPLAINED,
        tuple(column.names[at] for column in EXPLAINED.columns),
        tuple((SHEET.names[at], column.names[at], column.explains[at], "; ".join(column.also)) for column in SHEET.columns),
    )
    return workbook_bytes([Table(SHEET, names, lines), explained], headers)


def cells_of(row: StandInRow, at: int, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        row.outside_id,
        row.name,
        row.email,
        row.organisation,
        row.country,
        write_list(row.paths),
        write_list(row.languages),
        "; ".join(span_text(start.astimezone(zone), end.astimezone(zone)) for start, end in row.free),
        VISA_WORDS[row.visa][at],
    )


def csv_stand_ins(rows: Iterable[StandInRow], *, zone: ZoneInfo) -> str:
    """The same as text, headings in English: what a page hands on from its preview to the taking over."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([column.names[0] for column in SHEET.columns])
    writer.writerows([guarded(cell) for cell in cells_of(row, 0, zone)] for row in rows)
    return out.getvalue()
