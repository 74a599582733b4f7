"""A session as one file tells it, before it is judged: every reader makes drafts, `assembly` makes sessions of them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from essaim.forum.interchange.document import Link, Participation, Recording, State, Texts
from essaim.forum.interchange.findings import Place


@dataclass(slots=True)
class Draft:
    place: Place
    uid: str = ""
    guid: str = ""
    number: str = ""
    code: str = ""
    slug: str = ""
    title: Texts = field(default_factory=dict)
    subtitle: Texts = field(default_factory=dict)
    abstract: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    spoken: str = ""
    interpreted: str = ""
    paths: tuple[str, ...] = ()
    """Names or slugs."""
    format: str = ""
    goals: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    people: list[Participation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attachments: list[Link] = field(default_factory=list)
    day: date | None = None
    clock: time | None = None
    """The hour it starts, beside or instead of `start`."""
    clock_end: time | None = None
    start: datetime | None = None
    """Aware, or naive in the edition's zone."""
    end: datetime | None = None
    lasts: timedelta | None = None
    room: str = ""
    site: str = ""
    recording: Recording = field(default_factory=Recording)
    state: State = State.CONFIRMED
    url: str = ""
    feedback_url: str = ""
    origin_url: str = ""
    logo: str = ""
    follows: str = ""
    expected_audience: int | None = None
    sequence: int = 0
    modified: datetime | None = None
