"""Forms about balance: which drafts to look at, and what the committee aims at."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.call.models import Aim, Call
from essaim.kit.inputs import ContentInput

SHARE = {"min_value": 0, "max_value": 100, "required": False}


class AimInput(ContentInput):
    model = Aim
    names = ("call", "values", "least_percent", "most_percent", "per_path", "words")
    hints = {"words": _("As people will read it: “a quarter of the lead organisations from outside Europe”. Empty: made from the rule.")}

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none())
    values = forms.MultipleChoiceField(
        label=_("Counted are"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Together: whoever has one of those ticked counts."),
    )
    least_percent = forms.IntegerField(label=_("At least, in per cent"), help_text=_("Of what is known; the unknown stand apart."), **SHARE)  # type: ignore[arg-type]
    most_percent = forms.IntegerField(label=_("At most, in per cent"), **SHARE)  # type: ignore[arg-type]

    def __init__(
        self, *args: Any, languages: Sequence[str], row: Aim | None, calls: Sequence[Call], choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, languages=languages, row=row, **kwargs)
        self.fields["values"].choices = choices  # type: ignore[attr-defined]
        self.calls = calls
        if row is not None or len(calls) == 1:
            del self.fields["call"]
        else:
            self.fields["call"].queryset = Call.objects.filter(pk__in=[call.pk for call in calls])  # type: ignore[attr-defined]
            self.initial.setdefault("call", calls[-1].pk)

    def facts(self) -> dict[str, Any]:
        return {"call": self.row.call if isinstance(self.row, Aim) else self.calls[-1], **super().facts()}


class DraftInput(forms.Form):
    """Which draft is looked at, and beside which other one."""

    draft = forms.ChoiceField(label=_("Draft"))
    beside = forms.ChoiceField(label=_("Compared with"), required=False)

    def __init__(self, data: Mapping[str, str], *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["draft"].choices = choices  # type: ignore[attr-defined]
        self.fields["beside"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
