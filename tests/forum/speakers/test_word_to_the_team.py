"""What somebody writes behind their link as "a word to the team" (a refused visa, say) is read by the team, not by who leads their path."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.forum.links import token_of

pytestmark = pytest.mark.django_db

WORD = "Mon visa est refusé"


@pytest.fixture
def pages(stage):
    part = stage.speaker(stage.awa, "awa@example.org")
    seat = stage.bill(stage.session, stage.awa).pk
    data = {"part": f"seat{seat}", f"s{seat}-answer": "declined", f"s{seat}-note": WORD}
    assert Client().post(reverse("forum:answer", args=["ici", token_of(part)]), data).status_code == 302
    return ["/en/team/ici/speakers/", f"/en/team/ici/speakers/{stage.awa.pk}/"]


def test_team_reads_the_word(stage, pages):
    assert [WORD in stage.client("team").get(page).text for page in pages] == [True, True]


def test_lead_reads_the_answer_without_the_word(stage, pages):
    for page in pages:
        text = stage.client("lead").get(page).text
        assert "declined" in text.lower()
        assert WORD not in text
