"""Logging in and one's account, in our look and three languages."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from essaim.forum.demo.accounts import LOGINS
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
OUTSIDE = ("account_login", "account_signup", "account_reset_password", "account_request_login_code", "account_reset_password_done")
INSIDE = ("account_email", "account_change_password", "account_logout", "mfa_index")


def member(*, is_team: bool = False):
    account = make.make_organiser(make.make_edition(), "odile@example.org") if is_team else make.make_account("odile@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_pages_stand_in_our_frame(language):
    inside = Client()
    inside.force_login(member())
    for client, names in ((Client(), OUTSIDE), (inside, INSIDE)):
        for name in names:
            with override(language):
                page = client.get(reverse(name))
            html = page.content.decode()
            assert page.status_code == 200, name
            assert ('class="head"' in html, f'<html lang="{language}"' in html, html.count("<h1")) == (True, True, 1), name
            assert "style=" not in html.replace("stylesheet", "")
            assert "script-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.parametrize(("is_team", "route"), [(True, "team:home"), (False, "website:home")])
def test_log_in_leads_to_the_work(is_team, route):
    member(is_team=is_team)
    got = Client().post(reverse("account_login"), {"login": "odile@example.org", "password": make.PASSWORD})
    assert got.headers["Location"] == reverse(route)


def test_log_in_goes_on_to_where_one_was_going():
    member(is_team=True)
    address = reverse("account_login") + "?next=/fr/team/series/"
    got = Client().post(address, {"login": "odile@example.org", "password": make.PASSWORD, "next": "/fr/team/series/"})
    assert got.headers["Location"] == "/fr/team/series/"


def test_wrong_password_is_said_on_top():
    member()
    page = Client().post(reverse("account_login"), {"login": "odile@example.org", "password": "faux"})
    assert 'role="alert"' in page.content.decode()


def test_code_by_mail_logs_in():
    member()
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "odile@example.org"})
    code = re.search(r"^\w{4}-\w{4}$", mail.outbox[0].body, re.MULTILINE)
    assert code
    client.post(reverse("account_confirm_login_code"), {"code": code[0]})
    assert client.get(reverse("account_email")).status_code == 200


def test_second_factor_is_set_up_with_a_drawn_code():
    client = Client()
    client.post(reverse("account_login"), {"login": member().email, "password": make.PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    assert 'src="data:image/svg+xml' in page.content.decode()


def test_demo_logins_are_shown_on_a_demo_alone(settings):
    settings.DEMO = True
    html = Client().get(reverse("account_login")).content.decode()
    assert all(login.email in html and login.password in html for login in LOGINS)
    settings.DEMO = False
    assert LOGINS[0].password not in Client().get(reverse("account_login")).content.decode()
