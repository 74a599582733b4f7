"""The second factor: whoever is of a team or runs the site shows one in this session before what that allows opens.

Without it a session has no rights of a team anywhere (rules ask `Account.has_shown_factor`), and the back office's addresses lead to the
page that sets it up. Everything else works as for any account.
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import ResolverMatch, reverse
from django.utils.functional import SimpleLazyObject

from essaim.desk.models import Account, Grant

View = Callable[..., HttpResponseBase]
SPACES = frozenset({"team", "registry_team", "call_team", "admin"})
"""Where the back office's addresses stand."""
JOBS = "job"
"""And those of background work, on the desk."""
ROLES = ("team", "registrar")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SET_UP = "second_factor_set_up"
"""In the session: whose second factor was set up in it."""


class SecondFactor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECOND_FACTOR:
            request.user = SimpleLazyObject(partial(judged, request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """One statement for who is logged in without having shown one, on the back office's addresses alone."""
        if not settings.SECOND_FACTOR or not is_back_office(request.resolver_match):
            return None
        account = request.user
        if not isinstance(account, Account) or account.has_shown_factor or not needs_factor(account):
            return None
        onward = {"next": request.get_full_path()} if request.method == "GET" else {}
        return HttpResponseRedirect(f"{reverse('desk:second_factor')}{'?' if onward else ''}{urlencode(onward)}")


def judged(request: HttpRequest) -> object:
    """Django's account of the session, with what the session has shown. No statement of its own."""
    account = get_user(request)
    if isinstance(account, Account):
        account.has_shown_factor = has_shown(request, account)
    return account


def has_shown(request: HttpRequest, account: Account) -> bool:
    if request.session.get(SET_UP) == account.pk:
        return True
    methods = {record.get("method") for record in get_authentication_records(request, account)}
    return "mfa" in methods or (settings.OIDC_SECOND_FACTOR and "socialaccount" in methods)


def is_back_office(match: ResolverMatch | None) -> bool:
    if match is None:
        return False
    return match.namespace in SPACES or (match.namespace == "desk" and (match.url_name or "").startswith(JOBS))


def needs_factor(account: Account) -> bool:
    """One statement at most."""
    return account.is_superuser or account.is_staff or Grant.objects.filter(account=account, role__in=ROLES).exists()


def has_factor(account: Account) -> bool:
    """Has it set one up, ever? One statement."""
    return Authenticator.objects.filter(user=account, type__in=FACTORS).exists()


def lacks_factor(account: Account) -> bool:
    """Where nobody can be asked for a code (a token of the API): is one needed, and none set up? Two statements at most."""
    return settings.SECOND_FACTOR and needs_factor(account) and not has_factor(account)


def note_set_up(*, request: HttpRequest, user: object, authenticator: Authenticator, **_: object) -> None:
    """Who has just set one up has shown it."""
    if isinstance(user, Account) and authenticator.type in FACTORS:
        request.session[SET_UP] = user.pk
