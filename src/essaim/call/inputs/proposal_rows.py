"""People and organisations of a proposal, a row each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.call import limits
from essaim.call.actions.contributors import Behind, Somebody
from essaim.call.inputs.proposal_facts import changed_in, plain
from essaim.call.models import Contributor, Proposal, ProposingOrganisation
from essaim.forum.models import Gender
from essaim.kit.numbers import asked_number
from essaim.registry.inputs.pick import COUNTRY, ORGANISATION, PickField, Unlisted
from essaim.registry.models import Organisation, Territory

MOST_ROWS = 40
Row = TypeVar("Row", Contributor, ProposingOrganisation)


class PersonRow(forms.Form):
    """One person. An emptied name takes the row away, too."""

    marks_needed = True
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), required=False, max_length=limits.LONGEST_PERSON)
    role = forms.ChoiceField(label=_("Role"), choices=Contributor.Role.choices, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=limits.LONGEST_MAIL, help_text=_("Never shown."))
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=limits.LONGEST_PHONE)
    organisation_name = forms.CharField(label=_("Organisation"), required=False, max_length=limits.LONGEST_ORGANISATION)
    country = PickField(COUNTRY, label=_("Country"), required=False)
    gender = forms.ChoiceField(
        label=_("Gender, if you wish to say"),
        choices=Gender.choices,
        required=False,
        help_text=_("Only counted, to balance the programme."),
    )
    is_newcomer = forms.NullBooleanField(label=_("Comes for the first time"), required=False)
    gone = forms.BooleanField(label=_("Take this person out"), required=False)
    NAMES = ("name", "role", "email", "phone", "organisation_name", "country", "gender", "is_newcomer")

    def __init__(self, *args: Any, row: Contributor | None = None, **kwargs: Any) -> None:
        start = {name: getattr(row, name) for name in ("pk", *self.NAMES)} if row else {"role": Contributor.Role.SPEAKER}
        super().__init__(*args, **{"initial": start, "label_suffix": "", **kwargs})
        self.row = row
        if row is None or (row.account_id and row.account_id == row.proposal.created_by_id):
            del self.fields["gone"]

    @classmethod
    def was(cls, row: Contributor) -> dict[str, object]:
        return {name: plain(getattr(row, name)) for name in cls.NAMES}

    def removed(self) -> int | None:
        """The key of the row this writer takes out."""
        pk = posted_pk(self)
        return pk if pk and self.is_valid() and (self.cleaned_data.get("gone") or not self.cleaned_data["name"].strip()) else None

    def somebody(self, was: Mapping[str, object] | None = None) -> Somebody | None:
        pk = posted_pk(self)
        if not self.is_valid():
            return Somebody(pk=pk, changed=()) if pk else None
        given = self.cleaned_data
        if not given["name"].strip() or given.get("gone"):
            return None
        return Somebody(
            pk=pk,
            changed=changed_in(self, was) if pk else None,
            **{name: given[name] for name in self.NAMES if name not in ("role", "country")},
            role=given["role"] or Contributor.Role.SPEAKER,
            country=given["country"] if isinstance(given["country"], Territory) else None,
        )


class OrganisationRow(forms.Form):
    marks_needed = True
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    organisation = PickField(ORGANISATION, may_add=True, label=_("Organisation"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ProposingOrganisation.Role.choices, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices, required=False)
    country = PickField(COUNTRY, label=_("Country"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=limits.LONGEST_POSTCODE)
    town = forms.CharField(label=_("Town"), required=False, max_length=limits.LONGEST_TOWN)
    gone = forms.BooleanField(label=_("Take this organisation out"), required=False)
    NAMES = ("role", "kind", "country", "postcode", "town")

    def __init__(self, *args: Any, row: ProposingOrganisation | None = None, **kwargs: Any) -> None:
        start: dict[str, Any] = {"role": ProposingOrganisation.Role.LEAD}
        if row:
            start = {name: getattr(row, name) for name in ("pk", *self.NAMES)}
            start["organisation"] = row.organisation or (row.name, "new")
        super().__init__(*args, **{"initial": start, "label_suffix": "", **kwargs})
        self.row = row
        if row is None:
            del self.fields["gone"]

    @classmethod
    def was(cls, row: ProposingOrganisation) -> dict[str, object]:
        return {name: plain(getattr(row, name)) for name in cls.NAMES} | {"organisation": row.organisation_id or row.name}

    def removed(self) -> int | None:
        pk = posted_pk(self)
        return pk if pk and self.is_valid() and (self.cleaned_data.get("gone") or not self.cleaned_data["organisation"]) else None

    def behind(self, was: Mapping[str, object] | None = None) -> Behind | None:
        pk = posted_pk(self)
        if not self.is_valid():
            return Behind(pk=pk, changed=()) if pk else None
        given = self.cleaned_data
        chosen = given["organisation"]
        if not chosen or given.get("gone"):
            return None
        changed = changed_in(self, was)
        return Behind(
            pk=pk,
            changed=(changed | {"name"} if "organisation" in changed else changed) if pk else None,
            name=chosen.name if isinstance(chosen, Unlisted) else str(chosen.name),
            role=given["role"] or ProposingOrganisation.Role.LEAD,
            organisation=None if isinstance(chosen, Unlisted) else chosen,
            kind=given["kind"],
            country=given["country"] if isinstance(given["country"], Territory) else None,
            postcode=given["postcode"],
            town=given["town"],
        )


def posted_pk(form: forms.Form) -> int | None:
    """Also of a row that cannot be read."""
    form.is_valid()
    pk = form.cleaned_data.get("pk")
    return pk if isinstance(pk, int) else None


def person_rows(data: Mapping[str, Any] | None, proposal: Proposal, besides: Collection[int] = ()) -> list[PersonRow]:
    """`besides`: people of another part of a merger, whose addresses this writer does not read; saving leaves them as they are."""
    rows = [row for row in proposal.contributors.select_related("country", "proposal") if row.pk not in besides]
    return [PersonRow(data, prefix=prefix, row=row) for prefix, row in rows_as_given(data, "person", rows)]


def organisation_rows(data: Mapping[str, Any] | None, proposal: Proposal) -> list[OrganisationRow]:
    rows = list(proposal.organisations.select_related("country", "organisation"))
    return [OrganisationRow(data, prefix=prefix, row=row) for prefix, row in rows_as_given(data, "organisation", rows)]


def rows_as_given(data: Mapping[str, Any] | None, name: str, rows: Sequence[Row]) -> list[tuple[str, Row | None]]:
    """As the form held them, each with the row its key names; else what is there and an empty one."""
    number = how_many(data, name, len(rows))
    if data is None:
        return [(f"{name}-{place}", rows[place] if place < len(rows) else None) for place in range(number)]
    by_key = {str(row.pk): row for row in rows}
    return [(f"{name}-{place}", by_key.get(str(data.get(f"{name}-{place}-pk", "")))) for place in range(number)]


def how_many(data: Mapping[str, Any] | None, name: str, there: int) -> int:
    """What the form held, else what is there and an empty one."""
    if data is None:
        return min(there + 1, MOST_ROWS)
    number = asked_number(str(data.get(f"{name}s", "")))
    return min(there + 1 if number is None else number, MOST_ROWS)
