"""The empty workbook a team fills in, with a sheet that explains each column."""

from collections.abc import Iterator, Sequence

from essaim.forum.interchange.columns import LANGUAGES, Column, Sheet, header
from essaim.forum.interchange.sheets import ALL
from essaim.forum.interchange.table_writer import Table, empty_table
from essaim.forum.interchange.written import Written
from essaim.forum.interchange.xlsx_writer import workbook_bytes

EXPLAINED = Sheet(
    "columns",
    ("columns", "colonnes", "columnas"),
    (
        Column("sheet", ("sheet", "feuille", "hoja"), ("", "", "")),
        Column("name", ("column", "colonne", "columna"), ("", "", "")),
        Column("explains", ("what to write", "ce qu'on y écrit", "qué se escribe"), ("", "", "")),
        Column("also", ("also understood", "aussi compris", "también se entiende"), ("", "", "")),
    ),
)


def write_model_xlsx(*, headers: str = "en", languages: Sequence[str] = LANGUAGES) -> Written:
    """Headers in en, fr or es; a column of texts for each language."""
    at = LANGUAGES.index(headers)
    rows = tuple(_explanations(at))
    explained = Table(EXPLAINED, tuple(column.names[at] for column in EXPLAINED.columns), rows)
    return Written(workbook_bytes([*(empty_table(sheet, headers, languages) for sheet in ALL), explained], headers))


def _explanations(at: int) -> Iterator[tuple[str, ...]]:
    for sheet in ALL:
        for column in sheet.columns:
            name = header(column, LANGUAGES[at], LANGUAGES[at] if column.texts else "")
            also = dict.fromkeys((*column.names, *column.also))
            yield sheet.names[at], name, column.explains[at], "; ".join(word for word in also if word != column.names[at])
