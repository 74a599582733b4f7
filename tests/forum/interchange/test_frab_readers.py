"""Each dialect of frab, in the files written for it."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from essaim.forum.interchange import Severity, read
from essaim.forum.interchange.document import Session
from tests.forum.interchange.conftest import DATA, codes, reading_of


def sessions(name: str) -> tuple[Session, ...]:
    return reading_of(DATA / "schedules" / name).document.sessions


def test_pentabarf_naive_hours_are_in_the_zone_given() -> None:
    data = (DATA / "schedules" / "pentabarf.xml").read_bytes()

    reading = read(data, zone="Europe/Brussels")

    welcome, night = reading.document.sessions
    assert welcome.start.isoformat() == "2021-02-06T09:00:00+01:00"
    assert (night.day, night.start.isoformat()) == (date(2021, 2, 6), "2021-02-07T01:30:00+01:00")
    assert night.end - night.start == timedelta(hours=1)
    assert "zone_assumed" not in codes(reading)


def test_pentabarf_without_guid_gets_the_same_one_each_time() -> None:
    data = (DATA / "schedules" / "pentabarf.xml").read_bytes()
    renamed = data.replace(b"Accueil &amp; caf", b"Autre titre ")

    first, second = read(data).document.sessions[0], read(renamed).document.sessions[0]

    assert first.title != second.title
    assert (first.guid, first.uid) == (second.guid, second.uid)


def test_pentabarf_edition_without_version_and_acronym() -> None:
    edition = reading_of(DATA / "schedules" / "pentabarf.xml").document.edition

    assert (edition.title, edition.acronym, edition.version) == ({"": "Rencontres de la Ruche 2021"}, "", "")
    assert (edition.venue, edition.city, edition.timeslot_min) == ("En ligne", "Melliville", 5)


def test_wafer_day_is_the_one_its_hours_are_in() -> None:
    reading = reading_of(DATA / "schedules" / "wafer.xml")

    assert [day.date for day in reading.document.days] == [date(2023, 9, 10), date(2023, 9, 11)]
    session = reading.document.sessions[0]
    assert (session.day, session.start.strftime("%H:%M %z")) == (date(2023, 9, 10), "10:30 +0530")
    assert session.guid == UUID("455d075f-48c0-2ec2-24b3-f5add30c383a")


def test_ccc_event_in_full() -> None:
    opening, night = sessions("ccc.xml")

    assert opening.spoken == ("de", "en")
    assert opening.description == {"": "Zwei Zeilen,\neine Liste: * eins * zwei"}
    assert [(person.name, person.guid is not None, person.key) for person in opening.people] == [
        ("Carl Muster", True, ""),
        ("dora", False, "7"),
    ]
    assert [(link.url, link.title) for link in opening.links] == [
        ("https://bienen.example/nur-text", ""),
        ("https://bienen.example/vertauscht", "Der Text steht im Verweis"),
    ]
    assert (opening.recording.opt_out, opening.recording.no_stream) == (True, True)
    assert opening.logo == "https://bienen.example/media/eroeffnung.png"
    assert (night.day, night.start.date()) == (date(2024, 12, 27), date(2024, 12, 28))


def test_unknown_element_is_one_finding_with_count_and_first_places() -> None:
    reading = reading_of(DATA / "schedules" / "ccc.xml")

    unknown = next(finding for finding in reading.findings if finding.code == "unknown")
    assert (unknown.severity, unknown.count, unknown.facts["name"], unknown.facts["value"]) == (Severity.WARNING, 2, "event/mood", "heiter")
    assert [place.line for place in unknown.places] == [49, 66]


def test_path_is_found_by_its_name() -> None:
    document = reading_of(DATA / "schedules" / "ccc.xml").document

    assert [(path.slug, path.colour) for path in document.paths] == [("art-beauty", "#f9b000"), ("9-waben", "#ff0000")]
    assert [session.paths for session in document.sessions] == [("art-beauty",), ("9-waben",)]


def test_merged_doubles_are_left_out_and_equal_guids_parted() -> None:
    reading = reading_of(DATA / "schedules" / "merged.xml")

    first, second = reading.document.sessions
    assert first.guid != second.guid
    assert first.end - first.start == timedelta(minutes=90)
    assert {"session_twice": 1, "guid_twice": 1, "room_twice": 1, "room_disagrees": 1}.items() <= codes(reading).items()


def test_pretalx_json_in_full() -> None:
    document = reading_of(DATA / "schedules" / "pretalx.json").document

    assert [(room.name, room.capacity) for room in document.rooms] == [("Salle 1", 120), ("Salle vide", None)]
    access, exhibition = document.sessions
    assert access.abstract == {"": "Un résumé.\nEt sa suite."}
    assert access.description == {"": "Un texte  avec une cloche."}
    assert (access.people[0].key, access.people[0].biography) == ("GXGXKF", {"": "Né à Melliville."})
    assert exhibition.end - exhibition.start == timedelta(days=1, hours=2)
    assert exhibition.title == {"fr": "Exposition", "en": "Exhibition"}
    assert exhibition.paths == access.paths == ("1-parcours-1",)


def test_frab_json_duration_in_minutes_and_bare_links() -> None:
    (opening,) = sessions("frab.json")

    assert opening.end - opening.start == timedelta(minutes=45)
    assert [link.url for link in opening.links] == ["https://example.org/", "https://www.example.org"]
    assert [person.name for person in opening.people] == ["fee"]


EVENT = """<schedule><version>1</version><conference><title>T</title><time_zone_name>{zone}</time_zone_name></conference>
<day index="1" date="2025-10-26"><room name="A"><event id="1" guid="270fa44c-821a-577f-8ca3-33e8d4a8c2a7">{event}</event></room></day></schedule>"""


@pytest.mark.parametrize(
    ("zone", "event", "code", "start", "end"),
    [
        ("Europe/Paris", "<start>09:00</start><duration>-1:00</duration>", "value_unreadable", "2025-10-26T09:00:00+01:00", None),
        (
            "Europe/Paris",
            "<date>2025-10-26T09:00:00+01:00</date><start>10:00</start>",
            "start_disagrees",
            "2025-10-26T09:00:00+01:00",
            None,
        ),
        ("Europe/Pariss", "<start>09:00</start>", "zone_unknown", "2025-10-26T09:00:00+00:00", None),
        ("Europe/Paris", "<date>0004-01-01T00:00:00</date>", "year_impossible", None, None),
        ("Europe/Paris", "<date>demain</date>", "value_unreadable", None, None),
        ("Europe/Paris", "<date>2025-03-30T02:30:00</date>", "hour_skipped", "2025-03-30T03:30:00+02:00", None),
        ("Europe/Paris", "<date>2025-10-28T09:00:00+01:00</date>", "day_disagrees", "2025-10-28T09:00:00+01:00", None),
        ("Europe/Paris", "<start>01:00</start><duration>04:00</duration>", None, "2025-10-26T01:00:00+02:00", "2025-10-26T04:00:00+01:00"),
        (
            "Romance Standard Time",
            "<start>09:00</start><duration>90</duration>",
            None,
            "2025-10-26T09:00:00+01:00",
            "2025-10-26T10:30:00+01:00",
        ),
    ],
)
def test_times_that_contradict_are_findings(zone: str, event: str, code: str | None, start: str | None, end: str | None) -> None:
    reading = read(EVENT.format(zone=zone, event=f"<title>X</title>{event}").encode())

    (session,) = reading.document.sessions
    assert (session.start and session.start.isoformat(), session.end and session.end.isoformat()) == (start, end)
    assert code is None or code in codes(reading)


def test_zone_guess_names_the_nearest() -> None:
    reading = read(EVENT.format(zone="Europe/Bordeau", event="<title>X</title>").encode(), zone="Europe/Paris")

    assert reading.document.edition.zone == "Europe/Paris"
    unknown = next(finding for finding in reading.findings if finding.code == "zone_unknown")
    assert unknown.facts["value"] == "Europe/Bordeau"
    assert unknown.places[0].line == 1


def test_language_the_edition_lacks_is_a_finding() -> None:
    data = EVENT.format(zone="Europe/Paris", event="<title>X</title><language>eu</language>").encode()

    assert "language_lacking" not in codes(read(data, languages=("fr", "eu")))
    lacking = next(finding for finding in read(data, languages=("fr", "en")).findings if finding.code == "language_lacking")
    assert (lacking.facts["value"], lacking.facts["languages"]) == ("eu", "fr, en")


def test_moments_are_aware() -> None:
    for name in ("pentabarf.xml", "merged.xml", "ccc.xml"):
        assert all(isinstance(session.start, datetime) and session.start.tzinfo for session in sessions(name))
