"""Who asks with a key: the account it acts for, within its scopes and its edition, never more than the account itself may now."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from essaim.desk.actions.token import use_token
from essaim.desk.errors import DeskError
from essaim.desk.factor import lacks_factor
from essaim.desk.models import Account, Token
from essaim.desk.scopes import SCOPES

KEYLESS = "token_missing"
REFUSED = {"token_lacks": 403, "token_elsewhere": 403}
"""Codes that are no 401: the key is good, but not for this."""


@dataclass(frozen=True, slots=True)
class Access:
    token: Token
    account: Account

    def may(self, scope: str) -> bool:
        return scope in self.token.scopes

    def need(self, scope: str) -> None:
        if not self.may(scope):
            raise DeskError("token_lacks", name=self.token.name, scope=scope)


class Key(HttpBearer):
    """`auth=Key("proposals:read")`: a good key that has this scope. One statement, one more a minute, three where a second factor is asked."""

    openapi_name = "Key"

    def __init__(self, scope: str = "") -> None:
        if scope and scope not in SCOPES:
            raise ValueError(f"no scope {scope!r}")
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Access:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise DeskError(KEYLESS)
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Access:
        known = use_token(token)
        account = known.account
        account.has_shown_factor = not lacks_factor(account)
        if not ("lang" in request.GET or request.headers.get("Accept-Language")) and account.language in dict(settings.LANGUAGES):
            translation.activate(account.language)
        access = Access(known, account)
        if self.scope:
            access.need(self.scope)
        return access


def access_of(request: HttpRequest) -> Access:
    access = getattr(request, "auth", None)
    if not isinstance(access, Access):
        raise DeskError(KEYLESS)
    return access
