"""Every real file: read with a located report, written strictly, and the second and third export the same byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from essaim.forum.interchange import Written, read, write_csv, write_ics, write_json, write_xlsx, write_xml
from tests.forum.interchange.conftest import OWN, codes, json_errors, reading_of, xml_errors

WRITERS: dict[str, Callable[..., Written]] = {
    "xml": write_xml,
    "json": write_json,
    "ics": write_ics,
    "csv": write_csv,
    "xlsx": write_xlsx,
}
# name: sessions, rooms, paths, zone, findings by code
REAL = {
    "31c3_schedule.xml": (138, 4, 8, "", {"zone_missing": 1, "guid_invalid": 112, "address_completed": 5}),
    "36c3_everything.schedule.json": (
        1351,
        92,
        30,
        "",
        {
            "zone_missing": 1,
            "guid_twice": 3,
            "address_invalid": 1,
            "address_completed": 374,
            "link_turned": 1,
            "no_duration": 1,
            "room_disagrees": 87,
        },
    ),
    "36c3_merged.xml": (1351, 92, 30, "", {"zone_missing": 1, "guid_twice": 3, "room_disagrees": 87, "address_completed": 374}),
    "36c3_stages.schedule.xml": (498, 12, 25, "", {"zone_missing": 1, "address_invalid": 1, "no_duration": 1, "address_completed": 267}),
    "debconf23.xml": (117, 5, 12, "Asia/Kolkata", {"day_date_repaired": 8}),
    "fosdem_2021.xml": (
        773,
        108,
        109,
        "",
        {"zone_missing": 1, "zone_assumed": 773, "guid_derived": 773, "address_invalid": 12, "address_completed": 2},
    ),
    "frab-camp2019.json": (79, 2, 7, "Europe/Berlin", {"address_completed": 41}),
    "jres_2022.ics": (120, 15, 0, "Europe/Paris", {"no_duration": 1}),
    "kielux_2020.ics": (24, 4, 0, "", {"zone_missing": 1, "not_kept": 48}),
    "linux_conf_au_2020.ics": (262, 7, 0, "Australia/Brisbane", {}),
    "pretalx-democon.json": (36, 2, 2, "UTC", {"start_disagrees": 36}),
    "pretalx400.schedule.ics": (400, 20, 0, "CET", {}),
    "pretalx400.schedule.json": (400, 20, 13, "Europe/Paris", {}),
    "pretalx400.schedule.xml": (400, 20, 13, "Europe/Paris", {}),
    "schedule-38c3-20251206.xml": (1007, 72, 7, "Europe/Berlin", {"not_kept": 1, "private_contact": 2}),
}


@pytest.mark.parametrize("name", REAL)
def test_real_file_is_read_with_its_report(shared_data: Path, name: str) -> None:
    sessions, rooms, paths, zone, findings = REAL[name]

    reading = reading_of(shared_data / "schedules" / name)

    document = reading.document
    assert (len(document.sessions), len(document.rooms), len(document.paths), document.edition.zone) == (sessions, rooms, paths, zone)
    told = codes(reading)
    assert findings.items() <= told.items(), told
    assert set(told) - set(findings) <= {"room_twice", "outside_dates", "no_duration", "address_invalid", "link_turned"}
    assert all(finding.places for finding in reading.findings)


@pytest.mark.parametrize("name", REAL)
def test_real_file_is_written_valid(shared_data: Path, name: str, xsd, schema) -> None:
    document = reading_of(shared_data / "schedules" / name).document

    xml, told = write_xml(document), write_json(document)

    assert xml_errors(xsd, xml.data) == []
    assert json_errors(schema, told.data) == []
    placed = len(document.sessions) - xml.left_out.total
    assert len(read(xml.data).document.sessions) == placed
    assert len(read(told.data).document.sessions) == placed + xml.left_out.too_long


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", REAL)
def test_real_file_second_and_third_export_are_the_same(shared_data: Path, name: str, form: str) -> None:
    document = reading_of(shared_data / "schedules" / name).document

    first, second, third = exports(document, WRITERS[form])

    assert second == third
    if form in ("csv", "xlsx"):
        assert first == second


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_file_second_and_third_export_are_the_same(path: Path, form: str) -> None:
    _, second, third = exports(reading_of(path).document, WRITERS[form])

    assert second == third


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_file_is_written_valid(path: Path, xsd, schema) -> None:
    document = reading_of(path).document

    assert xml_errors(xsd, write_xml(document).data) == []
    assert json_errors(schema, write_json(document).data) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_file_table_holds_every_session_unchanged(path: Path, form: str) -> None:
    document = reading_of(path).document

    back = read(WRITERS[form](document).data).document

    assert back.sessions == document.sessions


def exports(document, write: Callable[..., Written]) -> tuple[bytes, bytes, bytes]:
    first = write(document).data
    second = write(read(first).document).data
    if second == first:  # the same bytes read and written again cannot differ from themselves
        return first, second, second
    return first, second, write(read(second).document).data
