"""People, organisations, places, goals and published figures."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from essaim.api.schemas.common import GoalRef, OrganisationRef, PersonRef, SourceOut, TerritoryRef
from essaim.api.texts import Texts


class PersonBrief(PersonRef):
    sort_name: str
    is_fictional: bool
    web: Annotated[str, Field(description="Address of the page.")]


class RoleOut(Schema):
    organisation: OrganisationRef
    role: Texts
    start: date | None
    end: date | None
    seen_on: str
    source: SourceOut | None


class AppearanceRef(Schema):
    edition: str
    session: str
    title: Texts
    role: str
    capacity: Texts
    organisation: OrganisationRef | None
    country: TerritoryRef | None
    printed_as: str


class PersonOut(PersonBrief):
    biography: Texts
    website: str
    photo: str | None
    spellings: list[str]
    roles: list[RoleOut]
    appearances: Annotated[list[AppearanceRef], Field(description="In released programmes.")]


class OrganisationBrief(OrganisationRef):
    kind: Annotated[str, Field(description='"" when unknown.')]
    territory: TerritoryRef | None
    website: str
    is_fictional: bool
    web: str


class IdentifierOut(Schema):
    scheme: str
    value: str


class EstablishmentOut(Schema):
    name: Texts
    address: str
    postcode: str
    territory: TerritoryRef | None
    latitude: float | None
    longitude: float | None


class MembershipOut(Schema):
    organisation: OrganisationRef
    start: date | None
    end: date | None
    source: SourceOut | None


class OrganisationOut(OrganisationBrief):
    summary: Texts
    spellings: list[str]
    identifiers: list[IdentifierOut]
    establishments: Annotated[
        list[EstablishmentOut], Field(description="None for an informal group: it is shown by area, never as a point.")
    ]
    networks: list[MembershipOut]
    members: list[MembershipOut]
    people: list[PersonRef]
    source: SourceOut | None


class TerritoryOut(TerritoryRef):
    parent: TerritoryRef | None
    population: int | None
    web: str


class FrameworkOut(Schema):
    code: str
    name: Texts
    source: SourceOut | None


class GoalOut(GoalRef):
    statement: Texts
    parent: GoalRef | None
    web: str


class ClaimOut(Schema):
    about_kind: Annotated[str, Field(description="edition, organisation or territory.")]
    about: Annotated[str, Field(description="Its address name; scheme/level/code for a territory.")]
    measure: str
    value: Annotated[str | None, Field(description="Decimal number; None when the claim is in words.")]
    upper: str | None
    words: str
    unit: str
    qualifier: str
    definition: Texts
    scope: Texts
    said_by: str
    stated_on: str
    state: str
    is_kept: Annotated[bool, Field(description="Our reading: shown first, because its scope is stated.")]
    note: Texts
    source: SourceOut | None
