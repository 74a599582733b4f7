"""Keeping sessions: without an account, with one, and from one to the other."""

import pytest

from essaim.forum.favourites import press, read_cookie
from essaim.forum.models import Favourite
from tests.factories.forum import (
    PASSWORD,
    make_account,
    make_edition,
    make_release,
    make_session,
    make_slot,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """Two that overlap and one that does not."""
    edition = make_edition("forum-2027")
    for code, start, end in (("a", "09:00", "10:00"), ("b", "09:30", "10:30"), ("c", "11:00", "12:00")):
        make_slot(make_session(edition, f"Séance {code}", code=code), start, end)
    make_release(edition)
    return edition


def keep(client, session, **headers: str):
    return client.post(
        f"/fr/forum/{session.edition.slug}/favourites/keep/", {"session": session.pk, "next": "/fr/x/?day=all"}, headers=headers
    )


def mine(client, edition, language="en"):
    return client.get(f"/{language}/forum/{edition.slug}/favourites/").content.decode()


def test_a_form_keeps_and_gives_back_without_account_or_script(client, edition):
    a = edition.sessions.get(code="a")
    response = keep(client, a)
    assert response["Location"] == f"/fr/x/?day=all#t{a.pk}"
    assert "Séance a" in mine(client, edition)
    keep(client, a)
    assert "Séance a" not in mine(client, edition)
    assert not Favourite.objects.exists()


def test_a_script_gets_the_state(client, edition):
    a = edition.sessions.get(code="a")
    assert keep(client, a, accept="application/json").json() == {"session": "a", "kept": True}
    assert keep(client, a, accept="application/json").json() == {"session": "a", "kept": False}


def test_kept_sessions_are_pressed_on_the_programme_and_on_their_page(client, edition):
    a, b = edition.sessions.get(code="a"), edition.sessions.get(code="b")
    keep(client, a)
    programme = client.get("/fr/forum/forum-2027/programme/").content.decode()
    assert f'value="{a.pk}" aria-pressed="true"' in programme
    assert f'value="{b.pk}" aria-pressed="false"' in programme
    assert f'value="{a.pk}" aria-pressed="true"' in client.get("/fr/forum/forum-2027/sessions/a/").content.decode()


def test_an_account_keeps_rows_and_sees_no_other_accounts(client, edition):
    one, other = make_account("one@example.org"), make_account("other@example.org")
    Favourite.objects.create(account=other, session=edition.sessions.get(code="c"))
    client.force_login(one)
    keep(client, edition.sessions.get(code="a"))
    assert [favourite.session.code for favourite in one.favourites.all()] == ["a"]
    html = mine(client, edition)
    assert "Séance a" in html
    assert "Séance c" not in html


def test_logging_in_takes_the_browsers_list_along(client, edition):
    a = edition.sessions.get(code="a")
    keep(client, a)
    account = make_account("one@example.org")
    account.emailaddress_set.create(email=account.email, verified=True, primary=True)
    client.post("/fr/account/login/", {"login": account.email, "password": PASSWORD})
    assert [favourite.session_id for favourite in account.favourites.all()] == [a.pk]
    client.get("/fr/forum/forum-2027/programme/")
    assert client.cookies["kept"].value == ""


def test_overlapping_sessions_are_named_as_a_clash(client, edition):
    for code in "abc":
        keep(client, edition.sessions.get(code=code))
    html = mine(client, edition)
    clash = html[html.index('class="note warn"') : html.index("</ul>", html.index('class="note warn"'))]
    assert "Séance a" in clash
    assert "Séance b" in clash
    assert "Séance c" not in clash
    assert "09:30" in clash


def test_the_calendar_file_carries_the_codes_without_an_account(client, edition):
    keep(client, edition.sessions.get(code="a"))
    assert 'href="/forum/forum-2027/favourites.ics?sessions=a"' in mine(client, edition)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_keep(client, edition, site):
    assert keep(client, edition.sessions.get(code="a"), **{"sec-fetch-site": site}).status_code == 403
    assert "Séance a" not in mine(client, edition)


def test_another_origin_cannot_keep(client, edition):
    assert keep(client, edition.sessions.get(code="a"), origin="https://evil.example").status_code == 403


def test_one_cannot_be_led_away(client, edition):
    a = edition.sessions.get(code="a")
    response = client.post("/fr/forum/forum-2027/favourites/keep/", {"session": a.pk, "next": "//evil.example/"})
    assert response["Location"].startswith("/fr/forum/forum-2027/programme/")


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999999999", "1' OR 1"])
def test_what_is_no_session_is_not_found(client, edition, number):
    assert client.post("/fr/forum/forum-2027/favourites/keep/", {"session": number}).status_code == 404


def test_keeping_is_a_post(client, edition):
    assert client.get("/fr/forum/forum-2027/favourites/keep/").status_code == 405


@pytest.mark.parametrize("value", ["", "..", "a.b", "1.<x>.2", "9" * 5000, "١"])
def test_a_broken_cookie_is_read_as_far_as_it_goes(value):
    assert read_cookie(value) <= {1, 2}


def test_pressing_leaves_other_buttons_alone():
    body = b'form="keep" name="session" value="1" aria-pressed="false" form="keep" name="session" value="12" aria-pressed="false"'
    assert press(body, frozenset({12})).count(b"true") == 1
    assert press(body, frozenset()) is body


@pytest.mark.parametrize("sessions", [1, 3])
def test_statements_do_not_grow_with_sessions_kept(client, sessions, django_assert_num_queries):
    edition = make_edition()
    for _ in range(sessions):
        session = make_session(edition)
        make_slot(session, "09:00", "10:00")
        keep(client, session)
    make_release(edition)
    with django_assert_num_queries(9):
        mine(client, edition)
