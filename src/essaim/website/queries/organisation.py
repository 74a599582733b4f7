"""What is public about an organisation: the registry's profile, its part in editions and sessions, its figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from essaim.forum.models import Appearance, Partner, Path, Report, Slot, VisitHost
from essaim.forum.queries.released import on_public_bill
from essaim.registry.queries.claim import Measure, claims_about
from essaim.registry.queries.organisation import OrganisationProfile
from essaim.website.queries.attested import attested_at
from essaim.website.queries.sessions import released_list

ORGANISATION = "registry.organisation"


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    profile: OrganisationProfile
    partnerships: tuple[Partner, ...]
    slots: tuple[Slot, ...]
    paths: tuple[Path, ...]
    reports: tuple[Report, ...]
    received: tuple[VisitHost, ...]
    measures: tuple[Measure, ...]
    attested: Mapping[str, str]
    """What to say for a role's `seen_on`."""


def organisation_page(profile: OrganisationProfile) -> OrganisationPage:
    """Newest edition first. Eight statements whatever the number of rows, beside the profile's own."""
    organisation, public = profile.organisation, Q(edition__is_public=True)
    bills = Appearance.objects.filter(on_public_bill(), organisation=organisation)
    in_sessions = Q(involvements__organisation=organisation) | Q(pk__in=bills.values("session"))
    received = VisitHost.objects.filter(organisation=organisation, visit__edition__is_public=True)
    return OrganisationPage(
        profile=profile,
        partnerships=tuple(
            organisation.partnerships.filter(public).select_related("edition", "source").order_by("-edition__starts_on", "pk")
        ),
        slots=released_list(in_sessions),
        paths=tuple(organisation.led_paths.filter(public).select_related("edition").order_by("-edition__starts_on", "letter")),
        reports=tuple(organisation.reports.filter(public, is_public=True).select_related("edition").order_by("-edition__starts_on", "pk")),
        received=tuple(received.select_related("visit__edition", "visit__report").order_by("-visit__edition__starts_on", "pk")),
        measures=tuple(claims_about(ORGANISATION, organisation.pk)),
        attested=attested_at(profile.people, get_language() or "en"),
    )
