"""Where somebody has work to do without being of the team: editions with their paths, organisations they act for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition, Path
from essaim.forum.rules import COLLEAGUE, EDITION, ORGANISATION, PATH, ROLE_NAMES, TEAM, Standing, is_of_any_team, standing_of
from essaim.registry.models import Organisation


@dataclass(frozen=True, slots=True)
class Part:
    """One path, and what somebody is on it."""

    path: Path
    is_led: bool
    is_reviewed: bool
    is_noted: bool


@dataclass(frozen=True, slots=True)
class Work:
    standing: Standing
    parts: tuple[Part, ...]
    roles: tuple[str, ...]
    """Roles on the edition as a whole, in words."""

    @property
    def edition(self) -> Edition:
        return self.standing.edition


def organisations_of(account: Account) -> list[Organisation]:
    """Those they act for, by name's slug. Two statements."""
    keys = Grant.objects.filter(account=account, role=COLLEAGUE, kind=ORGANISATION).values_list("key", flat=True)
    return list(Organisation.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()]).order_by("slug"))


def work_of(account: Account) -> list[Work]:
    """Editions they help in without being of the team, the newest first. Three statements, and four an edition."""
    grants = list(Grant.objects.filter(account=account, kind__in=(EDITION, PATH, ORGANISATION)).values_list("kind", "key", "role"))
    keys = {kind: [int(key) for of, key, role in grants if of == kind and role != TEAM and key.isdecimal()] for kind in (EDITION, PATH)}
    acting = [int(key) for kind, key, role in grants if kind == ORGANISATION and role == COLLEAGUE and key.isdecimal()]
    found = Q(pk__in=keys[EDITION]) | Q(paths__in=keys[PATH]) | Q(paths__leads__in=acting)
    teams = [int(key) for kind, key, role in grants if kind == EDITION and role == TEAM and key.isdecimal()]
    editions = Edition.objects.filter(found).exclude(pk__in=teams).distinct().select_related("series").order_by("-starts_on", "slug")
    return [work_in(standing_of(account, edition)) for edition in editions]


def work_in(standing: Standing) -> Work:
    held = standing.led | standing.reviewed | standing.noted
    rows: Iterable[Path] = standing.edition.paths.filter(pk__in=held).order_by("letter") if held else ()
    everywhere = Grant.objects.filter(account=standing.account, kind=EDITION, key=str(standing.edition.pk)).values_list("role", flat=True)
    roles = tuple(str(ROLE_NAMES[role]) for role in ROLE_NAMES if role in set(everywhere))
    return Work(standing, tuple(part_of(standing, path) for path in rows), roles)


def part_of(standing: Standing, path: Path) -> Part:
    return Part(path, path.pk in standing.led, path.pk in standing.reviewed, path.pk in standing.noted)


def only_draft_of(account: Account) -> Edition | None:
    """The edition whose draft programme is all the back office this account has; None for who has more. Statements as `work_of`."""
    if is_of_any_team(account) or organisations_of(account):
        return None
    work = work_of(account)
    return work[0].edition if len(work) == 1 and not work[0].standing.is_any else None
