"""A country out of a plain list, by its name in the reader's language: for pages of people who are not logged in."""

from typing import Any

from django import forms

from essaim.kit.inputs import sortable
from essaim.registry.models import Territory
from essaim.registry.queries.territory import countries


class CountryChoice(forms.ChoiceField):
    """Cleans to the territory, or None. One statement a form, one more for the choice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=listed, **kwargs)

    def clean(self, value: Any) -> Territory | None:
        given = super().clean(value)
        return countries().get(pk=given) if given else None


def listed() -> list[tuple[str, str]]:
    named = [(str(row.pk), str(row.name)) for row in countries()]
    return [("", "–"), *sorted(named, key=lambda pair: sortable(pair[1]))]
