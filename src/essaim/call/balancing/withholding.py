"""Which counts about people are not shown, so that nobody's declaration is read off a table."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from essaim.call.balancing.tally import Tally

FEWEST = 5
"""Counts of one to four people are withheld, and what would let a reader reckon them."""

Cell: TypeAlias = tuple[str, str]
"""(row, value)."""


def withheld(rows: Mapping[str, Tally], whole: str = "") -> frozenset[Cell]:
    """Cells not to be shown. `rows` are parts of one whole (paths); the row named `whole` is their sum, when it is there.

    Withheld are counts of one to four; the whole split of a row of which fewer than five are known; and, where the withheld of a row or
    column are one alone or fewer than five together, the next smallest there: the rest and the sum would tell it. How many are known and
    unknown stays visible. Units are taken to have one value each, as declared gender has.
    """
    values = sorted({value for tally in rows.values() for value in tally.counts})
    counts = {(row, value): tally.counts.get(value, 0) for row, tally in rows.items() for value in values}
    hidden = {cell for cell, count in counts.items() if 0 < count < FEWEST}
    hidden |= {(row, value) for row, tally in rows.items() for value in values if 0 < tally.known < FEWEST}
    lines = [[(row, value) for value in values] for row in rows]
    lines += [[(row, value) for row in rows if row != whole] for value in values]
    while True:
        more = next((cell for line in lines if (cell := one_more(line, counts, hidden))), None)
        if more is None:
            return frozenset(hidden)
        hidden.add(more)


def one_more(line: Sequence[Cell], counts: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    """The next to be withheld in this row or column, when what is withheld could be reckoned; where only zeros are left, one of these."""
    away = [cell for cell in line if cell in hidden]
    if not away or (len(away) > 1 and sum(counts[cell] for cell in away) >= FEWEST):
        return None
    left = [cell for cell in line if cell not in hidden]
    return min(left, key=lambda cell: (counts[cell] == 0, counts[cell], cell), default=None)
