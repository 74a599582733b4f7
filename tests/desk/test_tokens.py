"""Keys to the API: made once, shown once, kept as a hash; never more than their account, never after their end."""

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.desk.actions.token import create_token, revoke_token, use_token
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Entry, Token
from tests.factories.forum import make_account, make_edition, make_organiser

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make_account("paul@example.org")


def soon(days: float = 30):
    return timezone.now() + timedelta(days=days)


def key(account: Account, name: str = "Écran", scopes: tuple[str, ...] = ("proposals:read",), **more: Any) -> tuple[Token, str]:
    return create_token(account=account, name=name, scopes=scopes, **{"expires_at": soon(), **more})


def test_key_opens_and_stands_nowhere(account):
    token, secret = key(account)
    assert use_token(secret).account == account
    rows = json.dumps([list(Token.objects.values()), list(Entry.objects.values("before", "after", "label"))], default=str)
    assert secret not in rows
    assert secret.removeprefix("essaim_") not in rows
    assert token.secret_hash not in json.dumps(list(Entry.objects.values("before", "after")))
    assert secret.startswith(token.start)
    assert len(secret) > 45


def test_end_of_a_key_says_why(account):
    token, secret = key(account)
    revoke_token(token=token, by=account)
    ended = Token.objects.get().revoked_at
    assert revoke_token(token=token, by=account).revoked_at == ended
    expired, old = key(account, "Ancienne")
    Token.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    closed, lost = key(make_account("parti@example.org"), "Partie")
    Account.objects.filter(pk=closed.account_id).update(is_active=False)
    for signs, code in ((secret, "token_revoked"), (old, "token_expired"), (lost, "token_account_closed"), ("essaim_x", "token_unknown")):
        with pytest.raises(DeskError, match=code):
            use_token(signs)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": "  "}, "token_nameless"),
        ({"scopes": ()}, "token_without_scope"),
        ({"scopes": ("everything",)}, "token_scope"),
        ({"expires_at": timezone.now() - timedelta(1)}, "token_expiry"),
        ({"expires_at": timezone.now() + timedelta(400)}, "token_expiry"),
        ({"limit": "forum.edition:999"}, "token_limit"),
        ({"limit": "desk.account:1"}, "token_limit"),
    ],
)
def test_key_that_cannot_be_is_refused(account, more, code):
    with pytest.raises(DeskError, match=code):
        key(account, **more)
    assert Token.objects.count() == 0


def test_limit_is_an_edition_the_account_may_see(account):
    public, hidden = make_edition("ici"), make_edition("cachee", is_public=False)
    assert key(account, "a", limit=f"forum.edition:{public.pk}")[0].scope == f"forum.edition:{public.pk}"
    with pytest.raises(DeskError, match="token_limit"):
        key(account, "b", limit=f"forum.edition:{hidden.pk}")
    key(make_organiser(hidden), "c", limit=f"forum.edition:{hidden.pk}")


def test_name_is_free_again_once_its_key_is_revoked(account):
    token, _secret = key(account)
    with pytest.raises(DeskError, match="token_name_taken"):
        key(account)
    key(make_account())
    revoke_token(token=token, by=account)
    key(account)


def test_who_has_work_to_do_needs_a_second_factor_first(settings, account):
    settings.SECOND_FACTOR = True
    team = make_organiser(make_edition("ici"))
    with pytest.raises(DeskError, match="token_needs_second_factor"):
        key(team)
    Authenticator.objects.create(user=team, type=Authenticator.Type.TOTP, data={})
    key(team)
    key(account)


def test_use_is_written_down_once_a_minute(account, django_assert_num_queries):
    token, secret = key(account)
    with django_assert_num_queries(2):
        use_token(secret)
    first = Token.objects.get().used_at
    with django_assert_num_queries(1):
        use_token(secret)
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=timezone.now() - timedelta(minutes=2))
    use_token(secret)
    assert Token.objects.get().used_at > first
    assert token.used_at is None


def test_wrong_keys_cost_one_look_and_lock_nobody_out(account, django_assert_num_queries):
    _token, secret = key(account)
    for number in range(50):
        with django_assert_num_queries(1), pytest.raises(DeskError, match="token_unknown"):
            use_token(f"essaim_{number}")
    assert use_token(secret).account == account


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def paul(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_page_shows_the_key_once_and_revokes_it(paul, account):
    address = reverse("desk:tokens")
    given = {"name": "Écran", "scopes": ["proposals:read", "board:write"], "limit": "", "lasts_days": 30}
    answer = paul.post(address, given)
    token, secret = Token.objects.get(), answer.context["secret"]
    assert use_token(secret) == token
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert secret not in paul.get(address).content.decode()
    paul.post(address, given)
    assert Token.objects.count() == 1
    paul.post(reverse("desk:token_revoke", args=[token.pk]))
    with pytest.raises(DeskError, match="token_revoked"):
        use_token(secret)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["all"]}, "scopes"),
        ({"lasts_days": 9999}, "lasts_days"),
        ({"limit": "forum.edition:9"}, "limit"),
    ],
)
def test_page_says_what_is_wrong_where(paul, given, field):
    answer = paul.post(reverse("desk:tokens"), {"name": "Écran", "scopes": ["proposals:read"], "lasts_days": 30, **given})
    assert field in answer.context["form"].errors
    assert Token.objects.count() == 0


def test_another_s_keys_are_not_seen_and_not_revoked(paul):
    token, _secret = key(make_account("autre@example.org"), "Clé secrète")
    assert "Clé secrète" not in paul.get(reverse("desk:tokens")).content.decode()
    assert paul.post(reverse("desk:token_revoke", args=[token.pk])).status_code == 404
    assert Token.objects.get().revoked_at is None


def test_stranger_is_led_to_the_log_in():
    assert "login" in Client().get(reverse("desk:tokens")).headers["Location"]


@pytest.mark.parametrize("n", [1, 3])
def test_page_costs_the_same(paul, account, django_assert_num_queries, n):
    for number in range(n):
        make_edition(f"edition-{number}")
        key(account, f"clé {number}")
    paul.get(reverse("desk:tokens"))
    with django_assert_num_queries(7):
        paul.get(reverse("desk:tokens"))


def test_page_without_second_factor_leads_to_it(settings):
    settings.SECOND_FACTOR = True
    client = Client()
    client.force_login(make_organiser(make_edition("ici")))
    said = client.get(reverse("desk:tokens")).content.decode()
    assert reverse("desk:second_factor") in said
    assert 'name="scopes"' not in said
