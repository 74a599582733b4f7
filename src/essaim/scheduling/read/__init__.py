"""Published problems and timetables: workbooks of CoSPLib and OptaPlanner in, timetables by name in and out."""

from essaim.scheduling.read.cosplib_json import CosplibTimetable, cosplib_json, read_cosplib_json
from essaim.scheduling.read.front import read_instance, read_timetable, timetable_json
from essaim.scheduling.read.instance import Family, Instance
from essaim.scheduling.read.optaplanner_json import PlaceByName, optaplanner_json, read_optaplanner_json

__all__ = [
    "CosplibTimetable",
    "Family",
    "Instance",
    "PlaceByName",
    "cosplib_json",
    "optaplanner_json",
    "read_cosplib_json",
    "read_instance",
    "read_optaplanner_json",
    "read_timetable",
    "timetable_json",
]
