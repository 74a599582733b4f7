"""OptaPlanner's workbooks: what their own "Score view" says of the timetable inside, and a small workbook worked out by hand."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from essaim.scheduling.constraints import Level, RoomClash
from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place
from essaim.scheduling.read import Family, Instance, optaplanner_json, read_instance, read_optaplanner_json
from tests.scheduling.read.books import OPTAPLANNER, TALKS, write_book
from tests.scheduling.read.conftest import Judge

FILES = (
    "18talks-6timeslots-5rooms",
    "36talks-12timeslots-5rooms",
    "72talks-12timeslots-10rooms",
    "108talks-18timeslots-10rooms",
    "216talks-18timeslots-20rooms",
)
LAB, EARLY, TUESDAY = "Mon 2018-10-01 10:15-12:15", "Mon 2018-10-01 10:15-11:00", "Tue 2018-10-02 09:00-09:45"
pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")
"""The tests load real workbooks by openpyxl themselves."""


def score_view(book: Path) -> dict[str, int]:
    """Constraint → its penalty, as the program wrote it down."""
    rows = load_workbook(book, read_only=True)["Score view"].iter_rows(min_row=4, values_only=True)
    found = {str(row[0]): row[3] for row in rows if len(row) > 3 and row[0] and isinstance(row[3], str)}
    return {name: -int(re.sub(r"(hard|medium|soft)$", "", str(score))) for name, score in found.items()}


LONE_CROWDS = {FILES[0]: 120}
"""The sheet's definition counts a risky talk alone, the program's code does not."""


@pytest.mark.parametrize("name", FILES)
def test_timetable_inside_costs_what_the_workbook_says(scheduling_data, judge: Judge, name: str) -> None:
    book = scheduling_data / "optaplanner_conference" / f"{name}.xlsx"
    instance = read_instance(book)
    assert len(instance.start) == 2
    costs = dict(judge(instance.problem, instance.start))
    assert costs.pop("Crowd control", 0) == LONE_CROWDS.get(name, 0)
    assert costs == score_view(book)


def test_score_views_are_not_all_empty(scheduling_data) -> None:
    book = scheduling_data / "optaplanner_conference" / f"{FILES[0]}.xlsx"
    assert score_view(book) == {
        "Theme track room stability": 1650,
        "Theme track conflict": 450,
        "Audience type theme track conflict": 45,
    }


@pytest.mark.parametrize("name", FILES)
def test_every_constraint_of_a_real_workbook_is_a_rule(scheduling_data, name: str) -> None:
    book = load_workbook(scheduling_data / "optaplanner_conference" / f"{name}.xlsx", read_only=False)
    weighed = [row[0] for row in book["Configuration"].iter_rows(min_row=5, values_only=True) if row[0]]
    rules = read_instance(scheduling_data / "optaplanner_conference" / f"{name}.xlsx").problem.rules
    assert [rule.rule_name for rule in rules] == [*weighed, "slot_not_allowed", "room_not_allowed", "pinned"]


def small(folder: Path, *constraints: str) -> Instance:
    """The small workbook, with these constraints alone."""
    lines = "\n".join(f"| {line} | |" for line in constraints)
    tables = re.sub(r"(\| Constraint .*\n)(\|.*\n)*", lambda found: f"{found[1]}{lines}\n", OPTAPLANNER) if constraints else OPTAPLANNER
    return read_instance(write_book(folder, tables))


def test_facts_of_the_small_workbook(tmp_path) -> None:
    instance = small(tmp_path)
    problem = instance.problem
    first, second, third = problem.sessions
    assert (instance.family, problem.name) == (Family.OPTAPLANNER, "Small")
    assert [(slot.id, slot.day, slot.block, slot.ends_min - slot.starts_min) for slot in problem.slots] == [
        (LAB, "Mon 2018-10-01", LAB, 120),
        (EARLY, "Mon 2018-10-01", EARLY, 45),
        (TUESDAY, "Tue 2018-10-02", TUESDAY, 45),
    ]
    assert [(room.id, room.capacity, room.closed) for room in problem.rooms] == [
        ("R 1", 60, frozenset({EARLY})),
        ("R 2", 240, frozenset()),
    ]
    assert [(person.id, person.away) for person in problem.people] == [("Amy", frozenset()), ("Beth", frozenset({LAB, EARLY}))]
    assert (first.slots, first.rooms, first.people) == ({LAB, TUESDAY}, {"R 2"}, {"Amy", "Beth"})
    assert (second.pinned, second.published, second.themes) == (Place(EARLY, "R 2"), None, ("AI", "IoT"))
    assert (third.pinned, third.published) == (None, Place(TUESDAY, "R 1"))
    assert instance.start == {"S2": Place(EARLY, "R 2")}


def test_level_and_weight_are_the_sheets(tmp_path) -> None:
    rules = {rule.rule_name: rule for rule in small(tmp_path).problem.rules}
    assert rules["Room conflict"] == RoomClash(name="Room conflict", weight=1000)
    assert (rules["Published timeslot"].level, rules["Published timeslot"].weight) == (Level.MEDIUM, 1)
    assert (rules["Theme track conflict"].level, rules["Theme track conflict"].weight) == (Level.SOFT, 10)
    assert "Sector conflict" not in rules


HAND = {
    # constraint: cost of S1 in the lab (R 2), S2 early (R 2) and S3 early (R 1), each weight 1 but where said
    "Room unavailable timeslot": 45,
    "Room conflict": 45,
    "Speaker unavailable timeslot": 120,
    "Speaker conflict": 45,
    "Talk prerequisite talks": 165,
    "Talk mutually-exclusive-talks tags": 0,
    "Consecutive talks pause": 165,
    "Crowd control": 45,
    "Speaker prohibited timeslot tags": 0,
    "Speaker undesired timeslot tags": 45,
    "Speaker required room tags": 120,
    "Talk required timeslot tags": 0,
    "Talk preferred room tags": 0,
    "Published timeslot": 1,
    "Published room": 0,
    "Theme track conflict": 90,
    "Theme track room stability": 90,
    "Audience type diversity": 0,
    "Audience type theme track conflict": 45,
    "Audience level diversity": 0,
    "Content audience level flow violation": 165,
    "Content conflict": 45,
    "Language diversity": -45,
    "Same day talks": 0,
    "Popular talks": 0,
}


@pytest.mark.parametrize("name", HAND)
def test_constraint_costs_what_is_worked_out_by_hand(tmp_path, judge: Judge, name: str) -> None:
    problem = small(tmp_path, f"{name} | 0hard/0medium/1soft").problem
    timetable = {"S1": Place(LAB, "R 2"), "S2": Place(EARLY, "R 2"), "S3": Place(EARLY, "R 1")}
    assert judge(problem, timetable).get(name, 0) == HAND[name]


@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("Same day talks", 330),
        ("Popular talks", 255),
        ("Published room", 1),
        ("Published timeslot", 0),
        ("Talk required timeslot tags", 45),
        ("Crowd control", 45),
    ],
)
def test_constraint_by_hand_on_another_day(tmp_path, judge: Judge, name: str, cost: int) -> None:
    problem = small(tmp_path, f"{name} | 0hard/0medium/1soft").problem
    timetable = {"S1": Place(LAB, "R 2"), "S2": Place(TUESDAY, "R 1"), "S3": Place(TUESDAY, "R 2")}
    assert judge(problem, timetable).get(name, 0) == cost


def test_timetable_goes_out_by_name_and_comes_back(tmp_path) -> None:
    instance = small(tmp_path)
    timetable = {"S3": Place(TUESDAY, "R 1"), "S1": Place(LAB, "R 2")}
    written = tmp_path / "out.json"
    written.write_text(json.dumps(optaplanner_json(instance, timetable)), encoding="utf-8")
    assert json.loads(written.read_text(encoding="utf-8")) == {
        "S1": {"timeslot": LAB, "room": "R 2"},
        "S3": {"timeslot": TUESDAY, "room": "R 1"},
    }
    assert read_optaplanner_json(instance, written) == timetable


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[]", "the file", "no object"),
        ("{", "line 1, column 2", "no JSON"),
        ('{"S1": null, "S1": null}', "“S1”", "a second time"),
        ('{"S9": {}}', "“S9”", "no talk “S9”"),
        ('{"S1": 3}', "“S1”", "“3” is no object"),
        ('{"S1": {"timeslot": "Mon", "room": "R 1"}}', "“S1”.timeslot", "no timeslot “Mon”"),
        (f'{{"S1": {{"timeslot": "{LAB}", "room": "R 3"}}}}', "“S1”.room", "no room “R 3”"),
        (f'{{"S1": {{"timeslot": "{LAB}"}}}}', "“S1”", "only one of"),
    ],
)
def test_wrong_timetable_is_named(tmp_path, text: str, where: str, what: str) -> None:
    instance = small(tmp_path)
    (tmp_path / "out.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_optaplanner_json(instance, tmp_path / "out.json")
    assert caught.value.where == where
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("Theme track conflict", "Theme conflict", "sheet “Configuration”, row 8, column A", "constraint “Theme conflict” is not known"),
        ("0hard/1medium/0soft", "", "sheet “Configuration”, row 7, column B", "weight of “Published timeslot” is missing"),
        ("0hard/1medium/0soft", "often", "sheet “Configuration”, row 7, column B", "“often” is not a weight"),
        ("0hard/1medium/0soft", "0hard/1medium/2soft", "sheet “Configuration”, row 7, column B", "two levels"),
        ("| Minimum consecutive talks pause in minutes | 15 | |\n", "", "sheet “Configuration”", "no row “Minimum"),
        ("| Constraint | Score", "| Rule | Score", "sheet “Configuration”", "no row is headed “Constraint”"),
        ("# Speakers", "# Persons", "the workbook", "no sheet “Speakers”"),
        ("| 10:15 | 11:00 | Breakout |", "| 10:15 | 10:00 | Breakout |", "sheet “Timeslots”, row 3, column C", "“10:00” is not after"),
        ("| 10:15 | 11:00 | Breakout |", "| 25:15 | 11:00 | Breakout |", "sheet “Timeslots”, row 3, column B", "“25:15” is not a time"),
        (
            "| Tue 2018-10-02 | 09:00 | 09:45 | B",
            "| Tue 2018-10-03 | 09:00 | 09:45 | B",
            "sheet “Timeslots”, row 4, column A",
            "another day",
        ),
        ("| Tue 2018-10-02 | 09:00 | 09:45 | B", "| 2018-13-03 | 09:00 | 09:45 | B", "sheet “Timeslots”, row 4, column A", "is not a day"),
        ("| 10:15 | 12:15 | Lab | |", "| 10:15 | 11:00 | Lab | |", "sheet “Timeslots”, row 3, column A", "a second time"),
        ("| 09:45 | Breakout, Lab | |", "| 09:45 | | |", "sheet “Timeslots”, row 4, column D", "no talk type"),
        ("| R 1 | 60 |", "| R 1 | 0 |", "sheet “Rooms”, row 3, column B", "“0” is out of range"),
        ("| R 1 | 60 |", "| R 1 | many |", "sheet “Rooms”, row 3, column B", "“many” is not a whole number"),
        ("| R 2 | 240 |", "| R 1 | 240 |", "sheet “Rooms”, row 4, column A", "“R 1” stands here a second time"),
        ("| 60 | Breakout |", "| 60 | Panel |", "sheet “Rooms”, row 3, column C", "no talk type “Panel”"),
        ("| Recorded | | ! | |", "| Recorded | | no | |", "sheet “Rooms”, row 3, column F", "“no” stands where only the fill counts"),
        ("| Tags | 10:15-12:15 | 10:15-11:00 |", "| Tags | 10:15-12:15 | 10:15-11:30 |", "sheet “Rooms”, row 2, column F", "no timeslot"),
        ("| Amy | | | | Early |", "| Amy | | | | Late |", "sheet “Speakers”, row 3, column E", "no timeslot tag “Late”"),
        ("| One | Lab | Amy, Beth |", "| One | Lab | Amy, Bob |", "sheet “Talks”, row 2, column D", "no speaker “Bob”"),
        ("| One | Lab |", "| One | Panel |", "sheet “Talks”, row 2, column C", "no talk type “Panel”"),
        ("| S2 | Two", "| S1 | Two", "sheet “Talks”, row 3, column A", "“S1” stands here a second time"),
        ("| | S1 | 9 |", "| | S7 | 9 |", "sheet “Talks”, row 3, column T", "no talk “S7”"),
        ("| | S1 | 9 |", "| | S2 | 9 |", "sheet “Talks”, row 3, column T", "its own prerequisite"),
        ("| 9 | 1 | 1 |", "| -9 | 1 | 1 |", "sheet “Talks”, row 3, column U", "“-9” is out of range"),
        ("| 9 | 1 | 1 |", "| 9 | 1 | maybe |", "sheet “Talks”, row 3, column W", "“maybe” is neither"),
        ("| 11:00 | R 2 |", "| 11:00 | R 9 |", "sheet “Talks”, row 3, column AA", "no room “R 9”"),
        ("| 11:00 | R 2 |", "| 11:00 | |", "sheet “Talks”, row 3, column W", "pinned and has no place"),
        ("| 11:00 | R 2 |", "| 11:30 | R 2 |", "sheet “Talks”, row 3, column X", "no timeslot “Mon 2018-10-01 10:15-11:30”"),
        ("| Favorite count |", "| Favourites |", "sheet “Talks”, row 1", "no column “Favorite count”"),
    ],
)
def test_wrong_cell_is_named(tmp_path, old: str, new: str, where: str, what: str) -> None:
    assert OPTAPLANNER.count(old) >= 1
    with pytest.raises(FileError) as caught:
        read_instance(write_book(tmp_path, OPTAPLANNER.replace(old, new, 1)))
    assert caught.value.where.startswith(where)
    assert what in caught.value.what
    assert caught.value.todo


def test_workbook_without_talks_is_named(tmp_path) -> None:
    with pytest.raises(FileError, match="no talk"):
        read_instance(write_book(tmp_path, OPTAPLANNER.split("# Talks")[0] + f"# Talks\n{TALKS}\n"))
