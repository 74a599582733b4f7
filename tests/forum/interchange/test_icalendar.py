"""iCalendar: lines, zones, events; what is written is read back by the icalendar package, which shares no code with ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.forum.interchange import Document, read, write_ics
from essaim.forum.interchange.content_lines import escape, fold, part, unescape, unfold
from essaim.forum.interchange.document import Edition, Session, State
from essaim.forum.interchange.texts import clean
from essaim.forum.interchange.time_zones import changes, vtimezone
from tests.forum.interchange.conftest import DATA, codes, reading_of
from tests.forum.interchange.example import EDITION, FORUM, OPENING, guid

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


def events(data: bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_folded_line_has_at_most_75_octets_and_unfolds(text: str) -> None:
    folded = fold("SUMMARY:" + text).encode()

    assert folded.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))
    assert all(line.decode() is not None for line in folded.split(b"\r\n"))
    assert b"".join(line for _, line in unfold(folded)).decode() == "SUMMARY:" + text


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab\\;,n N\n:"é'), max_size=30))
def test_escaped_text_is_itself_again(text: str) -> None:
    assert unescape(escape(text)) == text


@settings(max_examples=60, deadline=None)
@given(title=TEXT.map(clean), room=TEXT.map(clean), language=st.sampled_from(["", "fr", "ko"]))
def test_any_words_are_read_back_by_another_reader(title: str, room: str, language: str) -> None:
    session = replace(OPENING, title={language: title} if title else {}, room=room or None, site=None, description={})

    event = events(write_ics(Document(EDITION, sessions=(session,))).data)[OPENING.uid]

    assert str(event.get("SUMMARY", "")) == " ".join(title.split())
    assert str(event.get("LOCATION", "")) == " ".join(room.split())


@pytest.mark.parametrize(
    ("text", "name", "value", "parameters"),
    [
        ("SUMMARY:a:b", "SUMMARY", "a:b", {}),
        ('ATTENDEE;CN="Doe; Jane";ROLE=CHAIR:mailto:x', "ATTENDEE", "mailto:x", {"CN": "Doe; Jane", "ROLE": "CHAIR"}),
        ("summary;LANGUAGE=fr:", "SUMMARY", "", {"LANGUAGE": "fr"}),
    ],
)
def test_content_line_is_parted(text: str, name: str, value: str, parameters: dict[str, str]) -> None:
    line = part(1, text)

    assert line is not None
    assert (line.name, line.value, line.parameters) == (name, value, parameters)


@pytest.mark.parametrize("text", ["no colon", ";X=1:2", "A B:c", 'X;Y="open:z', ""])
def test_broken_content_line_is_none(text: str) -> None:
    assert part(1, text) is None


def test_bordeaux_opens_three_days_after_summer_time() -> None:
    data = write_ics(FORUM, language="fr").data

    event = events(data)["ouverture@exemple.org"]
    assert b"DTSTART;TZID=Europe/Paris:20251029T090000" in data
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2025, 10, 29, 8, tzinfo=UTC)
    assert b"BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n" in data
    assert b"BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n" in data


ZONES = [
    ("Europe/Paris", datetime(2025, 10, 25, tzinfo=UTC), 8),
    ("America/Mexico_City", datetime(2021, 10, 4, tzinfo=UTC), 40),
    ("America/Mexico_City", datetime(2023, 5, 1, tzinfo=UTC), 200),
    ("Africa/Dakar", datetime(2023, 5, 1, tzinfo=UTC), 8),
    ("Asia/Seoul", datetime(2014, 11, 17, tzinfo=UTC), 4),
    ("Africa/Casablanca", datetime(2023, 3, 1, tzinfo=UTC), 90),
    ("Australia/Lord_Howe", datetime(2024, 4, 1, tzinfo=UTC), 20),
    ("Europe/Dublin", datetime(2025, 3, 20, tzinfo=UTC), 30),
]


@pytest.mark.parametrize(("name", "first", "days"), ZONES)
def test_vtimezone_gives_the_real_offset_of_every_hour(name: str, first: datetime, days: int) -> None:
    """The component alone, read by RFC 5545's rule (the last onset not after the local time), against the zone itself."""
    zone = ZoneInfo(name)
    last = first + timedelta(days=days)
    observances = read_observances("".join(vtimezone(zone, first, last)))
    moment = first

    while moment <= last:
        local = moment.astimezone(zone)
        if not local.fold and local.replace(fold=1).utcoffset() == local.utcoffset():
            assert offset_at(observances, local.replace(tzinfo=None)) == local.utcoffset(), local
        moment += timedelta(hours=1)


def read_observances(text: str) -> list[tuple[datetime, timedelta]]:
    component = icalendar.Timezone.from_ical(text)
    parts = [part for part in component.walk() if part.name in ("STANDARD", "DAYLIGHT")]
    return sorted((part["DTSTART"].dt, part["TZOFFSETTO"].td) for part in parts)


def offset_at(observances: list[tuple[datetime, timedelta]], local: datetime) -> timedelta:
    return [offset for onset, offset in observances if onset <= local][-1]


def test_zone_without_change_has_one_observance() -> None:
    lines = list(vtimezone(ZoneInfo("Africa/Dakar"), datetime(2023, 5, 1, tzinfo=UTC), datetime(2023, 5, 6, tzinfo=UTC)))

    assert [line for line in lines if line.startswith("BEGIN")] == ["BEGIN:VTIMEZONE\r\n", "BEGIN:STANDARD\r\n"]
    assert not list(changes(ZoneInfo("Asia/Seoul"), datetime(2014, 11, 17, tzinfo=UTC), datetime(2014, 11, 19, tzinfo=UTC)))


def test_second_pass_of_the_hour_that_comes_twice_is_in_utc() -> None:
    start = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Paris"), fold=1)
    session = replace(OPENING, start=start, end=start.astimezone(UTC) + timedelta(hours=1), day=start.date())

    data = write_ics(Document(EDITION, sessions=(session,))).data

    assert b"DTSTART:20251026T013000Z" in data
    assert read(data).document.sessions[0].start == start


def test_event_in_full() -> None:
    event = events(write_ics(FORUM, language="fr").data)["ouverture@exemple.org"]

    assert (event["SEQUENCE"], str(event["STATUS"])) == (3, "CONFIRMED")
    assert (str(event["SUMMARY"]), event["SUMMARY"].params["LANGUAGE"]) == ("Ouverture & <accueil>", "fr")
    assert str(event["LOCATION"]) == "Salle 1, Palais"
    assert event["CATEGORIES"].cats == ["Finance", "B"]
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == datetime(2025, 10, 1, 8, 30, tzinfo=UTC)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    assert "– Ana Fictive (Maire; présidente, Ville | d'Exemple)" in str(event["DESCRIPTION"])
    assert "Clara Contact" not in str(event["DESCRIPTION"])


def test_calendar_head_and_what_is_left_out() -> None:
    written = write_ics(FORUM, language="en", name="My forum")

    calendar = icalendar.Calendar.from_ical(written.data)
    assert (str(calendar["X-WR-CALNAME"]), str(calendar["X-WR-TIMEZONE"])) == ("My forum", "Europe/Paris")
    assert written.left_out.total == written.left_out.without_day == int(calendar["X-ESSAIM-LEFT-OUT"]) == 1
    assert all(line.endswith(b"\r") for line in written.data.split(b"\n")[:-1])


def test_session_without_hour_is_a_whole_day_and_cancelled_says_so() -> None:
    told = events(write_ics(FORUM).data)

    assert told["quand"]["DTSTART"].dt == date(2025, 10, 31)
    assert "DTEND" not in told["quand"]
    assert str(told["annulee"]["STATUS"]) == "CANCELLED"
    back = {session.uid: session for session in read(write_ics(FORUM).data).document.sessions}
    assert (back["quand"].day, back["quand"].start, back["annulee"].state) == (date(2025, 10, 31), None, State.CANCELLED)


def test_sequence_and_moment_are_given_from_outside() -> None:
    data = write_ics(FORUM, sequences={"nuit": 9}, generated_at=datetime(2026, 1, 1, tzinfo=UTC)).data

    night = events(data)["nuit"]
    assert (night["SEQUENCE"], night["DTSTAMP"].dt) == (9, datetime(2026, 1, 1, tzinfo=UTC))
    assert data == write_ics(FORUM, sequences={"nuit": 9}, generated_at=datetime(2026, 1, 1, tzinfo=UTC)).data


@pytest.mark.parametrize(
    ("document", "uids"),
    [
        (FORUM.of_session("nuit"), {"nuit"}),
        (FORUM.of_path("b"), {"ouverture@exemple.org", "voisine"}),
        (FORUM.of_day(date(2025, 10, 30)), {"balade", "nuit"}),
        (Document(EDITION), set()),
        (Document(), set()),
        (Document(Edition(zone="UTC"), sessions=(OPENING,)), {"ouverture@exemple.org"}),
    ],
)
def test_calendar_of_a_part(document: Document, uids: set[str]) -> None:
    data = write_ics(document).data

    assert set(events(data)) == uids
    assert len(icalendar.Calendar.from_ical(data).subcomponents) >= 1


def test_fold_inside_a_letter_is_mended() -> None:
    session = reading_of(DATA / "schedules" / "folded.ics").document.sessions[0]

    assert session.description[""] == "Sur différents systèmes d’exploitation.\nTitre, suite; fin"
    assert session.start.isoformat() == "2022-05-17T11:00:00+02:00"
    assert session.modified == datetime(2022, 5, 15, 23, 21, 16, tzinfo=UTC)


def test_attendee_is_a_name_without_address() -> None:
    reading = reading_of(DATA / "schedules" / "attendees.ics")

    first, second = reading.document.sessions
    assert [person.name for person in first.people] == ["Frida Probe"]
    assert "frida@" not in repr(reading)
    assert (second.day, second.start) == (date(2020, 9, 19), None)


def test_broken_calendar_gives_its_good_events_and_located_findings() -> None:
    reading = reading_of(DATA / "schedules" / "broken.ics")

    assert [session.uid.split("@")[0] for session in reading.document.sessions] == ["1", "2", "3"]
    places = {finding.code: finding.places[0] for finding in reading.findings}
    assert (places["line_broken"].line, places["line_broken"].component) == (11, 1)
    assert places["end_before_start"].component == 1
    assert places["recurrence_ignored"].line == 17
    assert {"zone_unknown", "zone_unknown_here", "component_not_closed", "encoding_guessed"} <= codes(reading).keys()


def test_same_uid_twice_is_two_sessions_with_two_ids() -> None:
    one = Session(uid="u", guid=guid(1), title={"": "A"}, day=date(2025, 1, 1))
    data = write_ics(Document(sessions=(one, replace(one, title={"": "B"})))).data

    sessions = read(data).document.sessions

    assert [session.uid for session in sessions] == ["u", "u#2"]
    assert len({session.guid for session in sessions}) == 2
