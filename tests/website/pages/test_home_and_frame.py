"""The first page, error pages, what search engines read, and that every page stands in three languages."""

from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from tests.factories.forum import (
    make_appearance,
    make_claim,
    make_edition,
    make_organisation,
    make_person,
    make_programme,
    make_release,
    make_room,
    make_session,
    make_site,
    make_slot,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "en", "es")
FIXED = (
    "",
    "forum/",
    "forum/compare/",
    "people/",
    "organisations/",
    "territories/",
    "goals/",
    "about/",
    "about/accessibility/",
    "about/privacy/",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", FIXED)
def test_page_opens_on_an_empty_site_in_every_language(client, language, address):
    response = client.get(f"/{language}/{address}")
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_first_page_draws_one_grain_a_contribution_and_says_who_counted(client):
    edition = make_edition()
    make_claim(edition, "contributions", 161, said_by="forum-ess.fr")
    make_claim(edition, "contributions", 170, said_by="RTES")
    page = client.get("/en/").content.decode()
    caption = "One grain per contribution: 161, says forum-ess.fr. Also published: 170 (RTES). Every figure is kept."
    assert f"<figcaption>{caption}</figcaption>" in page
    drawn = page.split('class="mast"')[1].split("</svg>")[0]
    assert drawn.count("l") - drawn.count("fill") >= 161
    assert sum(path.split('"')[0].count("M") for path in drawn.split(' d="')[1:]) == 161


def test_first_page_counts_sessions_when_nobody_counted_contributions(client):
    make_programme(5)
    assert "One grain per session of the released programme: 5." in client.get("/en/").content.decode()


def test_first_page_draws_no_grain_when_nothing_was_counted(client):
    edition = make_edition()
    make_session(edition)
    page = client.get("/en/").content.decode()
    assert "One grain" not in page
    assert "<figcaption>" not in page.split('class="mast', 1)[1].split('<div class="wrap">\n<section', 1)[0]


def test_first_page_tells_what_is_on_now_and_next(client):
    now = timezone.now()
    edition = make_edition(starts_on=timezone.localdate(now) - timedelta(days=1), time_zone="UTC")
    room = make_room(make_site(edition))
    from essaim.forum.actions.programme import Place, place_session

    for title, start in (("En cours", -30), ("Ensuite", 45), ("Plus tard", 600)):
        begins = now + timedelta(minutes=start)
        place = Place(day=begins.date(), starts_at=begins, ends_at=begins + timedelta(minutes=60), room=room)
        place_session(session=make_session(edition, title), place=place, by=None)
    make_release(edition)
    page = client.get("/en/").content.decode()
    assert "Now and next" in page
    assert page.index("En cours") < page.index("Ensuite")
    assert "Plus tard" not in page


def test_private_edition_never_leads_the_first_page(client):
    private = make_edition(name="Forum caché", is_public=False)
    make_claim(private, "participants", 4242)
    page = client.get("/fr/").content.decode()
    assert "caché" not in page
    assert "4\u00a0242" not in page


def test_fictional_content_is_left_out_of_the_counts(client):
    fictional = make_edition(is_fictional=True)
    make_session(fictional)
    make_release(fictional)
    assert "0 editions, 0 sessions" in client.get("/en/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_first_page_costs_the_same_whatever_the_rows(client, django_assert_num_queries, rows):
    for _ in range(rows):
        edition = make_edition()
        for number in range(rows):
            make_appearance(make_session(edition))
            make_claim(edition, f"measure-{number}", number + 1)
        make_claim(edition, "participants", 100)
        make_release(edition)
    with django_assert_num_queries(18):
        client.get("/en/")


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Cette page n’existe pas"), ("en", "This page does not exist"), ("es", "Esta página no existe")]
)
def test_missing_page_says_so_and_leads_on(client, language, words):
    response = client.get(f"/{language}/nowhere/")
    page = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}"' in page
    assert f'href="/{language}/"' in page
    assert 'content="noindex"' in page


def test_broken_page_tells_nothing_of_the_error(client, settings, monkeypatch):
    settings.DEBUG = False
    client.raise_request_exception = False

    def broken(*_: object) -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr("essaim.website.pages.people.listed_people", broken)
    response = client.get("/en/people/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert "hunter2" not in response.content.decode()


def test_form_without_its_token_is_refused_in_the_look(settings):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert "The form could not be checked" in response.content.decode()


def test_robots_and_sitemap_name_public_pages_only(client, settings):
    edition = make_programme(1)
    private = make_edition("secrete", is_public=False)
    make_release(private)
    hidden = make_person(slug="cachee", is_public=False)
    make_appearance(edition.sessions.get(), hidden)
    organisation = make_organisation(slug="rtes")
    assert f"{settings.SITE_ADDRESS}/sitemap.xml" in client.get("/robots.txt").content.decode()
    response = client.get("/sitemap.xml")
    root = fromstring(response.content)
    places = {found.text for found in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    for language in LANGUAGES:
        assert f"{settings.SITE_ADDRESS}/{language}/forum/{edition.slug}/" in places
        assert f"{settings.SITE_ADDRESS}/{language}/forum/{edition.slug}/sessions/{edition.sessions.get().code}/" in places
        assert f"{settings.SITE_ADDRESS}/{language}/organisations/{organisation.slug}/" in places
    assert not any("secrete" in place or "cachee" in place for place in places)


def test_slot_of_an_edition_is_public_only_through_the_last_release(client):
    edition = make_edition()
    room = make_room(make_site(edition, "Acclameur"), "Salle bleue")
    session = make_session(edition, "Panorama", paths=[])
    make_slot(session, "09:00", "10:00", room=room)
    make_release(edition)
    make_slot(session, "21:00", "22:00", room=room)
    make_appearance(session, make_person("Zoé Brouillon", slug="zoe"))
    page = client.get("/fr/people/zoe/").content.decode()
    assert "21:00" not in page
