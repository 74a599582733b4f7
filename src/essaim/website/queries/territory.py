"""What is known about a place: what it is part of, what is part of it, who works there, which forums it received."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from essaim.forum.models import Appearance, Edition, Slot
from essaim.forum.queries.organisations import public_organisations
from essaim.forum.queries.released import on_public_bill, public_editions
from essaim.registry.models import FormerCode, Organisation, Territory
from essaim.registry.queries.claim import Measure, claims_about
from essaim.registry.queries.territory import ancestors, children, within
from essaim.website.queries.sessions import released_list, released_where

TERRITORY = "registry.territory"
MANY = 120
"""Places below, organisations and sessions shown on the page itself; the page says how many more there are."""


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    territory: Territory
    above: tuple[Territory, ...]
    """From the country down to its parent."""
    below: tuple[Territory, ...]
    n_below: int
    organisations: tuple[Organisation, ...]
    """In the place itself and in all below it."""
    n_organisations: int
    n_informal: int
    editions: tuple[Edition, ...]
    slots: tuple[Slot, ...]
    n_slots: int
    former: tuple[FormerCode, ...]
    measures: tuple[Measure, ...]


def territory_page(territory: Territory) -> TerritoryPage:
    """Places below by code, organisations by address name, editions newest first. Eleven statements whatever the number of rows."""
    here = within(territory).values("pk")
    below = children(territory)
    organisations = public_organisations().filter(territory__in=here)
    counts = organisations.aggregate(all=Count("pk"), informal=Count("pk", filter=Q(kind=Organisation.Kind.INFORMAL_GROUP)))
    bills = Appearance.objects.filter(on_public_bill())
    speaking = (
        Q(pk__in=bills.filter(country=territory).values("session"))
        | Q(pk__in=bills.filter(organisation__territory__in=here).values("session"))
        | Q(involvements__organisation__territory__in=here)
    )
    return TerritoryPage(
        territory=territory,
        above=tuple(ancestors(territory)),
        below=tuple(below[:MANY]),
        n_below=below.count(),
        organisations=tuple(organisations.order_by("slug")[:MANY]),
        n_organisations=counts["all"],
        n_informal=counts["informal"],
        editions=tuple(public_editions().filter(territory__in=here)),
        slots=released_list(speaking, MANY),
        n_slots=released_where(speaking).count(),
        former=tuple(territory.former_codes.order_by("code")),
        measures=tuple(claims_about(TERRITORY, territory.pk)),
    )


def known_territories() -> QuerySet[Territory]:
    """Places something is known about: a public edition, an organisation, a speaker's country. By level and code: one statement."""
    shown = Q(editions__is_public=True) | Q(organisations__isnull=False)
    return Territory.objects.filter(shown).distinct().order_by("level", "code")
