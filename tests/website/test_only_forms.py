import pytest
from django.test import Client

from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    edition = make.make_edition("ici")
    account = make.make_account("team@example.org")
    make.make_grant(account, edition)
    client = Client()
    client.force_login(account)
    return client


def test_address_of_a_form_opened_by_itself_leads_back(team):
    answer = team.get("/fr/team/ici/sessions/states/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert 'href="/fr/team/ici/sessions/"' in answer.text
    assert "<h1>" in answer.text


def test_what_was_to_be_sent_in_another_language_begins_anew(team):
    assert team.get("/es/team/ici/speakers/ask/")["Location"] == "/es/team/ici/speakers/"


def test_stranger_is_led_to_the_log_in_and_other_methods_stay_empty(team):
    assert Client().get("/fr/team/ici/sessions/states/").status_code == 302
    assert team.put("/fr/team/ici/sessions/states/").content == b""
