"""What is known about a place: what it is part of, what is part of it, who works there, which forums it received."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from essaim.forum.models import Edition, Slot
from essaim.forum.queries.released import public_editions
from essaim.registry.models import Claim, FormerCode, Organisation, Territory
from essaim.website.queries.sessions import released_list

TERRITORY = "registry.territory"
MANY = 200
"""Children and organisations shown on the page itself; a longer list says how many more there are."""
DEPTH = 8
"""Levels above a place: a tree that turns in a circle ends here."""


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    territory: Territory
    above: tuple[Territory, ...]
    """From the country down to its parent."""
    below: tuple[Territory, ...]
    n_below: int
    organisations: tuple[Organisation, ...]
    n_organisations: int
    n_informal: int
    editions: tuple[Edition, ...]
    slots: tuple[Slot, ...]
    former: tuple[FormerCode, ...]
    claims: tuple[Claim, ...]


def found_territory(scheme: str, level: str, code: str) -> Territory:
    """The place of this code now. An old code finds the place it became part of: the caller redirects. One or two statements, or 404."""
    territories = Territory.objects.select_related("parent", "intermunicipal", "source")
    territory = territories.filter(scheme=scheme, level=level, code=code).first()
    if territory is None:
        former = FormerCode.objects.filter(scheme=scheme, level=level, code=code).order_by("pk").values("territory")[:1]
        territory = territories.filter(pk__in=former).first()
    if territory is None:
        raise Http404(f"no territory {scheme}/{level}/{code}")
    return territory


def territory_page(territory: Territory) -> TerritoryPage:
    """Places below by code, organisations by address name, editions newest first. At most ten statements and one a level above."""
    below = Territory.objects.filter(Q(parent=territory) | Q(intermunicipal=territory))
    organisations = territory.organisations.all()
    speaking = (
        Q(appearances__country=territory)
        | Q(appearances__organisation__territory=territory)
        | Q(involvements__organisation__territory=territory)
    )
    return TerritoryPage(
        territory=territory,
        above=above(territory),
        below=tuple(below.order_by("level", "code")[:MANY]),
        n_below=below.count(),
        organisations=tuple(organisations.order_by("slug")[:MANY]),
        n_organisations=organisations.count(),
        n_informal=organisations.filter(kind=Organisation.Kind.INFORMAL_GROUP).count(),
        editions=tuple(public_editions().filter(territory=territory)),
        slots=released_list(speaking),
        former=tuple(territory.former_codes.order_by("code")),
        claims=tuple(
            Claim.objects.filter(kind=TERRITORY, key=str(territory.pk)).select_related("source").order_by("measure", "-is_kept", "pk")
        ),
    )


def above(territory: Territory) -> tuple[Territory, ...]:
    """One statement a level, and no more than DEPTH."""
    found: list[Territory] = []
    parent = territory.parent
    while parent is not None and len(found) < DEPTH:
        found.append(parent)
        parent = parent.parent
    return tuple(reversed(found))


def known_territories() -> QuerySet[Territory]:
    """Places something is known about: an edition, an organisation, a site. By level and code."""
    shown = Q(editions__is_public=True) | Q(organisations__isnull=False)
    return Territory.objects.filter(shown).distinct().order_by("level", "code")
