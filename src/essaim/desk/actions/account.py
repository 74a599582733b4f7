"""Accounts as the person who runs the site makes them."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from essaim.desk import journal
from essaim.desk.errors import DeskError
from essaim.desk.models import Account

SHOWN = ("email", "name", "is_active", "is_staff", "is_superuser")


@transaction.atomic
def create_account(*, email: str, password: str | None, name: str = "", runs_site: bool = False, by: Account | None = None) -> Account:
    """An account whose address counts as confirmed. Without a password only the log-in by a mailed code is open."""
    from allauth.account.models import EmailAddress

    try:
        validate_email(email)
    except ValidationError as error:
        raise DeskError("account_email_invalid", email=email) from error
    if Account.objects.filter(email__iexact=email).exists():
        raise DeskError("account_exists", email=email)
    account = Account(email=email.lower(), name=name, is_staff=runs_site, is_superuser=runs_site)
    set_checked_password(account, password)
    account.save()
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    journal.record(by=by, action="create_account", thing=account, after=journal.facts_of(account, SHOWN))
    return account


@transaction.atomic
def change_password(*, email: str, password: str, by: Account | None = None) -> Account:
    """Locks the account. Everybody logged in under it is logged out by the change."""
    account = locked(email)
    set_checked_password(account, password)
    account.save(update_fields=["password"])
    journal.record(by=by, action="change_password", thing=account)
    return account


@transaction.atomic
def put_in_site_team(*, email: str, inside: bool, by: Account | None = None) -> Account:
    """Who runs the site may do everything on it. Locks the account; the last one cannot leave."""
    account = locked(email)
    if not inside and not Account.objects.filter(is_staff=True, is_active=True).exclude(pk=account.pk).exists():
        raise DeskError("account_last_in_team", email=email)
    before = journal.facts_of(account, SHOWN)
    account.is_staff = account.is_superuser = inside
    account.save(update_fields=["is_staff", "is_superuser"])
    journal.record(by=by, action="put_in_site_team", thing=account, before=before, after=journal.facts_of(account, SHOWN))
    return account


def locked(email: str) -> Account:
    account = Account.objects.select_for_update().filter(email__iexact=email).first()
    if account is None:
        raise DeskError("account_unknown", email=email)
    return account


def set_checked_password(account: Account, password: str | None) -> None:
    if password is None:
        account.set_unusable_password()
        return
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise DeskError("account_password_weak", email=account.email, reasons=list(error.messages)) from error
    account.set_password(password)


def note_language(*, account: Account, language: str) -> None:
    """The language somebody logs in with is the one of their mail, until they say otherwise. Not of public interest: no journal."""
    if language and not account.language:
        Account.objects.filter(pk=account.pk, language="").update(language=language[:10])
