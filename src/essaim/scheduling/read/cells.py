"""What one cell says: a name, a whole number, a time, a time zone; or the error that names it."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from essaim.scheduling.read.workbook import Cell

NUMBER_MAX = 1_000_000_000
ZONE = re.compile(r"(?:GMT)?\s*([+-]?\d{1,2})", re.IGNORECASE)
CLOCK = re.compile(r"\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*")
DIGITS = re.compile(r"\s*[+-]?\d+\s*")


def text(cell: Cell) -> str:
    """The cell as it stands (CoSPLib's names are compared with every blank); empty: ""."""
    return "" if cell.value is None else str(cell.value)


def name(cell: Cell, what: str) -> str:
    """The same, and not empty. what: the name's subject, for the error."""
    if not text(cell).strip():
        raise cell.wrong(f"the {what} is missing.", f"Write the {what}.")
    return text(cell)


def names(cell: Cell) -> tuple[str, ...]:
    """Names separated by a comma and a blank, in their order, each once."""
    return tuple(dict.fromkeys(part for part in text(cell).split(", ") if part))


def known(cell: Cell, what: str, among: Collection[str], where: str) -> str:
    """A name that stands in `among`. what, where: for the error: its subject, and the sheet that lists them."""
    found = text(cell)
    if found not in among:
        raise cell.wrong(f"there is no {what} {{}}.", f"Write the {what} exactly as in sheet “{where}”, or add it there.")
    return found


def whole(cell: Cell, *, least: int | None = None) -> int:
    """A whole number; an empty cell is 0.

    least: the smallest that makes sense; None: any between -1,000,000,000 and 1,000,000,000.
    """
    if cell.value is None and least is not None and least > 0:
        raise cell.wrong("the number is missing.", f"Write a whole number from {least} on.")
    number = _number(cell)
    low = -NUMBER_MAX if least is None else least
    if not low <= number <= NUMBER_MAX:
        raise cell.wrong("{} is out of range.", f"Write a whole number from {low:,} to {NUMBER_MAX:,}.")
    return number


def _number(cell: Cell) -> int:
    match cell.value:
        case None:
            return 0
        case bool():
            pass
        case int(value):
            return value
        case float(value) if value.is_integer():
            return int(value)
        case str(value) if DIGITS.fullmatch(value) and len(value) < 20:
            return int(value)
        case _:
            pass
    raise cell.wrong("{} is not a whole number.", "Write a whole number, such as 0 or 10.")


def clock(cell: Cell) -> int:
    """A time of day, in minutes since midnight, 24:00 included."""
    match cell.value:
        case datetime() | time() as moment:
            return moment.hour * 60 + moment.minute
        case timedelta() as since if timedelta() <= since <= timedelta(days=1):
            return int(since.total_seconds()) // 60
        case str(value) if (found := CLOCK.fullmatch(value)) and int(found[2]) < 60 and int(found[1]) * 60 + int(found[2]) <= 1440:
            return int(found[1]) * 60 + int(found[2])
        case _:
            raise cell.wrong("{} is not a time of day.", "Write hours and minutes, such as 09:30.")


def zone(cell: Cell) -> int:
    """A time zone, in hours ahead of Greenwich: "GMT+2" is 2."""
    found = ZONE.fullmatch(text(cell).strip())
    if not found or abs(int(found[1])) > 14:
        raise cell.wrong("{} is not a time zone.", "Write GMT and whole hours, such as GMT+2 or GMT-5.")
    return int(found[1])


def day(cell: Cell) -> str:
    """A date as 2026-11-23; any other text as it stands; empty: ""."""
    match cell.value:
        case datetime() as moment:
            return moment.date().isoformat()
        case date() as value:
            return value.isoformat()
        case _:
            return text(cell)


def once(cell: Cell, what: str, seen: Collection[str]) -> str:
    """A name that is not in `seen` yet."""
    found = name(cell, what)
    if found in seen:
        raise cell.wrong(f"the {what} {{}} stands here a second time.", "Give each a name of its own.")
    return found


def all_known(cell: Cell, what: str, among: Collection[str], where: str) -> tuple[str, ...]:
    """Names separated by a comma and a blank, each in `among`."""
    found = names(cell)
    for one in found:
        if one not in among:
            raise cell.wrong(f"there is no {what} “{one}”.", f"Write the {what} exactly as in sheet “{where}”, or add it there.")
    return found
