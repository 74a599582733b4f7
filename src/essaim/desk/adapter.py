"""Where allauth asks our opinion."""

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from essaim.desk.actions.account import note_language
from essaim.desk.factor import FACTORS, needs_factor
from essaim.desk.models import Account, Grant

WORK = ("forum.edition", "forum.path", "registry.organisation")
"""Kinds of things whose roles are work in the back office."""


LANDINGS: list[tuple[Callable[[Account], bool], str]] = []
"""Where somebody without work in the back office begins: the first whose question is answered yes. A room above registers its own."""


def has_work(account: Account) -> bool:
    return account.is_superuser or Grant.objects.filter(account=account, kind__in=WORK).exists()


class AccountAdapter(DefaultAccountAdapter):
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has work to do begins at it, an author at their proposals; others at home. Asked only when nothing else was."""
        account = request.user
        if isinstance(account, Account):
            note_language(account=account, language=get_language() or "")
            if has_work(account):
                return reverse("team:home")
            for holds, route in LANDINGS:
                if holds(account):
                    return reverse(route)
        return str(super().get_login_redirect_url(request))


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays with whoever needs one: another is set up first."""
        account = authenticator.user
        if not settings.SECOND_FACTOR or authenticator.type not in FACTORS or not isinstance(account, Account):
            return True
        others = Authenticator.objects.filter(user=account, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not needs_factor(account)


class SignOnAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]) -> object:
        """The account's one name, as the provider writes it."""
        account = super().populate_user(request, sociallogin, data)
        if isinstance(account, Account) and not account.name:
            whole = " ".join(part for part in (data.get("first_name"), data.get("last_name")) if part)
            account.name = (data.get("name") or whole)[:200]
        return account
