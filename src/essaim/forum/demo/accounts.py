"""Demo logins: an organiser in the team of every demo edition, whoever runs the site, a participant."""

from collections.abc import Collection
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from essaim.desk.models import Account, Grant
from essaim.forum.demo.errors import DemoError
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION, TEAM


@dataclass(frozen=True, slots=True)
class Login:
    email: str
    password: str
    name: str
    is_superuser: bool = False
    is_team: bool = False


LOGINS = (
    Login("organiser@example.org", "essaim-organiser", "Odile, organisatrice (démo)", is_team=True),
    Login("admin@example.org", "essaim-admin", "Ada, administratrice (démo)", is_superuser=True),
    Login("participant@example.org", "essaim-participant", "Paul, participant (démo)"),
)
"""Known to everybody: printed by `make demo`."""


@transaction.atomic
def make_accounts(slugs: Collection[str]) -> tuple[Login, ...]:
    """The demo logins, on a demo site only. An account that is there keeps its password and name."""
    if not settings.DEMO:
        raise DemoError(where="ESSAIM_DEMO", field="ESSAIM_DEMO", value=settings.DEMO, code="not_demo")
    editions = Edition.objects.filter(slug__in=slugs)
    for login in LOGINS:
        account = account_of(login)
        for edition in editions if login.is_team else ():
            Grant.objects.get_or_create(account=account, role=TEAM, kind=EDITION, key=str(edition.pk))
    return LOGINS


def account_of(login: Login) -> Account:
    account = Account.objects.filter(email=login.email).first() or Account.objects.create_user(
        login.email, login.password, name=login.name, is_superuser=login.is_superuser, is_staff=login.is_superuser, language="fr"
    )
    EmailAddress.objects.get_or_create(user=account, email=login.email, defaults={"verified": True, "primary": True})
    return account
