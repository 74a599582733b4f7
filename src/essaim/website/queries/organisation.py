"""What is public about an organisation: its part in editions and sessions, its members, its people, its figures."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from essaim.forum.models import Partner, Path, Report, Slot, VisitHost
from essaim.registry.models import Affiliation, Claim, Identifier, Membership, Organisation, OrganisationName
from essaim.website.queries.sessions import released_list

ORGANISATION = "registry.organisation"


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisation: Organisation
    names: tuple[OrganisationName, ...]
    identifiers: tuple[Identifier, ...]
    networks: tuple[Membership, ...]
    """What it belongs to."""
    members: tuple[Membership, ...]
    """What belongs to it."""
    people: tuple[Affiliation, ...]
    partnerships: tuple[Partner, ...]
    slots: tuple[Slot, ...]
    paths: tuple[Path, ...]
    reports: tuple[Report, ...]
    received: tuple[VisitHost, ...]
    claims: tuple[Claim, ...]


def public_organisations() -> QuerySet[Organisation]:
    """All of them: the register is public. By address name; lists are sorted in the reader's language by the page."""
    return Organisation.objects.select_related("territory").order_by("slug")


def public_organisation(slug: str) -> Organisation:
    """Preloads territory and source: one statement, or 404."""
    organisation = Organisation.objects.filter(slug=slug).select_related("territory__parent", "source").first()
    if organisation is None:
        raise Http404(f"no organisation {slug!r}")
    return organisation


def organisation_page(organisation: Organisation) -> OrganisationPage:
    """Newest first where there is a date, else by name. Thirteen statements whatever the number of rows."""
    public = Q(edition__is_public=True)
    in_sessions = Q(involvements__organisation=organisation) | Q(appearances__organisation=organisation)
    claims = Claim.objects.filter(kind=ORGANISATION, key=str(organisation.pk)).select_related("source")
    received = VisitHost.objects.filter(organisation=organisation, visit__edition__is_public=True)
    return OrganisationPage(
        organisation=organisation,
        names=tuple(organisation.other_names.select_related("source").order_by("name")),
        identifiers=tuple(organisation.identifiers.order_by("scheme", "value")),
        networks=tuple(organisation.memberships.select_related("network", "source").order_by("network__slug")),
        members=tuple(organisation.members.select_related("member", "source").order_by("member__slug")),
        people=public_roles(organisation),
        partnerships=tuple(
            organisation.partnerships.filter(public).select_related("edition", "source").order_by("-edition__starts_on", "pk")
        ),
        slots=released_list(in_sessions),
        paths=tuple(organisation.led_paths.filter(public).select_related("edition").order_by("-edition__starts_on", "letter")),
        reports=tuple(organisation.reports.filter(public, is_public=True).select_related("edition").order_by("-edition__starts_on", "pk")),
        received=tuple(received.select_related("visit__edition", "visit__report").order_by("-visit__edition__starts_on", "pk")),
        claims=tuple(claims.order_by("measure", "-is_kept", "pk")),
    )


def public_roles(organisation: Organisation) -> tuple[Affiliation, ...]:
    """People with a public page, by name. One statement."""
    people = Affiliation.objects.filter(organisation=organisation, person__is_public=True).select_related("person", "source")
    return tuple(people.order_by("person__sort_name", "person__name", "-start", "pk"))
