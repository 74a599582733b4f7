"""Forms about an edition as a whole."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Edition, Series
from essaim.kit.inputs import ContentInput, all_languages
from essaim.registry.inputs.pick import ORGANISATION, TERRITORY, PickField


class SeriesInput(ContentInput):
    model = Series
    names: ClassVar[tuple[str, ...]] = ("name", "slug", "organisation")
    needed = ("name",)
    hints = {"slug": _("Small letters, digits and hyphens; it stands in addresses.")}

    organisation = PickField(ORGANISATION, label=_("Organiser"), required=False)


class EditionInput(ContentInput):
    model = Edition
    names: ClassVar[tuple[str, ...]] = (
        "name",
        "short_name",
        "series",
        "slug",
        "starts_on",
        "ends_on",
        "time_zone",
        "languages",
        "territory",
        "place",
        "number",
        "number_note",
        "theme",
        "description",
        "entry",
        "website",
        "is_online",
        "is_public",
    )
    needed = ("name",)
    labels = {
        "languages": _("Languages of the texts and sessions"),
        "entry": _("What it costs to enter, and how"),
        "is_online": _("Held on line"),
        "is_public": _("Public: everybody can see this edition"),
    }
    hints = {
        "slug": _("Small letters, digits and hyphens, for example niort-2019; it stands in addresses."),
        "time_zone": _("As in the IANA list, for example Europe/Paris. Hours are those of the place."),
        "number": _("Leave it empty when it is unknown or disputed, and say so below."),
        "number_note": _("For example: counted as the fifth by the organiser, as the sixth by the press."),
        "territory": _("The town or country it is held in. Type the name; the code tells places of one name apart."),
        "short_name": _("For menus, for example Niort 2019."),
    }

    languages = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple)
    another = forms.ChoiceField(label=_("And one more language"), required=False)
    territory = PickField(TERRITORY, label=_("Host territory"), required=False)

    def __init__(self, *args: Any, edition: Edition | None = None, **kwargs: Any) -> None:
        codes = list(edition.languages) if edition else ["fr", "en", "es"]
        super().__init__(*args, languages=codes, row=edition, **kwargs)
        self.initial.setdefault("languages", codes)
        named = dict(all_languages())
        offered = list(dict.fromkeys([*codes, "fr", "en", "es"]))
        listed = self.fields["languages"]
        listed.choices = [(code, named.get(code, code)) for code in offered]  # type: ignore[attr-defined]
        listed.help_text = _("The first one ticked is the main language.")
        self.fields["another"].choices = [("", "–"), *[pair for pair in named.items() if pair[0] not in offered]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        codes = [*given.get("languages", []), *([given["another"]] if given.get("another") else [])]
        given["languages"] = list(dict.fromkeys(codes))
        return given

    def rows(self) -> Any:
        for row in super().rows():
            yield row
            if row.fields[0].name == "languages":
                yield self.row_of("another")


class NewEditionInput(EditionInput):
    """As few questions as possible; the rest has its page."""

    names: ClassVar[tuple[str, ...]] = ("name", "series", "slug", "starts_on", "ends_on", "time_zone", "languages", "territory", "copies")

    copies = forms.ModelChoiceField(
        label=_("Take sites, rooms, paths and formats from"),
        queryset=Edition.objects.none(),
        required=False,
        empty_label=_("nothing: begin empty"),
    )

    def __init__(self, *args: Any, earlier: QuerySet[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copies"].queryset = earlier  # type: ignore[attr-defined]
