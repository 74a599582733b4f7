"""A sheet as rows of text, wherever it comes from, and what its headers mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from essaim.forum.interchange.cells import unguarded
from essaim.forum.interchange.columns import Column, Sheet
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.texts import clean

PRIVATE = ("mail", "phone", "tel", "movil", "correo", "courriel", "portable", "whatsapp")
HEADER_WITHIN = 20
"""The header stands in one of the first twenty rows."""


@dataclass(frozen=True, slots=True)
class Grid:
    name: str
    """The sheet's name; "" in CSV."""
    rows: Sequence[Sequence[str]]
    merged: tuple[str, ...] = ()

    def place(self, row: int, column: int) -> Place:
        cell = f"{letters(column)}{row + 1}"
        return Place(sheet=self.name, cell=cell)


@dataclass(slots=True)
class Row:
    """One row's texts by column key and language, and where each stands."""

    grid: Grid
    number: int
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    """The first column of each key that has a text."""

    @property
    def place(self) -> Place:
        return self.grid.place(self.number, 0)

    def text(self, key: str) -> str:
        return self.texts.get(key, {}).get("", "")

    def at(self, key: str) -> Place:
        return self.grid.place(self.number, self.positions.get(key, 0))


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def header_row(grid: Grid, sheet: Sheet) -> int | None:
    """The row among the first twenty with most headers known, if it has at least two (or all of a narrow sheet)."""
    scores = [sum(sheet.column(text) is not None for text in row if text.strip()) for row in grid.rows[:HEADER_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best >= min(2, max((len(row) for row in grid.rows), default=0)) and best else None


def read_rows(grid: Grid, sheet: Sheet, top: int, findings: Findings) -> Iterator[Row]:
    columns = _columns(grid, sheet, top, findings)
    for number, texts in enumerate(grid.rows[top + 1 :], top + 1):
        if not any(text.strip() for text in texts):
            continue
        row = Row(grid, number)
        pieces: dict[tuple[str, str], dict[int, str]] = {}
        for position, (column, language, part) in columns.items():
            text = unguarded(texts[position]) if position < len(texts) else ""
            if text:
                pieces.setdefault((column.key, language), {})[part] = text
                row.positions.setdefault(column.key, position)
        for (key, language), told in pieces.items():
            if text := clean("".join(told[part] for part in sorted(told))):
                row.texts.setdefault(key, {})[language] = text
        if any(any(texts.values()) for texts in row.texts.values()):
            yield row


def _columns(grid: Grid, sheet: Sheet, top: int, findings: Findings) -> dict[int, tuple[Column, str, int]]:
    columns: dict[int, tuple[Column, str, int]] = {}
    for position, text in enumerate(grid.rows[top]):
        if not text.strip():
            continue
        place = grid.place(top, position)
        known = sheet.column(text)
        if known is None and any(word in text.lower() for word in PRIVATE):
            findings.warning("private_contact", place, name=text)
        elif known is None:
            findings.warning("header_unknown", place, name=text, value=text)
        elif known in columns.values():
            findings.warning("header_twice", place, name=text, value=text)
        else:
            columns[position] = known
    return columns
