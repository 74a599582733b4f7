"""Which countries are counted to the South. The rule and its source stand beside the table (data/SOURCES.md) and on every page that counts.

Unknown is neither: an unknown country is counted apart.
"""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "south.csv"
SOURCE = "https://unctadstat.unctad.org/EN/Classifications.html"


@cache
def sides() -> dict[str, str]:
    """ISO 3166-1 alpha-2 → "south" or "north"."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["side"] for row in csv.DictReader(file)}


def is_south(country: str) -> bool | None:
    """None for an unknown country."""
    side = sides().get(country)
    return None if side is None else side == "south"
