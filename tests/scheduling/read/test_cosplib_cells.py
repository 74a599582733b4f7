"""Malformed CoSPLib workbooks and timetables: each error says where, quotes the value, and what to do."""

import json
from pathlib import Path

import pytest

from essaim.scheduling.constraints import OneThemeACell
from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place
from essaim.scheduling.read import cosplib_json, read_cosplib_json, read_instance
from essaim.scheduling.read.cosplib import TERMS
from tests.scheduling.read.books import COSPLIB, write_book
from tests.scheduling.read.conftest import Judge

CASES = [
    ("| GMT+1 | |", "| CET | |", "sheet “parameters”, row 2, column B", "“CET” is not a time zone"),
    ("| From: | 09:00 |", "| From: | nine |", "sheet “parameters”, row 4, column B", "“nine” is not a time of day"),
    ("| To: | 21:00 |", "| To: | |", "sheet “parameters”, row 8, column B", "nothing is not a time of day"),
    ("| Similar: | 4 |", "| Similar: | four |", "sheet “parameters”, row 5, column E", "“four” is not a whole number"),
    ("| Similar: | 4 |", "| Similar: | 0.5 |", "sheet “parameters”, row 5, column E", "“0.5” is not a whole number"),
    ("| Similar: | 4 |", "| Similar: | -4 |", "sheet “parameters”, row 5, column E", "“-4” is out of range"),
    ("| | | | Attendees Timeslot: | 16 |\n", "", "sheet “parameters”, row 17, column E", "weight of attendees_slot is missing"),
    ("# rooms\n", "# halls\n", "the workbook", "no sheet “rooms”"),
    ("# similar tracks\n", "# similar\n", "the workbook", "no sheet “similar tracks”"),
    ("| b1 | B |", "| b1 | D |", "sheet “submissions”, row 4, column B", "no track “D”"),
    ("| b2 | B |", "| b1 | B |", "sheet “submissions”, row 5, column A", "“b1” stands here a second time"),
    ("| a2 | A | 1 |", "| a2 | A | 0 |", "sheet “submissions”, row 3, column C", "“0” is out of range"),
    ("| a2 | A | 1 |", "| a2 | A | |", "sheet “submissions”, row 3, column C", "the number is missing"),
    ("| a2 | A | 1 |", "| a2 | A | 4 |", "sheet “submissions”, row 3, column C", "“4” slots: the longest session has 3"),
    ("| a2 | A | 1 | 2 |", "| a2 | A | 1 | x |", "sheet “submissions”, row 3, column D", "“x” is not a whole number"),
    ("| GMT-8 |", "| GMT-99 |", "sheet “submissions”, row 3, column E", "“GMT-99” is not a time zone"),
    ("| am | noon | pm | R1 | R2 |", "| am | noon | R1 | R2 |", "sheet “submissions”, row 1, column J", "no session “R1”"),
    ("| am | noon | pm | R1 | R2 |", "| am | noon | pm | R1 | |", "sheet “submissions”, row 1, column L", "room “R2” is missing"),
    ("| am | noon | pm | R1 | R2 |", "| am | am | pm | R1 | R2 |", "sheet “submissions”, row 1, column I", "“am” stands here a second"),
    ("| | | 5 | | |", "| | | much | | |", "sheet “submissions”, row 6, column J", "“much” is not a whole number"),
    ("| B | Eve, Cy |", "| A | Eve, Cy |", "sheet “tracks”, row 3, column A", "“A” stands here a second time"),
    ("| am | 3 |", "| am | 0 |", "sheet “sessions”, row 2, column B", "“0” is out of range"),
    ("| noon | 2 |", "| am | 2 |", "sheet “sessions”, row 3, column A", "“am” stands here a second time"),
    ("| 12:00 | 13:00 |", "| 12h | 13:00 |", "sheet “sessions”, row 3, column D", "“12h” is not a time of day"),
    ("| R2 |\n# tracks_sessions", "| R1 |\n# tracks_sessions", "sheet “rooms”, row 3, column A", "“R1” stands here a second time"),
    ("| C | 1 |", "| D | 1 |", "sheet “tracks_sessions|penalty”, row 3, column A", "no track “D”"),
    ("| A | | 2 | |", "| A | | two | |", "sheet “tracks_sessions|penalty”, row 2, column C", "“two” is not a whole number"),
    ("| am | 4 | 1 |", "| dawn | 4 | 1 |", "sheet “sessions_rooms|penalty”, row 2, column A", "no session “dawn”"),
    ("| A | | 7 | |", "| A | | 7.5 | |", "sheet “similar tracks”, row 2, column C", "“7.5” is not a whole number"),
]


@pytest.mark.parametrize(("old", "new", "where", "what"), CASES)
def test_wrong_cell_is_named(tmp_path, old: str, new: str, where: str, what: str) -> None:
    assert old in COSPLIB
    with pytest.raises(FileError) as caught:
        read_instance(write_book(tmp_path, COSPLIB.replace(old, new, 1)))
    assert (caught.value.where, what in caught.value.what) == (where, True), str(caught.value)
    assert caught.value.todo


@pytest.mark.parametrize("sheet", ["sessions", "rooms", "tracks", "submissions"])
def test_list_without_a_row_is_named(tmp_path, sheet: str) -> None:
    before, _, rest = COSPLIB.partition(f"# {sheet}\n")
    header = rest.split("\n", 1)[0]
    after = "# " + rest.split("\n# ", 1)[1]
    with pytest.raises(FileError, match="it names no") as caught:
        read_instance(write_book(tmp_path, f"{before}# {sheet}\n{header}\n{after}"))
    assert caught.value.where == f"sheet “{sheet}”"


def test_file_that_is_no_workbook_is_named(tmp_path) -> None:
    (tmp_path / "text.xlsx").write_text("a,b", encoding="utf-8")
    for name in ("text.xlsx", "absent.xlsx"):
        with pytest.raises(FileError, match="cannot be read as a workbook"):
            read_instance(tmp_path / name)


def test_workbook_of_no_family_is_named(tmp_path) -> None:
    with pytest.raises(FileError, match="“Invoices”"):
        read_instance(write_book(tmp_path, "# Invoices\n| a |\n"))


def test_sheet_far_too_wide_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("essaim.scheduling.read.workbook.COLUMNS_MAX", 5)
    with pytest.raises(FileError, match="more than"):
        read_instance(write_book(tmp_path, COSPLIB))


def test_weight_of_0_leaves_its_rule_out(tmp_path) -> None:
    rules = read_instance(write_book(tmp_path, COSPLIB.replace("| Similar: | 4 |", "| Similar: | |"))).problem.rules
    names = [rule.rule_name for rule in rules if rule.rule_name in TERMS]
    assert names == [term for term in TERMS if term != "similar_tracks"]


def test_similar_tracks_count_by_position_above_the_diagonal(tmp_path) -> None:
    rules = {rule.rule_name: rule for rule in read_instance(write_book(tmp_path, COSPLIB)).problem.rules}
    assert rules["similar_tracks"].numbers == {("A", "B"): 7, ("B", "C"): 2}


def test_penalties_are_read_by_the_names_of_their_columns(tmp_path) -> None:
    rules = {rule.rule_name: rule for rule in read_instance(write_book(tmp_path, COSPLIB)).problem.rules}
    assert rules["sessions_rooms"].block_room == {("am", "R2"): 4, ("am", "R1"): 1, ("pm", "R2"): 2}
    assert rules["tracks_sessions"].theme_block == {("A", "noon"): 2, ("C", "am"): 1}


def test_marks_stand_only_where_runs_of_sessions_weigh(tmp_path) -> None:
    with_runs = read_instance(write_book(tmp_path, COSPLIB)).problem
    without = read_instance(write_book(tmp_path, COSPLIB.replace("| Consecutive: | 7 |", "| Consecutive: | 0 |"))).problem
    assert [session.id for session in with_runs.sessions if session.is_optional] == ["~A", "~B", "~C"]
    assert not any(session.is_optional for session in without.sessions)


def test_mark_named_like_a_submission_gets_another_name(tmp_path) -> None:
    problem = read_instance(write_book(tmp_path, COSPLIB.replace("| b2 | B |", "| ~A | B |"))).problem
    assert [session.id for session in problem.sessions if session.is_optional] == ["~~A", "~B", "~C"]


def timetable_file(folder: Path, *changes: tuple[str, int, int, int | None, str | None]) -> Path:
    """A timetable of the small workbook: A in the morning, B and C at noon, with these cells of tracks or slots written over."""
    found = {
        "tracks": [["A", None], ["B", "C"], [None, None]],
        "slots": [[["a1", "a1", "a2"], [None, None, None]], [["b1", "b2"], ["c1", "c1"]], [[None] * 3, [None] * 3]],
    }
    for key, session, room, slot, name in changes:
        if slot is None:
            found[key][session][room] = name
        else:
            found[key][session][room][slot] = name
    path = folder / "out.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def test_timetable_is_read_and_written_again(tmp_path) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    path = timetable_file(tmp_path, ("tracks", 2, 1, None, "A"))
    timetable = read_cosplib_json(instance, path)
    assert timetable == {
        "a1": Place("am#1", "R1"),
        "a2": Place("am#3", "R1"),
        "b1": Place("noon#1", "R1"),
        "b2": Place("noon#2", "R1"),
        "c1": Place("noon#1", "R2"),
        "~A": Place("pm#1", "R2"),
    }
    assert cosplib_json(instance, timetable) == json.loads(path.read_text(encoding="utf-8"))


def test_submission_left_out_is_unplaced(tmp_path) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    assert "b2" not in read_cosplib_json(instance, timetable_file(tmp_path, ("slots", 1, 0, 1, None)))


def test_submission_in_the_cell_of_another_track_breaks_its_rule(tmp_path, judge: Judge) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    timetable = read_cosplib_json(instance, timetable_file(tmp_path, ("tracks", 0, 0, None, "B")))
    assert judge(instance.problem, timetable)[OneThemeACell.default_name] == 1


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (("tracks", 0, 0, None, "D"), "tracks[0][0]", "no track “D”"),
        (("tracks", 0, 0, None, None), "tracks[0][0]", "submissions and no track"),
        (("slots", 0, 0, 2, "zz"), "slots[0][0][2]", "no submission “zz”"),
        (("slots", 0, 0, 2, "~A"), "slots[0][0][2]", "no submission “~A”"),
        (("slots", 0, 0, 2, "a1"), "slots[0][0][0]", "submission “a1” fills 3 slots"),
        (("slots", 2, 1, 0, "c1"), "slots[2][1][0]", "submission “c1” is split"),
        (("slots", 1, 1, None, "c1"), "slots[1][1]", "“c1” is no list"),
        (("slots", 1, 1, None, ["c1", "c1", None]), "slots[1][1]", "3 entries"),
    ],
)
def test_wrong_timetable_is_named(tmp_path, change, where: str, what: str) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    with pytest.raises(FileError) as caught:
        read_cosplib_json(instance, timetable_file(tmp_path, change))
    assert (caught.value.where, what in caught.value.what) == (where, True), str(caught.value)


def test_track_without_a_submission_twice_is_named(tmp_path) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    path = timetable_file(tmp_path, ("tracks", 2, 0, None, "A"), ("tracks", 2, 1, None, "A"))
    with pytest.raises(FileError, match=r"tracks\[2\]\[1\]: track “A” has no submission here"):
        read_cosplib_json(instance, path)


@pytest.mark.parametrize("text", ["", "null", "{}", '{"tracks": []}'])
def test_json_of_another_shape_is_named(tmp_path, text: str) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    (tmp_path / "out.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        read_cosplib_json(instance, tmp_path / "out.json")


def test_clash_of_two_submissions_leaves_the_later_out(tmp_path) -> None:
    instance = read_instance(write_book(tmp_path, COSPLIB))
    written = cosplib_json(instance, {"a1": Place("am#1", "R1"), "a2": Place("am#2", "R1")})
    assert written["slots"][0][0] == ["a1", "a1", None]
