"""Rows of the registry as answers. No statement: what is named must be preloaded."""

from collections.abc import Iterable

from essaim.api.making.common import (
    file_of,
    goal_ref,
    organisation_ref,
    organisation_ref_or_none,
    person_ref,
    source_of,
    territory_ref,
    web,
)
from essaim.api.schemas.registry import (
    AppearanceRef,
    ClaimOut,
    EstablishmentOut,
    FrameworkOut,
    GoalOut,
    IdentifierOut,
    MembershipOut,
    OrganisationBrief,
    OrganisationOut,
    PersonBrief,
    PersonOut,
    RoleOut,
    TerritoryOut,
)
from essaim.api.texts import texts
from essaim.forum.models import Appearance
from essaim.registry.models import Affiliation, Claim, Establishment, Framework, Goal, Membership, Organisation, Person, Territory
from essaim.registry.queries.organisation import OrganisationProfile
from essaim.registry.queries.person import PublicPerson


def person_brief(person: Person) -> PersonBrief:
    return PersonBrief(
        slug=person.slug,
        name=person.name,
        sort_name=person.sort_name,
        is_fictional=person.is_fictional,
        web=web("website:person", person.slug),
    )


def person_out(profile: PublicPerson, appearances: Iterable[Appearance], lang: str) -> PersonOut:
    return PersonOut(
        **dict(person_brief(profile.person)),
        biography=texts(profile.biography, lang),
        website=profile.website,
        photo=file_of(profile.photo),
        spellings=[each.name for each in profile.spellings],
        roles=[role_out(each, lang) for each in profile.affiliations],
        appearances=[appearance_ref(each, lang) for each in appearances],
    )


def role_out(affiliation: Affiliation, lang: str) -> RoleOut:
    return RoleOut(
        organisation=organisation_ref(affiliation.organisation, lang),
        role=texts(affiliation.role, lang),
        start=affiliation.start,
        end=affiliation.end,
        seen_on=affiliation.seen_on,
        source=source_of(affiliation.source),
    )


def appearance_ref(appearance: Appearance, lang: str) -> AppearanceRef:
    return AppearanceRef(
        edition=appearance.session.edition.slug,
        session=appearance.session.code,
        title=texts(appearance.session.title, lang),
        role=appearance.role,
        capacity=texts(appearance.capacity, lang),
        organisation=organisation_ref_or_none(appearance.organisation, lang),
        country=territory_ref(appearance.country, lang),
        printed_as=appearance.printed_as,
    )


def organisation_brief(organisation: Organisation, lang: str) -> OrganisationBrief:
    return OrganisationBrief(
        **dict(organisation_ref(organisation, lang)),
        kind=organisation.kind,
        territory=territory_ref(organisation.territory, lang),
        website=organisation.website,
        is_fictional=organisation.is_fictional,
        web=web("website:organisation", organisation.slug),
    )


def organisation_out(profile: OrganisationProfile, lang: str) -> OrganisationOut:
    organisation = profile.organisation
    return OrganisationOut(
        **dict(organisation_brief(organisation, lang)),
        summary=texts(organisation.summary, lang),
        spellings=[each.name for each in profile.spellings],
        identifiers=[IdentifierOut(scheme=each.scheme, value=each.value) for each in profile.identifiers],
        establishments=[establishment_out(each, lang) for each in profile.establishments],
        networks=[membership_out(each, each.network, lang) for each in profile.memberships],
        members=[membership_out(each, each.member, lang) for each in profile.members],
        people=[person_ref(each.person) for each in profile.people],
        source=source_of(organisation.source),
    )


def establishment_out(each: Establishment, lang: str) -> EstablishmentOut:
    return EstablishmentOut(
        name=texts(each.name, lang),
        address=each.address,
        postcode=each.postcode,
        territory=territory_ref(each.territory, lang),
        latitude=float(each.latitude) if each.latitude is not None else None,
        longitude=float(each.longitude) if each.longitude is not None else None,
    )


def membership_out(each: Membership, other: Organisation, lang: str) -> MembershipOut:
    return MembershipOut(organisation=organisation_ref(other, lang), start=each.start, end=each.end, source=source_of(each.source))


def territory_out(territory: Territory, lang: str) -> TerritoryOut:
    return TerritoryOut(
        scheme=territory.scheme,
        level=territory.level,
        code=territory.code,
        name=texts(territory.name, lang),
        parent=territory_ref(territory.parent, lang),
        population=territory.population,
        web=web("website:territory", territory.scheme, territory.level, territory.code),
    )


def framework_out(framework: Framework, lang: str) -> FrameworkOut:
    return FrameworkOut(code=framework.code, name=texts(framework.name, lang), source=source_of(framework.source))


def goal_out(goal: Goal, lang: str) -> GoalOut:
    return GoalOut(
        **dict(goal_ref(goal, lang)),
        statement=texts(goal.statement, lang),
        parent=goal_ref(goal.parent, lang) if goal.parent else None,
        web=web("website:goal", goal.framework.code, goal.code),
    )


def claim_out(claim: Claim, about_kind: str, about: str, lang: str) -> ClaimOut:
    return ClaimOut(
        about_kind=about_kind,
        about=about,
        measure=claim.measure,
        value=plain(claim.value),
        upper=plain(claim.upper),
        words=claim.words,
        unit=claim.unit,
        qualifier=claim.qualifier,
        definition=texts(claim.definition, lang),
        scope=texts(claim.scope, lang),
        said_by=claim.said_by,
        stated_on=claim.stated_on,
        state=claim.state,
        is_kept=claim.is_kept,
        note=texts(claim.note, lang),
        source=source_of(claim.source),
    )


def plain(value: object) -> str | None:
    """1500.0000 → "1500"; the same on every database."""
    return None if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
