"""Forms about people who could step in: the list by spreadsheet or pasted, and one row of it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.forum.interchange.stand_in_hours import pieces, span_text, spans_in
from essaim.forum.models import Edition, Path, StandIn
from essaim.forum.queries.stand_ins import read_spans
from essaim.kit.inputs import KeyBoxes, LanguageBoxes, LanguageChoice
from essaim.registry.inputs.pick import COUNTRY, PickField

LONGEST_BYTES = 5_000_000


class ListInput(forms.Form):
    """A file, or rows pasted out of a spreadsheet with their headings."""

    marks_needed = True

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"), required=False, help_text=gettext_lazy("XLSX or CSV. It is read and not kept.")
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste rows"),
        required=False,
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("With the line of headings, as copied out of a spreadsheet."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        file = given.get("file")
        if file and file.size > LONGEST_BYTES:
            self.add_error(
                "file", ValidationError(_("The file is larger than %(most)s MB. Leave out pictures and other sheets.") % {"most": 5})
            )
        elif not file and not given.get("text", "").strip():
            self.add_error("file", ValidationError(_("Choose a file, or paste rows below."), code="required"))
        return given

    def content(self) -> bytes:
        file = self.cleaned_data.get("file")
        return file.read() if file else str(self.cleaned_data["text"]).encode()


class StandInInput(forms.Form):
    """One row."""

    marks_needed = True

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    organisation_name = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=300)
    country = PickField(COUNTRY, label=gettext_lazy("Country"), required=False)
    paths = KeyBoxes(label=gettext_lazy("Paths"), queryset=Path.objects.none(), required=False)
    languages = forms.MultipleChoiceField(required=False)
    other_language = LanguageChoice(label=gettext_lazy("Another language"), required=False)
    free = forms.CharField(
        label=gettext_lazy("Free hours"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("2027-06-09 09:00-13:00; 2027-06-10 afternoon; 2027-06-11 for the whole day. Empty: not said."),
    )
    visa = forms.ChoiceField(label=gettext_lazy("Visa"), choices=StandIn.Visa, required=False)

    def __init__(self, data: Any = None, *, edition: Edition, row: StandIn | None) -> None:
        self.edition = edition
        row = row or StandIn(edition=edition)
        zone = edition.zone
        initial = {
            "name": row.name,
            "email": row.email,
            "organisation_name": row.organisation_name,
            "country": row.country,
            "paths": list(row.paths.all()) if row.pk else [],
            "languages": row.languages,
            "free": "; ".join(span_text(start.astimezone(zone), end.astimezone(zone)) for start, end in read_spans(row.free)),
            "visa": row.visa,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["paths"].queryset = edition.paths.order_by("letter")  # type: ignore[attr-defined]
        codes = list(dict.fromkeys([*edition.languages, *row.languages]))
        self.fields["languages"] = LanguageBoxes(codes=codes, label=_("Languages"))

    def clean_free(self) -> list[list[str]]:
        days = days_of(self.edition)
        spans, day = [], None
        for text in pieces(self.cleaned_data["free"]):
            told, day_read = spans_in(text, day, days, self.edition.zone)
            day = day_read or day
            if not told:
                words = _("“%(text)s” cannot be understood as free hours. Write a day and hours, as in 2027-06-09 09:00-13:00.")
                raise ValidationError(words % {"text": text}, code="hours")
            spans += told
        return [[start.isoformat(), end.isoformat()] for start, end in sorted(set(spans))]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        other = given.pop("other_language")
        given["languages"] = list(dict.fromkeys([*given["languages"], *([other] if other else [])]))
        return given


def days_of(edition: Edition) -> list[date]:
    return [edition.starts_on + timedelta(days=number) for number in range((edition.ends_on - edition.starts_on).days + 1)]
