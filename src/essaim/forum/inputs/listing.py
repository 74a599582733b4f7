"""Filters of the team's list of sessions, and what may be done to those ticked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Edition, Format, Path, Session
from essaim.kit.dates import short_day
from essaim.registry.inputs.pick import reader


class SessionFilter(forms.Form):
    q = forms.CharField(label=_("Words of the title, or a name"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *Session.State.choices])
    path = forms.ModelChoiceField(
        label=_("Path"), required=False, queryset=Path.objects.none(), empty_label=_("all"), to_field_name="letter"
    )
    format = forms.ModelChoiceField(
        label=_("Format"), required=False, queryset=Format.objects.none(), empty_label=_("all"), to_field_name="slug"
    )
    day = forms.ChoiceField(label=_("Day"), required=False)
    lacking = forms.ChoiceField(
        label=_("Lacking"),
        required=False,
        choices=[
            ("", "–"),
            ("day", _("a day")),
            ("hour", _("an hour")),
            ("place", _("a room or site")),
            ("people", _("people")),
            ("title", _("a title")),
        ],
    )

    def __init__(self, *args: Any, edition: Edition, days: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"].queryset = edition.paths.all()  # type: ignore[attr-defined]
        self.fields["format"].queryset = edition.formats.all()  # type: ignore[attr-defined]
        self.fields["day"].choices = [("", _("all")), *[(day.isoformat(), short_day(day, reader())) for day in days]]  # type: ignore[attr-defined]


class BulkInput(forms.Form):
    chosen = forms.ModelMultipleChoiceField(queryset=Session.objects.none(), to_field_name="code")
    state = forms.ChoiceField(choices=Session.State.choices)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = edition.sessions.all()  # type: ignore[attr-defined]
        self.fields["chosen"].error_messages["required"] = _("Tick at least one session in the list.")
