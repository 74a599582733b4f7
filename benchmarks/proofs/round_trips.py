"""Every real file in every format: export → import → export. Its reduced copy is tests/forum/exchange/test_round_trip.py."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from benchmarks.proofs.ledger import Result
from tests.conftest import SHARED
from tests.forum.exchange.support import edition_for, published, taken_over, written
from tests.forum.exchange.test_round_trip import KINDS, REAL, two_more
from tests.forum.interchange.conftest import DATA, json_errors, xml_errors

WORDS = """\
Each real file is taken over into an edition, and again; what is then on line goes out in each format, comes back into an empty edition,
goes out, comes back, goes out. Then:

1. taking the same file over again changed nothing;
2. our schedule.xml and schedule.json have 0 errors in the two validators, each time they go out;
3. the second and the third export are the same byte for byte, time stamps aside."""
FOLDER = SHARED / "data" / "schedules"
TO = " → "


def cases() -> list[str]:
    if not FOLDER.is_dir():
        print(f"{FOLDER} is not there: no real files, no cases.")
        return []
    return [f"{name}{TO}{kind}" for name in REAL for kind in KINDS]


@contextmanager
def ready(folder: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    call_command("migrate", verbosity=0)

    def run(case: str) -> dict[str, Any]:
        with transaction.atomic():
            facts = trip(*case.split(TO))
            transaction.set_rollback(True)
        return facts

    yield run


def trip(name: str, kind: str) -> dict[str, Any]:
    from essaim.forum.interchange import read

    reading = read((FOLDER / name).read_bytes(), name=name, zone="Europe/Paris")
    edition = edition_for(reading.document)
    taken_over(edition, reading)
    again = taken_over(edition, reading)
    changed = {what: count for what, count in again.counts.items() if count and what != "sessions.unchanged"}
    assert not changed, f"taking it over again changed {changed}"
    document = published(edition)
    second, third = two_more(document, kind)
    for export in (written(document, kind), second, third):
        errors = errors_of(kind, export)
        assert not errors, f"{len(errors)} errors in the validator, first: {errors[0]}"
    assert second == third, f"the second and third export differ at byte {first_difference(second, third)}"
    return {"sessions": len(document.sessions), "bytes": len(third), "not_understood": sum(each.count for each in reading.findings)}


def errors_of(kind: str, export: bytes) -> list[str]:
    """Of the formats that have a validator."""
    if kind == "frab-xml":
        from lxml import etree

        return xml_errors(etree.XMLSchema(file=DATA / "validators" / "schedule.xml.xsd"), export)
    if kind == "frab-json":
        import jsonschema

        told = json.loads((DATA / "validators" / "schema.json").read_text())
        return json_errors(jsonschema.Draft6Validator(told, format_checker=jsonschema.FormatChecker()), export)
    return []


def first_difference(one: bytes, other: bytes) -> int:
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other)))


def told(results: Sequence[Result]) -> str:
    lines = ["| file | sessions | not understood | formats held |", "| --- | ---: | ---: | --- |"]
    for name in REAL:
        mine = [result for result in results if result.case.startswith(name + TO) and result.is_passed]
        if mine:
            kinds = ", ".join(result.case.split(TO)[1] for result in mine)
            lines.append(f"| {name} | {mine[0].facts['sessions']} | {mine[0].facts['not_understood']} | {kinds} |")
    return "\n".join(lines)
