"""Forms about a network's report: the report, its statements, visits and links."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.forum.inputs.media import EditionContent, SessionChoice
from essaim.forum.inputs.path import named_or_new
from essaim.forum.models import Edition, Link, Report, Session, Statement, Visit
from essaim.kit.inputs import KeyBoxes, LanguageChoice
from essaim.registry.inputs.pick import ORGANISATION, PERSON, PickField, reader
from essaim.registry.models import Organisation, Person
from essaim.registry.queries.directory import Directory, organisations_directory, people_directory


class LinesField(forms.CharField):
    """Names of the registry, one a line."""

    def __init__(self, model: type[Person | Organisation], **kwargs: Any) -> None:
        self.model = model
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 5}), required=False, help_text=_("One name a line, as in the registry."), **kwargs
        )

    def directory(self) -> Directory:
        return people_directory(reader()) if self.model is Person else organisations_directory(reader())

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        keys = [one.pk for one in value]
        labels = {listed.pk: listed.label for listed in self.directory().by_label.values()}
        return "\n".join(labels.get(key, "") for key in keys)

    def clean(self, value: Any) -> list[Any]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines() if line.strip()]
        directory = self.directory()
        problems, keys = [], []
        for number, line in enumerate(lines, start=1):
            found = directory.named(line)
            if len(found) == 1:
                keys.append(found[0].pk)
                continue
            near = ", ".join(listed.label for listed in (found or directory.near(line)))
            problems.append(self.problem(number, line, near))
        if problems:
            raise ValidationError(problems)
        things = self.model._base_manager.in_bulk(keys)
        return [things[key] for key in dict.fromkeys(keys)]

    def problem(self, number: int, line: str, near: str) -> str:
        said = {"line": number, "name": line, "near": near}
        if near:
            return gettext("Line %(line)s: “%(name)s” is not in the registry. Did you mean %(near)s?") % said
        return gettext("Line %(line)s: “%(name)s” is not in the registry. Enter it there first, or check the spelling.") % said


class ReportInput(EditionContent):
    model = Report
    names = ("organisation", "title", "summary", "body", "people", "sessions", "published_on", "is_public")
    needed = ("title",)
    extra_language = False

    organisation = PickField(ORGANISATION, may_add=True, label=_("Network"))
    people = LinesField(Person, label=_("People it names"))
    sessions = KeyBoxes(
        label=_("Sessions it took part in"), queryset=Session.objects.none(), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args: Any, edition: Edition, row: Report | None, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, row=row, **kwargs)
        self.fields["sessions"].queryset = Session.objects.filter(edition=edition).order_by("pk")  # type: ignore[attr-defined]
        self.fields["sessions"].help_text = _("Hold Ctrl (or ⌘) to choose several.")

    def clean_organisation(self) -> object:
        return named_or_new(self.cleaned_data["organisation"], (self.edition.languages or ["fr"])[0])


class StatementInput(EditionContent):
    model = Statement
    names = ("text", "person", "session", "is_quotation", "place")
    needed = ("text",)
    hints = {"is_quotation": _("Otherwise it is in our own words.")}

    person = PickField(PERSON, label=_("Said by"), required=False)
    session = SessionChoice()


class VisitInput(EditionContent):
    model = Visit
    names = ("delegation", "delegation_of", "day", "hosts", "note", "report")
    needed = ("delegation",)

    delegation_of = PickField(ORGANISATION, label=_("Delegation of the organisation"), required=False)
    hosts = LinesField(Organisation, label=_("Whom it met"))
    report = forms.ModelChoiceField(label=_("Report"), queryset=Report.objects.none(), required=False, empty_label="–")

    def __init__(self, *args: Any, edition: Edition, row: Visit | None, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, row=row, **kwargs)
        if row is not None:
            self.initial["hosts"] = [one.organisation for one in row.meetings.select_related("organisation")]


class LinkInput(EditionContent):
    model = Link
    names = ("title", "url", "language", "place")
    needed = ("title",)

    language = LanguageChoice(label=_("Language"), required=False)
