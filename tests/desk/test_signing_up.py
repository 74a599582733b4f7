"""An account needs an address and a code; a password never."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from essaim.desk.models import Account
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick() -> None:
    cache.clear()  # limits on attempts count by address


def code_in(letter) -> str:
    found = re.search(r"^\w{4}-\w{4}$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found[0]


def test_sign_up_without_a_password():
    client = Client()
    answer = client.post(reverse("account_signup"), {"email": "nina@example.org"})
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    client.post(answer.headers["Location"], {"code": code_in(mail.outbox[0])})
    nina = Account.objects.get(email="nina@example.org")
    assert not nina.has_usable_password()
    assert EmailAddress.objects.get(user=nina).verified
    assert client.get(reverse("account_email")).status_code == 200


def test_sign_up_goes_on_to_where_one_was_going():
    client = Client()
    address = reverse("account_signup") + "?next=/fr/about/"
    answer = client.post(address, {"email": "nina@example.org", "next": "/fr/about/"})
    done = client.post(answer.headers["Location"], {"code": code_in(mail.outbox[0])})
    assert done.headers["Location"] == "/fr/about/"


def test_sign_up_with_a_password_works_too():
    client = Client()
    client.post(reverse("account_signup"), {"email": "nina@example.org", "password1": make.PASSWORD})
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[0])})
    assert Account.objects.get().check_password(make.PASSWORD)


def test_sign_up_with_a_known_address_tells_its_owner_alone():
    make.make_account("nina@example.org")
    seen = []
    for email in ("nina@example.org", "neuve@example.org"):
        client = Client()
        answer = client.post(reverse("account_signup"), {"email": email})
        seen.append((answer.status_code, answer.headers["Location"]))
        client.get(answer.headers["Location"])
    assert seen[0] == seen[1]
    assert [letter.to for letter in mail.outbox] == [["nina@example.org"], ["neuve@example.org"]]
    assert not re.search(r"^\w{4}-\w{4}$", mail.outbox[0].body, re.MULTILINE)


def test_code_for_an_unknown_address_answers_alike():
    account = make.make_account("nina@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    seen = []
    for email in ("nina@example.org", "neuve@example.org"):
        answer = Client().post(reverse("account_request_login_code"), {"email": email})
        seen.append((answer.status_code, answer.headers["Location"]))
    assert seen[0] == seen[1]


def test_wrong_code_three_times_ends_it():
    account = make.make_account("nina@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": account.email})
    code = code_in(mail.outbox[0])
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("account_email")).status_code == 302


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_code_is_the_first_way_offered(language):
    html = Client().get(f"/{language}/account/login/").content.decode()
    assert 0 < html.index("/account/login/code/") < html.index('name="password"')


def test_administration_uses_the_sites_own_log_in():
    got = Client().get(reverse("admin:login"))
    assert got.headers["Location"].startswith(reverse("account_login"))
