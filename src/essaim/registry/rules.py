"""Who may do what with the registry, and what is public, as questions."""

from django.contrib.auth.models import AnonymousUser

from essaim.desk.models import Account, Grant
from essaim.registry.models import Affiliation, Person

REGISTRAR = "registrar"
REGISTRY = "registry"


def may_edit_registry(account: Account | AnonymousUser) -> bool:
    """Whoever runs the site, and those granted to keep the registry: one statement at most."""
    if not isinstance(account, Account) or not account.is_active or not account.has_shown_factor:
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=REGISTRAR, kind=REGISTRY, key="").exists()


def may_edit_person(account: Account | AnonymousUser, person: Person) -> bool:
    """Everybody may edit what is said of themselves."""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return person.account_id == account.pk or may_edit_registry(account)


def has_public_profile(person: Person) -> bool:
    """May biography, website and picture be shown? When the person gave them for publication or a source printed them."""
    return person.is_public and (person.is_own_profile or person.source_id is not None or person.is_fictional)


def is_public(affiliation: Affiliation) -> bool:
    """Needs the affiliation's person."""
    if not affiliation.person.is_public:
        return False
    return affiliation.is_own_statement or affiliation.source_id is not None or affiliation.person.is_fictional


def may_enter(account: Account | AnonymousUser) -> bool:
    """Look people and organisations up, and enter new ones: whoever is of the team of anything. Two statements at most."""
    if may_edit_registry(account):
        return True
    if not isinstance(account, Account) or not account.is_active or not account.has_shown_factor:
        return False
    return Grant.objects.filter(account=account, role="team").exists()
