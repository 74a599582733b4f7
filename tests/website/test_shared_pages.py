"""Pages kept for everybody: what may be kept, when it is made again, and what each reader gets of their own."""

import gzip
from collections.abc import Iterator

import brotli
import pytest

from essaim.desk import journal
from essaim.forum.models import Session
from essaim.website.shared import store
from tests.factories.forum import make_account, make_appearance, make_edition, make_organiser, make_person, make_programme, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keeping(settings) -> Iterator[None]:
    settings.KEPT_PAGES_MB = 16
    store.limit = 16_000_000
    store.clear()
    yield
    store.clear()


@pytest.fixture
def edition():
    return make_programme(3, edition=make_edition("forum-2027"))


ADDRESS = "/fr/forum/forum-2027/programme/"


def retitle(session, words="Titre changé"):
    """An edit as actions make it: the row and its journal entry."""
    Session.objects.filter(pk=session.pk).update(title=words)
    journal.record(by=None, action="edit_session", thing=session, scope=session.edition)


def test_the_second_reader_costs_one_statement(client, edition, django_assert_num_queries):
    first = client.get(ADDRESS).content
    with django_assert_num_queries(1):
        assert client.get(ADDRESS).content == first


def test_an_edit_is_seen_by_the_next_request(client, edition):
    session = edition.sessions.first()
    client.get(ADDRESS)
    client.get(f"/fr/forum/forum-2027/sessions/{session.code}/")
    retitle(session)
    assert "Titre changé" in client.get(ADDRESS).content.decode()
    assert "Titre changé" in client.get(f"/fr/forum/forum-2027/sessions/{session.code}/").content.decode()


def test_a_change_in_the_registry_is_seen_by_the_next_request(client, edition):
    session = edition.sessions.first()
    person = make_person("Nom Ancien")
    make_appearance(session, person)
    address = f"/fr/forum/forum-2027/sessions/{session.code}/"
    assert "Nom Ancien" in client.get(address).content.decode()
    person.name = "Nom Nouveau"
    person.save()
    journal.record(by=None, action="rename_person", thing=person)
    assert "Nom Nouveau" in client.get(address).content.decode()


def test_a_release_is_seen_by_the_next_request(client, edition):
    client.get(ADDRESS)
    edition.sessions.update(title="Tout neuf")
    make_release(edition)
    assert "Tout neuf" in client.get(ADDRESS).content.decode()


def test_every_address_language_and_host_has_its_own(client, edition, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    french = client.get(ADDRESS).content
    assert client.get(ADDRESS.replace("/fr/", "/es/")).content != french
    assert client.get(ADDRESS + "?day=all").content != french
    client.get(ADDRESS, headers={"host": "other.example"})
    assert {host for host, _ in store.pages} == {"testserver", "other.example"}


def test_an_unchanged_page_is_not_sent_twice(client, edition):
    tag = client.get(ADDRESS)["ETag"]
    again = client.get(ADDRESS, headers={"if-none-match": tag})
    assert again.status_code == 304
    assert not again.content
    retitle(edition.sessions.first())
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200


def test_a_change_elsewhere_leaves_the_tag_of_an_equal_page(client, edition):
    tag = client.get(ADDRESS)["ETag"]
    journal.raise_revision()
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("accepted", "encoding", "opened"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("", None, bytes),
        ("zstd", None, bytes),
    ],
)
def test_pages_are_packed_as_the_reader_can_open_them(client, edition, accepted, encoding, opened):
    plain = client.get(ADDRESS).content
    response = client.get(ADDRESS, headers={"accept-encoding": accepted})
    assert response.get("Content-Encoding") == encoding
    assert opened(response.content) == plain
    assert "Accept-Encoding" in response["Vary"]


def test_nobody_gets_another_readers_page(client, edition):
    """Each reader in turn leaves a kept page behind; the stranger's has none of it."""
    session = edition.sessions.first()
    stranger = client.get(ADDRESS).content
    client.cookies["theme"] = "dark"
    client.cookies["kept"] = str(session.pk)
    dark = client.get(ADDRESS).content.decode()
    assert f'value="{session.pk}" aria-pressed="true"' in dark
    assert 'tokens-dark.css" media="all"' in dark
    client.cookies.clear()
    client.force_login(make_account())
    own = client.get(ADDRESS).content.decode()
    assert "My account" in own or "compte" in own
    client.logout()
    client.cookies.clear()
    assert client.get(ADDRESS).content == stranger


def test_light_leaves_the_dark_values_out_and_presses_its_button(client, edition):
    client.cookies["theme"] = "light"
    html = client.get(ADDRESS).content.decode()
    assert "tokens-dark.css" not in html
    assert 'value="light" aria-pressed="true"' in html
    assert 'value="auto" aria-pressed="false"' in html


def test_who_is_logged_in_shares_the_kept_page(client, edition, django_assert_num_queries):
    client.get(ADDRESS)
    client.force_login(make_account())
    client.get(ADDRESS)
    with django_assert_num_queries(4):  # revision, session, account, favourites
        client.get(ADDRESS)


def test_a_page_first_made_for_the_team_shows_strangers_nothing_more(client, edition):
    hidden = make_programme(1, edition=make_edition("cachee", is_public=False))
    client.force_login(make_organiser(hidden))
    assert client.get("/fr/forum/cachee/programme/").status_code == 200
    assert client.get(ADDRESS + "?version=draft").status_code == 404
    client.logout()
    assert client.get("/fr/forum/cachee/programme/").status_code == 404
    assert not any("cachee" in address for _, address in store.pages)


def test_a_message_reaches_its_reader_once(client, edition):
    from django.contrib.messages import constants
    from django.contrib.messages.storage.base import Message
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import RequestFactory

    client.get(ADDRESS)
    client.cookies["messages"] = CookieStorage(RequestFactory().get("/"))._encode([Message(constants.SUCCESS, "Bien reçu")])
    assert "Bien reçu" in client.get(ADDRESS).content.decode()
    assert "Bien reçu" not in client.get(ADDRESS).content.decode()


def test_a_page_not_found_is_not_kept(client, edition):
    assert client.get("/fr/forum/rien/programme/").status_code == 404
    assert not store.pages


def test_a_page_that_depends_on_the_clock_is_made_again(client, edition, monkeypatch):
    address = "/fr/forum/forum-2027/now/"
    client.get(address)
    kept = next(kept for (_, path), kept in store.pages.items() if path == address)
    assert kept.until is not None
    kept.until = 0.0
    client.get(address)
    assert store.pages["testserver", address] is not kept


def test_nothing_is_kept_when_switched_off(client, edition, settings):
    settings.KEPT_PAGES_MB = 0
    client.get(ADDRESS)
    assert not store.pages


def test_the_theme_reaches_pages_that_are_not_shared(client, edition):
    client.cookies["theme"] = "dark"
    assert 'tokens-dark.css" media="all"' in client.get("/fr/forum/forum-2027/favourites/").content.decode()


def test_the_theme_form_sets_and_forgets_the_choice_and_leads_back(client):
    response = client.post("/theme/", {"theme": "dark", "next": ADDRESS})
    assert (response["Location"], client.cookies["theme"].value) == (ADDRESS, "dark")
    client.post("/theme/", {"theme": "auto", "next": ADDRESS})
    assert client.cookies["theme"].value == ""
    assert client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"})["Location"] == "/"
    assert client.post("/theme/", {"theme": "dark"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_files_are_kept_with_their_own_headers_and_the_same_for_everybody(client, edition, django_assert_num_queries):
    address = "/forum/forum-2027/schedule.json"
    first = client.get(address)
    client.cookies["theme"] = "dark"
    with django_assert_num_queries(1):
        again = client.get(address, headers={"accept-language": "es"})
    assert again.content == first.content
    assert again["Content-Type"] == "application/json; charset=utf-8"
    assert again["X-Sessions-Left-Out"] == "0"
    retitle(edition.sessions.first())
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_is_packed_already_is_not_packed_again(client, edition):
    response = client.get("/forum/forum-2027/schedule.xlsx", headers={"accept-encoding": "br, gzip"})
    assert response.get("Content-Encoding") is None
    assert response.content.startswith(b"PK")
