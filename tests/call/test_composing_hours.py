"""When a call opens and closes, and by the clock of which place: written, in doubt, extended, closed early."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from essaim.call.actions.call import change_call, close_call, extend_call, reopen_call
from essaim.call.errors import CallError
from essaim.call.models import Call
from essaim.call.phases import Phase, phase_of
from essaim.call.queries.call import extension_of
from essaim.desk.models import Entry

pytestmark = pytest.mark.usefixtures("english")


def test_deadline_with_the_wrong_offset_is_caught_and_both_readings_offered(cast):
    """GSEF 2021: "15 May 2021 23:59 (GMT-6)", and Mexico City was on UTC−5 that day."""
    client = cast.client("team")
    data = {
        "name__fr": "Appel 2021",
        "time_zone": "America/Mexico_City",
        "closes_on": "2021-05-15",
        "closes_hour": "23:59 (GMT-6)",
        "kinds": "one",
    }
    page = client.post("/en/team/ici/call/calls/new/", data).content.decode()
    assert not Call.objects.filter(slug="appel-2021").exists()
    assert "You wrote UTC−6, but on 15 May 2021 the hour of Mexico City is UTC−5" in page
    assert "Saturday 15 May 2021, 23:59, Mexico City time (UTC−5): if the place’s hour is right" in page
    assert "Sunday 16 May 2021, 00:59, Mexico City time (UTC−5): if UTC−6 is right" in page
    assert 'value="2021-05-16T04:59Z"' in page
    client.post("/en/team/ici/call/calls/new/", {**data, "closes_reading": "2021-05-16T05:59Z"})
    assert Call.objects.get(slug="appel-2021").closes_at == datetime(2021, 5, 16, 5, 59, tzinfo=UTC)


def test_reading_that_was_not_offered_is_not_taken(cast):
    data = {"name__fr": "A", "time_zone": "America/Mexico_City", "closes_on": "2021-05-15", "closes_hour": "23:59 GMT-6", "kinds": "one"}
    cast.client("team").post("/en/team/ici/call/calls/new/", {**data, "closes_reading": "1999-01-01T00:00Z"})
    assert not Call.objects.filter(name__icontains='"A"').exists()


@pytest.mark.parametrize(
    ("zone", "day", "hour", "words"),
    [
        ("Europe/Paris", "2024-10-27", "02:30", "comes twice"),
        ("Europe/Paris", "2025-03-30", "02:30", "does not exist"),
        ("Europe/Madrid", "2018-02-28", "midnight", "beginning or the end"),
        ("Europe/Paris", "2025-03-30", "soon", "“soon” is no hour"),
        ("Europe/Paris", "2025-03-30", "", "Say at what hour"),
        ("Europe/Paris", "", "23:59", "An hour without its day"),
    ],
)
def test_hour_in_doubt_is_asked_about(cast, zone, day, hour, words):
    data = {"name__fr": "Appel", "time_zone": zone, "closes_on": day, "closes_hour": hour, "kinds": "one"}
    page = cast.client("team").post("/en/team/ici/call/calls/new/", data).content.decode()
    assert words in page
    assert Call.objects.count() == 1


def test_closing_before_opening_is_refused(cast):
    with pytest.raises(CallError, match="call_closes_before_opening"):
        change_call(call=cast.call, by=cast.team, closes_at=datetime(2019, 1, 1, tzinfo=UTC))


def test_hours_are_chosen_among_places_by_continent_the_editions_own_first(cast):
    """Etc/GMT-6 is UTC+6: whoever copied "GMT-6" with 23:59 announced a wrong deadline."""
    groups = cast.client("team").get("/fr/team/ici/call/calls/new/").context["form"].fields["time_zone"].choices
    heads = [head for head, _rows in groups]
    zones = [zone for _head, rows in groups for zone, _label in rows]
    assert heads[0] == "Cette édition"
    assert zones[0] == cast.edition.time_zone
    assert {"Afrique", "Amériques", "Asie", "Europe", "Océanie"} <= set(heads)
    assert {"America/Mexico_City", "Asia/Seoul", "Africa/Dakar"} <= set(zones)
    assert not [zone for zone in zones if zone.startswith("Etc/") or "/" not in zone]


def test_zone_of_no_place_is_not_taken(cast):
    data = {"name__fr": "Appel", "time_zone": "Etc/GMT-6", "closes_on": "2027-05-15", "closes_hour": "23:59", "kinds": "one"}
    page = cast.client("team").post("/en/team/ici/call/calls/new/", data)
    assert page.context["form"].errors.keys() == {"time_zone"}
    assert Call.objects.count() == 1


def test_call_with_a_zone_of_no_place_opens_and_says_so(cast):
    cast.call.time_zone = "Etc/GMT-6"
    cast.call.save()
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/settings/"
    page = client.get(address)
    assert "Etc/GMT-6 (no place; now UTC+6)" in page.content.decode()
    assert "“Etc/GMT-6” is the clock of no town" in page.content.decode()
    form = page.context["form"]
    assert form["time_zone"].value() == "Etc/GMT-6"
    assert "turn the sign round" in client.get(f"/en/team/ici/call/calls/{cast.call.slug}/").content.decode()


def test_extension_is_kept_with_the_first_end(cast):
    """GSEF 2018: until 28 February, extended to 23 March; and once more."""
    first = cast.call.closes_at
    extend_call(call=cast.call, closes_at=first + timedelta(days=23), by=cast.team)
    extended = extend_call(call=cast.call, closes_at=first + timedelta(days=30), by=cast.team)
    found = extension_of(extended)
    assert (found.former, found.now) == (first, first + timedelta(days=30))
    assert Entry.objects.filter(action="extend_call").count() == 2


def test_extension_must_be_later_and_not_past(cast):
    with pytest.raises(CallError, match="extension_not_later"):
        extend_call(call=cast.call, closes_at=cast.call.closes_at, by=cast.team)
    Call.objects.filter(pk=cast.call.pk).update(closes_at=datetime(2021, 1, 1, tzinfo=UTC))
    with pytest.raises(CallError, match="end_in_the_past"):
        extend_call(call=cast.call, closes_at=datetime(2022, 1, 1, tzinfo=UTC), by=cast.team)


def test_extending_a_closed_call_opens_it_again(cast):
    close_call(call=cast.call, by=cast.team)
    cast.call.refresh_from_db()
    assert phase_of(cast.call) == Phase.CLOSED
    extended = extend_call(call=cast.call, closes_at=timezone.now() + timedelta(days=9), by=cast.team)
    assert phase_of(extended) == Phase.OPEN


def test_closed_early_and_opened_again(cast):
    closed = close_call(call=cast.call, by=cast.team)
    assert phase_of(closed) == Phase.CLOSED
    with pytest.raises(CallError, match="call_not_open"):
        close_call(call=cast.call, by=cast.team)
    assert phase_of(reopen_call(call=cast.call, by=cast.team)) == Phase.OPEN
    with pytest.raises(CallError, match="call_not_closed_early"):
        reopen_call(call=cast.call, by=cast.team)


def test_extend_page_says_former_and_new_end(cast):
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/extend/"
    client.post(address, {"closes_on": "2099-03-23", "closes_hour": "23:59"})
    page = client.get(address).content.decode()
    assert "Extended from Thursday 1 January 2099, 01:00, Paris time (UTC+1) to Monday 23 March 2099, 23:59, Paris time (UTC+1)." in page


def test_extension_after_an_early_closing_is_told_from_the_announced_end(cast):
    announced = cast.call.closes_at
    close_call(call=cast.call, by=cast.team)
    cast.call.refresh_from_db()
    extended = extend_call(call=cast.call, closes_at=announced + timedelta(days=7), by=cast.team)
    found = extension_of(extended)
    assert (found.former, found.now) == (announced, announced + timedelta(days=7))


def test_reopened_until_before_the_announced_end_is_no_extension(cast):
    announced = cast.call.closes_at
    close_call(call=cast.call, by=cast.team)
    cast.call.refresh_from_db()
    assert extension_of(extend_call(call=cast.call, closes_at=announced - timedelta(hours=1), by=cast.team)) is None
