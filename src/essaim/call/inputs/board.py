"""Forms of the path team: the board's filter, several at once, reasons, words, marks, interests."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.call.actions.review import Given
from essaim.call.models import Proposal
from essaim.call.queries.board import Wanted
from essaim.call.queries.review import OwnMark
from essaim.call.steps import MOVABLE, STEPS
from essaim.desk.models import Account
from essaim.forum.models import Path
from essaim.registry.models import Territory

NATURES = (("individual", _("individual")), ("collective", _("collective")), ("self_managed", _("self-managed")))


MARKED = (("no", _("not marked by me")), ("yes", _("marked by me")))
ALERTS = (
    ("any", _("with an alert")),
    ("resembles", _("resembles another")),
    ("changed", _("changed since I read it")),
    ("question_open", _("a question to its authors is open")),
    ("speakers_silent", _("a speaker has not answered")),
    ("few_seats", _("for few people")),
    ("not_interpreted", _("without interpretation")),
)
NO_PATH = "-"


class BoardFilter(forms.Form):
    q = forms.CharField(label=_("Word, number, organisation, person"), required=False, max_length=100)
    path = forms.ChoiceField(label=_("Path"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *NATURES])
    country = forms.ChoiceField(label=_("Origin"), required=False)
    marked = forms.ChoiceField(label=_("Marks"), required=False, choices=[("", _("All")), *MARKED])
    alert = forms.ChoiceField(label=_("To look at"), required=False, choices=[("", _("All")), *ALERTS])

    def __init__(self, *args: Any, paths: Sequence[Path], countries: Sequence[Territory], has_none: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        none = [(NO_PATH, _("no path yet"))] if has_none else []
        self.fields["path"].choices = [("", _("All")), *none, *[(path.letter, lettered(path)) for path in paths]]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("All")), *[(one.code, str(one)) for one in countries]]  # type: ignore[attr-defined]
        if len(paths) + has_none < 2:
            del self.fields["path"]

    def wanted(self) -> Wanted:
        """What cannot be read asks for all."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            words=given.get("q", ""),
            path=given.get("path", ""),
            kind=given.get("kind", ""),
            country=given.get("country", ""),
            marked=given.get("marked", ""),
            alert=given.get("alert", ""),
        )


def lettered(path: Path) -> str:
    return f"{path.letter} {path.name}".strip()


class ManyInput(forms.Form):
    """Those ticked: where to, and why when they are declined."""

    to = forms.ChoiceField(label=_("Move them to"))
    reason = forms.CharField(label=_("Reason, when declining: their authors read it"), required=False, max_length=5000)

    def __init__(self, *args: Any, lane: str, paths: Sequence[Path], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        steps = [(f"state:{state}", Proposal.State(state).label) for state in Proposal.State.values if state in STEPS.get(lane, ())]
        others = [(f"path:{path.letter}", lettered(path)) for path in paths] if lane in MOVABLE else []
        self.fields["to"].choices = [(_("Step"), steps), (_("Path"), others)] if others else steps  # type: ignore[attr-defined]
        self.may_decline = any(code.endswith(Proposal.State.DECLINED) for code, _label in steps)
        if not self.may_decline:
            del self.fields["reason"]

    @property
    def has_choices(self) -> bool:
        return bool(self.fields["to"].choices)  # type: ignore[attr-defined]


class WordsInput(forms.Form):
    """A comment, a question, an answer."""

    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if label:
            self.fields["body"].label = label


class DeclineInput(forms.Form):
    reason = forms.CharField(
        label=_("Reason, as its authors will read it"),
        help_text=_("The letter gives it, so no letter goes without one."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=5000,
    )
    tells = forms.BooleanField(label=_("Prepare a letter to them in the outbox"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class PathChoice(forms.Form):
    """Without a path it goes back to the team, who looks for one."""

    path = forms.ModelChoiceField(
        label=_("Move to path"), queryset=Path.objects.none(), required=False, empty_label=_("none: the team looks for one")
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["path"]
        field.queryset = Path.objects.filter(edition=proposal.edition_id).exclude(pk=proposal.path_id or 0).order_by("letter")
        field.label_from_instance = lettered
        if proposal.path_id is None:
            field.required, field.empty_label = True, None


class ConflictInput(forms.Form):
    """One's own; the team may note one for somebody else."""

    account = forms.ModelChoiceField(label=_("Who"), queryset=Account.objects.none(), required=False, empty_label=_("I myself"))
    reason = forms.CharField(label=_("What ties you, or them, to it"), required=False, max_length=300)

    def __init__(self, *args: Any, accounts: Sequence[Account] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["account"]
        field.queryset = Account.objects.filter(pk__in=[one.pk for one in accounts])
        field.choices = [("", field.empty_label), *[(one.pk, one.name or one.email) for one in accounts]]
        if not accounts:
            del self.fields["account"]
            self.fields["reason"].label = _("What ties you to it")


class MarksInput(forms.Form):
    """One mark and one note a criterion; an emptied mark is taken back."""

    def __init__(self, *args: Any, marks: Sequence[OwnMark], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.own = {one.criterion.pk: one for one in marks}
        for key, one in self.own.items():
            values = [("", "–"), *[(str(value), str(value)) for value in range(one.criterion.most + 1)]]
            self.fields[f"mark_{key}"] = forms.ChoiceField(
                label=_("Mark, 0 to %(most)s") % {"most": one.criterion.most}, choices=values, required=False, initial=one.value
            )
            self.fields[f"note_{key}"] = forms.CharField(label=_("Why"), required=False, max_length=1000, initial=one.note)

    def clean(self) -> dict[str, Any]:
        """Taken back, a mark takes its note with it; a note newly written is nothing to lose."""
        given = self.cleaned_data
        for key, one in self.own.items():
            note = given.get(f"note_{key}", "")
            if given.get(f"mark_{key}") == "" and note and note != one.note.strip():
                self.add_error(f"mark_{key}", _("Give a mark with it: a reason alone is not kept."))
        return given

    def rows(self) -> list[tuple[OwnMark, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"mark_{key}"], self[f"note_{key}"]) for key, one in self.own.items()]

    def marks(self) -> dict[int, Given]:
        given = self.cleaned_data
        return {key: Given(int(given[f"mark_{key}"]) if given[f"mark_{key}"] else None, given[f"note_{key}"]) for key in self.own}
