"""One proposal as a row holds it, and what a call knows that a row may name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from essaim.forum.interchange.columns import plain

Texts = Mapping[str, str]
Shelf = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys, each with the names it goes by."""


@lru_cache(maxsize=256)
def by_name(shelf: Shelf) -> dict[str, str]:
    """Plain name → key; the first key wins a name. A name no plain sign is left of is none."""
    found: dict[str, str] = {}
    for key, names in shelf:
        for name in (key, *names):
            if word := plain(name):
                found.setdefault(word, key)
    return found


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a column: its name in files, its labels, and what its cells may hold."""

    slug: str
    type: str
    labels: tuple[str, ...]
    """The reader's language first."""
    choices: Shelf = ()
    """Value and labels."""
    allows_other: bool = False
    is_personal: bool = False
    is_public: bool = False
    help: str = ""

    @property
    def is_consent(self) -> bool:
        return self.type == "consent"


Refusals = Callable[[str, Any], Iterable[tuple[str, Mapping[str, object]]]]
"""A question's name and an answer → codes of essaim.call.asking and what their sentences quote."""


def no_refusals(_slug: str, _answer: Any) -> Iterable[tuple[str, Mapping[str, object]]]:
    return ()


@dataclass(frozen=True, slots=True)
class Form:
    """What rows are read against. Names are plain texts; keys are what the database calls the thing."""

    language: str
    """Of texts whose column names none, and of the proposal when its row names none."""
    languages: tuple[str, ...]
    kinds: Shelf
    """Address name, names."""
    paths: Shelf
    """Letter, names."""
    formats: Shelf
    goals: frozenset[str]
    countries: Mapping[str, str]
    """Plain name or code → code."""
    organisation_kinds: Shelf
    questions: tuple[Question, ...] = ()
    kind: str = ""
    """Of rows that name none; "" leaves them out where there are several kinds."""
    refusals: Refusals = no_refusals
    """What the call's own form would say against an answer."""

    def named(self, shelf: Shelf, text: str) -> str:
        """The key of what is called so, "" when nothing is."""
        return by_name(shelf).get(plain(text), "")


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
    has_unknown_kind: bool = False
    """It names a kind that the call has not."""
    path: str = ""
    state: str = ""
    """Written, never read: states change on the board."""
    is_synthetic: bool = False
    """Written, never read."""
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
