"""The team's form about somebody, opened before they answered by their link: what they said meanwhile stays."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from essaim.forum.links import token_of
from essaim.forum.models import Gender

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa(stage):
    return stage.speaker(stage.awa, "awa@example.org", phone="+221 77", spoken=["fr"], country=stage.country("SN"))


def declared(awa, **given: object) -> None:
    data = {f"d-{name}": value for name, value in given.items()}
    assert Client().post(reverse("forum:answer", args=["ici", token_of(awa)]), {"part": "declared", **data}).status_code == 302


def form_of(stage) -> dict[str, object]:
    """What a browser would send of the page as it stands."""
    form = stage.client("team").get(f"/en/team/ici/speakers/{stage.awa.pk}/").context["form"]
    found = {bound.html_name: bound.value() for bound in form}
    page = stage.client("team").get(f"/en/team/ici/speakers/{stage.awa.pk}/").text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    return {name: "" if value is None else value for name, value in found.items()} | {"country": "SN", "seen": html.unescape(seen[1])}


def save(stage, data):
    return stage.client("team").post(f"/en/team/ici/speakers/{stage.awa.pk}/change/", data)


def test_what_was_said_meanwhile_stays(stage, awa):
    data = form_of(stage)
    declared(awa, needs="Fauteuil roulant", gender="woman", is_newcomer="yes", phone="+221 78", spoken=["fr", "es"])
    assert save(stage, {**data, "email": "awa2@example.org"}).status_code == 302
    awa.refresh_from_db()
    assert (awa.email, awa.needs, awa.gender, awa.is_newcomer) == ("awa2@example.org", "Fauteuil roulant", Gender.WOMAN, True)
    assert (awa.phone, awa.spoken) == ("+221 78", ["fr", "es"])


def test_what_the_team_changes_or_empties_is_written(stage, awa):
    data = form_of(stage)
    assert save(stage, {**data, "phone": "", "needs": "Lettre", "is_newcomer": "no"}).status_code == 302
    awa.refresh_from_db()
    assert (awa.email, awa.phone, awa.needs, awa.is_newcomer) == ("awa@example.org", "", "Lettre", False)
    assert awa.country == stage.country("SN")


@pytest.mark.parametrize("seen", ["", "x", "WzFd:1abc:nope"])
def test_without_what_the_page_showed_everything_given_is_written(stage, awa, seen):
    assert save(stage, {"email": "b@example.org", "phone": "1", "seen": seen}).status_code == 302
    awa.refresh_from_db()
    assert (awa.email, awa.phone, awa.spoken) == ("b@example.org", "1", [])
