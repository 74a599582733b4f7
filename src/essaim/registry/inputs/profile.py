"""Forms about people and organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kit.inputs import ContentInput
from essaim.registry.inputs.pick import ORGANISATION, TERRITORY, PickField
from essaim.registry.models import Affiliation, Identifier, Organisation, Person


class Spellings(forms.CharField):
    """Other names, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Other names and spellings"),
            help_text=_("One a line. It is found by each of them."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in str(super().clean(value)).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class PersonInput(ContentInput):
    model = Person
    names = ("name", "sort_name", "spellings", "biography", "website", "is_public", "is_own_profile")
    hints = {
        "sort_name": _("As in a list of names: Abibi, Rachid."),
        "is_public": _("Without it the name stands in programmes but leads nowhere."),
        "biography": _("Only what the person or a source made public."),
    }

    spellings = Spellings()

    def __init__(self, *args: Any, row: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["spellings"] = "\n".join(row.other_names.order_by("pk").values_list("name", flat=True)) if row else ""


class OrganisationInput(ContentInput):
    model = Organisation
    names = ("name", "acronym", "spellings", "kind", "territory", "summary", "website")
    needed = ("name",)
    hints = {"territory": _("Where it has its seat, or the area it works in.")}

    spellings = Spellings()
    territory = PickField(TERRITORY, label=_("Territory"), required=False)

    def __init__(self, *args: Any, row: Organisation | None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["spellings"] = "\n".join(row.other_names.order_by("pk").values_list("name", flat=True)) if row else ""


class RoleInput(ContentInput):
    model = Affiliation
    names = ("organisation", "role", "start", "end", "seen_on", "is_own_statement")
    hints = {"seen_on": _("When no dates are known: the year or edition it was seen in.")}

    organisation = PickField(ORGANISATION, label=_("Organisation"))


class IdentifierInput(ContentInput):
    model = Identifier
    names = ("scheme", "value")
    hints = {"scheme": _("The register, for example siren, siret, rna, lei, ror, wikidata.")}
