"""Editions, programmes, reports and media."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from essaim.api.schemas.common import GoalRef, OrganisationRef, PersonRef, SourceOut, TerritoryRef
from essaim.api.texts import Texts


class SeriesOut(Schema):
    slug: str
    name: Texts
    organisation: OrganisationRef | None


class EditionBrief(Schema):
    slug: str
    series: str
    name: Texts
    short_name: str
    number: Annotated[int | None, Field(description="None: unknown or disputed.")]
    starts_on: date
    ends_on: date
    time_zone: str
    languages: list[str]
    territory: TerritoryRef | None
    place: Texts
    is_online: bool
    is_fictional: bool
    web: Annotated[str, Field(description="Address of the page.")]


class PartnerOut(Schema):
    organisation: OrganisationRef
    role: str
    note: Texts


class EditionOut(EditionBrief):
    number_note: Texts
    theme: Texts
    description: Texts
    entry: Texts
    website: str
    partners: list[PartnerOut]
    version: Annotated[int | None, Field(description="The last release of the programme; None: none yet.")]
    released_at: datetime | None
    exports: Annotated[dict[str, str], Field(description="The programme as files: format → address.")]
    source: SourceOut | None


class RoomOut(Schema):
    site: str
    slug: str
    name: Texts
    capacity: int | None
    equipment: list[str]
    step_free: bool | None
    booths: int | None


class SiteOut(Schema):
    slug: str
    name: Texts
    use: Texts
    access: Annotated[str, Field(description='pass, registration, free; "" when unknown.')]
    access_note: Texts
    address: str
    territory: TerritoryRef | None
    latitude: float | None
    longitude: float | None
    step_free: bool | None
    rooms: list[RoomOut]


class PathOut(Schema):
    letter: str
    name: Annotated[Texts, Field(description="Empty when the name was not found.")]
    summary: Texts
    note: Texts
    leads: list[OrganisationRef]
    source: SourceOut | None
    web: str


class FormatOut(Schema):
    slug: str
    kind: str
    name: Texts
    is_interpreted: bool | None


class SlotOut(Schema):
    """When and where; each part may be unknown (null or empty)."""

    day: date | None
    part: Annotated[str, Field(description='morning, afternoon, evening; "" when unknown or said by the hour.')]
    starts_at: datetime | None
    ends_at: datetime | None
    room: str | None
    site: str | None
    is_day_inferred: bool
    sequence: Annotated[int, Field(description="iCalendar's SEQUENCE: how often a release changed it.")]


class ReleasedSlotOut(SlotOut):
    session: str
    title: Texts
    state: str


class VersionOut(Schema):
    number: int
    released_at: datetime | None
    note: Texts
    n_sessions: int


class SpeakerOut(Schema):
    person: PersonRef
    role: str
    capacity: Texts
    organisation: OrganisationRef | None
    country: TerritoryRef | None
    printed_as: str


class InvolvementOut(Schema):
    organisation: OrganisationRef
    role: str


class SessionOut(Schema):
    edition: str
    code: str
    guid: UUID
    title: Annotated[Texts, Field(description="Empty when the title was not found.")]
    subtitle: Texts
    summary: Texts
    description: Texts
    state: Annotated[str, Field(description="accepted or cancelled.")]
    format: str | None
    paths: list[str]
    goals: list[GoalRef]
    spoken: list[str]
    interpreted: list[str]
    language_note: Texts
    slot: SlotOut
    duration_min: int | None
    people: list[SpeakerOut]
    organisations: list[InvolvementOut]
    follows: Annotated[str | None, Field(description="Code of the session it continues.")]
    audience: int | None
    level: str
    publication: str
    note: Texts
    source: SourceOut | None
    changed_at: datetime
    web: str


class DownloadOut(Schema):
    kind: str
    title: Texts
    languages: list[str]
    url: Annotated[str, Field(description='"" when the document is attested but its address was not found.')]
    note: Texts
    session: str | None
    report: str | None
    source: SourceOut | None


class PhotoOut(Schema):
    url: str
    thumbnail: str | None
    alt: Texts
    credit: str
    caption: Texts
    taken_on: date | None
    session: str | None
    web: str


class VideoOut(Schema):
    title: Texts
    url: str
    languages: list[str]
    duration_min: int | None
    session: str | None
    source: SourceOut | None


class NoteOut(Schema):
    session: str
    rapporteur: PersonRef | None
    body: Texts
    changed_at: datetime


class ReportBrief(Schema):
    edition: str
    slug: str
    title: Texts
    organisation: OrganisationRef
    published_on: date | None
    web: str


class StatementOut(Schema):
    text: Texts
    person: PersonRef | None
    session: str | None
    is_quotation: bool
    source: SourceOut | None


class VisitOut(Schema):
    delegation: Texts
    delegation_of: OrganisationRef | None
    hosts: list[OrganisationRef]
    day: date | None
    note: Texts
    source: SourceOut | None


class LinkOut(Schema):
    title: Texts
    url: str
    language: str


class ReportOut(ReportBrief):
    summary: Texts
    body: Texts
    people: list[PersonRef]
    sessions: list[str]
    statements: list[StatementOut]
    visits: list[VisitOut]
    downloads: list[DownloadOut]
    links: list[LinkOut]
    source: SourceOut | None


class HitOut(Schema):
    kind: str
    title: Annotated[dict[str, str], Field(description="Language → text, as the reader gets it.")]
    context: dict[str, str]
    excerpt: dict[str, str]
    names: list[str]
    edition: str | None
    web: str
