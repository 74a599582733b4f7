"""The texts of one proposal for those who write it, by language; how it begins; whom they invite."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.call.actions.required import COLUMNS
from essaim.call.limits import LONGEST_MAIL, LONGEST_PERSON, LONGEST_TITLE
from essaim.call.models import Call, Proposal
from essaim.kit.inputs import LanguageChoice, named, sentence_case
from essaim.kit.languages import direction, is_language

LABELS = {"title": _("Title"), "summary": _("Summary"), "description": _("Description")}
HINTS = {
    "title": _("What readers see first, in the programme."),
    "summary": _("Two or three sentences for the programme."),
    "description": _("What happens in the session, how, for whom."),
}


class BeginInput(forms.Form):
    """In which language it is written."""

    language = forms.ChoiceField(label=_("I write in"))

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        reader = (get_language() or "en").split("-")[0]
        codes = call.languages or [*call.edition.languages]
        self.fields["language"].choices = [(code, named(code)) for code in codes]  # type: ignore[attr-defined]
        if not call.languages:
            self.fields["language"] = LanguageChoice(label=_("I write in"), first=call.edition.languages)
        self.initial.setdefault("language", reader if not call.languages or reader in codes else codes[0])


class TextsInput(forms.Form):
    """Title, summary and description: in the language it is written in, and title and summary in others. Names are the texts' own ("title.fr")."""

    marks_needed = True

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, proposal: Proposal, texts: Mapping[str, str], more: Sequence[str] = ()
    ) -> None:
        super().__init__(data, label_suffix="")
        self.proposal = proposal
        there = {name.partition(".")[2] for name in texts if name.partition(".")[0] in COLUMNS}
        asked = {name.partition(".")[2] for name in (data or {}) if name.partition(".")[0] == "title"}
        others = [code for code in sorted({*there, *more, *asked} - {proposal.language}) if is_language(code)]
        self.codes = [proposal.language, *others]
        for code in self.codes:
            for column in COLUMNS if code == proposal.language or f"description.{code}" in texts else COLUMNS[:2]:
                self.fields[f"{column}.{code}"] = text_field(column, code, is_first=code == proposal.language)
                self.initial[f"{column}.{code}"] = texts.get(f"{column}.{code}", "")
        left = [code for code in proposal.edition.languages if code not in self.codes]
        self.fields["add_language"] = LanguageChoice(
            label=_("Add title and summary in"), required=False, without=self.codes, first=proposal.edition.languages
        )
        self.likely = left

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """By language, the one it is written in first."""
        return [(code, [self[name] for name in self.fields if name.endswith(f".{code}")]) for code in self.codes]

    def texts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if "." in name}


def text_field(column: str, code: str, *, is_first: bool) -> forms.CharField:
    attrs = {"lang": code, "dir": direction(code), **written(f"{column}.{code}")}
    widget: forms.Widget = forms.TextInput(attrs={**attrs, "maxlength": LONGEST_TITLE})
    if column != "title":
        widget = forms.Textarea(attrs={**attrs, "rows": 4 if column == "summary" else 9})
    label = f"{LABELS[column]} ({named(code)})"
    made = forms.CharField(
        label=sentence_case(label), required=False, widget=widget, strip=False, help_text=HINTS[column] if is_first else ""
    )
    made.is_needed = is_first and column != "description"  # type: ignore[attr-defined]
    return made


def written(name: str) -> dict[str, str]:
    """An input several people write in. Browsers do not put back an older text by themselves: it would undo what others wrote since."""
    return {"data-text": name, "autocomplete": "off"}


def base_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The texts as the form was made with, from its hidden input; what cannot be read is none."""
    return {whole(str(name)): whole(str(words)) for name, words in hidden(data, "base").items()}


def remembered(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The choices as the form was made with, from its hidden input: of facts and answers, and of people and organisations by key. What is no
    such thing is left out, as if the form remembered nothing of it."""
    read = {name: part for name, part in hidden(data, "was").items() if isinstance(part, dict)}
    for name in ("people", "organisations"):
        read[name] = {key: row for key, row in read.get(name, {}).items() if isinstance(row, dict)}
    return read


def whole(text: str) -> str:
    """As a database can keep it: half a sign (a pair that was cut) is marked as unreadable, a null is dropped."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")


def hidden(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    try:
        read = json.loads(str(data.get(name, "{}")))
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


class InviteInput(forms.Form):
    email = forms.EmailField(label=_("Their e-mail"), max_length=LONGEST_MAIL)
    name = forms.CharField(label=_("Their name"), required=False, max_length=LONGEST_PERSON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
