"""A schedule document: all we know of an edition's programme, apart from any file format and from the database.

Day, hour and room of a session may each be None: unknown, and unknown it stays. A text whose language is unknown stands under the
language "". Nothing here holds an e-mail address or a telephone number, and nothing ever shall: the writers are public.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

Texts = dict[str, str]
"""BCP 47 language → text; "" is a text without a language."""


class State(StrEnum):
    """What stands behind a session: iCalendar's STATUS and schema.org's eventStatus."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    LEAD = "lead"
    RAPPORTEUR = "rapporteur"
    CONTACT = "contact"
    ORGANISER = "organiser"


ON_STAGE = frozenset({Role.SPEAKER, Role.MODERATOR, Role.LEAD, Role.RAPPORTEUR})
"""The roles that schedule.xml, schedule.json, iCalendar and JSON-LD show; spreadsheets hold every role."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address outside, or a file to download (an attachment)."""

    url: str
    title: str = ""
    kind: str = ""
    """slides, paper, web, blog, article, media, related, activitypub, or the source's own word."""


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one session, in the capacity and for the organisation and country they speak for *there*."""

    name: str
    role: Role = Role.SPEAKER
    capacity: str = ""
    organisation: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2 where known, else as the source prints it."""
    key: str = ""
    """The source's own id of the person: a number (frab) or a code (pretalx)."""
    guid: UUID | None = None
    url: str = ""
    biography: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    licence: str = ""
    opt_out: bool | None = None
    """True: may not be recorded. None: not said."""
    no_stream: bool | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One place of the venue; its name is its identity within the document."""

    name: str
    address: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A room; (site, name) is its identity: two sites may each have a "Salle 1"."""

    name: str
    site: str | None = None
    capacity: int | None = None
    guid: UUID | None = None
    description: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Path:
    slug: str
    name: Texts = field(default_factory=dict)
    """Empty when the name is unknown (7 of Niort's 13 are known)."""
    letter: str = ""
    colour: str = ""
    """#rrggbb or empty."""


@dataclass(frozen=True, slots=True)
class Format:
    slug: str
    name: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme; it may end in the morning after (`start`/`end` as the source says, None: derived)."""

    date: date
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    uid: str
    """Stable id as text: what iCalendar calls UID."""
    guid: UUID
    """Stable id across systems; given by the source or derived from the uid, always the same."""
    title: Texts = field(default_factory=dict)
    subtitle: Texts = field(default_factory=dict)
    abstract: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """Slugs of `Document.paths`, the main one first."""
    format: str | None = None
    """Slug of one of `Document.formats`."""
    goals: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    people: tuple[Participation, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    day: date | None = None
    """The day of the programme: 01:30 in the night may belong to the day before."""
    start: datetime | None = None
    """Aware, in the edition's zone when it is known."""
    end: datetime | None = None
    room: str | None = None
    site: str | None = None
    recording: Recording = field(default_factory=Recording)
    state: State = State.CONFIRMED
    url: str = ""
    feedback_url: str = ""
    origin_url: str = ""
    logo: str = ""
    number: int | None = None
    """The legacy numeric id of frab and pretalx."""
    code: str = ""
    """pretalx's short code."""
    slug: str = ""
    follows: str | None = None
    """The uid of the session this one continues."""
    expected_audience: int | None = None
    sequence: int = 0
    """How often day, hour, place or state have changed since first published (iCalendar's SEQUENCE)."""
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    title: Texts = field(default_factory=dict)
    acronym: str = ""
    start: date | None = None
    end: date | None = None
    zone: str = ""
    """IANA name; "" when unknown: then the sessions' times carry fixed offsets."""
    version: str = ""
    """The released version's name."""
    url: str = ""
    base_url: str = ""
    logo: str = ""
    colour: str = ""
    venue: str = ""
    city: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    day_change: time = time(0, 0)
    """The hour a programme day begins: frab's day_change, pretalx's 04:00."""
    timeslot_min: int = 5


@dataclass(frozen=True, slots=True)
class Document:
    edition: Edition = field(default_factory=Edition)
    days: tuple[Day, ...] = ()
    sites: tuple[Site, ...] = ()
    rooms: tuple[Room, ...] = ()
    paths: tuple[Path, ...] = ()
    formats: tuple[Format, ...] = ()
    sessions: tuple[Session, ...] = ()

    def only(self, sessions: Iterable[Session]) -> "Document":
        """The same edition with these sessions alone."""
        return replace(self, sessions=tuple(sessions))

    def of_session(self, uid: str) -> "Document":
        return self.only(session for session in self.sessions if session.uid == uid)

    def of_path(self, slug: str) -> "Document":
        return self.only(session for session in self.sessions if slug in session.paths)

    def of_day(self, day: date) -> "Document":
        return self.only(session for session in self.sessions if session.day == day)


OFTEN_READ = ("en", "fr", "es")


def pick(texts: Texts, language: str) -> tuple[str, str]:
    """The text to show and its language: the language asked for, then its base, then the one without a language, then English,
    French, Spanish, then whichever comes first by code. ("", "") when there is none."""
    if not texts:
        return "", ""
    if texts.get(language):
        return texts[language], language
    for code in (language.split("-", maxsplit=1)[0], "", *OFTEN_READ, *sorted(texts)):
        if texts.get(code):
            return texts[code], code
    return "", ""
