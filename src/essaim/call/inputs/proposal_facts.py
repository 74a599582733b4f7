"""What is chosen for a proposal rather than written: only what this writer changed is written over what others chose meanwhile."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from essaim.call.limits import LONGEST_LEVEL, MOST_PEOPLE
from essaim.call.models import Proposal
from essaim.forum.models import Format, Path
from essaim.kit.inputs import KeyBoxes, LanguageBoxes, LanguageChoice
from essaim.registry.inputs.pick import TERRITORY, PickField, Unlisted
from essaim.registry.models import Goal


def plain(value: object) -> object:
    """A choice as it stands in the form's hidden input: what the form was made with."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Unlisted):
        return value.name
    if isinstance(value, QuerySet | list | tuple):
        return sorted((plain(one) for one in value), key=str)
    return "" if value is None else value


def changed_in(form: forms.Form, was: Mapping[str, object] | None) -> set[str]:
    """Names of what can be read and is not what it was. Without a memory of it: all. What no memory is kept of (a key) is never named."""
    return {name for name, value in form.cleaned_data.items() if was is None or (name in was and plain(value) != was[name])}


class FactsInput(forms.Form):
    marks_needed = True
    path = forms.ModelChoiceField(
        label=_("Path"), queryset=Path.objects.none(), required=False, empty_label=_("I do not know: the team decides")
    )
    format = forms.ModelChoiceField(label=_("Format"), queryset=Format.objects.none(), required=False, empty_label=_("not decided yet"))
    spoken = LanguageBoxes(label=_("Languages spoken in the session"), codes=())
    spoken_more = LanguageChoice(label=_("Another language spoken"), required=False)
    territory = PickField(TERRITORY, label=_("Territory it is about"), required=False)
    audience = forms.IntegerField(label=_("For how many people"), required=False, min_value=1, max_value=MOST_PEOPLE)
    level = forms.CharField(label=_("What the audience should know already"), required=False, max_length=LONGEST_LEVEL)
    goals = KeyBoxes(label=_("Goals it serves"), queryset=Goal.objects.none(), required=False)
    may_be_public = forms.BooleanField(
        label=_("We agree that title, summary and organisations are shown on the site"),
        help_text=_("Never addresses, telephone numbers or what is personal. You can change your mind."),
        required=False,
    )
    APART = ("goals", "may_be_public")
    """Those the page puts elsewhere."""

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.start = {
            name: getattr(proposal, name) for name in ("path", "format", "spoken", "territory", "audience", "level", "may_be_public")
        }
        self.start["goals"] = list(proposal.goals.all())
        super().__init__(*args, **{"initial": self.start, "label_suffix": "", **kwargs})
        self.fields["path"].queryset = Path.objects.filter(edition=proposal.edition)  # type: ignore[attr-defined]
        formats = proposal.kind.formats.all()
        if formats:
            self.fields["format"].queryset = formats  # type: ignore[attr-defined]
        else:
            del self.fields["format"]
        codes = dict.fromkeys([*proposal.edition.languages, proposal.language, *proposal.spoken])
        self.fields["spoken"] = LanguageBoxes(label=_("Languages spoken in the session"), codes=tuple(codes))
        self.fields["spoken_more"] = LanguageChoice(
            label=_("Another language spoken"), required=False, without=tuple(codes), first=proposal.edition.languages
        )
        self.fields["goals"].queryset = Goal.objects.filter(kind=Goal.Kind.GOAL).order_by("place")  # type: ignore[attr-defined]
        if proposal.kind.may_attach:
            del self.fields["audience"]
        if proposal.state != Proposal.State.DRAFT:
            self.fields["path"].disabled = True
            self.fields["path"].help_text = _("Since it was sent, the path teams move it.")

    def clean(self) -> dict[str, Any]:
        more = self.cleaned_data.pop("spoken_more", "")
        if more and "spoken" in self.cleaned_data:
            self.cleaned_data["spoken"] = list(dict.fromkeys([*self.cleaned_data["spoken"], more]))
        return self.cleaned_data

    def was(self) -> dict[str, object]:
        return {name: plain(value) for name, value in self.start.items()}

    def facts(self, was: Mapping[str, object] | None = None) -> dict[str, Any]:
        """What this writer changed; what cannot be read is left as it is."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in changed_in(self, was)}

    def put_in_front(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name not in self.APART]
