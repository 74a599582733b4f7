"""CSV in the encodings and with the separators spreadsheets write."""

import csv
from io import StringIO

from essaim.forum.interchange.document import Document
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.grids import Grid, header_row, read_rows
from essaim.forum.interchange.session_columns import SESSIONS
from essaim.forum.interchange.table_reader import read_table

ROWS_MAX = 20_000
SEPARATORS = ",;\t|"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv(data: bytes, *, zone: str | None = None) -> tuple[Document, Findings]:
    findings = Findings()
    text = _decoded(data, findings)
    if "\0" in text:
        raise UnreadableSchedule("not_a_schedule", Place(line=text[: text.index("\0")].count("\n") + 1), value="NUL")
    grid, top = max((_grid(text, separator) for separator in SEPARATORS), key=lambda told: (told[1] is not None, told[2]))[:2]
    if top is None:
        shown = next((line for line in text.splitlines() if line.strip()), "")
        raise UnreadableSchedule("header_missing", Place(line=1), value=shown[:120])
    return read_table(list(read_rows(grid, SESSIONS, top, findings)), {}, findings, zone=zone), findings


def _decoded(data: bytes, findings: Findings) -> str:
    encoding = next((encoding for mark, encoding in BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as trouble:
        if encoding == "utf-16":
            raise UnreadableSchedule("encoding_wrong", value=str(trouble)) from trouble
        line = data[: trouble.start].count(b"\n") + 1
        text = data.decode("cp1252", "replace")
        findings.warning("encoding_guessed", Place(line=line), value=text.splitlines()[line - 1])
        return text


def _grid(text: str, separator: str) -> tuple[Grid, int | None, int]:
    """The rows under this separator, where the header stands, and how many columns it has."""
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > ROWS_MAX:
                raise UnreadableSchedule("too_many_rows", Place(line=reader.line_num), limit=ROWS_MAX)
    except csv.Error as trouble:
        if separator == SEPARATORS[0]:
            raise UnreadableSchedule("csv_broken", Place(line=reader.line_num), value=str(trouble)) from trouble
    grid = Grid("", rows)
    top = header_row(grid, SESSIONS)
    return grid, top, len(rows[top]) if top is not None else 0
