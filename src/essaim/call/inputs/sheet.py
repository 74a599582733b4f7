"""A spreadsheet of proposals handed in. It is read here, so that what makes it unreadable stands at its input."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.call.exchange.imports import read_file
from essaim.call.exchange.sentences import unreadable_said
from essaim.call.models import Call
from essaim.call.sheets import Reading, UnreadableSheet
from essaim.desk.errors import DeskError
from essaim.desk.sentences import sentence
from essaim.kit.languages import language_name, spoken


class SheetInput(forms.Form):
    """`content` and `reading` are there once the form is valid."""

    marks_needed = True
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(".xlsx or .csv; the first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    language = forms.ChoiceField(
        label=_("Language of texts that name none"),
        help_text=_("Where neither the column (“title [fr]”) nor the row (“written in”) says it."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of rows that name none"),
        help_text=_("The export of Niort 2019 names none. A row that names a kind keeps its own."),
        required=False,
    )
    content: bytes
    reading: Reading

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.call = call
        codes = call.languages or call.edition.languages or ["fr"]
        self.fields["language"].choices = [(code, language_name(code, get_language() or "en").capitalize()) for code in codes]  # type: ignore[attr-defined]

        reader, kinds = get_language() or "en", list(call.kinds.all())
        none = _("None: such rows are left out, and listed")
        self.fields["kind"].choices = [("", none), *((kind.slug, spoken(kind.name, reader).text) for kind in kinds)]  # type: ignore[attr-defined]
        if len(kinds) < 2:
            del self.fields["kind"]

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"name": given["file"].name, "language": given["language"], "kind": given.get("kind", "")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("file"):
            try:
                self.content, self.reading = read_file(given["file"], self.call, given.get("language", ""), given.get("kind", ""))
            except DeskError as error:
                self.add_error("file", ValidationError(sentence(error), code=error.code))
            except UnreadableSheet as error:
                self.add_error("file", ValidationError(unreadable_said(error), code=error.code))
        return given
