"""OptaPlanner's timetables as JSON by name: {talk: {timeslot, room}}."""

from pathlib import Path
from typing import TypedDict

from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place, Timetable
from essaim.scheduling.read.instance import Instance
from essaim.scheduling.read.jsonfile import as_name, as_object, load, shown


class PlaceByName(TypedDict):
    """timeslot: such as "Mon 2018-10-01 10:15-12:15"."""

    timeslot: str
    room: str


def optaplanner_json(instance: Instance, timetable: Timetable) -> dict[str, PlaceByName]:
    """The timetable by name, in the workbook's order; a talk without a place is left out."""
    placed = ((session.id, timetable[session.id]) for session in instance.problem.sessions if session.id in timetable)
    return {talk: {"timeslot": place.slot, "room": place.room} for talk, place in placed}


def read_optaplanner_json(instance: Instance, path: Path) -> Timetable:
    """The timetable in the file at `path`; a talk left out, or with null for both, is unplaced.

    Raises FileError for a talk, timeslot or room that is not in the instance, and for a talk with only one of the two.
    """
    problem = instance.problem
    talks = {session.id for session in problem.sessions}
    slots, rooms = {slot.id: slot for slot in problem.slots}, {room.id: room for room in problem.rooms}
    found = {}
    for talk, value in load(path).items():
        if talk not in talks:
            raise FileError(where=f"“{talk}”", what=f"there is no talk {shown(talk)}.", todo="Write the codes of the instance's talks.")
        entry = as_object(value, f"“{talk}”")
        slot = as_name(entry.get("timeslot"), f"“{talk}”.timeslot", "timeslot", slots)
        room = as_name(entry.get("room"), f"“{talk}”.room", "room", rooms)
        if (slot is None) != (room is None):
            raise FileError(where=f"“{talk}”", what="it has only one of timeslot and room.", todo="Write both, or null for both.")
        if slot is not None and room is not None:
            found[talk] = Place(slot, room)
    return found
