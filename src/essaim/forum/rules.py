"""Who may do what, as questions. One statement each at most."""

from django.contrib.auth.models import AnonymousUser

from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition

TEAM = "team"
EDITION = "forum.edition"


def is_team(account: Account | AnonymousUser, edition: Edition) -> bool:
    """May this account edit everything in the edition? Whoever runs the site may; so may those the team role was granted to."""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=TEAM, kind=EDITION, key=str(edition.pk)).exists()


def editable_edition_keys(account: Account | AnonymousUser) -> set[str] | None:
    """Keys of the editions the account may edit; None means all."""
    if not isinstance(account, Account) or not account.is_active:
        return set()
    if account.is_superuser:
        return None
    return set(Grant.objects.filter(account=account, role=TEAM, kind=EDITION).values_list("key", flat=True))


def may_see(account: Account | AnonymousUser, edition: Edition) -> bool:
    return edition.is_public or is_team(account, edition)


def is_of_any_team(account: Account | AnonymousUser) -> bool:
    """May this account open the back office at all, enter people and organisations, and begin editions?"""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=TEAM).exists()
