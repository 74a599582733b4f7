"""What reviewers mark proposals on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.call.models import Criterion
from essaim.kit.inputs import ContentInput


class CriterionInput(ContentInput):
    model = Criterion
    names = ("name", "help", "most", "weight")
    needed = ("name",)
    hints = {"weight": _("A criterion of weight 2 counts twice.")}

    def __init__(self, *args: Any, languages: Sequence[str], row: Criterion | None, **kwargs: Any) -> None:
        super().__init__(*args, languages=languages, row=row, **kwargs)
        self.fields["most"].min_value = 1  # type: ignore[attr-defined]

    def clean_most(self) -> int:
        value = int(self.cleaned_data["most"])
        if not 1 <= value <= 100:
            raise forms.ValidationError(_("Between 1 and 100."), code="range")
        return value
