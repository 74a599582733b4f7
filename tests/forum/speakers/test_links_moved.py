"""A corrected address: the link that went to the former one, perhaps a stranger's, opens nothing any more."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.forum.links import token_of
from essaim.forum.models import Speaker

pytestmark = pytest.mark.django_db


def address(part: Speaker) -> str:
    return reverse("forum:answer", args=["ici", token_of(part)])


def save(stage, **given: str):
    return stage.client("team").post(f"/en/team/ici/speakers/{stage.awa.pk}/change/", given, follow=True)


@pytest.mark.parametrize("new", ["awa@right.example", ""])
def test_link_sent_to_the_former_address_ends(stage, new):
    part = stage.speaker(stage.awa, "awa@wrong.example", needs="Fauteuil roulant")
    old = address(part)
    assert "Fauteuil roulant" in Client().get(old).text
    assert "The links sent to Awa Diop before no longer hold" in save(stage, email=new, needs="Fauteuil roulant").text
    answer = Client().get(old)
    assert answer.status_code == 404
    assert "Fauteuil" not in answer.text
    part.refresh_from_db()
    assert Client().get(address(part)).status_code == 200


@pytest.mark.parametrize(("before", "given"), [("awa@example.org", "AWA@example.org"), ("", "awa@example.org")])
def test_link_stays_when_the_address_is_the_same_or_the_first(stage, before, given):
    part = stage.speaker(stage.awa, before)
    old = address(part)
    assert "no longer hold" not in save(stage, email=given, phone="+221 77").text
    assert Client().get(old).status_code == 200
