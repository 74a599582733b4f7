"""Accounts that lead a path or belong to an edition's team: for mail, and for who may be told what."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition, Path
from essaim.forum.rules import COLLEAGUE, EDITION, ORGANISATION, PATH, PATH_LEAD, TEAM


def lead_accounts(paths: Iterable[Path]) -> list[Account]:
    """By a grant on one of the paths, or as a colleague of an organisation that leads one. In the order of their address; two statements."""
    pks = [path.pk for path in paths]
    keys = [str(pk) for pk in pks]
    organisations = Path.leads.through._default_manager.filter(path__in=pks).values_list("organisation", flat=True)
    granted = Grant.objects.filter(
        Q(role=PATH_LEAD, kind=PATH, key__in=keys) | Q(role=COLLEAGUE, kind=ORGANISATION, key__in=[str(pk) for pk in organisations])
    )
    return list(Account.objects.filter(pk__in=granted.values("account"), is_active=True).order_by("email"))


def leads_by_path(paths: Collection[int]) -> dict[int, list[Account]]:
    """Path's key → its leads, in the order of their address. Two statements, whatever the number of paths."""
    organisations: dict[str, set[int]] = defaultdict(set)
    for path, organisation in Path.leads.through._default_manager.filter(path__in=paths).values_list("path", "organisation"):
        organisations[str(organisation)].add(path)
    granted = Grant.objects.filter(
        Q(role=PATH_LEAD, kind=PATH, key__in=[str(path) for path in paths])
        | Q(role=COLLEAGUE, kind=ORGANISATION, key__in=list(organisations)),
        account__is_active=True,
    )
    found: dict[int, dict[int, Account]] = {path: {} for path in paths}
    for grant in granted.select_related("account").order_by("account__email"):
        for path in {int(grant.key)} if grant.kind == PATH else organisations[grant.key]:
            found[path][grant.account_id] = grant.account
    return {path: list(accounts.values()) for path, accounts in found.items()}


def team_accounts(edition: Edition) -> list[Account]:
    """Those the team role was granted to. One statement."""
    granted = Grant.objects.filter(role=TEAM, kind=EDITION, key=str(edition.pk))
    return list(Account.objects.filter(pk__in=granted.values("account"), is_active=True).order_by("email"))


def office_accounts(edition: Edition) -> list[Account]:
    """Whoever has a role in the edition, on one of its paths, or acts for an organisation that leads one. By name; three statements."""
    pks = list(Path.objects.filter(edition=edition).values_list("pk", flat=True))
    organisations = Path.leads.through._default_manager.filter(path__in=pks).values_list("organisation", flat=True)
    granted = Grant.objects.filter(
        Q(kind=EDITION, key=str(edition.pk))
        | Q(kind=PATH, key__in=[str(pk) for pk in pks])
        | Q(role=COLLEAGUE, kind=ORGANISATION, key__in=[str(key) for key in set(organisations)])
    )
    return list(Account.objects.filter(pk__in=granted.values("account"), is_active=True).order_by("name", "email"))
