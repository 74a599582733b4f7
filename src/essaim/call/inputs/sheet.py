"""A spreadsheet of proposals handed in. It is read here, so that what makes it unreadable stands at its input."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from essaim.call.exchange.imports import read_file
from essaim.call.exchange.sentences import unreadable_said
from essaim.call.models import Call
from essaim.call.sheets import Reading, UnreadableSheet
from essaim.desk.errors import DeskError
from essaim.desk.sentences import sentence


class SheetInput(forms.Form):
    """`content` and `reading` are there once the form is valid."""

    marks_needed = True
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(".xlsx or .csv; the first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    content: bytes
    reading: Reading

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.call = call

    def clean_file(self) -> Any:
        try:
            self.content, self.reading = read_file(self.cleaned_data["file"], self.call)
        except DeskError as error:
            raise ValidationError(sentence(error), code=error.code) from error
        except UnreadableSheet as error:
            raise ValidationError(unreadable_said(error), code=error.code) from error
        return self.cleaned_data["file"]
