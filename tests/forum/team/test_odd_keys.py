"""A ticked box whose key no column holds is no choice: the form is shown again, with what was typed, and nothing is a fault of the site."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import forum as make

pytestmark = pytest.mark.django_db

FAR = "9" * 30


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("session_new", "paths"),
        ("session", "goals"),
        ("paths_new", "leads"),
        ("reports_new", "sessions"),
        ("stand_in_new", "paths"),
    ],
)
def test_key_too_great_is_no_choice(name, field):
    edition = make.make_edition("ici")
    make.make_path(edition, "A").leads.add(make.make_organisation())
    make.make_session(edition, "Monnaies", code="monnaies")
    client = Client()
    client.force_login(make.make_organiser(edition, "odile@example.org"))
    rows = {f"{rows}-{count}_FORMS": "0" for rows in ("people", "organisations") for count in ("TOTAL", "INITIAL")}
    typed = {"title__fr": "Cantines", "name__fr": "Cantines", "name": "Cantines", "letter": "Q"}
    answer = client.post(reverse(f"team:{name}", args=["ici", *(["monnaies"] if name == "session" else [])]), rows | typed | {field: FAR})
    assert answer.status_code in (200, 422)
    assert "Cantines" in answer.text
