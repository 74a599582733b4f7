"""The form of one proposal for those who write it: texts by language, what is chosen, people, organisations."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.call.actions.contributors import Behind, Somebody
from essaim.call.actions.writing import COLUMNS
from essaim.call.models import Call, Contributor, Proposal, ProposingOrganisation
from essaim.forum.models import Gender, Path
from essaim.kit.inputs import LanguageBoxes, LanguageChoice, named, sentence_case
from essaim.kit.languages import direction, is_language
from essaim.registry.inputs.pick import COUNTRY, ORGANISATION, PickField, Unlisted
from essaim.registry.models import Goal, Organisation, Territory

LABELS = {"title": _("Title"), "summary": _("Summary"), "description": _("Description")}
HINTS = {
    "title": _("What readers see first, in the programme."),
    "summary": _("Two or three sentences for the programme."),
    "description": _("What happens in the session, how, for whom."),
}
MOST_ROWS = 40


class BeginInput(forms.Form):
    """In which language it is written."""

    language = forms.ChoiceField(label=_("I write in"))

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        reader = (get_language() or "en").split("-")[0]
        codes = call.languages or [*call.edition.languages]
        self.fields["language"].choices = [(code, named(code)) for code in codes]  # type: ignore[attr-defined]
        if not call.languages:
            self.fields["language"] = LanguageChoice(label=_("I write in"))
        self.initial.setdefault("language", reader if not call.languages or reader in codes else codes[0])


class TextsInput(forms.Form):
    """Title, summary and description: in the language it is written in, and title and summary in others. Names are the texts' own ("title.fr")."""

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
        self.fields["add_language"] = LanguageChoice(label=_("Add title and summary in"), required=False, without=self.codes)
        self.likely = left

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """By language, the one it is written in first."""
        return [(code, [self[name] for name in self.fields if name.endswith(f".{code}")]) for code in self.codes]

    def texts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if "." in name}


def text_field(column: str, code: str, *, is_first: bool) -> forms.CharField:
    attrs = {"lang": code, "dir": direction(code), "data-text": f"{column}.{code}"}
    widget: forms.Widget = forms.TextInput(attrs=attrs)
    if column != "title":
        widget = forms.Textarea(attrs={**attrs, "rows": 4 if column == "summary" else 9})
    label = f"{LABELS[column]} ({named(code)})"
    return forms.CharField(
        label=sentence_case(label), required=False, widget=widget, strip=False, help_text=HINTS[column] if is_first else ""
    )


def base_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The texts as the form was made with, from its hidden input; what cannot be read is none."""
    try:
        read = json.loads(str(data.get("base", "{}")))
    except ValueError:
        return {}
    return {str(name): str(words) for name, words in read.items()} if isinstance(read, dict) else {}


class FactsInput(forms.Form):
    path = forms.ModelChoiceField(
        label=_("Path"), queryset=Path.objects.none(), required=False, empty_label=_("I do not know: the team decides")
    )
    format = forms.ModelChoiceField(label=_("Format"), queryset=None, required=False, empty_label=_("not decided yet"))
    spoken = LanguageBoxes(label=_("Languages spoken in the session"), codes=())
    goals = forms.ModelMultipleChoiceField(
        label=_("Goals it serves"), queryset=Goal.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.IntegerField(label=_("For how many people"), required=False, min_value=1, max_value=100_000)
    may_be_public = forms.BooleanField(
        label=_("We agree that title, summary and organisations are shown on the site"),
        help_text=_("Never addresses, telephone numbers or what is personal. You can change your mind."),
        required=False,
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        start = {name: getattr(proposal, name) for name in ("path", "format", "spoken", "audience", "may_be_public")}
        start["goals"] = list(proposal.goals.all()) if proposal.pk else []
        super().__init__(*args, initial=start, label_suffix="", **kwargs)
        self.fields["path"].queryset = Path.objects.filter(edition=proposal.edition)  # type: ignore[attr-defined]
        formats = proposal.kind.formats.all()
        if formats:
            self.fields["format"].queryset = formats  # type: ignore[attr-defined]
        else:
            del self.fields["format"]
        codes = dict.fromkeys([*proposal.edition.languages, proposal.language, *proposal.spoken])
        self.fields["spoken"] = LanguageBoxes(label=_("Languages spoken in the session"), codes=tuple(codes))
        self.fields["goals"].queryset = Goal.objects.filter(kind=Goal.Kind.GOAL).order_by("place")  # type: ignore[attr-defined]
        if proposal.kind.may_attach:
            del self.fields["audience"]

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PersonRow(forms.Form):
    """One person. An emptied name takes the row away."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=Contributor.Role.choices, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Never shown."))
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    organisation_name = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    country = PickField(COUNTRY, label=_("Country"), required=False)
    gender = forms.ChoiceField(
        label=_("Gender, if you wish to say"),
        choices=Gender.choices,
        required=False,
        help_text=_("Only counted, to balance the programme."),
    )
    is_newcomer = forms.NullBooleanField(label=_("Comes for the first time"), required=False)

    def __init__(self, *args: Any, row: Contributor | None = None, **kwargs: Any) -> None:
        names = ("pk", "name", "role", "email", "phone", "organisation_name", "country", "gender", "is_newcomer")
        start = {name: getattr(row, name) for name in names} if row else {"role": Contributor.Role.SPEAKER}
        super().__init__(*args, initial=start, label_suffix="", **kwargs)
        self.row = row

    def somebody(self) -> Somebody | None:
        given = dict(self.cleaned_data)
        country = given.pop("country", None)
        if not given["name"].strip():
            return None
        languages = self.row.languages if self.row else ()
        return Somebody(
            **{**given, "role": given["role"] or Contributor.Role.SPEAKER},
            country=country if isinstance(country, Territory) else None,
            languages=languages,
        )


class OrganisationRow(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    organisation = PickField(ORGANISATION, may_add=True, label=_("Organisation"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ProposingOrganisation.Role.choices, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices, required=False)
    country = PickField(COUNTRY, label=_("Country"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=12)
    town = forms.CharField(label=_("Town"), required=False, max_length=200)

    def __init__(self, *args: Any, row: ProposingOrganisation | None = None, **kwargs: Any) -> None:
        start: dict[str, Any] = {"role": ProposingOrganisation.Role.LEAD}
        if row:
            start = {name: getattr(row, name) for name in ("pk", "role", "kind", "country", "postcode", "town")}
            start["organisation"] = row.organisation or (row.name, "new")
        super().__init__(*args, initial=start, label_suffix="", **kwargs)

    def behind(self) -> Behind | None:
        given = self.cleaned_data
        chosen = given.get("organisation")
        if not chosen:
            return None
        name = chosen.name if isinstance(chosen, Unlisted) else str(chosen.name)
        country = given.get("country")
        return Behind(
            pk=given.get("pk"),
            name=name,
            role=given.get("role") or ProposingOrganisation.Role.LEAD,
            organisation=None if isinstance(chosen, Unlisted) else chosen,
            kind=given.get("kind") or "",
            country=country if isinstance(country, Territory) else None,
            postcode=given.get("postcode") or "",
            town=given.get("town") or "",
        )


def person_rows(data: Mapping[str, Any] | None, proposal: Proposal) -> list[PersonRow]:
    rows = list(proposal.contributors.select_related("country"))
    return [
        PersonRow(data, prefix=f"person-{n}", row=rows[n] if n < len(rows) else None) for n in range(how_many(data, "person", len(rows)))
    ]


def organisation_rows(data: Mapping[str, Any] | None, proposal: Proposal) -> list[OrganisationRow]:
    rows = list(proposal.organisations.select_related("country", "organisation"))
    number = how_many(data, "organisation", len(rows))
    return [OrganisationRow(data, prefix=f"organisation-{n}", row=rows[n] if n < len(rows) else None) for n in range(number)]


def how_many(data: Mapping[str, Any] | None, name: str, there: int) -> int:
    """What the form held, else what is there and an empty one."""
    if data is None:
        return min(there + 1, MOST_ROWS)
    number = str(data.get(f"{name}s", ""))
    more = 1 if f"add_{name}" in data else 0
    return min(int(number) + more if number.isdecimal() else there + 1, MOST_ROWS)


class InviteInput(forms.Form):
    email = forms.EmailField(label=_("Their e-mail"))
    name = forms.CharField(label=_("Their name"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
