"""The calendar in a release's letter: what it updates, what it takes out, and under which number."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from essaim.desk.models import Account, Message
from essaim.forum.actions.session import set_state
from essaim.forum.models import Favourite
from tests.forum.telling.cast import State, told
from tests.forum.telling.changes import added, cancelled, later, left, taken_out

pytestmark = pytest.mark.django_db


def calendars(letter: Message) -> dict[str, list[tuple[str, int, str]]]:
    """Method → (UID, SEQUENCE, STATUS) of each entry, read by another library."""
    found = {}
    for one in letter.attachments:
        calendar = Calendar.from_ical(one["content"])
        assert one["media_type"] == f"text/calendar; method={calendar['METHOD']}"
        assert [str(event["ORGANIZER"]) for event in calendar.walk("VEVENT") if not str(event["ORGANIZER"]).startswith("mailto:")] == []
        found[str(calendar["METHOD"])] = [
            (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])) for event in calendar.walk("VEVENT")
        ]
    return found


def test_calendar_of_a_moved_session_updates_the_feed_s_entry(cast, client):
    told(cast)
    later(cast)
    uid = str(cast.one.guid)
    assert calendars(told(cast)["awa"]) == {"PUBLISH": [(uid, 1, "CONFIRMED")]}
    feed = Calendar.from_ical(client.get("/forum/ici/sessions/un.ics").content)
    assert [(str(event["UID"]), int(event["SEQUENCE"])) for event in feed.walk("VEVENT")] == [(uid, 1)]


@pytest.mark.parametrize("change", [cancelled, taken_out])
def test_what_takes_place_no_longer_leaves_calendars(cast, change):
    told(cast)
    change(cast)
    letter = told(cast)["awa"]
    assert calendars(letter) == {"CANCEL": [(str(cast.one.guid), 1, "CANCELLED")]}
    event = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")[0]
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2027, 6, 9, 7, tzinfo=UTC)


def test_who_left_a_session_loses_it_and_the_others_keep_it(cast):
    told(cast)
    left(cast)
    letters = told(cast)
    assert calendars(letters["awa"]) == {"CANCEL": [(str(cast.one.guid), 1, "CANCELLED")]}
    assert calendars(letters["modou"]) == {"PUBLISH": [(str(cast.one.guid), 1, "CONFIRMED")]}


def test_session_that_comes_back_has_a_higher_number_than_its_cancellation(cast):
    told(cast)
    taken_out(cast)
    assert calendars(told(cast)["awa"])["CANCEL"][0][1] == 1
    set_state(session=cast.one, state=State.ACCEPTED, by=None)
    assert calendars(told(cast)["awa"]) == {"PUBLISH": [(str(cast.one.guid), 2, "CONFIRMED")]}


def test_both_kinds_of_update_come_in_one_letter(cast):
    told(cast)
    later(cast)
    set_state(session=cast.two, state=State.CANCELLED, by=None)
    Favourite.objects.create(account=Account.objects.get(email="kim@example.org"), session=cast.two)
    found = calendars(told(cast)["kim"])
    assert {method: len(events) for method, events in found.items()} == {"PUBLISH": 1, "CANCEL": 1}


def test_session_without_a_day_has_no_calendar(cast):
    told(cast)
    added(cast)
    assert told(cast)["sam"].attachments == []
