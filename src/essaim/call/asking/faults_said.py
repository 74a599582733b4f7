"""What is wrong with a call's form, as sentences: what it is, then what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.call.asking.faults import Fault, Weight
from essaim.kit.languages import language_name, spoken


@dataclass(frozen=True, slots=True)
class Told:
    fault: Fault
    weight: str
    what: str
    next: str


WEIGHTS: dict[Weight, str | Promise] = {
    Weight.ERROR: gettext_lazy("must be mended"),
    Weight.WARNING: gettext_lazy("to look at"),
    Weight.NOTE: gettext_lazy("good to know"),
}
TEXTS: dict[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "intro": gettext_lazy("introduction"),
    "after": gettext_lazy("what happens after sending"),
    "label": gettext_lazy("question"),
    "help": gettext_lazy("help"),
    "section": gettext_lazy("section’s heading"),
}
Words = Callable[[], tuple[str, str]]
WORDS: dict[str, Words] = {
    "no_kind": lambda: (_("There is no kind of proposal, so nobody can propose."), _("Add one.")),
    "no_end": lambda: (_("No closing date is set: the call stays open."), _("Set one, or leave it open on purpose.")),
    "zone_of_no_place": lambda: (
        _("Its dates are kept by “%(zone)s”, the clock of no town. Such names turn the sign round: Etc/GMT-6 is UTC+6."),
        _("Choose the town whose clock counts, and read the dates again."),
    ),
    "edition_hidden": lambda: (_("The call is public but its edition is not: nobody can reach it."), _("Make the edition public.")),
    "agreement_besides": lambda: (
        _("Every form asks already, at its end, whether the proposal may be shown on the site; without that it is never public."),
        _("Keep this question for an agreement to something else. If it asks the same, remove it."),
    ),
    "untranslated": lambda: (_("%(text)s: missing in %(languages)s."), _("Readers of it get another language instead. Translate it.")),
    "choices_untranslated": lambda: (_("Choices without a label in %(languages)s: %(values)s."), _("Translate them.")),
    "personal_and_public": lambda: (
        _("It is marked as personal and as public. Personal wins: it is never shown."),
        _("Take away one of the two."),
    ),
    "address_not_personal": lambda: (
        _("It asks for an e-mail address or a telephone number and is not marked as personal."),
        _("Mark it as personal, so that it stays out of public lists and files."),
    ),
    "file_not_public": lambda: (
        _("It asks for a file and is marked as public. Files are never shown publicly by themselves: they may hold addresses."),
        _("Take the mark away; the team sees the file."),
    ),
    "limits_crossed": lambda: (_("At least %(least)s and at most %(most)s cannot both hold."), _("Change one of the two.")),
    "language_not_offered": lambda: (
        _("It is asked only of proposals written in %(languages)s, which this call does not take."),
        _("Change the question’s languages or the call’s."),
    ),
    "few_choices": lambda: (_("It has %(count)s choices."), _("Add choices, or let others be written in.")),
    "too_few_to_choose": lambda: (
        _("At least %(least)s are to be chosen of %(count)s."),
        _("Add choices, or ask for fewer."),
    ),
    "condition_on_nothing": lambda: (
        _("It is asked only after an answer to “%(on)s”, a question that does not exist: it is never asked."),
        _("Choose another condition, or none."),
    ),
    "condition_on_later": lambda: (
        _("It depends on “%(on)s”, which comes later."),
        _("Move that question before this one."),
    ),
    "condition_never": lambda: (
        _("It waits for an answer that “%(on)s” cannot have: %(values)s. It is never asked."),
        _("Choose among the answers it has now."),
    ),
    "condition_partly": lambda: (
        _("Some of the answers it waits for are none of “%(on)s”: %(values)s."),
        _("Choose among the answers it has now."),
    ),
    "condition_on_other_kind": lambda: (
        _("The kind “%(kind)s” is never asked “%(on)s”, on which this question depends."),
        _("Ask both of the same kinds."),
    ),
    "condition_on_other_language": lambda: (
        _("It depends on “%(on)s”, which is asked only of proposals written in %(languages)s."),
        _("Ask both in the same languages."),
    ),
    "condition_in_circle": lambda: (
        _("Its condition leads back to itself by way of “%(on)s”: it is never asked."),
        _("Take away one of the conditions."),
    ),
    "required_behind_condition": lambda: (
        _("It must be answered, but only where it is asked: after its answer to “%(on)s”."),
        _("Nothing to do, if that is meant."),
    ),
}


def told(fault: Fault) -> Told:
    what, after = WORDS[fault.code]()
    reader = get_language() or "en"
    facts = {name: said(value, name, reader) for name, value in fault.facts.items()}
    facts["kind"] = spoken(fault.kind.name, reader).text if fault.kind else ""
    return Told(fault, str(WEIGHTS[fault.weight]), what % facts, after)


def said(value: object, name: str, reader: str) -> str:
    match value:
        case list() | tuple():
            words = [language_name(str(one), reader) if name == "languages" else str(one) for one in value]
            return ", ".join(words) or "–"
        case str() if name == "text":
            words_of_text = str(TEXTS.get(value, value))
            return words_of_text[:1].upper() + words_of_text[1:]
        case _:
            return str(value)
