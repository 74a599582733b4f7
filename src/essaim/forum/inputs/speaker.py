"""Forms of the team about people in the programme: the list's filter, one person's part, the letters that ask."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.desk.journal import Fact, plain
from essaim.forum.inputs.answer import NEWCOMER
from essaim.forum.models import Edition, Gender, Session, Speaker
from essaim.forum.queries.speakers import Line, Wanted
from essaim.kit.inputs import BETWEEN, LanguageBoxes, LanguageChoice, named
from essaim.registry.inputs.pick import COUNTRY, PickField

FIELD = re.compile(r"\{[^{}\n]{0,40}\}")
STATES = [
    ("", gettext_lazy("all")),
    ("unasked", gettext_lazy("not asked yet")),
    ("open", gettext_lazy("not answered")),
    ("confirmed", gettext_lazy("confirmed")),
    ("declined", gettext_lazy("declined")),
    ("without_email", gettext_lazy("without an e-mail address")),
    ("unreachable", gettext_lazy("cannot be written to")),
]


class SpeakerFilter(forms.Form):
    """Of the list; the address keeps it."""

    q = forms.CharField(label=gettext_lazy("Name or organisation"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("Answer"), choices=STATES, required=False)
    days = forms.IntegerField(label=gettext_lazy("No answer for days"), required=False, min_value=0, max_value=999)
    path = forms.ChoiceField(label=gettext_lazy("Path"), required=False)

    def __init__(self, data: Any = None, *, letters: Sequence[str]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["path"].choices = [("", _("all")), *((letter, letter) for letter in letters)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        if not self.is_valid():
            return Wanted()
        given = self.cleaned_data
        return Wanted(words=given["q"], state=given["state"], path=given["path"], days=given["days"])


class ContactChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person.name)


SALT = "essaim.forum.speaker"


class SpeakerInput(forms.Form):
    """A person's part, as the team keeps it. What nobody changed in it is not written: they may have answered by their link meanwhile."""

    marks_needed = True

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """What the page showed, signed."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=40)
    language = LanguageChoice(label=gettext_lazy("Language of their mail"), required=False)
    contact = ContactChoice(
        label=gettext_lazy("Who answers for them"),
        queryset=Speaker.objects.none(),
        required=False,
        empty_label="–",
        help_text=gettext_lazy("For somebody without an address: another person of the programme, who has one."),
    )
    spoken = forms.MultipleChoiceField(required=False)
    country = PickField(COUNTRY, label=gettext_lazy("Country they come from"), required=False)
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender, as declared by them"),
        choices=[(Gender.UNKNOWN, gettext_lazy("not declared")), *((code, label) for code, label in Gender.choices if code)],
        required=False,
    )
    is_newcomer = forms.ChoiceField(label=gettext_lazy("First time at this forum"), choices=NEWCOMER, required=False)
    publication = forms.ChoiceField(label=gettext_lazy("Rights of publication"), choices=Session.Publication, required=False)
    needs = forms.CharField(
        label=gettext_lazy("Needs"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the team alone."),
    )

    def __init__(self, data: Any = None, *, edition: Edition, line: Line) -> None:
        part = line.part or Speaker(edition=edition, person=line.person)
        said = {True: "yes", False: "no", None: ""}[part.is_newcomer]
        names = ("email", "phone", "language", "contact", "spoken", "country", "gender", "publication", "needs")
        initial = {name: getattr(part, name) for name in names} | {"is_newcomer": said}
        shown = {name: plain(value) for name, value in initial.items()} | {"is_newcomer": part.is_newcomer}
        initial["seen"] = signing.dumps(shown, salt=SALT)
        super().__init__(data, initial=initial, label_suffix="")
        others = Speaker.objects.filter(edition=edition).exclude(person=line.person).exclude(email="", person__account=None)
        self.fields["contact"].queryset = others.select_related("person__account").order_by("person__name", "pk")  # type: ignore[attr-defined]
        codes = list(dict.fromkeys([*edition.languages, *part.spoken]))
        self.fields["spoken"] = LanguageBoxes(codes=codes, label=_("Languages they speak on stage"))

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["is_newcomer"] = {"yes": True, "no": False}.get(given["is_newcomer"])
        seen = self.seen_before(given.pop("seen"))
        return {name: value for name, value in given.items() if name not in seen or plain(value) != seen[name]}

    def seen_before(self, token: str) -> dict[str, Fact]:
        """Empty for whoever did not come from the page: then everything given is written."""
        try:
            return dict(signing.loads(token, salt=SALT))
        except signing.BadSignature:
            return {}


class ToldInput(forms.Form):
    """An answer somebody gave by telephone or on the spot."""

    marks_needed = True

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[("confirmed", gettext_lazy("comes")), ("declined", gettext_lazy("cannot come"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("What they said"), required=False, max_length=2000)

    def __init__(self, data: Any = None, *, pk: int, answer: str = "", note: str = "") -> None:
        super().__init__(data, prefix=f"t{pk}", initial={"answer": answer, "note": note}, label_suffix="")
        self.pk = pk


class AskingInput(forms.Form):
    """What the team adds to the letters: a last day, and a sentence in each language."""

    marks_needed = True

    until = forms.DateField(
        label=gettext_lazy("Please answer by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, edition: Edition, languages: Sequence[str]) -> None:
        super().__init__(data, label_suffix="")
        self.edition = edition
        self.languages = list(languages)
        for code in self.languages:
            self.fields[f"words{BETWEEN}{code}"] = forms.CharField(
                label=_("A sentence of your own (%(language)s)") % {"language": named(code).lower()},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )

    def clean_until(self) -> date | None:
        day: date | None = self.cleaned_data["until"]
        if day and day < datetime.now(self.edition.zone).date():
            raise forms.ValidationError(_("That day is past. Choose a day that leaves them time to answer."), code="past")
        if day and day > self.edition.ends_on:
            raise forms.ValidationError(_("On that day the forum is over. Choose an earlier one."), code="too_late")
        return day

    def clean(self) -> dict[str, Any]:
        """Nothing is filled into these sentences: what looks like a field would reach the reader as it stands."""
        for code in self.languages:
            name = f"words{BETWEEN}{code}"
            match = FIELD.search(self.cleaned_data.get(name, ""))
            if match:
                said = _("“%(field)s” would be sent as it stands: nothing is filled in here. Write the sentence without it.")
                self.add_error(name, forms.ValidationError(said % {"field": match[0]}, code="field"))
        return self.cleaned_data

    def words(self) -> dict[str, str]:
        told = {code: self.cleaned_data.get(f"words{BETWEEN}{code}", "").strip() for code in self.languages}
        return {code: text for code, text in told.items() if text}
