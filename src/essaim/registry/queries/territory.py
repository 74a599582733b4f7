"""Territories: found by code, their ancestors and children."""

from django.db.models import QuerySet

from essaim.registry.models import FormerCode, Territory

LEVELS_UP = 8
"""No chain of parents is longer (municipality → département → region → country is four)."""


def find_territory(scheme: str, level: str, code: str) -> Territory | None:
    """The territory of that code, or the one a former code leads to: one statement, or two. None when neither is known."""
    current = Territory.objects.filter(scheme=scheme, level=level, code=code).first()
    if current:
        return current
    former = FormerCode.objects.filter(scheme=scheme, level=level, code=code).select_related("territory").order_by("pk").first()
    return former.territory if former else None


def ancestors(territory: Territory) -> list[Territory]:
    """From the country down to its parent: one statement, joined upwards."""
    if territory.parent_id is None:
        return []
    chain = Territory.objects.select_related("__".join(["parent"] * LEVELS_UP)).get(pk=territory.parent_id)
    found = [chain]
    while found[-1].parent_id is not None and found[-1].parent is not None:
        found.append(found[-1].parent)
    return found[::-1]


def breadcrumb(territory: Territory) -> list[Territory]:
    """Ancestors and the territory itself: one statement, none for a country."""
    return [*ancestors(territory), territory]


def children(territory: Territory) -> QuerySet[Territory]:
    """Directly under it, by level and code; one statement, unread. An EPCI's are its municipalities."""
    if territory.level == Territory.Level.INTERMUNICIPAL:
        return territory.members.order_by("code")
    return territory.children.order_by("level", "code")


def within(territory: Territory) -> QuerySet[Territory]:
    """The territory and all below it, as a condition for other queries (organisations in Nouvelle-Aquitaine). Adds no statement of its own."""
    if territory.level == Territory.Level.INTERMUNICIPAL:
        return Territory.objects.filter(pk=territory.pk) | Territory.objects.filter(intermunicipal=territory)
    found = Territory.objects.filter(pk=territory.pk)
    path = "parent"
    for _ in range(4):
        found = found | Territory.objects.filter(**{path: territory})
        path += "__parent"
    return found


def countries() -> QuerySet[Territory]:
    """All countries by code: one statement. Sort by name at the edge, in the reader's language."""
    return Territory.objects.filter(scheme=Territory.Scheme.ISO, level=Territory.Level.COUNTRY).order_by("code")
