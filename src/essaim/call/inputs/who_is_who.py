"""For each name of a proposal the registry does not hold yet: whom of the registry it is, or that it is to be entered."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.call.models import Contributor, ProposingOrganisation
from essaim.registry.inputs.pick import ORGANISATION, PERSON, Kind, PickField
from essaim.registry.models import Organisation, Person
from essaim.registry.queries.matching import Candidate, Matcher, Reason, organisation_matcher, person_matcher

NEW = "new"
OTHER = "other"
REASONS: dict[Reason, Promise] = {
    Reason.SAME: _("the same name"),
    Reason.LETTERS: _("the same but for accents or capitals"),
    Reason.ORDER: _("the same words in another order"),
    Reason.PART: _("the same words in part"),
    Reason.NEAR: _("a letter or two apart"),
}
Thing = TypeVar("Thing", Person, Organisation)


class WhoIsWho(forms.Form):
    """Nothing is chosen beforehand but what cannot be mistaken: one sure candidate, or none at all. Four statements."""

    tells = forms.BooleanField(label=_("Prepare a letter to its authors in the outbox"), required=False, initial=True)

    def __init__(self, *args: Any, people: Sequence[Contributor], organisations: Sequence[ProposingOrganisation], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.people, self.organisations = people, organisations
        self.known: dict[str, dict[str, Person | Organisation]] = {}
        if people:
            matcher = person_matcher()
            for one in people:
                self.ask(f"person_{one.pk}", one.name, PERSON, matcher)
        if organisations:
            bodies = organisation_matcher()
            for row in organisations:
                self.ask(f"organisation_{row.pk}", row.name, ORGANISATION, bodies)

    def ask(self, key: str, name: str, kind: Kind, matcher: Matcher[Any]) -> None:
        found = matcher.match(name)
        self.known[key] = {str(one.thing.pk): one.thing for one in found}
        choices = [(str(one.thing.pk), said(one)) for one in found]
        choices += [
            (NEW, gettext("not yet in the registry: enter “%(name)s”") % {"name": name}),
            (OTHER, gettext("another one, named below")),
        ]
        sure = [one for one in found if one.is_sure]
        initial = str(sure[0].thing.pk) if len(sure) == 1 else None if found else NEW
        self.fields[key] = forms.ChoiceField(label=name, choices=choices, widget=forms.RadioSelect, initial=initial)
        self.fields[f"{key}_other"] = PickField(kind, label=gettext("Another one of the registry"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key in self.known:
            other = f"{key}_other"
            if given.get(key) == OTHER and not given.get(other) and other not in self.errors:
                self.add_error(other, forms.ValidationError(_("Name whom you mean, or choose above."), code="required"))
        return given

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[key], self[f"{key}_other"]) for key in self.known]

    def found_people(self) -> dict[int, Person | None]:
        return {one.pk: self.chosen(f"person_{one.pk}", Person) for one in self.people}

    def found_organisations(self) -> dict[int, Organisation | None]:
        return {one.pk: self.chosen(f"organisation_{one.pk}", Organisation) for one in self.organisations}

    def chosen(self, key: str, kind: type[Thing]) -> Thing | None:
        answer = self.cleaned_data[key]
        thing = self.cleaned_data[f"{key}_other"] if answer == OTHER else self.known[key].get(answer)
        return thing if isinstance(thing, kind) else None


def said(candidate: Candidate[Any]) -> str:
    """The name as the registry has it, with why it is offered."""
    name = str(candidate.thing)
    spelt = f" [{candidate.spelling}]" if candidate.spelling != name else ""
    return f"{name}{spelt}: {REASONS[candidate.reason]}"
