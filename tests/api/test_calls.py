"""Calls, their questions and the proposals everybody may read: open to all, the same cost for any number, nothing personal."""

from collections.abc import Callable

import pytest
from django.test import Client

from essaim.api.site import api
from essaim.call.models import Call, Proposal
from tests.api.conftest import Get
from tests.factories import call as make
from tests.factories.forum import make_account, make_edition, make_format, make_path

pytestmark = pytest.mark.django_db
LISTS = {
    "/editions/ici/calls": 5,
    "/editions/ici/calls/appel/questions": 6,
    "/editions/ici/public-proposals": 6,
}
"""Address → statements."""
ONES = {"/editions/ici/calls/appel": 4}


def filled(n: int = 1) -> Call:
    """A public edition with n of everything."""
    edition = make_edition("ici")
    for number in range(1, n):
        make.make_call(edition, f"appel-{number}")
    call = make.make_call(edition)
    path = make_path(edition)
    for number in range(n):
        kind = make.make_kind(call, slug=f"genre-{number}")
        kind.formats.add(make_format(edition, slug=f"atelier-{number}"))
        make.make_question(call, f"valeur-{number}", is_public=True).kinds.add(kind)
        author = make_account(f"secret{number}@example.org", name="Claire Secret")
        make.make_proposal(
            call,
            f"Cantines {number}",
            path=path,
            author=author,
            organisations=["Les Tablées"],
            summary="Écrire à claire@secret.example ou au 06 12 34 56 78.",
            may_be_public=True,
            answers={f"valeur-{number}": "Oui"},
        )
    return call


def test_tables_above_name_every_address_of_calls() -> None:
    described = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    found = {path.removeprefix("/api/v1") for path, methods in described.items() if methods.get("get", {}).get("tags") == ["Calls"]}
    assert {path.replace("{edition}", "ici").replace("{call}", "appel") for path in found} == {*LISTS, *ONES}


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("address", LISTS)
def test_list_costs_the_same_for_any_number_of_rows(
    get: Get, django_assert_num_queries: Callable[..., object], address: str, n: int
) -> None:
    filled(n)
    get("/series")
    with django_assert_num_queries(LISTS[address]):
        answer = get(address)
    assert answer["count"] == len(answer["items"]) == n


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("address", ONES)
def test_one_call_costs_the_same(get: Get, django_assert_num_queries: Callable[..., object], address: str, n: int) -> None:
    filled(n)
    with django_assert_num_queries(ONES[address]):
        answer = get(address)
    assert (len(answer["kinds"]), answer["phase"]) == (n + 1, "open")
    assert {"slug": "genre-0", "formats": ["atelier-0"]}.items() <= next(one for one in answer["kinds"] if one["slug"] == "genre-0").items()


@pytest.mark.parametrize("address", [*LISTS, *ONES])
def test_nothing_personal_is_answered(client: Client, address: str) -> None:
    call = filled()
    make.make_question(call, "telephone", is_personal=True, is_public=True)
    Proposal.objects.update(answers={"telephone": "06 99 98 97 96", "valeur-0": "Oui"})
    make.make_proposal(call, "Brouillon secret", state=Proposal.State.DRAFT, may_be_public=True)
    make.make_proposal(call, "Refus de publier secret")
    said = client.get(f"/api/v1{address}").content.decode().lower()
    assert [word for word in ("secret", "@", "06 12", "06 99", "claire") if word in said] == []


def test_answers_are_asked_anew_each_time(client: Client) -> None:
    """A proposal changes, and a call closes, without a public revision: no validator may say that nothing did."""
    filled()
    response = client.get("/api/v1/editions/ici/public-proposals")
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-cache"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "address", ["/editions/ici/calls/interne", "/editions/ici/calls/interne/questions", "/editions/cachee/calls", "/editions/ici/calls/x"]
)
def test_what_is_not_public_does_not_exist(get: Get, address: str) -> None:
    make.make_call(filled().edition, "interne", is_public=False)
    make.make_call(make_edition("cachee", is_public=False), name="Appel secret")
    assert get(address, 404)["code"] == "not_found"


def test_questions_of_one_kind(get: Get) -> None:
    filled(2)
    assert [one["slug"] for one in get("/editions/ici/calls/appel/questions", kind="genre-1")["items"]] == ["valeur-1"]
