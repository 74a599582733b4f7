"""What the back office's first pages show of rooms above the forum: what waits for somebody, who has a part through a proposal, where a session is placed.

A room registers at start-up; the forum knows none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from essaim.forum.models import Session
from essaim.forum.rules import Standing

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what waits, how many, where."""

    words: Words
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in an edition, and what it comes from."""

    name: str
    role: Words
    thing: str
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    """Parts of one origin: sessions, proposals. `parts` are those this standing may see, by name."""

    name: str
    label: Words
    parts: Callable[[Standing], Sequence[Part]]


_placing: dict[str, Callable[[Standing, Session], str]] = {}
_waiting: dict[str, Callable[[Standing], Sequence[Waiting]]] = {}
_sources: dict[str, Source] = {}


def register_waiting(name: str, read: Callable[[Standing], Sequence[Waiting]]) -> None:
    _waiting[name] = read


def register_source(source: Source) -> None:
    _sources[source.name] = source


def register_placing(name: str, address: Callable[[Standing, Session], str]) -> None:
    """Of the page where this person gives the session its hour and room; empty when it is not theirs."""
    _placing[name] = address


def waiting_for(standing: Standing) -> list[Waiting]:
    return [line for read in _waiting.values() for line in read(standing) if line.count]


def sources() -> list[Source]:
    return list(_sources.values())


def placing_of(standing: Standing, session: Session) -> str:
    """The first room's that has one."""
    return next((found for read in _placing.values() if (found := read(standing, session))), "")
