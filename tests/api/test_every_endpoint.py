"""Every endpoint answers, costs the same for 1 and 3 rows, shows nothing private, and is documented."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from essaim.api.reference import markdown
from essaim.api.site import api
from essaim.forum.models import Edition, Session
from tests.api.conftest import Get, full_edition
from tests.factories.forum import make_appearance, make_person, make_session, make_slot, text

pytestmark = pytest.mark.django_db
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
LISTS = {
    "/series": 3,
    "/editions": 3,
    "/editions/niort2027/sites": 5,
    "/editions/niort2027/paths": 5,
    "/editions/niort2027/formats": 4,
    "/editions/niort2027/sessions": 9,
    "/editions/niort2027/versions": 5,
    "/editions/niort2027/versions/1/slots": 5,
    "/editions/niort2027/reports": 4,
    "/editions/niort2027/downloads": 5,
    "/editions/niort2027/photos": 5,
    "/editions/niort2027/videos": 5,
    "/editions/niort2027/notes": 4,
    "/people": 3,
    "/organisations": 3,
    "/territories": 3,
    "/frameworks": 3,
    "/frameworks/sdg/goals": 4,
    "/claims": 5,
    "/search?q=seance": 10,
}
"""Address → statements, the one for the ETag included."""
ONES = {
    "/editions/niort2027": 4,
    "/editions/niort2027/sessions/s0": 8,
    "/editions/niort2027/reports/compte-rendu-0": 13,
    "/people/personne-niort2027-0": 6,
    "/organisations/organisation-x": 0,
    "/territories/iso-3166/country/FR": 2,
}


def paths() -> list[str]:
    """Of what is open and read under the public revision; see test_calls and keyed.py for the rest."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return [
        path.removeprefix("/api/v1")
        for path, methods in described.items()
        if "get" in methods and "security" not in methods["get"] and methods["get"]["tags"] != ["Calls"]
    ]


def concrete(path: str) -> str:
    """A documented path with the values this test's edition has."""
    values = {
        "{edition}": "niort2027",
        "{code}": "FR" if "territories" in path else "s0",
        "{number}": "1",
        "{framework}": "sdg",
        "{scheme}": "iso-3166",
        "{level}": "country",
    }
    values["{slug}"] = next(
        (slug for part, slug in (("reports", "compte-rendu-0"), ("people", "personne-niort2027-0")) if part in path), "organisation-x"
    )
    for name, value in values.items():
        path = path.replace(name, value)
    return path


def test_tables_above_name_every_endpoint() -> None:
    assert {concrete(path) for path in paths()} == {address.partition("?")[0] for address in [*LISTS, *ONES]}


def test_reference_names_every_endpoint_and_is_up_to_date() -> None:
    assert REFERENCE.read_text() == markdown(), "run `essaim api reference > docs/reference/api.md`"
    assert [path for path in paths() if f"`GET /api/v1{path}`" not in REFERENCE.read_text()] == []


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("address", LISTS)
def test_list_costs_the_same_for_any_number_of_rows(
    get: Get, django_assert_num_queries: Callable[..., object], address: str, n: int
) -> None:
    full_edition(n=n)
    get("/search", q="warm")
    with django_assert_num_queries(LISTS[address]):
        answer = get(address)
    assert answer["count"] >= (n if address not in ("/series", "/editions", "/frameworks", "/territories") else 1) or "versions" in address
    assert answer["items"]


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("address", [address for address, cost in ONES.items() if cost])
def test_one_thing_costs_the_same_for_any_number_of_rows(
    get: Get, django_assert_num_queries: Callable[..., object], address: str, n: int
) -> None:
    full_edition(n=n)
    with django_assert_num_queries(ONES[address]):
        get(address)


SECRETS = ("secret", "@example", "Clandestin", "Hortense", "niort2028", "Surprise")


@pytest.fixture
def secrets(niort: Edition) -> Edition:
    """A draft session, a private edition with everything, and a person without a public page: all of it could leak."""
    full_edition("niort2028", is_public=False)
    draft = make_session(niort, "Surprise", code="surprise")
    make_appearance(draft, make_person("Clandestin Brouillon", slug="clandestin"))
    make_slot(draft, "17:00", "18:00")
    session = niort.sessions.get(code="s0")
    session.follows = draft
    session.save()
    make_person("Hortense Discrète", slug="hortense", is_public=False)
    niort.photos.update(session=draft)
    niort.downloads.update(session=draft)
    niort.videos.update(session=draft)
    for report in niort.reports.all():
        report.sessions.add(draft)
        report.statements.update(session=draft)
    return niort


@pytest.mark.parametrize("path", list(LISTS) + [path for path, cost in ONES.items() if cost])
def test_nothing_private_is_answered(client: Client, secrets: Edition, path: str) -> None:
    said = client.get(f"/api/v1{path}").content.decode()
    found = [secret for secret in SECRETS if secret.lower() in said.lower()]
    assert found == []


@pytest.mark.parametrize(
    "address",
    [
        "/editions/niort2028",
        "/editions/niort2028/sessions",
        "/editions/niort2028/photos",
        "/editions/niort2027/sessions/surprise",
        "/editions/niort2027/versions/2/slots",
        "/people/hortense",
        "/people/clandestin",
        "/people/personne-niort2028-0",
        "/organisations/nobody",
        "/frameworks/none/goals",
    ],
)
def test_private_or_unknown_thing_does_not_exist(get: Get, secrets: Edition, address: str) -> None:
    assert get(address, 404)["code"] == "not_found"


@pytest.mark.parametrize("asked", [{"q": "surprise"}, {"q": "clandestin"}, {"q": "hortense"}, {"q": "secret"}, {"q": "niort2028"}])
def test_search_finds_nothing_private(get: Get, secrets: Edition, asked: dict[str, str]) -> None:
    assert get("/search", **asked)["items"] == []


def test_claims_of_a_private_edition_are_not_given(get: Get, secrets: Edition) -> None:
    assert {item["about"] for item in get("/claims")["items"]} == {"niort2027"}
    assert get("/claims", about_kind="edition", about="niort2028")["count"] == 0


def test_session_back_to_draft_is_gone_from_every_version(get: Get, niort: Edition) -> None:
    Session.objects.filter(edition=niort).update(state=Session.State.DRAFT, title=text("Retirée"))
    assert get("/editions/niort2027/sessions")["count"] == 0
    assert get("/editions/niort2027/versions/1/slots")["count"] == 0
    assert get("/editions/niort2027/versions")["items"][0]["n_sessions"] == 0
