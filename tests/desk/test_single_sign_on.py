"""Single sign-on against a real small provider: it logs in, it takes over nobody, it stands on the page only when it is set up."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from essaim.config import environment
from essaim.desk.models import Account
from tests.desk.provider import Provider, running_provider
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
PERSON = {"sub": "7", "email": "nina@example.org", "email_verified": True, "name": "Nina Neuve"}


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    cache.clear()  # limits on attempts count by address
    with running_provider(**PERSON) as running:
        settings.SOCIALACCOUNT_PROVIDERS = running.settings()
        yield running


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def location_of(address: str) -> str:
    """Where the provider's log-in page sends the browser."""
    try:
        urllib.request.build_opener(Unfollowed).open(address, timeout=5)
    except urllib.error.HTTPError as answer:
        if answer.code == 302:
            return answer.headers["Location"]
        raise
    raise AssertionError("the provider did not send the browser back")


def come_back(client: Client) -> str:
    """From our button through the provider to our page again."""
    to_provider = client.get(reverse("openid_connect_login", args=["sso"]))
    assert to_provider.status_code == 302, to_provider.content
    back = location_of(to_provider.headers["Location"])
    answer = client.get(back.replace("http://testserver", ""))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]


def who(client: Client) -> Account | None:
    key = client.session.get("_auth_user_id")
    return Account.objects.get(pk=key) if key else None


def test_button_stands_on_the_page_only_when_set_up(provider, settings):
    assert "Compte du réseau" in Client().get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    page = Client().get(reverse("account_login")).content.decode()
    assert "/oidc/" not in page
    assert Client().get(reverse("openid_connect_login", args=["sso"])).status_code == 404


def test_first_log_in_makes_an_account_with_its_name(provider):
    client = Client()
    come_back(client)
    nina = Account.objects.get(email="nina@example.org")
    assert (nina.name, nina.has_usable_password(), nina.is_staff) == ("Nina Neuve", False, False)
    assert EmailAddress.objects.get(user=nina).verified
    assert who(client) == nina
    assert {"/.well-known/openid-configuration", "/authorize", "/userinfo"} <= set(provider.asked)


def test_second_log_in_finds_the_same_account(provider):
    for _ in range(2):
        come_back(Client())
    assert Account.objects.count() == 1


def test_confirmed_address_leads_into_the_account_that_has_it(provider):
    nina = make.make_account("nina@example.org", name="Nina d’ici")
    EmailAddress.objects.create(user=nina, email=nina.email, verified=True, primary=True)
    client = Client()
    come_back(client)
    assert who(client) == nina
    assert Account.objects.count() == 1


def test_address_the_provider_did_not_confirm_takes_over_nobody(provider):
    provider.person["email_verified"] = False
    nina = make.make_account("nina@example.org", name="Nina d’ici")
    EmailAddress.objects.create(user=nina, email=nina.email, verified=True, primary=True)
    client = Client()
    come_back(client)
    assert who(client) is None
    client.post(reverse("socialaccount_signup"), {"email": "nina@example.org"})
    assert who(client) is None
    assert not SocialAccount.objects.filter(user=nina).exists()
    assert [letter.to for letter in mail.outbox] == [["nina@example.org"]], "only the address itself is told"


def test_address_the_provider_did_not_confirm_is_confirmed_by_code(provider):
    provider.person["email_verified"] = False
    client = Client()
    come_back(client)
    if who(client) is None and not mail.outbox:
        client.post(reverse("socialaccount_signup"), {"email": "nina@example.org"})
    assert who(client) is None, "an address nobody confirmed opens nothing"
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert mail.outbox[0].to == ["nina@example.org"]


def test_forged_answer_is_refused(provider):
    client = Client()
    client.get(reverse("openid_connect_login", args=["sso"]))
    answer = client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "invented", "state": "invented"})
    assert who(client) is None
    assert Account.objects.count() == 0
    assert answer.status_code in {200, 302, 401}


def test_code_brought_by_another_browser_is_refused(provider):
    """The state is the browser's own."""
    asked = Client().get(reverse("openid_connect_login", args=["sso"]))
    back = location_of(asked.headers["Location"]).replace("http://testserver", "")
    other = Client()
    other.get(back)
    assert who(other) is None


@pytest.mark.parametrize(("trusted", "opens"), [(False, False), (True, True)])
def test_second_factor_is_asked_after_it_unless_the_provider_asks_itself(provider, settings, trusted, opens):
    settings.SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = True, trusted
    nina = make.make_organiser(make.make_edition("ici"), "nina@example.org")
    EmailAddress.objects.create(user=nina, email=nina.email, verified=True, primary=True)
    client = Client()
    come_back(client)
    assert who(client) == nina
    answer = client.get(reverse("team:edition", args=["ici"]))
    assert (answer.status_code == 200) == opens
    if not opens:
        assert answer.headers["Location"].startswith(reverse("desk:second_factor"))


def test_settings_are_read_whole_or_refused():
    whole = {"server": "https://sso.example.org/realm/", "name": "", "client": "essaim", "secret": "s"}
    assert environment.provider(**{**whole, "server": ""}) == {}
    assert environment.provider(**whole)["name"] == "sso.example.org"
    for missing, variable in (("client", "ESSAIM_OIDC_CLIENT_ID"), ("secret", "ESSAIM_OIDC_CLIENT_SECRET")):
        with pytest.raises(ImproperlyConfigured, match=variable):
            environment.provider(**{**whole, missing: ""})
    with pytest.raises(ImproperlyConfigured, match="https://"):
        environment.provider(**{**whole, "server": "http://sso.example.org"})
