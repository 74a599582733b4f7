"""Forms about paths, formats and partners."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from essaim.forum.actions.cast import New
from essaim.forum.models import Edition, Format, Partner, Path
from essaim.kit.inputs import ContentInput, KeyBoxes
from essaim.registry.inputs.pick import ORGANISATION, PickField, Unlisted
from essaim.registry.models import Organisation


class PathInput(ContentInput):
    model = Path
    names = ("letter", "name", "summary", "note", "leads")
    hints = {
        "letter": _("One capital letter; two from the twenty-seventh path on."),
        "name": _("Leave it empty when it was not found: the page then says that it is unknown."),
        "note": _("What is uncertain about it."),
    }

    leads = KeyBoxes(label=_("Lead organisations"), queryset=Organisation.objects.none(), required=False)

    def __init__(self, *args: Any, edition: Edition, row: Path | None, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages, row=row, **kwargs)
        known = Organisation.objects.filter(partnerships__edition=edition) | Organisation.objects.filter(led_paths__edition=edition)
        leads = self.fields["leads"]
        leads.queryset = known.distinct()  # type: ignore[attr-defined]
        leads.help_text = _("Of the edition's partners. Enter a partner first when one is missing.")
        if not known.exists():
            del self.fields["leads"]

    def clean_letter(self) -> str:
        return str(self.cleaned_data["letter"]).strip().upper()


class FormatInput(ContentInput):
    model = Format
    names = ("name", "kind", "is_interpreted", "place")
    needed = ("name",)
    hints = {"kind": _("What it means to the programme: a plenary, for example, spans all rooms."), "name": _("As this edition calls it.")}

    def __init__(self, *args: Any, edition: Edition, row: Format | None, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages, row=row, **kwargs)
        self.initial.setdefault("place", edition.formats.count() + 1)


class PartnerInput(ContentInput):
    model = Partner
    names = ("organisation", "role", "note", "place")

    organisation = PickField(ORGANISATION, may_add=True, label=_("Organisation"))

    def __init__(self, *args: Any, edition: Edition, row: Partner | None, **kwargs: Any) -> None:
        self.main = (edition.languages or ["fr"])[0]
        super().__init__(*args, languages=edition.languages, row=row, **kwargs)
        self.initial.setdefault("place", edition.partners.count() + 1)

    def clean_organisation(self) -> object:
        return named_or_new(self.cleaned_data["organisation"], self.main)


def named_or_new(picked: Any, language: str) -> Any:
    """What an action takes: the thing, or a new name in the edition's main language."""
    return New(name=picked.name, language=language) if isinstance(picked, Unlisted) else picked
