"""Forms about people who cannot come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from essaim.forum.models import Absence, Edition, Video


class NamesInput(forms.Form):
    """One person or a hundred: a name or an address a line."""

    marks_needed = True

    names = forms.CharField(
        label=gettext_lazy("Who cannot come"),
        help_text=gettext_lazy("One name or e-mail address a line; a whole list may be pasted."),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Absence.Reason, initial=Absence.Reason.VISA)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, help_text=gettext_lazy("Reason and note are for the team alone.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class AbsenceInput(forms.Form):
    """One absence, changed."""

    marks_needed = True

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Absence.Reason)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    video = forms.ModelChoiceField(
        label=gettext_lazy("Video testimony"),
        queryset=Video.objects.none(),
        required=False,
        empty_label="–",
        help_text=gettext_lazy("One of the edition’s videos. It is shown in a session only where you say so there."),
    )

    def __init__(self, data: Any = None, *, absence: Absence, edition: Edition) -> None:
        initial = {"reason": absence.reason, "note": absence.note, "video": absence.video_id}
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["video"].queryset = Video.objects.filter(edition=edition).order_by("place", "pk")  # type: ignore[attr-defined]


class StepInInput(forms.Form):
    """Whom of the registry somebody of the list is, and in what role they step in."""

    marks_needed = True

    person = forms.ChoiceField(label=gettext_lazy("In the registry"), widget=forms.RadioSelect, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    has_agreed = forms.BooleanField(
        label=gettext_lazy("They have agreed already"),
        help_text=gettext_lazy("Otherwise the public programme names them only once they have accepted."),
        required=False,
    )

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], roles: list[tuple[str, str]], role: str) -> None:
        super().__init__(data, initial={"role": role, "person": people[0][0] if people else ""}, label_suffix="")
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]
