"""The eight columns of tags that talks and speakers have alike."""

from collections.abc import Mapping

from essaim.scheduling.read import cells
from essaim.scheduling.read.optaplanner_facts import KINDS
from essaim.scheduling.read.workbook import Table

KnownTags = Mapping[str, frozenset[str]]
"""Of "timeslot" and "room" → the tags that some of them have."""


def tag_columns(sheet: Table, row: int) -> dict[str, int]:
    """Such as "required timeslot" → the column of these tags."""
    kinds = [f"{kind} {what}" for what in ("timeslot", "room") for kind in KINDS]
    return {kind: sheet.column(f"{kind} tags", row) for kind in kinds}


def tags_of(sheet: Table, row: int, columns: Mapping[str, int], tags: KnownTags) -> dict[str, frozenset[str]]:
    """Such as "required timeslot" → the row's tags of that kind."""
    found = {}
    for kind, column in columns.items():
        what = kind.split()[-1]
        sheet_name = {"timeslot": "Timeslots", "room": "Rooms"}[what]
        found[kind] = frozenset(cells.all_known(sheet.cell(row, column), f"{what} tag", tags[what], sheet_name))
    return found
