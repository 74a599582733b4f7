"""Noting absences with what no form sends: never a crash, and nothing typed is lost."""

import pytest
from django.urls import reverse

from essaim.forum.models import Absence

pytestmark = pytest.mark.django_db

ODD = ["9" * 30, "9" * 5000, "x", "", "-1"]


def note(stage, **data: object):
    client = stage.client("team")
    client.raise_request_exception = False
    return client.post(reverse("team:absence_note", args=["ici"]), {"names": "Quelqu'un", "reason": "visa", "note": "mot", **data})


@pytest.mark.parametrize("key", ODD)
def test_odd_key_of_a_person_names_nobody(stage, key):
    assert note(stage, write="1", person=key).status_code == 422
    assert not Absence.objects.exists()


@pytest.mark.parametrize("key", ODD)
def test_odd_key_among_the_chosen_names_nobody(stage, key):
    assert note(stage, chosen=key).status_code == 200


def test_nobody_picked_keeps_what_was_typed(stage):
    answer = note(stage, write="1")
    assert answer.status_code == 422
    assert "Quelqu&#x27;un" in answer.text
    assert 'value="mot"' in answer.text


def test_check_page_carries_what_was_typed(stage):
    assert 'name="names" value="Quelqu&#x27;un"' in note(stage).text


@pytest.mark.parametrize("key", ODD)
def test_odd_key_of_a_bill_is_not_found(stage, key):
    client = stage.client("team")
    client.raise_request_exception = False
    sent = {"appearance": key, "presence": "absent"}
    assert client.post(reverse("team:absence_presence", args=["ici", stage.session.code]), sent).status_code == 404


def test_a_very_long_line_is_shortened_where_it_is_shown_and_kept_whole_where_it_is_sent_again(stage):
    shown = note(stage, names="a" * 5000).text
    assert "“" + "a" * 119 + "…”" in shown
    assert shown.count("a" * 5000) == 1
