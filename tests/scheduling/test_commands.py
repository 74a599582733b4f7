"""`python -m essaim.scheduling`: exit status, what is printed, and never a traceback."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from essaim.scheduling.__main__ import main
from essaim.scheduling.commands import Progress
from essaim.scheduling.result import Cost, Step
from tests.scheduling.read.books import COSPLIB, OPTAPLANNER, write_book

has_check = pytest.mark.skipif(
    importlib.util.find_spec("essaim.scheduling.check") is None, reason="essaim.scheduling.check is not there yet"
)
has_solve = pytest.mark.skipif(
    importlib.util.find_spec("essaim.scheduling.solve") is None, reason="essaim.scheduling.solve is not there yet"
)
GOOD = {
    "tracks": [["A", None], ["B", "C"], [None, None]],
    "slots": [[["a1", "a1", "a2"], [None] * 3], [["b1", "b2"], ["c1", "c1"]], [[None] * 3, [None] * 3]],
}


def written(folder: Path, timetable: object) -> str:
    path = folder / "out.json"
    path.write_text(json.dumps(timetable), encoding="utf-8")
    return str(path)


@has_check
def test_check_of_a_feasible_timetable_prints_costs_and_is_0(tmp_path, capsys) -> None:
    assert main(["check", str(write_book(tmp_path, COSPLIB)), written(tmp_path, GOOD)]) == 0
    out = capsys.readouterr().out
    assert "  tracks_rooms  " in out
    assert "objective: hard 0, medium 0, soft " in out
    assert out.endswith("\nfeasible\n")


@has_check
def test_check_of_an_infeasible_timetable_names_the_rule_and_is_1(tmp_path, capsys) -> None:
    bad = {**GOOD, "tracks": [["B", None], ["B", "C"], [None, None]]}
    assert main(["check", str(write_book(tmp_path, COSPLIB)), written(tmp_path, bad)]) == 1
    out = capsys.readouterr().out
    assert "broken: one_theme_a_cell" in out
    assert out.endswith("\ninfeasible\n")


@has_check
def test_check_of_a_timetable_of_another_instance_is_2(tmp_path, capsys) -> None:
    assert main(["check", str(write_book(tmp_path, OPTAPLANNER)), written(tmp_path, {"S9": {}})]) == 2
    assert "“S9”" in capsys.readouterr().err


def test_explain_of_an_instance_with_a_timetable_is_0(tmp_path, capsys) -> None:
    assert main(["explain", str(write_book(tmp_path, COSPLIB)), "--time-limit", "20"]) == 0
    assert capsys.readouterr().out.startswith("feasible: there is a timetable")


def test_explain_of_an_impossible_instance_says_why_and_what_helps_and_is_1(tmp_path, capsys) -> None:
    """Five of three slots each, and only four cells that long."""
    long = re.sub(r"^(\| [abc]\d \| [ABC] \|) \d", r"\1 3", COSPLIB, flags=re.MULTILINE)
    assert main(["explain", str(write_book(tmp_path, long)), "--seed", "2"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("1. (")
    assert "a minimal set" in out
    assert "   - Leave out “" in out
    assert "infeasible: no timetable keeps the hard rules" in out


@has_solve
@pytest.mark.parametrize("tables", [COSPLIB, OPTAPLANNER], ids=["cosplib", "optaplanner"])
def test_solve_writes_what_check_reads(tmp_path, capsys, tables: str) -> None:
    book, out = str(write_book(tmp_path, tables)), tmp_path / "made.json"
    status = main(["solve", book, "--time-limit", "2", "--seed", "1", "--output", str(out), "--quiet"])
    assert capsys.readouterr().err == ""
    assert status in {0, 1}
    assert main(["check", book, str(out)]) == status


@has_solve
def test_solve_names_what_it_cannot_read_and_is_2(tmp_path, capsys) -> None:
    book = write_book(tmp_path, COSPLIB.replace("| a2 | A | 1 |", "| a2 | A | 9 |"))
    assert main(["solve", str(book), "--output", str(tmp_path / "made.json")]) == 2
    assert capsys.readouterr().err.startswith("error: book.xlsx, sheet “submissions”, row 3, column C: “9” slots")
    assert not (tmp_path / "made.json").exists()


@has_solve
def test_solve_names_an_output_that_cannot_be_written_first(tmp_path, capsys) -> None:
    assert main(["solve", str(tmp_path / "none.xlsx"), "--output", str(tmp_path / "no" / "made.json")]) == 2
    assert "--output" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["solve"],
        ["solve", "a.xlsx"],
        ["solve", "a", "--output", "b", "--time-limit", "0"],
        ["solve", "a", "--output", "b", "--seed", "x"],
    ],
)
def test_wrong_arguments_are_2(arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_progress_says_a_line_a_second_at_most(capsys) -> None:
    progress = Progress()
    for seconds in range(3):
        progress(Step(seconds=seconds, work=0, cost=Cost(0, 1, 20), solver="annealing"))
    assert capsys.readouterr().err == "    0.0 s  hard 0, medium 1, soft 20  (annealing)\n"


def test_module_runs_without_django() -> None:
    code = "import sys, essaim.scheduling.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
