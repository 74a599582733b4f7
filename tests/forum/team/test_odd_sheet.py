"""Odd counts in the form of a session: one more row, never a fault of the site."""

import pytest
from django.test import Client

from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", ["9" * 5000, "-1", "x", "", "²"])
def test_a_row_is_added_whatever_the_count_says(count):
    edition = make.make_edition("ici")
    client = Client()
    client.force_login(make.make_organiser(edition, "odile@example.org"))
    sent = {"add_people": "1", "people-TOTAL_FORMS": count, "people-INITIAL_FORMS": "0", "organisations-TOTAL_FORMS": "0"}
    answer = client.post("/en/team/ici/sessions/new/", sent | {"organisations-INITIAL_FORMS": "0", "title__fr": "Cantines"})
    assert answer.status_code == 200
    assert "Cantines" in answer.text
