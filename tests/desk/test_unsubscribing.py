"""No more group mail (RFC 8058).

1. Group mail, and no other, carries `List-Unsubscribe` and `List-Unsubscribe-Post: List-Unsubscribe=One-Click`, with an HTTP address that is
signed. 2. GET changes nothing. 3. One POST without cookie, login or token unsubscribes and answers without a redirect. 4. A forged or spoilt
address is nothing. 5. Later group mail about the same object, and what has not left, respects it; letters a person needs still come.
"""

import pytest
from django.core import mail
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

from essaim.desk.actions.outbox import Letter, release_mailing, try_message_again, withhold_message, write_mailing
from essaim.desk.actions.stopping import release_message, stop_message
from essaim.desk.actions.unsubscription import unsubscribe
from essaim.desk.errors import DeskError
from essaim.desk.models import Entry, Mailing, Message, Unsubscription
from essaim.desk.unsubscribing import masked, unsubscribe_address
from essaim.desk.worker import Station
from tests.factories.forum import make_edition

State = Message.State
SITE = "https://essaim.example.org"


@pytest.fixture
def edition(db, settings) -> models.Model:
    settings.SITE_ADDRESS = SITE
    return make_edition("ici", name={"fr": "Forum d'ici", "en": "Forum of here"})


def group(scope: models.Model, *addresses: str, key: str = "k", release: bool = False, language: str = "fr") -> Mailing:
    letters = [
        Letter(key=one, to_email=one, to_name=one[:1], subject="Bonjour", body="Texte.", language=language, may_unsubscribe=True)
        for one in addresses
    ]
    return write_mailing(kind="forum.group", key=key, label="Envoi", letters=letters, by=None, scope=scope, release=release)


def needed(scope: models.Model, address: str) -> Mailing:
    letter = Letter(key=address, to_email=address, subject="Confirmation", body="Texte.", language="fr")
    return write_mailing(kind="call.confirmed", key=f"n:{address}", label="", letters=[letter], by=None, scope=scope)


def path_of(message: Message) -> str:
    address = unsubscribe_address(message)
    assert address.startswith(SITE)
    return address.removeprefix(SITE)


@pytest.mark.django_db(transaction=True)
def test_group_mail_carries_both_headers_and_the_way_out_in_its_text(edition):
    """1."""
    message = group(edition, "a@example.org", release=True, language="es").messages.get()
    Station().work(until_empty=True)
    sent = mail.outbox[0].message()
    address = unsubscribe_address(message)
    assert sent["List-Unsubscribe"] == f"<{address}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith(f"{SITE}/es/")
    assert "a@example.org" not in address
    assert address in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_letter_somebody_needs_carries_neither(edition):
    """1."""
    release_mailing(mailing=needed(edition, "a@example.org"), by=None)
    Station().work(until_empty=True)
    sent = mail.outbox[0].message()
    assert (sent["List-Unsubscribe"], sent["List-Unsubscribe-Post"], mail.outbox[0].body) == (None, None, "Texte.")


@pytest.mark.parametrize(
    ("language", "asks", "says"),
    [
        ("fr", "Ne plus recevoir d’envois groupés\u00a0?", "Envois groupés refusés"),
        ("en", "No more group mail?", "Group mail refused"),
        ("es", "¿Dejar de recibir envíos a grupos?", "Envíos a grupos rechazados"),
    ],
)
def test_page_asks_first_and_button_says_what_was_done(edition, language, asks, says):
    """2., 3. In the letter's language, with the address masked."""
    message = group(edition, "anne@example.org", language=language).messages.get()
    client, address = Client(enforce_csrf_checks=True), path_of(message)
    for _ in range(2):
        page = client.get(address)
        assert (page.status_code, f"<h1>{asks}</h1>" in page.text) == (200, True)
    assert not Unsubscription.objects.exists()
    assert "a…@example.org" in page.text
    assert "anne@example.org" not in page.text
    done = client.post(address)
    assert (done.status_code, f"<h1>{says}</h1>" in done.text) == (200, True)
    assert Unsubscription.objects.get().email == "anne@example.org"
    assert f"<h1>{says}</h1>" in client.get(address).text
    client.post(address, {"again": "1"})
    assert not Unsubscription.objects.exists()


def test_mail_program_unsubscribes_by_one_post(edition):
    """3. As RFC 8058 writes it: no cookies, the one pair as body."""
    message = group(edition, "a@example.org").messages.get()
    answer = Client(enforce_csrf_checks=True).post(
        path_of(message), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, answer.has_header("Location")) == (200, False)
    assert Unsubscription.objects.get().scope == f"forum.edition:{edition.pk}"
    assert Entry.objects.filter(action="unsubscribe", scope=f"forum.edition:{edition.pk}").count() == 1
    Client().post(path_of(message), {"List-Unsubscribe": "One-Click"})
    assert Entry.objects.filter(action="unsubscribe").count() == 1


def test_address_nobody_signed_is_nothing(edition):
    """4."""
    message = group(edition, "a@example.org").messages.get()
    other = needed(edition, "b@example.org").messages.get()
    good = path_of(message)
    for bad in (good[:-2] + "/", good.replace(str(message.pk), str(message.pk + 1), 1), path_of(other)):
        assert Client().get(bad).status_code == 404
        assert Client().post(bad).status_code == 404
    with translation.override("fr"):
        assert Client().post(reverse("desk:unsubscribe", args=[str(message.pk)])).status_code == 404
    assert not Unsubscription.objects.exists()


def test_later_group_mail_leaves_them_out_and_says_so(edition):
    """5. Whatever the letters of the address; another edition's is another matter."""
    unsubscribe(message=group(edition, "a@example.org").messages.get())
    later = group(edition, "A@example.org", "b@example.org", key="later")
    assert list(later.messages.values_list("to_email", flat=True)) == ["b@example.org"]
    assert later.facts["refused"] == ["A"]
    assert group(make_edition("ailleurs"), "a@example.org", key="elsewhere").messages.count() == 1
    assert needed(edition, "a@example.org").messages.count() == 1


def test_what_has_not_left_is_withheld_and_nobody_puts_it_back(edition):
    """5."""
    draft, waiting = group(edition, "a@example.org", key="1"), group(edition, "a@example.org", key="2", release=True)
    personal = needed(edition, "a@example.org")
    unsubscribe(message=draft.messages.get())
    assert {one.messages.get().state for one in (draft, waiting)} == {State.WITHHELD}
    assert personal.messages.get().state == State.DRAFT
    with pytest.raises(DeskError, match="reader_refuses"):
        withhold_message(message=draft.messages.get(), by=None, withheld=False)
    Message.objects.filter(mailing=waiting).update(state=State.FAILED)
    with pytest.raises(DeskError, match="reader_refuses"):
        try_message_again(message=waiting.messages.get(), by=None)


def test_stopped_one_is_withheld_as_well(edition):
    """5."""
    mailing = group(edition, "a@example.org", release=True)
    stop_message(message=mailing.messages.get(), by=None)
    unsubscribe(message=mailing.messages.get())
    with pytest.raises(DeskError, match="message_not_stopped"):
        release_message(message=mailing.messages.get(), by=None)


@pytest.mark.parametrize(("email", "shown"), [("anne@example.org", "a…@example.org"), ("é.b@x.org", "é…@x.org")])
def test_address_is_masked(email, shown):
    assert masked(email) == shown
