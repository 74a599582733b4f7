"""What we did not write: Django's administration is for whoever runs the site, pages of one's account for whoever is logged in."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.rights.addresses import apart
from tests.rights.cells import read
from tests.rights.row import ROLES

pytestmark = pytest.mark.django_db

ADMIN = sorted({name for name, route in apart() if name.startswith("admin:") and "<" not in route and "(" not in route})
OPEN = frozenset({"admin:login", "admin:logout", "admin:jsi18n"})
AS_ONE_IS_LOGGED_IN = (
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "socialaccount_connections",
)
OF_ONES_OWN_KEYS = ("mfa_remove_webauthn", "mfa_edit_webauthn")
FOR_ANYBODY = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_email_verification_sent",
        "account_reset_password",
        "account_confirm_login_code",
        "account_reset_password_from_key_done",
        "account_reset_password_from_key",
        "account_reset_password_done",
        "account_request_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
        "openid_connect_login",
        "openid_connect_callback",
        "",
    }
)


def test_every_address_of_others_is_known():
    """A page that a new version or setting of allauth brings has to be looked at first."""
    assert {name for name, _ in apart() if not name.startswith("admin:")} == FOR_ANYBODY | {*AS_ONE_IS_LOGGED_IN, *OF_ONES_OWN_KEYS}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "site"])
def test_administration_is_closed(world, role):
    client = world.client(role)
    wrong = {}
    for name in ADMIN:
        if name in OPEN:
            continue
        answer = read(client.get(reverse(name)))
        if answer.status != 302 or "/login/" not in answer.location or answer.leaks:
            wrong[name] = answer.status
    assert len(ADMIN) > 20
    assert wrong == {}


def test_administration_opens_for_the_site(world):
    answer = read(world.client("site").get(reverse("admin:index")))
    assert answer.status == 200
    people = read(world.client("site").get(reverse("admin:registry_person_changelist")))
    assert people.leaks, "the closed pages must be about something"


@pytest.mark.parametrize("name", OF_ONES_OWN_KEYS)
def test_keys_of_others_are_not_found(world, name):
    key = Authenticator.objects.create(user=world.cast["team"], type=Authenticator.Type.WEBAUTHN, data={"name": "zibeline"})
    assert read(world.client("stranger").get(reverse(name, args=[key.pk]))).status == 302
    answer = read(world.client("participant").get(reverse(name, args=[key.pk])))
    assert answer.status in {302, 404}
    assert not answer.leaks


@pytest.mark.parametrize("name", AS_ONE_IS_LOGGED_IN)
def test_ones_account_asks_for_a_log_in(world, name):
    answer = read(world.client("stranger").get(reverse(name)))
    assert (answer.status, answer.location.startswith(reverse("account_login"))) == (302, True)
