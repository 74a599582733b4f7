"""Now and next, in the edition's own zone."""

from datetime import date

import pytest

from tests.factories.forum import make_edition, make_release, make_room, make_session, make_site, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """In Seoul: nine there is the middle of the night in Paris."""
    edition = make_edition("seoul", starts_on=date(2027, 6, 9), days=1, time_zone="Asia/Seoul")
    room = make_room(make_site(edition))
    for code, start, end in (
        ("un", "09:00", "10:00"),
        ("deux", "10:00", "11:00"),
        ("trois", "11:30", "12:00"),
        ("quatre", "13:00", "14:00"),
    ):
        make_slot(make_session(edition, f"Séance {code}", code=code), start, end, room=room)
    make_slot(make_session(edition, "Sans heure"))
    make_release(edition)
    return edition


def parts(client, edition, at):
    html = client.get(f"/en/forum/{edition.slug}/now/", {"at": at}).content.decode()
    now, _, later = html.partition(">Next")
    return now, later


def test_what_is_on_and_the_next_two_hours(client, edition):
    now, later = parts(client, edition, "2027-06-09T09:30")
    assert "Séance un" in now
    assert "Séance deux" in later
    assert "Séance trois" in later
    assert "Séance quatre" not in later
    assert "Sans heure" not in now + later


def test_the_end_is_no_longer_now(client, edition):
    now, _ = parts(client, edition, "2027-06-09T10:00")
    assert "Séance un" not in now
    assert "Séance deux" in now


def test_a_moment_with_its_own_zone_is_the_same_moment(client, edition):
    now, _ = parts(client, edition, "2027-06-09T02:30+02:00")
    assert "Séance un" in now
    assert "09:30" in now


def test_between_sessions_nothing_is_on(client, edition):
    assert "Nothing is on at this moment" in parts(client, edition, "2027-06-09T11:10")[0]


@pytest.mark.parametrize(
    ("at", "words"),
    [("2027-06-01T10:00", "has not begun"), ("2027-06-11T10:00", "The edition is over"), ("2027-06-08T23:59", "has not begun")],
)
def test_before_and_after_it_says_so(client, edition, at, words):
    assert words in "".join(parts(client, edition, at))


@pytest.mark.parametrize("at", ["tomorrow", "2027-13-01T10:00", "9999999", "<b>"])
def test_a_moment_that_cannot_be_read_is_quoted_and_the_present_shown(client, edition, at):
    html = client.get("/en/forum/seoul/now/", {"at": at}).content.decode()
    assert "could not be read" in html
    assert "<b>”" not in html


def test_an_edition_without_any_hour_says_so(client):
    edition = make_edition("vague", days=1)
    make_slot(make_session(edition))
    make_release(edition)
    assert "No hour of any session is known" in parts(client, edition, "2027-06-09T09:30")[0]


def test_statements(client, edition, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get("/en/forum/seoul/now/")
