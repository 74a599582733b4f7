"""Who holds what in an edition, on its paths and for its organisations; and who was invited."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from essaim.desk.models import Grant, Invitation
from essaim.forum.models import Edition, Path
from essaim.forum.rules import (
    COLLEAGUE,
    EDITION,
    ORGANISATION,
    PATH,
    ROLE_NAMES,
    Standing,
    editable_edition_keys,
    may_invite,
    may_manage_path,
)
from essaim.registry.models import Organisation
from essaim.registry.names import folded


@dataclass(frozen=True, slots=True)
class Holder:
    grant: Grant
    role: str | Promise
    may_take: bool


@dataclass(frozen=True, slots=True)
class Led:
    """An organisation that leads paths or takes part as a partner, with whoever acts for it."""

    organisation: Organisation
    letters: tuple[str, ...]
    colleagues: tuple[Holder, ...]
    may_open: bool
    """Its own page, where colleagues are brought in: for its colleagues, and the team where `may_manage_colleagues` says so."""


@dataclass(frozen=True, slots=True)
class OnPath:
    path: Path
    organisations: tuple[Led, ...]
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    invitation: Invitation
    role: str | Promise
    is_expired: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Roles:
    holders: tuple[Holder, ...]
    """On the edition as a whole; for its team alone."""
    paths: tuple[OnPath, ...]
    partners: tuple[Led, ...]
    """Organisations that take part without leading a path; for the team alone."""
    offered: tuple[Offered, ...]


def roles_in(standing: Standing) -> Roles:
    """All of it for the team; who leads paths sees those. Five statements whatever their number, two more for the team."""
    edition = standing.edition
    paths = [path for path in edition.paths.prefetch_related("leads").order_by("letter") if may_manage_path(standing, path)]
    partners = Organisation.objects.filter(partnerships__edition=edition).distinct().order_by("slug") if standing.is_team else []
    organisations = {one.pk: one for path in paths for one in path.leads.all()} | {one.pk: one for one in partners}
    on = things(edition if standing.is_team else None, paths, organisations.values())
    grants: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in Grant.objects.filter(on).select_related("account", "granted_by"):
        grants[grant.kind, grant.key].append(grant)
    letters = {key: tuple(path.letter for path in paths if any(one.pk == key for one in path.leads.all())) for key in organisations}
    open_ones = organisations.keys() - led_elsewhere(standing, organisations) if standing.is_team else set[int]()
    led = {
        key: led_by(one, letters[key], grants[ORGANISATION, str(key)], standing, may_open=key in open_ones)
        for key, one in organisations.items()
    }
    return Roles(
        holders=holders(grants[EDITION, str(edition.pk)], standing, None),
        paths=tuple(
            OnPath(path, tuple(led[one.pk] for one in path.leads.all()), holders(grants[PATH, str(path.pk)], standing, path))
            for path in paths
        ),
        partners=tuple(one for key, one in led.items() if not letters[key]),
        offered=offered_on(on, standing, {str(path.pk): path for path in paths}, {str(key) for key, one in led.items() if one.may_open}),
    )


def led_elsewhere(standing: Standing, organisations: Collection[int]) -> set[int]:
    """Those that lead a path in an edition this account does not edit: nobody is brought in there from here. Two statements."""
    mine = editable_edition_keys(standing.account) if standing.account else set[str]()
    if mine is None:
        return set()
    rows = Path.objects.filter(leads__in=organisations).exclude(edition__in=[int(key) for key in mine if key.isdecimal()])
    return set(rows.values_list("leads", flat=True))


def led_by(organisation: Organisation, letters: tuple[str, ...], grants: Iterable[Grant], standing: Standing, *, may_open: bool) -> Led:
    acting = colleagues(grants)
    is_own = standing.account is not None and any(one.grant.account_id == standing.account.pk for one in acting)
    return Led(organisation, letters, acting, may_open=may_open or is_own)


def things(edition: Edition | None, paths: Sequence[Path], organisations: Iterable[Organisation]) -> Q:
    """Grants and invitations name what they are on alike."""
    found = Q(kind=PATH, key__in=[str(path.pk) for path in paths])
    found |= Q(kind=ORGANISATION, key__in=[str(one.pk) for one in organisations])
    return found | Q(kind=EDITION, key=str(edition.pk)) if edition else found


ORDER = {role: place for place, role in enumerate(ROLE_NAMES)}


def holders(grants: Iterable[Grant], standing: Standing, path: Path | None) -> tuple[Holder, ...]:
    """By role, then by name."""
    listed = sorted(grants, key=lambda grant: (ORDER.get(grant.role, 99), folded(str(grant.account))))
    return tuple(Holder(one, ROLE_NAMES.get(one.role, one.role), may_invite(standing, one.role, path)) for one in listed)


def colleagues(grants: Iterable[Grant]) -> tuple[Holder, ...]:
    listed = sorted((one for one in grants if one.role == COLLEAGUE), key=lambda grant: folded(str(grant.account)))
    return tuple(Holder(one, ROLE_NAMES[COLLEAGUE], may_take=False) for one in listed)


def offered_on(on: Q, standing: Standing, paths: dict[str, Path], open_ones: Collection[str]) -> tuple[Offered, ...]:
    """Open invitations, the latest first. Everybody may change those they could send."""
    rows = Invitation.objects.filter(on, accepted_at=None, revoked_at=None).select_related("invited_by")
    now = timezone.now()

    def may_change(row: Invitation) -> bool:
        if row.kind == PATH:
            return may_invite(standing, row.role, paths[row.key])
        return standing.is_team and (row.kind != ORGANISATION or row.key in open_ones)

    return tuple(offered(row, now, may_change=may_change(row)) for row in rows)


def offered(row: Invitation, now: datetime, *, may_change: bool) -> Offered:
    return Offered(row, ROLE_NAMES.get(row.role, row.role), row.expires_at <= now, may_change)


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation as its own colleagues see it."""

    colleagues: tuple[Holder, ...]
    offered: tuple[Offered, ...]
    paths: tuple[Path, ...]


def office_of(organisation: Organisation) -> Office:
    """Three statements."""
    on = Q(kind=ORGANISATION, key=str(organisation.pk))
    grants = Grant.objects.filter(on, role=COLLEAGUE).select_related("account", "granted_by")
    now = timezone.now()
    rows = Invitation.objects.filter(on, accepted_at=None, revoked_at=None).select_related("invited_by")
    return Office(
        colleagues=tuple(Holder(one.grant, one.role, may_take=True) for one in colleagues(grants)),
        offered=tuple(offered(row, now, may_change=True) for row in rows),
        paths=tuple(Path.objects.filter(leads=organisation).select_related("edition").order_by("-edition__starts_on", "letter")),
    )
