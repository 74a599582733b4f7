"""Every address of the back office, with whoever may open it and those who may not. An address without a row fails."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from essaim.forum import team_urls
from essaim.forum.models import Series
from essaim.forum.team_urls import REPORT_SHELVES, SHELVES
from essaim.registry import team_urls as registry_team_urls
from tests.factories import forum as make

POST_ONLY = {
    "team:session_states",
    "team:session_state",
    "team:member_remove",
    "team:import_take",
    "registry_team:role_new",
    "registry_team:role_remove",
    "registry_team:identifier_new",
    "registry_team:identifier_remove",
}
ANY_TEAM = {"team:home", "team:edition_new", "team:series", "team:series_new", "team:import_edition", "team:import_model"}
"""Open to whoever is of some team; nothing of another edition is shown there."""
LOOKING_UP = {
    "registry_team:people",
    "registry_team:person_new",
    "registry_team:organisations",
    "registry_team:organisation_new",
    "registry_team:suggest_people",
    "registry_team:suggest_organisations",
    "registry_team:suggest_territories",
}
EDITION = (
    "edition",
    "settings",
    "edition_remove",
    "members",
    "sessions",
    "session_states",
    "session_new",
    "release",
    "journal",
    "import_new",
)
SESSION = ("session", "session_state", "session_remove")


def no_arguments(_world: object) -> list[object]:
    return []


def one(*arguments: object) -> Callable[..., list[object]]:
    return lambda _world: list(arguments)


def rows() -> dict[str, Callable[..., list[object]]]:
    found: dict[str, Callable[..., list[object]]] = {
        f"team:{name}": no_arguments for name in ("home", "edition_new", "series", "series_new", "import_edition", "import_model")
    }
    found |= dict.fromkeys(("team:series_change", "team:series_remove"), lambda world: [world.edition.series.slug])
    found |= {f"team:{name}": lambda world: [world.edition.slug] for name in EDITION}
    found |= {f"team:{name}": lambda world: [world.edition.slug, world.session.code] for name in SESSION}
    found["team:member_remove"] = lambda world: [world.edition.slug, world.participant.pk]
    found |= {
        f"team:{name}": lambda world: [world.edition.slug, world.things["imports"]] for name in ("import", "import_take", "import_findings")
    }
    found["team:thing_journal"] = lambda world: [world.edition.slug, "forum.session", world.session.pk]
    for shelf in (*SHELVES, *REPORT_SHELVES):
        on = (lambda world: [world.edition.slug, world.report.pk]) if shelf in REPORT_SHELVES else (lambda world: [world.edition.slug])
        found[f"team:{shelf.name}"] = found[f"team:{shelf.name}_new"] = on
        for act in ("change", "remove"):
            found[f"team:{shelf.name}_{act}"] = lambda world, on=on, name=shelf.name: [*on(world), world.things[name]]
    people = {name: one("rachid-abibi") for name in ("person", "role_new", "person_remove")}
    organisations = {name: one("reseau-test") for name in ("organisation", "identifier_new", "organisation_remove")}
    found |= {f"registry_team:{name}": args for name, args in (people | organisations).items()}
    found["registry_team:role_remove"] = one("rachid-abibi", 1)
    found["registry_team:identifier_remove"] = one("reseau-test", 1)
    return found | dict.fromkeys(LOOKING_UP, no_arguments)


ROWS = rows()
ALL = [f"team:{page.name}" for page in team_urls.urlpatterns] + [f"registry_team:{page.name}" for page in registry_team_urls.urlpatterns]


def test_every_address_has_a_row():
    assert sorted(ALL) == sorted(ROWS)


def answer(world, who: str, name: str):
    address = reverse(name, args=ROWS[name](world))
    client = world.client(who)
    return client.post(address) if name in POST_ONLY else client.get(address)


GONE = {"registry_team:role_remove", "registry_team:identifier_remove"}
"""Their row does not exist here; the right is asked for first all the same."""


def test_right_holder_gets_in(world):
    wrong = {}
    for name in ALL:
        got = answer(world, "organiser", name)
        wanted = {404} if name in GONE else {302, 200} if name in POST_ONLY else {200}
        if (
            got.status_code not in wanted
            or "/login/" in got.headers.get("Location", "")
            or (name not in GONE and "private" not in got["Cache-Control"])
        ):
            wrong[name] = got.status_code
    assert wrong == {}


@pytest.mark.parametrize("who", ["stranger", "participant", "elsewhere"])
def test_others_are_refused(world, who):
    wrong = {}
    for name in ALL:
        got = answer(world, who, name)
        wanted = 302 if who == "stranger" else 200 if who == "elsewhere" and name in ANY_TEAM | LOOKING_UP else 404
        is_at_login = "/account/login/" in got.headers.get("Location", "")
        if got.status_code != wanted or is_at_login != (who == "stranger") or b"Cantines" in got.content:
            wrong[name] = got.status_code
    assert wrong == {}


def test_series_of_others_is_refused(world):
    """A series is edited by whoever has all its editions."""
    shared = Series.objects.get(editions=world.edition)
    make.make_edition("autre", series=shared)
    assert world.client("organiser").get(reverse("team:series_change", args=[shared.slug])).status_code == 404


def test_things_of_another_edition_are_not_found(world):
    """A key of one edition under the address of another."""
    client = world.client("elsewhere")
    for shelf in SHELVES:
        assert client.get(reverse(f"team:{shelf.name}_change", args=["ailleurs", world.things[shelf.name]])).status_code == 404, shelf.name
    assert client.get(reverse("team:session", args=["ailleurs", world.session.code])).status_code == 404
    assert client.get(reverse("team:statements", args=["ailleurs", world.report.pk])).status_code == 404
    history = client.get(reverse("team:thing_journal", args=["ailleurs", "forum.session", world.session.pk]))
    assert "Cantines" not in history.content.decode()


@pytest.mark.parametrize("act", ["session_state", "session_states"])
def test_refused_post_changes_nothing(world, act):
    args = ROWS[f"team:{act}"](world)
    world.client("elsewhere").post(reverse(f"team:{act}", args=args), {"state": "cancelled", "chosen": [world.session.code]})
    world.session.refresh_from_db()
    assert world.session.state == "accepted"


def test_a_post_without_token_is_refused(world):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.organiser)
    got = client.post(reverse("team:session_state", args=[world.edition.slug, world.session.code]), {"state": "cancelled"})
    assert got.status_code == 403
