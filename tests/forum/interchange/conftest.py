"""Validators, and documents read once for all tests of a run."""

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from essaim.forum.interchange import Reading, read

DATA = Path(__file__).resolve().parents[2] / "data"
OWN = sorted(path for path in (DATA / "schedules").iterdir() if path.suffix != ".md")


@cache
def reading_of(path: Path) -> Reading:
    return read(path.read_bytes(), name=path.name)


@pytest.fixture(scope="session")
def xsd() -> etree.XMLSchema:
    return etree.XMLSchema(file=DATA / "validators" / "schedule.xml.xsd")


@pytest.fixture(scope="session")
def schema() -> jsonschema.Draft6Validator:
    told = json.loads((DATA / "validators" / "schema.json").read_text())
    return jsonschema.Draft6Validator(told, format_checker=jsonschema.FormatChecker())


def xml_errors(xsd: etree.XMLSchema, data: bytes) -> list[str]:
    xsd.validate(etree.fromstring(data))
    return [str(error) for error in xsd.error_log]


def json_errors(schema: jsonschema.Draft6Validator, data: bytes) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in schema.iter_errors(json.loads(data))]


def codes(reading: Reading) -> dict[str, int]:
    told: dict[str, int] = {}
    for finding in reading.findings:
        told[finding.code] = told.get(finding.code, 0) + finding.count
    return told
