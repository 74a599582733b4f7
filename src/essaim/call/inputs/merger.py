"""The forms of mergers: which proposals, which of their texts, and why; which panel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.call.actions.merger import Choices
from essaim.call.asking import said
from essaim.call.limits import LONGEST_TITLE
from essaim.call.models import Proposal
from essaim.call.queries.merger import Chosen, Material, Version, Written
from essaim.kit.languages import direction, language_name, spoken

ALL, OWN = "all", "own"
LONGEST_NUMBER = 9
LONGEST_REASON = 5_000
FACTS = ("kind", "path", "format", "territory", "language")


def numbered(proposal: Proposal) -> str:
    """No. 41, Les Tablées."""
    names = [one.name for one in proposal.organisations.all()]
    number = _("No. %(number)s") % {"number": proposal.number}
    return ", ".join([number, *names[:2]])


def language_of(reader: str | None = None) -> str:
    return (reader or get_language() or "en").split("-", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text to be chosen: its versions beside their radios, and the place for words of one's own."""

    written: Written
    label: str
    pick: forms.BoundField
    own: forms.BoundField
    versions: tuple[tuple[Any, Version | None], ...]
    """(radio, the version it stands for; None: all of them, or words of one's own)"""


class MergeInput(forms.Form):
    """Texts, answers and facts in which the parts differ. What they have in common is not asked."""

    reason = forms.CharField(
        label=gettext_lazy("Why they belong together"),
        help_text=gettext_lazy("Everybody behind the proposals gets this by mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, material: Material, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.material = material
        self.fields["seen"].initial = material.seen
        self.written = [one for one in material.texts if one.is_open]
        self.chosen = [one for one in material.answers if one.is_open]
        for number, one in enumerate(self.written):
            self.add_text(number, one)
        for number, choice in enumerate(self.chosen):
            self.fields[f"a{number}"] = answer_field(choice)
        for name in FACTS:
            if field := fact_field(name, material.parts):
                self.fields[name] = field

    def add_text(self, number: int, one: Written) -> None:
        label = label_of(one)
        self.fields[f"t{number}"] = forms.ChoiceField(
            label=label, choices=version_choices(one), widget=forms.RadioSelect, initial=usual_choice(one)
        )
        attrs: dict[str, object] = {"rows": 2 if one.column == "title" else 8}
        if one.language:
            attrs |= {"lang": one.language, "dir": direction(one.language)}
        self.fields[f"t{number}_own"] = forms.CharField(
            label=_("%(label)s: my own words") % {"label": label},
            required=False,
            initial=one.usual if one.column != "title" else "",
            widget=forms.Textarea(attrs=attrs),
            strip=True,
            max_length=LONGEST_TITLE if one.column == "title" else None,
        )

    def clean(self) -> dict[str, Any] | None:
        facts = super().clean() or {}
        for number, _one in enumerate(self.written):
            if facts.get(f"t{number}") == OWN and not facts.get(f"t{number}_own"):
                self.add_error(f"t{number}_own", _("Write the text, or choose one of the versions above."))
        return facts

    def texts(self) -> dict[str, str]:
        return {one.name: self.text_of(number, one) for number, one in enumerate(self.written)}

    def text_of(self, number: int, one: Written) -> str:
        pick = self.cleaned_data.get(f"t{number}")
        if pick == OWN:
            return str(self.cleaned_data.get(f"t{number}_own") or "")
        if pick == ALL:
            return one.usual
        return next((version.words for version in one.versions if str(version.proposal.pk) == pick), one.usual)

    def choices(self) -> Choices:
        facts = {name: self.fact_of(name) for name in FACTS if name in self.fields}
        answers = {one.question.slug: self.answer_of(f"a{number}", one) for number, one in enumerate(self.chosen)}
        return Choices(texts=self.texts(), answers=answers, **facts)

    def answer_of(self, name: str, one: Chosen) -> Any:
        return next((answer for part, answer in one.versions if str(part.pk) == self.cleaned_data.get(name)), one.usual)

    def fact_of(self, name: str) -> Any:
        part = next((one for one in self.material.parts if str(one.pk) == self.cleaned_data.get(name)), self.material.parts[0])
        return getattr(part, name)

    def text_rows(self) -> Iterator[TextRow]:
        for number, one in enumerate(self.written):
            pick = self[f"t{number}"]
            by_value = {str(version.proposal.pk): version for version in one.versions}
            radios = tuple((radio, by_value.get(str(radio.data["value"]))) for radio in pick.subwidgets)
            yield TextRow(one, str(pick.label), pick, self[f"t{number}_own"], radios)

    def settled(self) -> Iterator[tuple[str, str, Version]]:
        """(label, language, the one version) of texts in which the parts do not differ: they are taken over as they are."""
        for one in self.material.texts:
            if not one.is_open:
                yield label_of(one), one.language, one.versions[0]

    def fact_rows(self) -> Iterator[forms.BoundField]:
        for name in (*FACTS, *(f"a{number}" for number, _one in enumerate(self.chosen))):
            if name in self.fields:
                yield self[name]


def label_of(one: Written) -> str:
    if one.question is not None:
        return spoken(one.question.label, language_of()).text
    column = {"title": _("Title"), "summary": _("Summary"), "description": _("Description")}[one.column]
    return f"{column} ({language_name(one.language, language_of())})"


def version_choices(one: Written) -> list[tuple[str, str]]:
    known = [
        (str(version.proposal.pk), _("From the merger no. %(number)s, undone") % {"number": version.proposal.number})
        if version.is_earlier
        else (str(version.proposal.pk), numbered(version.proposal))
        for version in one.versions
    ]
    joined = [] if one.column == "title" else [(ALL, _("All of them, one after the other"))]
    return [*known, *joined, (OWN, _("My own words"))]


def usual_choice(one: Written) -> str:
    if one.versions[-1].is_earlier:
        return str(one.versions[-1].proposal.pk)
    return str(one.versions[0].proposal.pk) if one.column == "title" else ALL


def answer_field(one: Chosen) -> forms.Field:
    choices = [(str(part.pk), f"{said(one.question, answer)} ({numbered(part)})") for part, answer in one.versions]
    return forms.ChoiceField(
        label=spoken(one.question.label, language_of()).text, choices=choices, widget=forms.RadioSelect, initial=choices[0][0]
    )


def fact_field(name: str, parts: Sequence[Proposal]) -> forms.Field | None:
    """Nothing when the parts agree."""
    labels = {
        "kind": _("Kind"),
        "path": _("Path"),
        "format": _("Format"),
        "territory": _("Territory"),
        "language": _("Main language"),
    }
    found: dict[object, Proposal] = {}
    for part in parts:
        if value := getattr(part, name):
            found.setdefault(value, part)
    if len(found) < 2:
        return None
    choices = [(str(part.pk), fact_said(name, value)) for value, part in found.items()]
    return forms.ChoiceField(label=labels[name], choices=choices, widget=forms.RadioSelect, initial=choices[0][0])


def fact_said(name: str, value: object) -> str:
    return language_name(str(value), language_of()) if name == "language" else str(value)


class PartsInput(forms.Form):
    """Which proposals to merge with this one: near ones to tick, others by number."""

    p = forms.TypedMultipleChoiceField(label=gettext_lazy("Near ones"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    more = forms.CharField(
        label=gettext_lazy("Others, by number"), help_text=gettext_lazy("For example: 41, 57"), required=False, max_length=200
    )

    def __init__(self, *args: Any, near: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        reader = language_of()
        choices = [(one.number, f"{spoken(one.title, reader).text} ({numbered(one)})") for one in near]
        self.fields["p"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["p"]

    def clean_more(self) -> list[int]:
        numbers = str(self.cleaned_data["more"]).replace(";", ",").replace(" ", ",").split(",")
        wrong = [one for one in numbers if one and not is_number(one.removeprefix("n°"))]
        if wrong:
            raise forms.ValidationError(_("“%(value)s” is no number of a proposal. Write digits, as in 41."), params={"value": wrong[0]})
        return [int(one.removeprefix("n°")) for one in numbers if one]

    def numbers(self) -> list[int]:
        return list(dict.fromkeys([*self.cleaned_data.get("p", []), *self.cleaned_data.get("more", [])]))


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER


class ReasonInput(forms.Form):
    """Why, as those concerned get it by mail."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Everybody behind the proposals gets this by mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class PanelInput(ReasonInput):
    """Which panel an individual proposal joins."""

    panel = forms.TypedChoiceField(label=gettext_lazy("Panel"), coerce=int)
    field_order = ("panel", "reason")

    def __init__(self, *args: Any, near: Sequence[Proposal], others: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = language_of()
        groups = [(_("Near ones"), near), (_("Others of your paths"), others)]
        self.fields["panel"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *(
                (label, [(one.number, f"{spoken(one.title, reader).text} ({numbered(one)})") for one in many])
                for label, many in groups
                if many
            ),
        ]


class NoteInput(forms.Form):
    """A word to the team of another path."""

    note = forms.CharField(
        label=gettext_lazy("A word to them"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST_REASON, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
