"""Results kept case by case in var/prove/AREA.jsonl: what has passed is not run again, what has failed is."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

WORK = Path(__file__).resolve().parents[2] / "var" / "prove"


@dataclass(frozen=True)
class Result:
    case: str
    database: str
    is_passed: bool
    seconds: float
    commit: str
    date: str
    facts: dict[str, Any] = field(default_factory=dict)
    """What came of it; of a failure, what was wrong."""


def file_of(area: str) -> Path:
    return WORK / f"{area}.jsonl"


def results_of(area: str) -> list[Result]:
    """The last word on each case, in the order first run. A last line cut short by a kill is as if it had not been run."""
    file = file_of(area)
    found: dict[tuple[str, str], Result] = {}
    for line in file.read_text().splitlines() if file.exists() else []:
        try:
            result = Result(**json.loads(line))
        except ValueError:
            continue
        found[result.database, result.case] = result
    return list(found.values())


def note(area: str, result: Result) -> None:
    """On its own line, whatever the last run left behind."""
    file = file_of(area)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text() if file.exists() else ""
    with file.open("a") as out:
        out.write(("\n" if text and not text.endswith("\n") else "") + json.dumps(asdict(result), ensure_ascii=False) + "\n")


def left(area: str, database: str, cases: Sequence[str]) -> list[str]:
    passed = {result.case for result in of_database(results_of(area), database) if result.is_passed}
    return [case for case in cases if case not in passed]


def of_database(results: Iterable[Result], database: str) -> list[Result]:
    return [result for result in results if result.database == database]
