"""The page: a form without scripts, results with their language, one way out of an empty answer."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.forum import make_appearance, make_edition, make_person, make_programme, make_release, make_session

pytestmark = pytest.mark.django_db


def page(client: Client, **asked: str) -> str:
    response = client.get("/en/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_page_without_a_question_offers_the_form(client: Client) -> None:
    said = page(client)
    assert 'name="q"' in said
    assert "results" not in said


def test_result_leads_to_its_page_in_the_readers_language(client: Client) -> None:
    edition = make_edition("niort")
    make_session(edition, {"fr": "L'eau en commun"}, code="eau")
    make_release(edition)
    said = page(client, q="eau")
    assert 'href="/en/forum/niort/sessions/eau/"' in said
    assert '<span lang="fr" dir="ltr">L&#x27;<mark>eau</mark> en commun</span>' in said
    assert "1 result<" in said


def test_right_to_left_title_says_so(client: Client) -> None:
    edition = make_edition("tunis", languages=["ar"])
    make_session(edition, {"ar": "الاقتصاد الاجتماعي"})
    make_release(edition)
    assert 'lang="ar" dir="rtl"' in page(client, q="الاقتصاد")


def test_misspelt_name_is_found_and_the_spelling_offered(client: Client) -> None:
    edition = make_edition()
    make_appearance(make_session(edition, "Ouverture"), make_person("Rachid Abidi", slug="rachid-abidi"))
    make_release(edition)
    said = page(client, q="rachid abibi")
    assert 'href="/en/people/rachid-abidi/"' in said
    assert 'href="?q=rachid%20Abidi"' in said


def test_empty_answer_offers_one_way_out(client: Client) -> None:
    make_programme(1)
    said = page(client, q="introuvable", kind="session")
    assert "Nothing found with these filters" in said
    assert '<option value="session" selected>' in said
    assert 'href="/en/search/?q=introuvable"' in said


def test_question_is_shown_as_text(client: Client) -> None:
    said = page(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in said


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "99999999999", "²"])
def test_odd_page_number_is_answered(client: Client, number: str) -> None:
    make_programme(3)
    page(client, q="session", page=number)


def test_second_page_goes_on_counting(client: Client) -> None:
    make_programme(24)
    said = page(client, q="session", kind="session", page="2")
    assert '<ol class="found" start="21">' in said
    assert said.count('<h2><a href="/en/forum/') == 4


@pytest.mark.parametrize("n_sessions", [1, 3])
def test_page_costs_the_same_whatever_it_finds(client: Client, django_assert_num_queries: Callable[..., object], n_sessions: int) -> None:
    make_programme(n_sessions)
    page(client, q="session")
    with django_assert_num_queries(9):
        page(client, q="session")
