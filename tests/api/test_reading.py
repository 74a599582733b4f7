"""Languages, filters, pages, validators and errors."""

import pytest
from django.test import Client

from essaim.forum.models import Edition
from essaim.registry.models import Claim
from tests.api.conftest import Get, full_edition
from tests.factories.forum import make_appearance, make_release, make_session, make_slot

pytestmark = pytest.mark.django_db
SESSIONS = "/editions/niort2027/sessions"


def test_texts_come_in_every_language_or_in_the_one_asked_for(get: Get, niort: Edition) -> None:
    assert get(SESSIONS)["items"][0]["title"] == {"fr": "Séance 0", "en": "Session 0"}
    assert get(SESSIONS, lang="fr")["items"][0]["title"] == {"fr": "Séance 0"}


def test_missing_language_says_which_stands_in(get: Get, niort: Edition) -> None:
    assert get(SESSIONS, lang="eu")["items"][0]["title"] == {"en": "Session 0"}


def test_page_addresses_are_in_the_language_asked_for(get: Get, niort: Edition) -> None:
    assert get(SESSIONS, lang="es")["items"][0]["web"].endswith("/es/forum/niort2027/sessions/s0/")
    assert get(SESSIONS)["items"][0]["web"].endswith("/fr/forum/niort2027/sessions/s0/")


def test_unknown_day_hour_and_room_are_null(get: Get, niort: Edition) -> None:
    make_session(niort, "Sans lieu", code="sans-lieu")
    make_release(niort)
    slot = get(f"{SESSIONS}/sans-lieu")["slot"]
    assert {slot[name] for name in ("day", "starts_at", "ends_at", "room", "site")} == {None}
    assert [item["code"] for item in get(SESSIONS)["items"]] == ["s0", "sans-lieu"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"day": "2027-06-09"}, ["s0", "s1", "s2"]),
        ({"day": "2027-06-10"}, []),
        ({"path": "b"}, ["s1"]),
        ({"format": "atelier-2"}, ["s2"]),
        ({"language": "es"}, ["s0", "s1", "s2"]),
        ({"language": "e"}, []),
        ({"goal": "3"}, ["s2"]),
        ({"country": "fr"}, ["s0", "s1", "s2"]),
        ({"country": "KR"}, []),
        ({"state": "cancelled"}, []),
    ],
)
def test_sessions_are_filtered(get: Get, asked: dict[str, str], codes: list[str]) -> None:
    edition = full_edition(n=3)
    make_appearance(edition.sessions.get(code="s0"), country=edition.sessions.get(code="s0").appearances.get().country)
    answer = get(SESSIONS, **asked)
    assert ([item["code"] for item in answer["items"]], answer["count"]) == (codes, len(codes))


def test_pages_lead_to_each_other(get: Get) -> None:
    full_edition(n=6)
    first = get(SESSIONS, size=2)
    assert (first["count"], first["pages"], first["previous"]) == (6, 3, None)
    assert first["next"].endswith("/api/v1/editions/niort2027/sessions?size=2&page=2")
    last = get(SESSIONS, size=2, page=3)
    assert (len(last["items"]), last["next"]) == (2, None)
    assert get(SESSIONS, size=2, page=9)["items"] == []


@pytest.mark.parametrize(
    ("asked", "where"), [({"page": 0}, "page"), ({"size": 201}, "size"), ({"day": "31/10/2025"}, "day"), ({"lang": "fr_FR;"}, "lang")]
)
def test_wrong_question_says_where(get: Get, niort: Edition, asked: dict[str, object], where: str) -> None:
    answer = get(SESSIONS, 422, **asked)
    assert answer["code"] == "wrong_question"
    assert [error.split(":")[0] for error in answer["errors"]] == [where]


def test_unchanged_answer_is_not_sent_again(client: Client, niort: Edition, django_assert_num_queries) -> None:
    address = f"/api/v1{SESSIONS}"
    etag = client.get(address)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(address, headers={"If-None-Match": etag})
    assert (response.status_code, response["ETag"]) == (304, etag)
    make_slot(niort.sessions.get(), "15:00", "16:00")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_other_sites_may_read_and_nobody_may_write(client: Client, niort: Edition) -> None:
    assert client.get("/api/v1/editions")["Access-Control-Allow-Origin"] == "*"
    assert client.post("/api/v1/editions").status_code == 405


def test_logged_in_team_gets_what_a_stranger_gets(client: Client, niort: Edition, admin_client: Client) -> None:
    make_session(niort, "Brouillon", code="brouillon")
    assert admin_client.get(f"/api/v1{SESSIONS}").content == client.get(f"/api/v1{SESSIONS}").content
    assert admin_client.get(f"/api/v1{SESSIONS}/brouillon").status_code == 404


def test_competing_claims_stand_side_by_side(get: Get, niort: Edition) -> None:
    Claim.objects.create(
        kind="forum.edition", key=str(niort.pk), measure="measure-0", value="800", upper="1200", said_by="Presse", is_kept=True
    )
    items = get("/claims", about_kind="edition", about="niort2027", measure="measure-0")["items"]
    assert [(item["value"], item["upper"], item["said_by"], item["about"]) for item in items] == [
        ("800", "1200", "Presse", "niort2027"),
        ("1500", None, "RTES", "niort2027"),
    ]


def test_openapi_document_is_valid_and_names_the_languages(get: Get) -> None:
    document = get("/openapi.json")
    assert document["openapi"].startswith("3.")
    assert all(operation["summary"] for methods in document["paths"].values() for operation in methods.values())
