"""The one link: who gets in, and how a new one is had."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.desk.models import Message
from essaim.forum.actions.answer import send_link
from essaim.forum.actions.speaker import renew_link
from essaim.forum.links import VALID_FOR, token_of
from tests.factories import forum as make
from tests.forum.speakers.answering import address, post

pytestmark = pytest.mark.django_db


# --- who gets in --------------------------------------------------------------------------------


def test_link_shows_own_sessions_and_company(stage, awa):
    page = Client().get(address(awa)).text
    assert "Cantines" in page
    assert "Bruno Petit" in page
    assert "09:00" in page
    assert "Salle bleue" in page


def test_link_works_for_an_edition_not_yet_public(stage, awa):
    stage.edition.is_public = False
    stage.edition.save()
    assert Client().get(address(awa)).status_code == 200


@pytest.mark.parametrize("token", ["x", "e30", "WzEsMV0:1abc:nope", "a" * 300])
def test_forged_link_is_refused(stage, awa, token, django_assert_num_queries):
    with django_assert_num_queries(1):  # the edition alone
        answer = Client().get(reverse("forum:answer", args=[stage.edition.slug, token]))
    assert answer.status_code == 404
    assert "Cantines" not in answer.text


def test_link_signed_for_another_purpose_is_refused(stage, awa):
    token = signing.dumps([awa.pk, awa.link_number], salt="another")
    assert Client().get(reverse("forum:answer", args=[stage.edition.slug, token])).status_code == 404


def test_link_ends_when_its_number_is_raised(stage, awa):
    old = address(awa)
    renew_link(speaker=awa, by=stage.team)
    answer = Client().get(old)
    assert answer.status_code == 404
    assert "Cantines" not in answer.text
    awa.refresh_from_db()
    assert Client().get(address(awa)).status_code == 200


def test_old_link_is_refused_and_a_new_one_offered(stage, awa, monkeypatch):
    old = address(awa)
    later = timezone.now() + VALID_FOR + timedelta(days=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    answer = Client().get(old)
    assert answer.status_code == 404
    assert reverse("forum:answer_link", args=["ici"]) in answer.text


def test_link_of_another_edition_is_refused(stage, awa):
    other = make.make_edition("ailleurs")
    assert Client().get(address(awa, other)).status_code == 404


def test_page_is_kept_by_nobody_and_in_no_index(stage, awa):
    answer = Client().get(address(awa))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "strict-origin"
    assert 'name="robots" content="noindex' in answer.text


def test_token_does_not_stand_in_the_log():
    from essaim.config.front import shown

    assert "SECRET" not in shown("/fr/forum/ici/answer/SECRET/")


def test_refused_answer_logs_no_token(stage, awa, caplog):
    bill = stage.bill(stage.session, stage.awa)
    assert post(awa, f"seat{bill.pk}").status_code == 422
    assert token_of(awa).partition(":")[0] not in caplog.text


@pytest.mark.parametrize("n_sessions", [1, 3])
def test_page_costs_the_same_for_one_session_and_three(stage, awa, n_sessions, django_assert_num_queries):
    for number in range(n_sessions - 1):
        stage.another(f"Autre {number}", people=(stage.awa, stage.bruno))
    client = Client()
    with django_assert_num_queries(9):
        assert client.get(address(awa)).text.count('class="seat"') == n_sessions


# --- a new link ------------------------------------------------------------------------------------


def test_new_link_goes_to_a_known_address_and_the_page_never_says_so(stage, awa):
    page = reverse("forum:answer_link", args=["ici"])
    known, unknown = Client().post(page, {"email": "AWA@example.org"}), Client().post(page, {"email": "personne@example.org"})
    nowhere = Client().post(reverse("forum:answer_link", args=["nulle-part"]), {"email": "awa@example.org"})

    def without_addresses(text: str) -> str:
        return text.replace("nulle-part", "ici")

    assert strip_tokens(known.text) == strip_tokens(unknown.text) == strip_tokens(without_addresses(nowhere.text))
    letter = Message.objects.get()
    assert letter.to_email == "awa@example.org"
    assert letter.state == Message.State.WAITING
    assert address(awa) in letter.body or token_of(awa).split(":")[0] in letter.body


def strip_tokens(text: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_new_link_is_written_once_an_hour(stage, awa):
    for _ in range(3):
        Client().post(reverse("forum:answer_link", args=["ici"]), {"email": "awa@example.org"})
    assert Message.objects.count() == 1


def test_saving_without_end_is_slowed_down(stage, awa, monkeypatch):
    monkeypatch.setattr("essaim.forum.views.public.answer.MOST_WRITES", 2)
    bill = stage.bill(stage.session, stage.awa)
    statuses = [post(awa, f"seat{bill.pk}", **{f"s{bill.pk}-answer": "confirmed"}).status_code for _ in range(4)]
    assert statuses == [302, 302, 429, 429]


def test_link_that_was_ended_is_followed_by_a_new_one_within_the_hour(stage, awa):
    send_link(edition=stage.edition, email=awa.email)
    first = Message.objects.get()
    renew_link(speaker=awa, by=None)
    awa.refresh_from_db()
    send_link(edition=stage.edition, email=awa.email)
    letters = list(Message.objects.exclude(pk=first.pk))
    assert [token_of(awa) in letter.body for letter in letters] == [True]
    assert token_of(awa) not in first.body
