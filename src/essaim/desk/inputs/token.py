"""The form of a key to the API."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.desk.models import Account
from essaim.desk.scopes import SCOPES, limits_for

LASTS = ((7, _("a week")), (30, _("30 days")), (90, _("90 days")), (365, _("a year")))


class TokenInput(forms.Form):
    name = forms.CharField(label=_("What it is for"), max_length=100, help_text=_("Such as: timetable screens in the hall."))
    scopes = forms.MultipleChoiceField(label=_("What it may do"), choices=lambda: list(SCOPES.items()), widget=forms.CheckboxSelectMultiple)
    limit = forms.ChoiceField(label=_("Where"), required=False)
    lasts_days = forms.TypedChoiceField(label=_("Good for"), choices=LASTS, coerce=int, initial=90)
    marks_needed = False

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["limit"].choices = [("", _("everywhere I may")), *limits_for(account)]  # type: ignore[attr-defined]

    def expires_at(self) -> datetime:
        return timezone.now() + timedelta(days=self.cleaned_data["lasts_days"])
