"""What is compared, and what comes out: nothing but values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """What a proposal says in one language (ISO 639-1 code; "" when nobody knows). The title weighs more than the body."""

    language: str
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation or territory: `key` tells whether two are one, `name` is for readers."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as the comparison sees it. What is unknown is left empty and counts neither for nor against.

    `territories` goes from the place itself to what it lies in (commune, département, région, country). `goals` are goals' numbers as text
    ("2"). Organisations lead, partners help.
    """

    id: int
    texts: tuple[Text, ...]
    organisations: tuple[Named, ...] = ()
    partners: tuple[Named, ...] = ()
    territories: tuple[Named, ...] = ()
    goals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two proposals are near. Every part may be empty.

    `words`: shared words as they stand in the first text, the most telling first, and as in the second where they differ ("cantine",
    "cantines"). `terms`: names of shared concepts of the vocabulary with the words each text has for them. `territory` is the closest
    place common to both, with whether it is the same place for both or what both lie in.
    """

    words: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str, str], ...] = ()
    organisations: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    territory: str = ""
    territory_is: Literal["same", "parent", ""] = ""
    goals: tuple[str, ...] = ()
    goal_terms: tuple[str, ...] = ()
    """Goals of which both texts use terms, whether declared or not."""

    def turned(self) -> "Reasons":
        """The same seen from the second offer."""
        return replace(
            self,
            words=tuple((there, here) for here, there in self.words),
            terms=tuple((name, there, here) for name, here, there in self.terms),
        )

    def plain(self) -> dict[str, object]:
        """As JSON can hold it; empty parts are left out."""
        parts = {
            "words": [list(pair) for pair in self.words],
            "terms": [list(three) for three in self.terms],
            "organisations": list(self.organisations),
            "partners": list(self.partners),
            "territory": [self.territory, self.territory_is] if self.territory else [],
            "goals": list(self.goals),
            "goal_terms": list(self.goal_terms),
        }
        return {name: value for name, value in parts.items() if value}


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two offers are: `score` from 0 to 1, the same in both directions; at `THRESHOLD` and above they are called overlapping."""

    one: int
    other: int
    score: float
    reasons: Reasons = field(default_factory=Reasons)


Features = Mapping[str, float]
"""By name: each from 0 (nothing in common) to 1."""
