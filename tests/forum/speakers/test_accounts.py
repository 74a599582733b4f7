"""Somebody of the programme with an account and no other address: reached by it, as long as it is open."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.desk.models import Message
from essaim.forum.actions.answer import send_link
from essaim.forum.links import token_of
from essaim.forum.queries.speakers import email_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bruno(stage):
    """With an account; Awa was his contact before."""
    awa = stage.speaker(stage.awa, "awa@example.org")
    stage.bruno.account = stage.participant
    stage.bruno.save(update_fields=["account"])
    return stage.speaker(stage.bruno, "", contact=awa, needs="Fauteuil roulant")


def close(bruno) -> None:
    bruno.person.account.is_active = False
    bruno.person.account.save(update_fields=["is_active"])


def for_bruno(bruno) -> str:
    return reverse("forum:answer_for", args=["ici", token_of(bruno.contact), bruno.pk])


def test_contact_no_longer_sees_somebody_who_has_an_account(bruno):
    answer = Client().get(for_bruno(bruno))
    assert answer.status_code == 404
    assert "Fauteuil" not in answer.text


def test_contact_answers_for_somebody_whose_account_is_closed(bruno):
    close(bruno)
    assert "Fauteuil" in Client().get(for_bruno(bruno)).text


def test_closed_account_is_no_address(bruno):
    email = bruno.person.account.email
    assert email_of(bruno, bruno.person) == email
    close(bruno)
    assert email_of(bruno, bruno.person) == ""
    assert send_link(edition=bruno.edition, email=email) == 0
    assert not Message.objects.filter(to_email__iexact=email).exists()
