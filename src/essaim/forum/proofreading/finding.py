"""What proofreading is given beside a text, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    SURE = "sure"
    """Cannot be as it stands."""
    LIKELY = "likely"
    """Wrong unless something unusual is meant."""
    LOOK = "look"
    """Worth a look."""
    LEFT = "left"
    """Left in from a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at. The sentence in the reader's language is made from `code` and `facts` at the edge."""

    code: str
    start: int
    end: int
    """Offsets into the text, in code points; `quoted` is what stands there."""
    quoted: str
    facts: Mapping[str, object] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    """What could stand there instead, the likeliest first; empty when nothing can be proposed."""
    certainty: Certainty = Certainty.SURE
    text: int = 0
    """Which of the texts, when several were given."""

    @property
    def key(self) -> tuple[int, int, int, str]:
        return self.text, self.start, self.end, self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person whose name is known, with every spelling that is accepted."""

    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A session as its fields have it, to hold a text against."""

    key: str
    titles: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known beside the text. Everything may be missing; then less can be checked."""

    published: date | None = None
    """When the text is or was published: years that are not written are looked for near it."""
    first_day: date | None = None
    last_day: date | None = None
    zone: str = ""
    """IANA name of the event's place."""
    people: tuple[Known, ...] = ()
    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Acronym → the meanings that are one sense, in any language."""
    sessions: tuple[Announced, ...] = ()
