"""What a row of a spreadsheet would change, in the reader's words."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.call.exchange.planning import Step, merged_organisation, merged_person
from essaim.call.models import ProposingOrganisation
from essaim.call.sheets import Organisation, Person
from essaim.kit.languages import language_name
from essaim.kit.rows import in_a_row

LONGEST = 160
FIELDS: dict[str, str | Promise] = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "description": gettext_lazy("description"),
    "path": gettext_lazy("path"),
    "format": gettext_lazy("format"),
    "spoken": gettext_lazy("spoken languages"),
    "audience": gettext_lazy("for how many people"),
    "level": gettext_lazy("level of the audience"),
    "goals": gettext_lazy("goals"),
    "consent": gettext_lazy("its authors agree that it is shown publicly"),
    "organisation": gettext_lazy("organisation"),
    "person": gettext_lazy("person"),
    "answers": gettext_lazy("answer"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    field: str
    before: str
    after: str


def changes_said(step: Step) -> list[Changed]:
    return [
        Changed(field_said(name), value_said(before), value_said(kept(before, after))) for name, (before, after) in step.changes.items()
    ]


def kept(before: Any, after: Any) -> Any:
    """What will stand: what a row leaves open of an organisation or a person stays as it was."""
    match before, after:
        case Organisation(), Organisation():
            return merged_organisation(before, after)
        case Person(), Person():
            return merged_person(before, after)
        case _:
            return after


def field_said(name: str) -> str:
    head, _dot, rest = name.partition(".")
    field = str(FIELDS.get(head, head))
    if head in ("title", "summary", "description"):
        return f"{field} ({language_name(rest, get_language() or 'en')})"
    return f"{field} “{rest}”" if head == "answers" else field


def organisation_parts(one: Organisation) -> tuple[str, ...]:
    role = ProposingOrganisation.Role.LEAD if one.is_lead else ProposingOrganisation.Role.PARTNER
    kind = str(ProposingOrganisation(kind=one.kind).get_kind_display()) if one.kind else ""
    return one.name, str(role.label), kind, one.status, one.postcode, one.town, one.country


def value_said(value: Any) -> str:
    match value:
        case None | "" | () | []:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case Organisation():
            words = ", ".join(part for part in organisation_parts(value) if part)
        case Person():
            words = ", ".join(part for part in (value.name, value.email, value.phone, value.organisation, value.country) if part)
        case list() | tuple():
            words = in_a_row(value_said(one) for one in value)
        case {"other": written}:
            words = str(written)
        case _:
            words = str(value)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
