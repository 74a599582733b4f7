"""The form into which a notice is pasted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LANGUAGES = (("", _("recognise it")), ("fr", _("French")), ("en", _("English")), ("es", _("Spanish")))
LONGEST = 40_000
LABELS = (_("The notice"), _("The same in another language"), _("The same in a third language"))
N_TEXTS = len(LABELS)


class NoticeInput(forms.Form):
    """One notice in up to three languages. `texts()` gives those filled in, with their languages ("" to be recognised)."""

    marks_needed = True

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        for number in range(1, N_TEXTS + 1):
            self.fields[f"text_{number}"] = forms.CharField(
                label=LABELS[number - 1],
                required=number == 1,
                max_length=LONGEST,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 12 if number == 1 else 6}),
                error_messages={
                    "required": _("Paste a text to be read."),
                    "max_length": _(
                        "This text has %(show_value)s characters; at most %(limit_value)s are read at once. Paste it in parts, one after the other."
                    ),
                },
            )
            self.fields[f"language_{number}"] = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
        self.fields["published"] = forms.DateField(
            label=_("Date of publication"),
            required=False,
            help_text=_("A date without a year is then read near this day."),
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )

    def clean_text_1(self) -> str:
        text = str(self.cleaned_data["text_1"])
        if not text.strip():
            raise forms.ValidationError(_("Paste a text to be read."), code="required")
        return text

    def texts(self) -> tuple[list[str], list[str]]:
        given = [
            (unified(self.cleaned_data.get(f"text_{number}") or ""), str(self.cleaned_data.get(f"language_{number}") or ""))
            for number in range(1, N_TEXTS + 1)
        ]
        kept = [(text, language) for text, language in given if text.strip()]
        return [text for text, _language in kept], [language for _text, language in kept]

    def published(self) -> date | None:
        return self.cleaned_data.get("published")

    def others(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"text_{number}"], self[f"language_{number}"]) for number in range(2, N_TEXTS + 1)]

    @property
    def has_others(self) -> bool:
        return any(self.data.get(f"text_{number}") for number in range(2, N_TEXTS + 1))


class LinksInput(forms.Form):
    """Links of a notice that are to be tried, one a line."""

    links = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST)

    def urls(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["links"]).splitlines() if line.strip()]


def unified(text: str) -> str:
    """A browser sends the ends of lines its own way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
