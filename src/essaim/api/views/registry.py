"""People, organisations, places, goals and published figures."""

from typing import Annotated, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from essaim.api import queries
from essaim.api.making import registry as make
from essaim.api.paging import Asked, Listed, Reading, Window, listed, window
from essaim.api.schemas.registry import (
    ClaimOut,
    FrameworkOut,
    GoalOut,
    OrganisationBrief,
    OrganisationOut,
    PersonBrief,
    PersonOut,
    TerritoryOut,
)
from essaim.api.views.editions import MISSING
from essaim.forum.models import Appearance
from essaim.forum.queries.organisations import public_organisations
from essaim.forum.queries.people import listed_people
from essaim.forum.queries.released import on_public_bill, public_slots
from essaim.registry.models import Framework, Goal, Territory
from essaim.registry.queries.organisation import organisation_profile
from essaim.registry.queries.person import public_profile
from essaim.registry.queries.territory import find_territory

router = Router(tags=["Registry"])


@router.get("/people", response=Listed[PersonBrief], summary="People with a public page")
def list_people(request: HttpRequest, asked: Query[Asked]) -> Window[PersonBrief]:
    """Who stands in a released programme, a public report or an attested role. By the name to sort by."""
    return listed(request, listed_people(), asked, make.person_brief)


@router.get("/people/{slug}", response={200: PersonOut, **MISSING}, summary="One person")
def show_person(request: HttpRequest, slug: str, asked: Query[Reading]) -> PersonOut:
    """What the person or a source made public; never an e-mail address or a telephone number."""
    profile = public_profile(slug)
    if profile is None or not listed_people().filter(pk=profile.person.pk).exists():
        raise Http404(f"no public person {slug!r}")
    released = public_slots().order_by().values("session_id")
    appearances = (
        Appearance.objects.filter(on_public_bill(), person=profile.person, session__in=released)
        .exclude(role=Appearance.Role.CONTACT)
        .select_related("session__edition", "organisation", "country")
        .order_by("-session__edition__starts_on", "session_id", "place", "pk")
    )
    return make.person_out(profile, appearances, asked.lang)


class OrganisationsAsked(Asked):
    kind: str = ""
    territory: Annotated[str, Field(description="scheme/level/code of the territory it stands in.")] = ""


@router.get("/organisations", response=Listed[OrganisationBrief], summary="Organisations")
def list_organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> Window[OrganisationBrief]:
    """By address name."""
    rows = public_organisations().select_related("territory").order_by("slug")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.territory:
        scheme, level, code = [*asked.territory.split("/"), "", "", ""][:3]
        rows = rows.filter(territory__scheme=scheme, territory__level=level, territory__code=code)
    return listed(request, rows, asked, lambda row: make.organisation_brief(row, asked.lang))


@router.get("/organisations/{slug}", response={200: OrganisationOut, **MISSING}, summary="One organisation")
def show_organisation(request: HttpRequest, slug: str, asked: Query[Reading]) -> OrganisationOut:
    profile = organisation_profile(slug)
    if profile is None or not public_organisations().filter(pk=profile.organisation.pk).exists():
        raise Http404(f"no organisation {slug!r}")
    return make.organisation_out(profile, asked.lang)


class TerritoriesAsked(Asked):
    scheme: str = ""
    level: str = ""
    parent: Annotated[str, Field(description="Code of the territory it is part of.")] = ""


@router.get("/territories", response=Listed[TerritoryOut], summary="Territories")
def list_territories(request: HttpRequest, asked: Query[TerritoriesAsked]) -> Window[TerritoryOut]:
    """By scheme, level and code: region 75 and département 75 are two."""
    wanted = {"scheme": asked.scheme, "level": asked.level, "parent__code": asked.parent}
    rows = Territory.objects.filter(**{name: value for name, value in wanted.items() if value})
    return listed(
        request, rows.select_related("parent").order_by("scheme", "level", "code"), asked, lambda row: make.territory_out(row, asked.lang)
    )


@router.get("/territories/{scheme}/{level}/{code}", response={200: TerritoryOut, **MISSING}, summary="One territory")
def show_territory(request: HttpRequest, scheme: str, level: str, code: str, asked: Query[Reading]) -> TerritoryOut:
    """A former code gives the territory of today."""
    territory = find_territory(scheme, level, code)
    if territory is None:
        raise Http404(f"no territory {scheme}/{level}/{code}")
    return make.territory_out(territory, asked.lang)


@router.get("/frameworks", response=Listed[FrameworkOut], summary="Frameworks of goals")
def list_frameworks(request: HttpRequest, asked: Query[Asked]) -> Window[FrameworkOut]:
    rows = Framework.objects.select_related("source").order_by("pk")
    return listed(request, rows, asked, lambda row: make.framework_out(row, asked.lang))


class GoalsAsked(Asked):
    kind: Annotated[str, Field(description="goal, target or indicator.")] = ""
    parent: Annotated[str, Field(description="Code of the goal it stands under.")] = ""


@router.get("/frameworks/{framework}/goals", response={200: Listed[GoalOut], **MISSING}, summary="Goals of a framework")
def list_goals(request: HttpRequest, framework: str, asked: Query[GoalsAsked]) -> Window[GoalOut]:
    """Goals, targets and indicators in their place."""
    row = Framework.objects.filter(code=framework).first()
    if row is None:
        raise Http404(f"no framework {framework!r}")
    wanted = Q(**{name: value for name, value in {"kind": asked.kind, "parent__code": asked.parent}.items() if value})
    rows = Goal.objects.filter(wanted, framework=row).select_related("framework", "parent__framework").order_by("place", "pk")
    return listed(request, rows, asked, lambda goal: make.goal_out(goal, asked.lang))


class ClaimsAsked(Asked):
    about_kind: Annotated[Literal["", "edition", "organisation", "territory"], Field(description="What the figures are about.")] = ""
    about: Annotated[str, Field(description="Its address name (scheme/level/code for a territory); needs about_kind.")] = ""
    measure: Annotated[str, Field(description="participants, registered, countries, sessions…")] = ""


@router.get("/claims", response=Listed[ClaimOut], summary="Published figures")
def list_claims(request: HttpRequest, asked: Query[ClaimsAsked]) -> Window[ClaimOut]:
    """Competing claims stand side by side, ours first, with who says so; they are never averaged."""
    rows = queries.claims()
    if asked.about_kind:
        rows = rows.filter(kind=queries.stored_kind(asked.about_kind))
        if asked.about:
            kind, key = queries.subject_key(asked.about_kind, asked.about)
            rows = rows.filter(kind=kind, key=key)
    if asked.measure:
        rows = rows.filter(measure=asked.measure)
    count = rows.order_by().count()
    page = list(rows[(asked.page - 1) * asked.size : asked.page * asked.size])
    names = queries.subjects(page)
    made = [make.claim_out(claim, queries.ABOUT[claim.kind], names.get((claim.kind, claim.key), ""), asked.lang) for claim in page]
    return window(request, count, asked, made)
