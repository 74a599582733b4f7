"""What the values of a dimension are called, and which there are to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from essaim.call.models import Aim
from essaim.call.queries.balance_proposals import goal_codes
from essaim.forum.models import Edition, Gender
from essaim.kit.continents import COUNTRIES, continent_name, country_name
from essaim.kit.languages import language_name, spoken
from essaim.registry.models import Organisation

Dimension = Aim.Dimension
OFTEN_SPOKEN = ("fr", "en", "es", "pt", "ar", "eu", "ko", "ca", "de", "it")
"""Offered for aims besides the edition's own."""


@dataclass(frozen=True, slots=True)
class Labels:
    """In the reader's language."""

    reader: str
    formats: dict[str, str] = field(default_factory=dict)
    goals: dict[str, str] = field(default_factory=dict)

    def of(self, dimension: str, value: str) -> str:
        """An unknown value is its own name."""
        match dimension:
            case Dimension.CONTINENT:
                return continent_name(value, self.reader)
            case Dimension.COUNTRY:
                return country_name(value, self.reader)
            case Dimension.ORGANISATION_KIND:
                return str(dict(Organisation.Kind.choices).get(value, value))
            case Dimension.GENDER:
                return str(dict(Gender.choices).get(value, value))
            case Dimension.LANGUAGE:
                return language_name(value, self.reader)
            case Dimension.FORMAT:
                return self.formats.get(value, value)
            case Dimension.GOAL:
                return f"{value} {self.goals[value]}" if self.goals.get(value) else value
            case _:
                return _("for the first time") if value == "yes" else _("been before") if value == "no" else value

    def several(self, dimension: str, values: Iterable[str]) -> str:
        return ", ".join(self.of(dimension, value) for value in values)


def labels_of(edition: Edition, reader: str) -> Labels:
    """Two statements."""
    formats = {slug: spoken(name, reader).text or slug for slug, name in edition.formats.values_list("slug", "name")}
    return Labels(reader, formats, {code: spoken(name, reader).text for code, name in goal_codes()})  # type: ignore[arg-type]


def value_choices(edition: Edition, dimension: str, labels: Labels, had: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Every value an aim may name, by its name where there are many; `had` are kept though they are not offered any more."""
    match dimension:
        case Dimension.CONTINENT:
            values: Iterable[str] = COUNTRIES
        case Dimension.COUNTRY:
            values = " ".join(COUNTRIES.values()).split()
        case Dimension.ORGANISATION_KIND:
            values = [value for value in Organisation.Kind.values if value]
        case Dimension.GENDER:
            values = [value for value in Gender.values if value]
        case Dimension.LANGUAGE:
            values = dict.fromkeys([*edition.languages, *OFTEN_SPOKEN])
        case Dimension.FORMAT:
            values = labels.formats
        case Dimension.GOAL:
            values = labels.goals
        case _:
            values = ("yes", "no")
    named = [(value, labels.of(dimension, value)) for value in dict.fromkeys([*values, *had])]
    return sorted(named, key=lambda pair: pair[1]) if dimension in (Dimension.COUNTRY, Dimension.CONTINENT) else named
