"""The form of a webhook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.desk.events import EVENTS


class WebhookInput(forms.Form):
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://example.org/essaim", "autocomplete": "off"}),
        help_text=_("It begins with https:// and can be reached by everybody."),
    )
    events = forms.MultipleChoiceField(
        label=_("Events it hears"),
        choices=lambda: list(EVENTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them, those to come as well."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
