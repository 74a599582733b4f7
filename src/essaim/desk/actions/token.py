"""Keys to the API: made by the account they act for, shown once, kept as a hash."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.errors import DeskError
from essaim.desk.factor import lacks_factor
from essaim.desk.models import Account, Token
from essaim.desk.scopes import SCOPES, limits_for

PREFIX = "essaim_"
START_SIGNS = 12
MOST = 50
"""Keys of one account that are good at the same time."""
LONGEST = timedelta(days=366)
NOTED_EVERY = timedelta(minutes=1)
"""A key that is used a hundred times a second is written down once a minute."""
TOLD = ("name", "start", "scopes", "scope", "expires_at", "revoked_at")


@transaction.atomic
def create_token(
    *, account: Account, name: str, scopes: Sequence[str], expires_at: datetime, limit: str = "", by: Account | None = None
) -> tuple[Token, str]:
    """The key's row, and the key itself, which is nowhere else. `limit`: the one object it opens, of those the account may choose."""
    name = " ".join(name.split())
    now = timezone.now()
    Account.objects.select_for_update().get(pk=account.pk)
    guard_token(account, name, scopes, expires_at, limit, now)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account,
        name=name,
        start=secret[:START_SIGNS],
        secret_hash=hashed(secret),
        scopes=[scope for scope in SCOPES if scope in scopes],
        scope=limit,
        expires_at=expires_at,
    )
    journal.record(by=by or account, action="create_token", thing=token, after=journal.facts_of(token, TOLD), is_seen=False)
    return token, secret


def guard_token(account: Account, name: str, scopes: Sequence[str], expires_at: datetime, limit: str, now: datetime) -> None:
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if not name:
        raise DeskError("token_nameless", field="name")
    if unknown:
        raise DeskError("token_scope", field="scopes", scope=unknown[0])
    if not scopes:
        raise DeskError("token_without_scope", field="scopes")
    if not now < expires_at <= now + LONGEST:
        raise DeskError("token_expiry", field="expires_at", days=LONGEST.days)
    if limit and limit not in dict(limits_for(account)):
        raise DeskError("token_limit", field="limit", limit=limit)
    if lacks_factor(account):
        raise DeskError("token_needs_second_factor")
    good = good_tokens(account, now)
    if good.filter(name=name).exists():
        raise DeskError("token_name_taken", field="name", name=name)
    if good.count() >= MOST:
        raise DeskError("tokens_too_many", most=MOST)


def good_tokens(account: Account, now: datetime) -> QuerySet[Token]:
    return Token.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), account=account, revoked_at=None)


@transaction.atomic
def revoke_token(*, token: Token, by: Account | None) -> Token:
    """From this moment it opens nothing. Pressed twice it ends once; it stays in the list."""
    stored = Token.objects.select_for_update().get(pk=token.pk)
    if stored.revoked_at is None:
        before = journal.facts_of(stored, TOLD)
        stored.revoked_at = timezone.now()
        stored.save(update_fields=["revoked_at"])
        journal.record(by=by, action="revoke_token", thing=stored, before=before, after=journal.facts_of(stored, TOLD), is_seen=False)
    return stored


def use_token(secret: str) -> Token:
    """The good key behind these signs, with its account; DeskError says why there is none. One statement, two when its use is noted.

    A wrong key costs one look at an index and locks nobody out: 256 random bits are not guessed.
    """
    token = Token.objects.select_related("account").filter(secret_hash=hashed(secret)).first()
    now = timezone.now()
    if token is None:
        raise DeskError("token_unknown")
    if token.revoked_at is not None:
        raise DeskError("token_revoked", name=token.name, at=token.revoked_at)
    if token.expires_at is not None and token.expires_at <= now:
        raise DeskError("token_expired", name=token.name, at=token.expires_at)
    if not token.account.is_active:
        raise DeskError("token_account_closed", name=token.name)
    if token.used_at is None or now - token.used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
