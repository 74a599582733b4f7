"""Forms about sites and rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Edition, Room, Site
from essaim.kit.inputs import ContentInput
from essaim.registry.inputs.pick import TERRITORY, PickField

LIST_SIGNS = 60


class SiteInput(ContentInput):
    model = Site
    names = ("name", "use", "access", "access_note", "address", "territory", "step_free", "latitude", "longitude", "place")
    needed = ("name",)
    labels = {"place": _("Place in the list")}
    hints = {"use": _("What takes place there."), "latitude": _("In degrees, for example 46.32313.")}

    territory = PickField(TERRITORY, label=_("Municipality"), required=False)

    def __init__(self, *args: Any, edition: Edition, row: Site | None, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages, row=row, **kwargs)
        self.initial.setdefault("place", edition.sites.count() + 1)


class RoomInput(ContentInput):
    model = Room
    names = ("name", "site", "capacity", "booths", "step_free", "equipment", "place")
    needed = ("name",)
    hints = {"capacity": _("Leave it empty when unknown.")}

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label="–")
    equipment = forms.CharField(
        label=_("Equipment"), help_text=_("With commas between: screen, hearing loop"), required=False, max_length=500
    )

    def __init__(self, *args: Any, edition: Edition, row: Room | None, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages, row=row, **kwargs)
        sites = edition.sites.all()
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        if row is None and sites.count() == 1:
            self.initial["site"] = sites[0]
        self.initial.setdefault("place", Room.objects.filter(site__edition=edition).count() + 1)
        self.initial["equipment"] = ", ".join(row.equipment) if row else ""

    def clean_equipment(self) -> list[str]:
        return [item.strip()[:LIST_SIGNS] for item in self.cleaned_data["equipment"].split(",") if item.strip()]
