"""What an import met, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from essaim.forum.exchange.imports import place_of
from essaim.forum.exchange.outcome import Outcome
from essaim.forum.interchange import Finding, Severity, UnreadableSchedule
from essaim.forum.interchange.sentences import explain, explain_unreadable
from essaim.forum.models import Import

NOTES: dict[str, tuple[str, str]] = {
    "person_several": (
        _("“%(name)s”: several people of this name are in the registry (%(known)s)."),
        _("A new person is entered. If it is one of them, merge the two in the registry."),
    ),
    "person_alike": (
        _("“%(name)s” is written almost like “%(known)s”, who is in the registry."),
        _("A new person is entered. If it is the same, merge the two; if it is a slip, correct the file."),
    ),
    "person_twice": (_("“%(name)s” stands twice in one session with the same role."), _("The second is left out.")),
    "session_twice": (_("“%(name)s” stands in the file twice."), _("The first is taken. Give the second an identifier of its own.")),
    "follows_unknown": (_("A session follows “%(value)s”, which is not in the file."), _("The link is left out.")),
    "goal_unknown": (_("“%(value)s” is no goal of a framework here."), _("Write the SDGs' codes (8 or 8.5), or framework:code.")),
    "country_unknown": (_("“%(value)s” is no country code."), _("Write two letters of ISO 3166-1, such as FR or SN.")),
}
COUNTED: dict[str, Callable[[int], str]] = {
    "sessions.created": lambda n: ngettext("session new", "sessions new", n),
    "sessions.changed": lambda n: ngettext("session changed", "sessions changed", n),
    "sessions.unchanged": lambda n: ngettext("session as it was", "sessions as they were", n),
    "sessions.gone": lambda n: ngettext("session no longer in the file", "sessions no longer in the file", n),
    "sessions.cancelled": lambda n: ngettext("session cancelled", "sessions cancelled", n),
    "people.created": lambda n: ngettext("person new in the registry", "people new in the registry", n),
    "organisations.created": lambda n: ngettext("organisation new in the registry", "organisations new in the registry", n),
    "sites.created": lambda n: ngettext("site new", "sites new", n),
    "rooms.created": lambda n: ngettext("room new", "rooms new", n),
    "rooms.changed": lambda n: ngettext("room changed", "rooms changed", n),
    "paths.created": lambda n: ngettext("path new", "paths new", n),
    "paths.changed": lambda n: ngettext("path changed", "paths changed", n),
    "formats.created": lambda n: ngettext("format new", "formats new", n),
}
FIELDS = {
    "title": _("title"),
    "subtitle": _("subtitle"),
    "summary": _("summary"),
    "description": _("description"),
    "state": _("state"),
    "format": _("format"),
    "spoken": _("spoken languages"),
    "interpreted": _("interpreted into"),
    "audience": _("expected audience"),
    "publication": _("rights of publication"),
    "paths": _("paths"),
    "goals": _("goals"),
    "people": _("people"),
    "organisations": _("organisations"),
    "place": _("day, hour or room"),
    "follows": _("follows"),
    "downloads": _("documents and links"),
}
SEVERITIES = {"error": _("wrong, left out"), "warning": _("not understood"), "note": _("read by a guess")}


@dataclass(frozen=True, slots=True)
class Said:
    severity: str
    severity_text: str
    what: str
    next: str
    where: str
    count: int

    def line(self) -> str:
        """One line of a terminal: how grave, where, what and what to do, and how often."""
        where = f" ({self.where})" if self.where else ""
        often = f" × {self.count}" if self.count > 1 else ""
        return f"{self.severity_text}{where}{often} — {self.what} {self.next}"


def met(findings: Iterable[Finding], outcome: Outcome) -> list[Said]:
    """What reading met, then what writing met, of a file just taken in hand."""
    return [*map(said_of, findings), *map(said_note, outcome.notes.values())]


def findings_said(made: Import) -> list[Said]:
    """The gravest first: what the reader met, then what writing met."""
    read = [said_finding(each) for each in made.findings]
    met = [said_note(each) for each in made.notes]
    order = list(SEVERITIES)
    return sorted([*read, *met], key=lambda said: order.index(said.severity))


def said_finding(told: Mapping[str, object]) -> Said:
    places = told["places"]
    finding = Finding(
        Severity(str(told["severity"])),
        str(told["code"]),
        dict(told["facts"]),  # type: ignore[call-overload]
        tuple(place_of(place) for place in places) if isinstance(places, list) else (),
        int(str(told["count"])),
    )
    return said_of(finding)


def said_of(finding: Finding) -> Said:
    words = explain(finding)
    severity = finding.severity.value
    return Said(severity, gettext(SEVERITIES[severity]), words.what, words.next, words.where, finding.count)


def said_note(told: Mapping[str, object]) -> Said:
    what, following = NOTES[str(told["code"])]
    places = told["places"] if isinstance(told["places"], list) else []
    severity = str(told["severity"])
    return Said(
        severity,
        gettext(SEVERITIES[severity]),
        gettext(what) % told["facts"],
        gettext(following),
        ", ".join(places),
        int(str(told["count"])),
    )


def counted(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """What came of it and how often, those that are none left out."""
    return [(counts[name], words(counts[name])) for name, words in COUNTED.items() if counts.get(name)]


def fields_said(fields: list[str]) -> str:
    return ", ".join(gettext(FIELDS[name]) for name in fields if name in FIELDS)


def unreadable_said(error: UnreadableSchedule) -> str:
    words = explain_unreadable(error)
    return " ".join(filter(None, (gettext("%(where)s:") % {"where": words.where} if words.where else "", words.what, words.next)))
