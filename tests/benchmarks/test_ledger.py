"""A proof stopped at any moment goes on where it was."""

from pathlib import Path

import pytest

from benchmarks import prove
from benchmarks.proofs import ledger
from benchmarks.proofs.ledger import Result

CASES = ["a", "b", "c"]


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ledger, "WORK", tmp_path)


def note(case: str, *, is_passed: bool = True, database: str = "SQLite") -> None:
    ledger.note("x", Result(case, database, is_passed, 1.0, "abc", "2026-11-23", {} if is_passed else {"wrong": "it broke"}))


def test_passed_cases_are_not_run_again_and_failed_ones_are() -> None:
    assert ledger.left("x", "SQLite", CASES) == CASES
    note("a")
    note("b", is_passed=False)
    note("c", database="PostgreSQL")
    assert ledger.left("x", "SQLite", CASES) == ["b", "c"]
    note("b")
    assert ledger.left("x", "SQLite", CASES) == ["c"]
    assert ledger.left("x", "PostgreSQL", CASES) == ["a", "b"]


def test_a_line_cut_short_is_a_case_not_run() -> None:
    note("a")
    with ledger.file_of("x").open("a") as file:
        file.write('{"case": "b", "datab')
    assert ledger.left("x", "SQLite", CASES) == ["b", "c"]
    note("c")
    assert ledger.left("x", "SQLite", CASES) == ["b"]


def test_the_document_counts_both_databases_and_shows_what_failed() -> None:
    note("31c3_schedule.xml → csv", is_passed=False)
    note("kill 001", database="PostgreSQL", is_passed=False)
    text = prove.document("kills", ledger.results_of("x"))
    assert "## On SQLite\n\n**0 of 1 cases passed**" in text
    assert "kill 001 on PostgreSQL:\n\n```\nit broke\n```" in text
