"""The form that puts a programme on line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Edition, Version
from essaim.kit.inputs import ContentInput


class ReleaseInput(ContentInput):
    model = Version
    names = ("note",)
    hints = {"note": _("For readers and feeds: why this version.")}

    opens = forms.BooleanField(label=_("Make the edition public as well"), required=False, initial=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages or ["fr"], **kwargs)
        self.is_private = not edition.is_public
        for name, field in self.fields.items():
            if name.startswith("note__"):
                field.widget = forms.TextInput(attrs=field.widget.attrs)
                field.widget.attrs.pop("rows", None)
