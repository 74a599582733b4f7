"""The second factor: who needs one, how it is set up, and that it holds. That no address forgets it: tests/rights/test_second_factor.py."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from essaim.desk.factor import lacks_factor, needs_factor
from essaim.desk.models import Account
from essaim.forum.rules import is_of_any_team, is_team, standing_of
from tests.factories import call as make_call
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
TEAM_PAGE = "team:edition"


@pytest.fixture(autouse=True)
def _asked(settings) -> None:
    settings.SECOND_FACTOR = True
    cache.clear()  # limits on attempts count by address


@pytest.fixture
def odile() -> Account:
    account = make.make_organiser(make.make_edition("ici"), "odile@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def logged_in(account: Account) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": account.email, "password": make.PASSWORD})
    return client


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def page(client: Client, route: str = TEAM_PAGE, *args: object):
    return client.get(reverse(route, args=args or ["ici"]))


@pytest.mark.django_db(transaction=True)
def test_team_is_led_to_set_one_up_and_back_again(odile):
    client = logged_in(odile)
    asked = page(client)
    assert asked.headers["Location"] == f"{reverse('desk:second_factor')}?next=%2Ffr%2Fteam%2Fici%2F"
    assert reverse("mfa_activate_totp") in client.get(asked.headers["Location"]).content.decode()
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    client_page = client.get(done.headers["Location"])
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert 'href="/fr/team/ici/"' in client_page.content.decode()
    assert len(client_page.context["unused_codes"]) == 10
    assert page(client).status_code == 200


def test_next_log_in_asks_for_it_and_a_recovery_code_will_do(odile):
    TOTP.activate(odile, "JBSWY3DPEHPK3PXP")
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    codes = RecoveryCodes.activate(odile).get_unused_codes()
    for given in (code_for("JBSWY3DPEHPK3PXP"), codes[0]):
        client = Client()
        first = client.post(reverse("account_login"), {"login": odile.email, "password": make.PASSWORD})
        assert first.headers["Location"] == reverse("mfa_authenticate")
        assert page(client).status_code == 302, "half logged in opens nothing"
        client.post(reverse("mfa_authenticate"), {"code": given})
        assert page(client).status_code == 200
    again = Client()
    again.post(reverse("account_login"), {"login": odile.email, "password": make.PASSWORD})
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert page(again).status_code == 302, "a recovery code is good once"


def test_session_from_before_is_asked_to_show_it(odile):
    client = logged_in(odile)
    TOTP.activate(odile, "JBSWY3DPEHPK3PXP")
    asked = page(client)
    assert reverse("mfa_reauthenticate") in client.get(asked.headers["Location"]).content.decode()
    client.post(reverse("mfa_reauthenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})
    assert page(client).status_code == 200


def test_without_it_the_rules_themselves_refuse(odile, rf):
    from essaim.forum.models import Edition

    edition = Edition.objects.get()
    assert is_team(odile, edition)
    odile.has_shown_factor = False
    assert not is_team(odile, edition)
    assert not standing_of(odile, edition).is_team
    assert not is_of_any_team(odile)


def test_team_without_it_does_not_see_an_edition_that_is_not_public(odile):
    hidden = make.make_edition("cachee", is_public=False)
    make.make_grant(odile, hidden)
    client = logged_in(odile)
    assert page(client, "forum:programme", "cachee").status_code == 404
    assert page(client, "forum:programme", "ici").status_code == 200


def test_who_runs_the_site_needs_it_for_the_administration():
    ada = make.make_account("ada@example.org", is_superuser=True)
    client = Client()
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    for name in ("admin:index", "admin:registry_person_changelist"):
        assert client.get(reverse(name)).headers["Location"].startswith(reverse("desk:second_factor"))


def test_partners_and_participants_are_not_asked():
    organisation = make.make_organisation()
    edition = make.make_edition("ici")
    make.make_path(edition, "A").leads.add(organisation)
    lea = make_call.make_colleague(organisation, "lea@example.org")
    assert not needs_factor(lea)
    client = Client()
    client.force_login(lea, "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("team:home")).status_code == 200
    assert not lacks_factor(lea)


def test_the_last_one_cannot_be_taken_away_by_who_needs_it(odile):
    TOTP.activate(odile, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.post(reverse("account_login"), {"login": odile.email, "password": make.PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})
    client.post(reverse("mfa_reauthenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=odile, type="totp").exists()


def test_token_of_an_account_that_lacks_one_is_no_way_around(odile, settings):
    assert lacks_factor(odile)
    TOTP.activate(odile, "JBSWY3DPEHPK3PXP")
    assert not lacks_factor(odile)
    Authenticator.objects.all().delete()
    settings.SECOND_FACTOR = False
    assert not lacks_factor(odile)


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", "nowhere", "9999-12-31T23:59", ""])
def test_onward_address_stays_on_the_site(odile, settings, onward):
    client = logged_in(odile)
    client.get(reverse("desk:second_factor"), {"next": onward})
    assert client.session["second_factor_next"] == reverse("team:home")
    settings.SECOND_FACTOR = False
    assert client.get(reverse("desk:second_factor"), {"next": onward}).headers["Location"] == reverse("team:home")


def test_statements(odile, django_assert_num_queries):
    """Asking costs nobody a statement but on the back office's addresses, and there one."""
    client = logged_in(odile)
    with django_assert_num_queries(3):  # session, account, grants
        page(client)
