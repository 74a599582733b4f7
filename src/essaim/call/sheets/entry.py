"""One proposal as a row holds it, and what a call knows that a row may name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from essaim.forum.interchange.columns import plain

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a column: its name in files, its labels, and what its cells may hold."""

    slug: str
    type: str
    labels: tuple[str, ...]
    """The reader's language first."""
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Value and labels."""
    allows_other: bool = False
    is_personal: bool = False
    is_public: bool = False
    help: str = ""

    @property
    def is_consent(self) -> bool:
        return self.type == "consent"


@dataclass(frozen=True, slots=True)
class Form:
    """What rows are read against. Names are plain texts; keys are what the database calls the thing."""

    language: str
    """Of texts whose column names none, and of the proposal when its row names none."""
    languages: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    """Address name, names."""
    paths: tuple[tuple[str, tuple[str, ...]], ...]
    """Letter, names."""
    formats: tuple[tuple[str, tuple[str, ...]], ...]
    goals: frozenset[str]
    countries: Mapping[str, str]
    """Plain name or code → code."""
    organisation_kinds: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[Question, ...] = ()

    def named(self, shelf: tuple[tuple[str, tuple[str, ...]], ...], text: str) -> str:
        """The key of what is called so, "" when nothing is."""
        wanted = plain(text)
        return next((key for key, names in shelf if wanted and wanted in {plain(key), *map(plain, names)}), "")


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str
    is_lead: bool = True
    kind: str = ""
    status: str = ""
    country: str = ""
    postcode: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    name: str
    email: str = ""
    phone: str = ""
    organisation: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row. What it does not say is empty, and leaves what is known as it is."""

    row: int = 0
    """Its number in the sheet, from 1."""
    sheet: str = ""
    number: int | None = None
    outside_id: str = ""
    kind: str = ""
    path: str = ""
    state: str = ""
    """Written, never read: states change on the board."""
    language: str = ""
    title: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    format: str = ""
    goals: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    audience: int | None = None
    level: str = ""
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    consent: bool | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
