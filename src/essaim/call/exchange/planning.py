"""What a spreadsheet's entries would make and change: found before anything is written, and again when it is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from essaim.call.exchange.entries import entry_of, preloaded
from essaim.call.models import Call, Kind, Proposal
from essaim.call.rules import is_given_up
from essaim.call.sheets import Entry, Form, Organisation, Person
from essaim.call.steps import MOVABLE
from essaim.forum.interchange.columns import plain
from essaim.forum.interchange.findings import Finding, Findings, Place

TEXTS = ("title", "summary", "description")
FACTS = ("path", "format", "spoken", "audience", "level", "goals")
DERIVED = "row:"
"""Begins the identifier of rows that bring none: made from title and lead organisation."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row: what it makes, changes or leaves."""

    act: Literal["create", "change", "same"]
    entry: Entry
    proposal: Proposal | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Field → before, after; as the entry holds them."""

    @property
    def title(self) -> str:
        texts = self.entry.title or (entry_of(self.proposal).title if self.proposal else {})
        return next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Plan:
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {act: sum(step.act == act for step in self.steps) for act in ("create", "change", "same")} | {
            "left_out": sum(finding.count for finding in self.findings if finding.severity == "error")
        }


def plan_for(call: Call, form: Form, entries: Sequence[Entry]) -> Plan:
    """Five statements, whatever the number of rows."""
    findings = Findings()
    kinds = {kind.slug: kind for kind in call.kinds.all()}
    rows = list(preloaded(call.proposals.all()))
    by_number = {row.number: row for row in rows}
    by_id = {row.outside_id: row for row in rows if row.outside_id}
    steps, seen = [], set[tuple[str, str]]()
    for entry in identified(entries, findings):
        name = entry.outside_id or str(entry.number)
        meant = what_it_names(entry, known_of(entry, by_number, by_id))
        if meant & seen:
            said = next(iter(entry.title.values()), "") if name.startswith(DERIVED) else name
            findings.error("row_twice", at(entry), name=name, value=said)
            continue
        seen |= meant
        step = step_for(entry, by_number, by_id, kinds, findings, form)
        if step:
            steps.append(step)
    return Plan(tuple(steps), findings.all())


def at(entry: Entry) -> Place:
    return Place(sheet=entry.sheet, cell=f"A{entry.row}")


def identified(entries: Sequence[Entry], findings: Findings) -> list[Entry]:
    found = []
    for entry in entries:
        if entry.number is None and not entry.outside_id:
            title = next(iter(entry.title.values()), "")
            if not title:
                findings.error("row_without_title", at(entry), value=f"{entry.row}")
                continue
            lead = next((one.name for one in entry.organisations if one.is_lead), "")
            mark = hashlib.sha256(f"{plain(title) or title}\x1f{plain(lead) or lead}".encode()).hexdigest()[:24]
            findings.note("row_by_title", at(entry), value=title)
            found.append(replace(entry, outside_id=f"{DERIVED}{mark}"))
        else:
            found.append(entry)
    return found


def what_it_names(entry: Entry, known: Proposal | None) -> set[tuple[str, str]]:
    """By number and by identifier, each apart: 7 may be both."""
    number = known.number if known else entry.number
    names = {"number": "" if number is None else str(number), "identifier": entry.outside_id}
    return {(kind, name) for kind, name in names.items() if name}


def known_of(entry: Entry, by_number: Mapping[int, Proposal], by_id: Mapping[str, Proposal]) -> Proposal | None:
    """What the row is about: by its number where it has one, else by its identifier."""
    return by_number.get(entry.number) if entry.number is not None else by_id.get(entry.outside_id)


def step_for(
    entry: Entry,
    by_number: Mapping[int, Proposal],
    by_id: Mapping[str, Proposal],
    kinds: Mapping[str, Kind],
    findings: Findings,
    form: Form,
) -> Step | None:
    known = known_of(entry, by_number, by_id)
    if entry.number is not None and known is None:
        findings.error("number_unknown", at(entry), name=str(entry.number), value=entry.number)
        return None
    if known is None:
        return new_step(entry, kinds, findings, form)
    if known.state == Proposal.State.DRAFT or is_given_up(known):
        findings.error("still_a_draft", at(entry), name=str(known.number), value=known.number)
        return None
    if entry.kind and entry.kind != known.kind.slug:
        findings.warning("kind_stays", at(entry), name=str(known.number), value=known.number, known=known.kind.slug)
    changes = differing(entry, entry_of(known))
    if "path" in changes and known.state not in MOVABLE:
        findings.warning(
            "path_stays", at(entry), name=str(known.number), value=known.number, known=known.path.letter if known.path else "–"
        )
        del changes["path"]
    return Step("change" if changes else "same", entry, known, changes)


def new_step(entry: Entry, kinds: Mapping[str, Kind], findings: Findings, form: Form) -> Step | None:
    kind = entry.kind or (next(iter(kinds)) if len(kinds) == 1 else "")
    if not kind and not entry.has_unknown_kind and form.kind in kinds:
        kind = form.kind
        findings.note("row_takes_kind", at(entry), name=kind, value=str(kinds[kind].name))
    if not kind:
        findings.error("row_without_kind", at(entry), name=entry.outside_id, value=", ".join(kinds))
        return None
    if not entry.title:
        findings.error("row_without_title", at(entry), name=entry.outside_id, value=entry.row)
        return None
    if entry.consent is None:
        findings.note("row_without_consent", at(entry), value=next(iter(entry.title.values())))
    return Step("create", replace(entry, kind=kind, language=entry.language or form.language))


def differing(entry: Entry, known: Entry) -> dict[str, tuple[Any, Any]]:
    """Field by field. What the row does not say is no difference."""
    return {**texts_differing(entry, known), **facts_differing(entry, known), **others_differing(entry, known)}


def texts_differing(entry: Entry, known: Entry) -> dict[str, tuple[Any, Any]]:
    return {
        f"{name}.{code}": (before, words)
        for name in TEXTS
        for code, words in getattr(entry, name).items()
        if words and words != (before := getattr(known, name).get(code, ""))
    }


def facts_differing(entry: Entry, known: Entry) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for name in FACTS:
        wanted, before = getattr(entry, name), getattr(known, name)
        if wanted not in ("", None, ()) and (set(wanted) != set(before) if isinstance(wanted, tuple) else wanted != before):
            found[name] = (before, wanted)
    if entry.consent is not None and entry.consent != known.consent:
        found["consent"] = (known.consent, entry.consent)
    for slug, answer in entry.answers.items():
        if answer != known.answers.get(slug):
            found[f"answers.{slug}"] = (known.answers.get(slug), answer)
    return found


def others_differing(entry: Entry, known: Entry) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for one in entry.organisations:
        before = same_organisation(one, known.organisations)
        if before is None or merged_organisation(before, one) != before:
            found[f"organisation.{one.name}"] = (before, one)
    for person in entry.people:
        somebody = same_person(person, known.people)
        if somebody is None or merged_person(somebody, person) != somebody:
            found[f"person.{person.role}.{person.name}"] = (somebody, person)
    return found


def same_organisation(one: Organisation, known: Sequence[Organisation]) -> Organisation | None:
    name = plain(one.name) or one.name
    return next((other for other in known if (plain(other.name) or other.name) == name), None)


def merged_organisation(known: Organisation, one: Organisation) -> Organisation:
    """What the row says, and what it leaves open as it was."""
    return Organisation(
        name=known.name,
        is_lead=known.is_lead or one.is_lead,
        kind=one.kind or known.kind,
        status=one.status or known.status,
        country=one.country or known.country,
        postcode=one.postcode or known.postcode,
        town=one.town or known.town,
    )


def same_person(one: Person, known: Sequence[Person]) -> Person | None:
    """By address where both have one, else by name; in the same role."""
    here = [other for other in known if other.role == one.role]
    by_mail = next((other for other in here if one.email and other.email.casefold() == one.email.casefold()), None)
    name = plain(one.name) or one.name
    return by_mail or next((other for other in here if (plain(other.name) or other.name) == name and not (one.email and other.email)), None)


def merged_person(known: Person, one: Person) -> Person:
    return Person(
        role=known.role,
        name=known.name if one.name in ("", one.email.partition("@")[0]) else one.name,
        email=one.email or known.email,
        phone=one.phone or known.phone,
        organisation=one.organisation or known.organisation,
        country=one.country or known.country,
    )
