"""Organisations with all that is public about them."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from essaim.registry.models import Affiliation, Establishment, Identifier, Membership, Organisation, OrganisationName, Territory
from essaim.registry.queries.territory import breadcrumb


@dataclass(frozen=True, slots=True)
class OrganisationProfile:
    organisation: Organisation
    breadcrumb: tuple[Territory, ...]
    spellings: tuple[OrganisationName, ...]
    identifiers: tuple[Identifier, ...]
    establishments: tuple[Establishment, ...]
    """None for an informal group: it is shown by area, never as a point."""
    memberships: tuple[Membership, ...]
    """The networks it belongs to, those of today first."""
    members: tuple[Membership, ...]
    """The organisations that belong to it."""
    people: tuple[Affiliation, ...]
    """Roles of people with a public page that they or a source made public."""


def find_organisation(slug: str) -> Organisation | None:
    """By the address name, or by one that was merged into it: one statement, or two."""
    found = Organisation.objects.filter(slug=slug).select_related("territory", "source").first()
    return found or Organisation.objects.filter(former_slugs__slug=slug).select_related("territory", "source").first()


def organisation_profile(slug: str) -> OrganisationProfile | None:
    """Eight statements for an organisation in a département, whatever the number of rows; None when there is none of that name."""
    organisation = find_organisation(slug)
    if organisation is None:
        return None
    is_area = organisation.kind == Organisation.Kind.INFORMAL_GROUP
    return OrganisationProfile(
        organisation=organisation,
        breadcrumb=tuple(breadcrumb(organisation.territory)) if organisation.territory else (),
        spellings=tuple(organisation.other_names.select_related("source").order_by("name")),
        identifiers=tuple(organisation.identifiers.order_by("scheme", "value")),
        establishments=() if is_area else tuple(organisation.establishments.select_related("territory").order_by("pk")),
        memberships=tuple(organisation.memberships.select_related("network", "source").order_by("end", "start", "network__slug")),
        members=tuple(organisation.members.select_related("member__territory", "source").order_by("end", "member__slug")),
        people=tuple(public_people_of(organisation)),
    )


def public_people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """One statement."""
    is_said = Q(source__isnull=False) | Q(is_own_statement=True) | Q(person__is_fictional=True)
    found = organisation.affiliations.filter(is_said, person__is_public=True).select_related("person", "source")
    return found.order_by("end", "person__sort_name", "person__name", "pk")


def organisations() -> QuerySet[Organisation]:
    """All, with territory and networks, for lists: two statements when read."""
    networks = Prefetch("memberships", Membership.objects.select_related("network"))
    return Organisation.objects.select_related("territory").prefetch_related(networks).order_by("slug")
