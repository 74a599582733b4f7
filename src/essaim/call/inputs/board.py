"""Forms of the path team: the board's filter, reasons, words, marks, placing, who is who."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.call.actions.review import Given
from essaim.call.models import Contributor, Criterion, Kind, Proposal, ProposingOrganisation
from essaim.call.queries.board import Wanted
from essaim.call.queries.review import OwnMark
from essaim.forum.models import Path
from essaim.kit.inputs import ContentInput
from essaim.registry.inputs.pick import ORGANISATION, PERSON, PickField, Unlisted
from essaim.registry.models import Organisation, Person, Territory

NATURES = (("individual", _("individual")), ("collective", _("collective")), ("self_managed", _("self-managed")))


class BoardFilter(forms.Form):
    q = forms.CharField(label=_("Word, number, organisation"), required=False, max_length=100)
    path = forms.ChoiceField(label=_("Path"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *NATURES])
    country = forms.ChoiceField(label=_("Origin"), required=False)
    unmarked = forms.BooleanField(label=_("Not marked by me"), required=False)

    def __init__(self, *args: Any, paths: Sequence[Path], countries: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["path"].choices = [("", _("All")), *[(path.letter, str(path)) for path in paths]]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("All")), *[(one.code, str(one)) for one in countries]]  # type: ignore[attr-defined]
        if len(paths) < 2:
            del self.fields["path"]

    def wanted(self) -> Wanted:
        """What cannot be read asks for all."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            words=given.get("q", ""),
            path=given.get("path", ""),
            kind=given.get("kind", ""),
            country=given.get("country", ""),
            unmarked=bool(given.get("unmarked")),
        )


class WordsInput(forms.Form):
    """A comment, a question, an answer."""

    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        if label:
            self.fields["body"].label = label


class DeclineInput(forms.Form):
    reason = forms.CharField(
        label=_("Reason, as its authors will read it"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )
    tells = forms.BooleanField(label=_("Prepare a letter to them in the outbox"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class PathChoice(forms.Form):
    path = forms.ModelChoiceField(label=_("Move to path"), queryset=Path.objects.none(), required=False, empty_label=_("no path yet"))

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["path"].queryset = Path.objects.filter(edition=proposal.edition_id).exclude(pk=proposal.path_id)  # type: ignore[attr-defined]


class ConflictInput(forms.Form):
    reason = forms.CharField(label=_("What ties you to it"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class MarksInput(forms.Form):
    """One mark and one note a criterion; an emptied mark is taken back."""

    def __init__(self, *args: Any, marks: Sequence[OwnMark], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.own = {one.criterion.pk: one for one in marks}
        for key, one in self.own.items():
            values = [("", "–"), *[(str(value), str(value)) for value in range(one.criterion.most + 1)]]
            self.fields[f"mark_{key}"] = forms.ChoiceField(
                label=str(one.criterion.name), help_text=str(one.criterion.help), choices=values, required=False, initial=one.value
            )
            self.fields[f"note_{key}"] = forms.CharField(label=_("Why"), required=False, max_length=1000, initial=one.note)

    def rows(self) -> list[tuple[OwnMark, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"mark_{key}"], self[f"note_{key}"]) for key, one in self.own.items()]

    def marks(self) -> dict[int, Given]:
        given = self.cleaned_data
        return {key: Given(int(given[f"mark_{key}"]) if given[f"mark_{key}"] else None, given[f"note_{key}"]) for key in self.own}


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


class WhoIsWho(forms.Form):
    """For each name the registry does not know yet: whom it is, or that it is to be entered."""

    def __init__(self, *args: Any, people: Sequence[Contributor], organisations: Sequence[ProposingOrganisation], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.people, self.organisations = people, organisations
        for one in people:
            self.fields[f"person_{one.pk}"] = PickField(PERSON, may_add=True, label=one.name, required=True)
            self.initial.setdefault(f"person_{one.pk}", (one.name, ""))
        for row in organisations:
            self.fields[f"organisation_{row.pk}"] = PickField(ORGANISATION, may_add=True, label=row.name, required=True)
            self.initial.setdefault(f"organisation_{row.pk}", (row.name, ""))

    def found_people(self) -> dict[int, Person | None]:
        return {one.pk: known(self.cleaned_data[f"person_{one.pk}"], Person) for one in self.people}

    def found_organisations(self) -> dict[int, Organisation | None]:
        return {one.pk: known(self.cleaned_data[f"organisation_{one.pk}"], Organisation) for one in self.organisations}


def known(value: object, kind: type[Any]) -> Any:
    return None if isinstance(value, Unlisted) or not isinstance(value, kind) else value


def natures() -> list[tuple[str, object]]:
    return [(nature, label) for nature, label in NATURES if nature in Kind.Nature.values]
