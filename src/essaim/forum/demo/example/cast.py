"""Fictional organisations and people, always the same."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.utils.text import slugify

from essaim.forum.demo.example.words import Cast, CastOrganisation
from essaim.forum.demo.facts import Text

PUBLIC = frozenset({"local_authority", "public_body"})
PREFIX = "exemple-"
"""Before every fictional address name, so that none is ever taken for a real one's."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person with what they speak as, and for whom."""

    slug: str
    name: str
    last: str
    country: str
    organisation: str
    capacity: Mapping[str, str]


def slug_of(name: str) -> str:
    return PREFIX + slugify(name.replace("'", " ").replace("’", " "))


def organisation_slug(organisation: CastOrganisation) -> str:
    return slug_of(organisation.name["fr"])


def members(cast: Cast, chance: random.Random) -> list[Member]:
    """Everybody: names drawn without doubles, each in an organisation of their country."""
    found: list[Member] = []
    for names in cast.names:
        homes = [row for row in (*cast.partners, *cast.others) if row.country == names.country]
        drawn = chance.sample(list(product(names.first, names.last)), min(names.n_people, len(names.first) * len(names.last)))
        for number, (first, last) in enumerate(drawn):
            home = homes[number % len(homes)]
            found.append(
                Member(
                    slug=slug_of(f"{first} {last}"),
                    name=f"{first} {last}",
                    last=last,
                    country=names.country,
                    organisation=organisation_slug(home),
                    capacity=capacity_in(home, cast, chance),
                )
            )
    return found


def capacity_in(home: CastOrganisation, cast: Cast, chance: random.Random) -> Text:
    words: Sequence[Text] = cast.officials if home.kind in PUBLIC else cast.capacities
    return chance.choice(words)
