"""Who stands behind the synthetic proposals: the fictional edition's own organisations and people, with what they declare."""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from essaim.forum.demo.example.cast import PREFIX
from essaim.forum.models import Gender
from essaim.registry.models import Affiliation, Organisation, Person, Territory

GENDERS = (*[Gender.WOMAN] * 19, *[Gender.MAN] * 22, Gender.OTHER, *[Gender.UNKNOWN] * 10)
"""Drawn by chance: fictional people declare what the dice say, and some nothing."""
SPEAKS = {"ES": "es", "PT": "pt", "BR": "pt", "KR": "ko", "IT": "it"}
WRITES = {"es": ("ES",), "pt": ("PT", "BR"), "en": ("KR", "IT", "BE"), "fr": ("FR", "FR", "FR", "SN", "BF", "CA", "MA", "TN", "BE")}
"""Where those who write in a language come from."""


@dataclass(frozen=True, slots=True)
class Somebody:
    person: Person
    organisation: Organisation
    country: Territory
    gender: str
    is_newcomer: bool | None
    languages: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.person.slug.removeprefix(PREFIX)}@example.org"


@dataclass(slots=True)
class Company:
    """Everybody by country, and by person."""

    chance: random.Random
    by_country: dict[str, list[Somebody]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[int, Somebody] = field(default_factory=dict)

    def draw(self, language: str) -> Somebody:
        country = self.chance.choice([code for code in WRITES[language] if self.by_country[code]])
        return self.chance.choice(self.by_country[country])


def read_company(chance: random.Random) -> Company:
    """One statement. The same people declare the same at every load."""
    found = Company(chance)
    rows = Affiliation.objects.filter(person__slug__startswith=PREFIX, person__is_fictional=True, organisation__territory__isnull=False)
    for row in rows.select_related("person", "organisation__territory").order_by("person__slug"):
        country = row.organisation.territory
        if country is None or row.person_id in found.by_person:
            continue
        own = SPEAKS.get(country.code, "fr")
        languages = tuple(dict.fromkeys([own, *(code for code, odds in (("en", 0.45), ("es", 0.2)) if chance.random() < odds)]))
        newcomer = chance.choice([True, False, False, None])
        somebody = Somebody(row.person, row.organisation, country, chance.choice(GENDERS).value, newcomer, languages)
        found.by_country[country.code].append(somebody)
        found.by_person[row.person_id] = somebody
    return found
