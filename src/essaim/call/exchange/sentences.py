"""What reading a spreadsheet of proposals met, in the reader's language: what it is, and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.call.asking.sentences import ANSWERS
from essaim.call.models import ProposalImport
from essaim.call.sheets import UnreadableSheet
from essaim.desk.sentences import Quoted
from essaim.forum.interchange import Place
from essaim.forum.interchange.sentences import place_text
from essaim.kit.rows import in_a_row

Words = Callable[[], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    severity: str
    severity_text: str
    what: str
    next: str
    where: str
    count: int


UNREADABLE: dict[str, Callable[[], str]] = {
    "sheet_empty": lambda: _("“%(name)s” is empty. Choose another file."),
    "sheet_of_another_type": lambda: _("“%(name)s” is no spreadsheet. Hand in .xlsx or .csv; from other programs, save as one of them."),
    "sheet_refused": lambda: _("“%(name)s” was not opened: it is damaged or locked, or holds what a list of proposals does not."),
    "sheet_broken": lambda: _(
        "“%(name)s” cannot be read: it is damaged, or a quotation mark is not closed. Save it anew and hand it in again."
    ),
    "sheet_too_long": lambda: _("“%(name)s” has %(rows)s rows; at most %(most)s are read. Hand it in in parts."),
    "sheet_without_header": lambda: _(
        "In “%(name)s” no row names a title, a number or an identifier. Give the columns the names of the model workbook."
    ),
}
FINDINGS: dict[str, Words] = {
    "encoding_guessed": lambda: (_("“%(value)s” is not UTF-8; it was read as Windows text."), _("Look whether accents are right.")),
    "header_unknown": lambda: (_("The column “%(value)s” is not understood."), _("Give it the name of a question or of the model’s columns.")),
    "header_twice": lambda: (_("The column “%(value)s” stands there twice."), _("The first is read. Rename or remove the second.")),
    "kind_unknown": lambda: (_("“%(value)s” is no kind of this call (%(known)s)."), _("Write one of these names.")),
    "path_unknown": lambda: (_("“%(value)s” is no path of this edition (%(known)s)."), _("Where the row is taken, it has no path. Write its letter.")),
    "format_unknown": lambda: (_("“%(value)s” is no format of this edition (%(known)s)."), _("The row is taken without it.")),
    "lead_kind_unknown": lambda: (_("“%(value)s” is no kind of organisation (%(known)s)."), _("The row is taken without it.")),
    "language_unknown": lambda: (_("“%(value)s” is no language."), _("Write its name or its code, such as fr.")),
    "country_unknown": lambda: (_("“%(value)s” is no country we know."), _("Write its name or two letters of ISO 3166-1, such as SN.")),
    "goal_unknown": lambda: (_("“%(value)s” is no goal."), _("Write its number, 1 to 17.")),
    "no_number": lambda: (_("“%(value)s” is no whole number."), _("The row is taken without it. Write digits alone.")),
    "mail_unread": lambda: (_("“%(value)s” is no e-mail address."), _("The row is taken without it.")),
    "phone_unread": lambda: (
        _("“%(value)s” is no telephone number."),
        _("The row is taken without it. Write it with its country’s code, such as +33 5 49 00 00 00."),
    ),
    "title_too_long": lambda: (
        _("The title “%(value)s” has %(length)s signs; %(known)s are the most."),
        _("The row is taken without it, and left out when it is new. Shorten it."),
    ),
    "text_too_long": lambda: (
        _("“%(value)s” has %(length)s signs; %(known)s are the most."),
        _("The row is taken without it. Shorten it, or hand the rest in as a file."),
    ),
    "cell_cut": lambda: (_("“%(value)s” is longer than %(known)s signs."), _("What is over is cut off. Shorten it.")),
    "audience_out_of_range": lambda: (_("“%(value)s” people: between 1 and %(known)s can be told."), _("The row is taken without it.")),
    "place_not_asked": lambda: (
        _("The column “%(value)s” is not kept: no question of this call asks for a point on the map."),
        _("Add a question of the type “a point on the map”, and hand the file in again; or go on without."),
    ),
    "answer_too_long": lambda: (
        _("“%(value)s” has %(count)s characters; “%(question)s” takes %(most)s at most."),
        _("The row is taken without it. Shorten it."),
    ),
    "consent_unread": lambda: (_("“%(value)s” is neither yes nor no."), _("It counts as no: the proposal is not public. Write yes or no.")),
    "answer_unread": lambda: (_("“%(value)s” does not answer “%(question)s”."), _("The row is taken without it. It may be: %(known)s.")),
    "choice_unknown": lambda: (
        _("“%(value)s” is no choice of “%(question)s”."),
        _("The row is taken without it. Write one of: %(known)s."),
    ),
    "file_by_sheet": lambda: (_("“%(question)s” asks for a file, which a spreadsheet cannot hold: “%(value)s”."), _("Its authors add it.")),
    "row_twice": lambda: (_("“%(value)s” stands in the file twice."), _("The first row is taken. Give the other an identifier of its own.")),
    "row_by_title": lambda: (
        _("“%(value)s” has neither number nor identifier."),
        _("It is known by title and lead organisation: change one of them and it becomes another proposal."),
    ),
    "row_without_title": lambda: (_("A row without a title."), _("It is left out. Write one.")),
    "row_without_kind": lambda: (
        _("A row says no kind of this call."),
        _("It is left out. Write one of: %(value)s. Or hand the file in again and choose the kind of rows that name none."),
    ),
    "row_takes_kind": lambda: (_("Rows that name no kind are taken as “%(value)s”, as chosen."), _("Write another kind into the row to change it.")),
    "row_without_consent": lambda: (_("“%(value)s” does not say whether it may be public."), _("It is taken, and never public.")),
    "number_unknown": lambda: (_("No proposal of this call has the number %(value)s."), _("It is left out. For a new proposal leave the number empty.")),
    "still_a_draft": lambda: (_("Number %(value)s is a draft of its authors."), _("It is left out: a draft is theirs until they send it.")),
    "path_stays": lambda: (_("Number %(value)s keeps its path, %(known)s: from where it stands now it moves no more."), _("The rest of the row is taken.")),
    "kind_stays": lambda: (_("Number %(value)s keeps its kind, %(known)s."), _("The rest of the row is taken.")),
}  # fmt: skip
COUNTED: dict[str, Callable[[int], str]] = {
    "create": lambda n: ngettext("proposal new", "proposals new", n),
    "change": lambda n: ngettext("proposal changed", "proposals changed", n),
    "same": lambda n: ngettext("proposal as it was", "proposals as they were", n),
    "left_out": lambda n: ngettext("row left out", "rows left out", n),
}


def severities() -> dict[str, str]:
    return {"error": _("left out"), "warning": _("not understood"), "note": _("good to know")}


def unreadable_said(error: UnreadableSheet) -> str:
    make = UNREADABLE.get(error.code, lambda: _("The file cannot be read (%(code)s)."))
    return make() % Quoted({**error.facts, "code": error.code})


def findings_said(made: ProposalImport) -> list[Said]:
    """The gravest first."""
    order = list(severities())
    return sorted((said(told) for told in made.findings), key=lambda one: order.index(one.severity))


def said(told: Mapping[str, Any]) -> Said:
    what, after = words_of(str(told["code"]))
    facts, severity = Quoted(dict(told["facts"])), str(told["severity"])
    where = in_a_row(place_text(Place(**place)) for place in told["places"])
    count = int(told["count"])
    if count > len(told["places"]):
        where += "…"
    return Said(severity, severities()[severity], what % facts, after % facts, where, count)


def words_of(code: str) -> tuple[str, str]:
    """What the form says of an answer is said of a cell in the same words."""
    if code in FINDINGS:
        return FINDINGS[code]()
    return ANSWERS[code](), _("This is the answer to “%(question)s”. The row is taken without it.")


def counts_said(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    return [(counts[name], make(counts[name])) for name, make in COUNTED.items() if counts.get(name)]
