from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.call.asking.faults import languages_of
from essaim.call.models import Call, Kind
from essaim.forum.models import Format
from essaim.kit.inputs import ContentInput, KeyBoxes


class KindInput(ContentInput):
    model = Kind
    names: ClassVar[tuple[str, ...]] = ("name", "nature", "help", "formats", "max_per_organisation", "slug")
    needed = ("name",)
    hints: ClassVar[dict[str, str | Promise]] = {
        "help": _("What authors read before they choose it."),
        "formats": _("None: the form does not ask."),
        "max_per_organisation": _("Empty: no limit."),
        "slug": _("Small letters, digits and hyphens; it stands in addresses. Empty: made from the name."),
    }

    nature = forms.ChoiceField(label=_("What it means for the programme"), choices=Kind.Nature, widget=forms.RadioSelect)
    formats = KeyBoxes(label=_("Formats to choose from"), queryset=Format.objects.none(), required=False)
    slug = forms.SlugField(label=_("Address name"), max_length=60, required=False)

    def __init__(self, *args: Any, call: Call, row: Kind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, languages=languages_of(call), row=row, **kwargs)
        self.initial.setdefault("nature", Kind.Nature.COLLECTIVE)
        self.fields["formats"].queryset = call.edition.formats.all()  # type: ignore[attr-defined]
        self.fields["formats"].help_text = str(self.hints["formats"])
        self.fields["slug"].help_text = str(self.hints["slug"])

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        if not given.get("slug"):
            given.pop("slug", None)
        return given
