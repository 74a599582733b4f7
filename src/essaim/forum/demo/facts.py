"""What a demo edition says, read from YAML or generated, before any row is written. An empty field is an unknown one.

Each fact says where it stands (`where`), so that whatever is found wrong with it later can still be located.
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import TypeAlias

Text: TypeAlias = dict[str, str]
"""One text by language code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFact(Fact):
    measure: str
    value: Decimal | None = None
    upper: Decimal | None = None
    words: str = ""
    unit: str = ""
    qualifier: str = ""
    definition: Text = field(default_factory=dict)
    scope: Text = field(default_factory=dict)
    said_by: str
    stated_on: str = ""
    source: str
    state: str = "declared"
    is_kept: bool = False
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFact(Fact):
    slug: str
    name: Text
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFact(Fact):
    slug: str
    name: Text
    capacity: int | None = None
    equipment: tuple[str, ...] = ()
    step_free: bool | None = None
    booths: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFact(Fact):
    slug: str
    name: Text
    use: Text = field(default_factory=dict)
    access: str = ""
    access_note: Text = field(default_factory=dict)
    address: str = ""
    step_free: bool | None = None
    rooms: tuple[RoomFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFact(Fact):
    letter: str
    name: Text = field(default_factory=dict)
    summary: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFact(Fact):
    slug: str
    kind: str
    name: Text
    is_interpreted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFact(Fact):
    organisation: str
    role: str = "partner"
    note: Text = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceFact(Fact):
    person: str
    role: str = "speaker"
    capacity: Text = field(default_factory=dict)
    organisation: str = ""
    country: str = ""
    printed_as: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementFact(Fact):
    organisation: str
    role: str = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact(Fact):
    """When and where, in the edition's own zone."""

    day: date | None = None
    part: str = ""
    start: time | None = None
    end: time | None = None
    site: str = ""
    room: str = ""
    is_day_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFact(Fact):
    body: Text
    rapporteur: str = ""
    is_published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFact(Fact):
    code: str
    title: Text = field(default_factory=dict)
    subtitle: Text = field(default_factory=dict)
    summary: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    state: str = "accepted"
    format: str = ""
    paths: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    language_note: Text = field(default_factory=dict)
    follows: str = ""
    duration_min: int | None = None
    audience: int | None = None
    level: str = ""
    publication: str = ""
    note: Text = field(default_factory=dict)
    people: tuple[AppearanceFact, ...] = ()
    organisations: tuple[InvolvementFact, ...] = ()
    place: PlaceFact = PlaceFact()
    notes: tuple[NoteFact, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFact(Fact):
    session: str
    to: PlaceFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFact(Fact):
    """What is done to the draft before it is released; `days_ago` counts back from the day of loading."""

    note: Text = field(default_factory=dict)
    days_ago: int = 0
    added: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    moved: tuple[MoveFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFact(Fact):
    kind: str
    title: Text
    languages: tuple[str, ...] = ()
    url: str = ""
    note: Text = field(default_factory=dict)
    session: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFact(Fact):
    title: Text
    url: str
    languages: tuple[str, ...] = ()
    duration_min: int | None = None
    session: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFact(Fact):
    """A drawing made by code (essaim.forum.demo.drawings); real editions have none of ours."""

    drawing: int
    alt: Text
    credit: str
    caption: Text = field(default_factory=dict)
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFact(Fact):
    organisation: str
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFact(Fact):
    delegation: Text
    delegation_of: str = ""
    hosts: tuple[HostFact, ...] = ()
    day: date | None = None
    note: Text = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFact(Fact):
    text: Text
    person: str
    session: str = ""
    is_quotation: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact(Fact):
    title: Text
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact(Fact):
    slug: str
    organisation: str
    title: Text
    summary: Text = field(default_factory=dict)
    body: Text = field(default_factory=dict)
    people: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    published_on: date | None = None
    statements: tuple[StatementFact, ...] = ()
    visits: tuple[VisitFact, ...] = ()
    downloads: tuple[DownloadFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFact(Fact):
    slug: str
    series: SeriesFact
    name: Text
    short_name: str = ""
    number: int | None = None
    number_note: Text = field(default_factory=dict)
    theme: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    territory: str = ""
    place: Text = field(default_factory=dict)
    starts_on: date
    ends_on: date
    time_zone: str = "Europe/Paris"
    languages: tuple[str, ...]
    entry: Text = field(default_factory=dict)
    website: str = ""
    is_online: bool = False
    is_fictional: bool = False
    source: str = ""
    sites: tuple[SiteFact, ...] = ()
    paths: tuple[PathFact, ...] = ()
    formats: tuple[FormatFact, ...] = ()
    partners: tuple[PartnerFact, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    releases: tuple[ReleaseFact, ...] = (ReleaseFact(),)
    pending: tuple[MoveFact, ...] = ()
    claims: tuple[ClaimFact, ...] = ()
    visits: tuple[VisitFact, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    downloads: tuple[DownloadFact, ...] = ()
    videos: tuple[VideoFact, ...] = ()
    photos: tuple[PhotoFact, ...] = ()
