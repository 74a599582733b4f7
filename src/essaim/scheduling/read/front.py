"""The doors: a workbook of either family in, its problem out; a timetable to JSON by name and back."""

from collections.abc import Mapping
from pathlib import Path

from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Timetable
from essaim.scheduling.read import cosplib_problem, optaplanner_problem
from essaim.scheduling.read.cosplib import read_conference
from essaim.scheduling.read.cosplib_json import cosplib_json, read_cosplib_json
from essaim.scheduling.read.instance import Family, Instance
from essaim.scheduling.read.optaplanner import UNAVAILABLE, read_event
from essaim.scheduling.read.optaplanner_json import optaplanner_json, read_optaplanner_json
from essaim.scheduling.read.optaplanner_rules import MAKERS
from essaim.scheduling.read.workbook import Book, read_book

SHEETS = {
    Family.COSPLIB: ("parameters", "submissions", "tracks", "sessions"),
    Family.OPTAPLANNER: ("Configuration", "Timeslots", "Speakers", "Talks"),
}
"""Sheets that only the one family has."""


def read_instance(path: str | Path) -> Instance:
    """The problem in a workbook (.xlsx) of CoSPLib or OptaPlanner, told apart by their sheets.

    Raises FileError, which says sheet, row and column, quotes the value and says what to do, for whatever is missing, unknown, doubled or
    no number, time or time zone where one must stand.
    """
    path = Path(path)
    book = read_book(path, colour=UNAVAILABLE)
    if _family(book) is Family.OPTAPLANNER:
        event = read_event(book, MAKERS)
        return Instance(problem=optaplanner_problem.problem_of(event), family=Family.OPTAPLANNER, start=optaplanner_problem.start_of(event))
    problem = cosplib_problem.problem_of(read_conference(book), path.stem)
    return Instance(problem=problem, family=Family.COSPLIB)


def _family(book: Book) -> Family:
    """The one most of whose sheets are there."""
    found = {family: sum(sheet in book.tables for sheet in sheets) for family, sheets in SHEETS.items()}
    if not any(found.values()):
        there = ", ".join(f"“{name}”" for name in book.tables)
        wanted = " or ".join(", ".join(f"“{name}”" for name in sheets) for sheets in SHEETS.values())
        raise FileError(where="the workbook", what=f"its sheets ({there}) are of no family known here.", todo=f"Give one with {wanted}.")
    return max(found, key=lambda family: found[family])


def timetable_json(instance: Instance, timetable: Timetable) -> Mapping[str, object]:
    """The timetable in the form of the instance's family."""
    return optaplanner_json(instance, timetable) if instance.family is Family.OPTAPLANNER else cosplib_json(instance, timetable)


def read_timetable(instance: Instance, path: str | Path) -> Timetable:
    """The timetable in a JSON file of the instance's family. Raises FileError, which says the key."""
    reader = read_optaplanner_json if instance.family is Family.OPTAPLANNER else read_cosplib_json
    return reader(instance, Path(path))
