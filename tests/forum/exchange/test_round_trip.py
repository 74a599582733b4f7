"""Files into rows and out again.

R1 every real file can be taken over
R2 the validators find no error in what we export of it
R3 export → import → export: the second and the third export are the same byte for byte, time stamps aside
R4 taking the same file over again changes nothing
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from essaim.forum.interchange import Reading, read
from essaim.forum.models import Session
from tests.forum.exchange.support import edition_for, published, taken_over, written
from tests.forum.interchange.conftest import OWN, json_errors, schema, xml_errors, xsd

__all__ = ["schema", "xsd"]
ON_POSTGRESQL = "DATABASE_URL" in os.environ
REAL = (
    "31c3_schedule.xml",
    "36c3_everything.schedule.json",
    "36c3_merged.xml",
    "36c3_stages.schedule.xml",
    "debconf23.xml",
    "fosdem_2021.xml",
    "frab-camp2019.json",
    "jres_2022.ics",
    "kielux_2020.ics",
    "linux_conf_au_2020.ics",
    "pretalx-democon.json",
    "pretalx400.schedule.ics",
    "pretalx400.schedule.json",
    "pretalx400.schedule.xml",
    "schedule-38c3-20251206.xml",
)
MANY = 130
"""Files with more sessions go out and in as what they are and as a table, the others in every format: the writers are the same."""
KINDS = ("frab-xml", "frab-json", "icalendar", "csv", "xlsx")
pytestmark = pytest.mark.django_db


@pytest.fixture(params=[*(path.name for path in OWN), *(REAL[5:8] if ON_POSTGRESQL else REAL)])
def reading(request: pytest.FixtureRequest) -> Iterator[Reading]:
    """Our own small files everywhere; the real ones where they are (on the second database three of them: its rows are the same)."""
    name = request.param
    own = {path.name: path for path in OWN}
    path: Path = own[name] if name in own else request.getfixturevalue("shared_data") / "schedules" / name
    return read(path.read_bytes(), name=name, zone="Europe/Paris")


def test_real_files_are_all_listed(shared_data: Path):
    kept = {path.name for path in (shared_data / "schedules").iterdir() if path.suffix in {".xml", ".json", ".ics"}}
    assert kept == set(REAL)


def test_file_in_and_out(reading: Reading, xsd, schema):
    """R1 to R4, on one import of the file."""
    edition = edition_for(reading.document)
    outcome = taken_over(edition, reading)
    assert outcome.counts["sessions.created"] == Session.objects.filter(edition=edition).count() > 0

    again = taken_over(edition, reading)
    assert {name: count for name, count in again.counts.items() if count and name != "sessions.unchanged"} == {}, again.differences[:5]

    document = published(edition)
    assert xml_errors(xsd, written(document, "frab-xml")) == []
    assert json_errors(schema, written(document, "frab-json")) == []
    for kind in KINDS if len(document.sessions) <= MANY else (reading.format, "csv"):
        second, third = two_more(document, kind)
        assert second == third, kind


def two_more(document, kind: str) -> tuple[bytes, bytes]:
    """The second and the third export of one kind."""
    exports = [written(document, kind)]
    for _ in range(2):
        reading = read(exports[-1], zone="Europe/Paris")
        edition = edition_for(reading.document)
        taken_over(edition, reading)
        exports.append(written(published(edition), kind))
    return exports[1], exports[2]
