"""What hangs on the parts of a merger, carried over to its result and given back: people, organisations, files, interests, panels."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models

from essaim.call.actions.attach import former_state
from essaim.call.models import Conflict, Contributor, Merger, MergerPart, Proposal, ProposalFile, ProposingOrganisation, Question
from essaim.call.queries.merger import Material, is_same, texts_in
from essaim.desk import journal
from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION, TEAM
from essaim.registry.names import folded

State = Proposal.State
LEAD = ProposingOrganisation.Role.LEAD
Row = TypeVar("Row", bound=models.Model)


def carry_over(merger: Merger, material: Material) -> None:
    """Rows of the result and, part by part, the trace. The result has no creator of its own: its authors are those of its parts."""
    result, parts = merger.result, material.parts
    questions = [one.question for one in material.texts if one.question]
    staff = team_keys(result.edition)
    people, organisations = People(result), Organisations(result)
    for place, part in enumerate(parts):
        attached = list(part.attached.filter(state=State.ATTACHED).order_by("number"))
        trace: dict[str, Any] = {
            "texts": texts_in(part, questions),
            "people": people.take(part, staff),
            "organisations": organisations.take(part),
            "goals": sorted(goal.code for goal in part.goals.all()),
            "attached": [one.number for one in attached],
        }
        MergerPart.objects.create(merger=merger, proposal=part, former_state=part.state, brought=trace, place=place)
        for one in attached:
            move_panel(one, result, merger.by)
    people.write()
    organisations.write()
    take_files(result, parts)
    keep_out(result, parts)


def team_keys(edition: Edition) -> set[int]:
    return set(Grant.objects.filter(role=TEAM, kind=EDITION, key=str(edition.pk)).values_list("account", flat=True))


class People:
    """The result's contributors: somebody who is in two parts in one role stands once, with what either says of them."""

    FILLED = ("email", "phone", "person", "organisation", "organisation_name", "capacity", "country", "gender", "languages", "is_newcomer")

    def __init__(self, result: Proposal) -> None:
        self.result = result
        self.found: list[Contributor] = []

    def take(self, part: Proposal, staff: set[int]) -> list[int]:
        rows = [*part.contributors.all(), *creator_of(part, staff)]
        return [self.one(row).pk for row in rows]

    def one(self, row: Contributor) -> Contributor:
        known = next((each for each in self.found if each.role == row.role and is_same(each, row)), None)
        if known is None:
            known = copy_of(row, proposal=self.result, place=len(self.found))
            known.save(force_insert=True)
            self.found.append(known)
            return known
        for name in ("account", *self.FILLED):
            if not getattr(known, name) and getattr(row, name):
                setattr(known, name, getattr(row, name))
        return known

    def write(self) -> None:
        for one in self.found:
            one.save()


def creator_of(part: Proposal, staff: set[int]) -> Iterable[Contributor]:
    """Who began it with an account of their own and stands nowhere among its contributors: they keep writing. Not so the team."""
    account = part.created_by
    if account is None or account.pk in staff or any(one.account_id == account.pk for one in part.contributors.all()):
        return []
    same = next((one for one in part.contributors.all() if one.email and one.email.lower() == account.email.lower()), None)
    name = same.name if same else account.called
    return [Contributor(role=same.role if same else Contributor.Role.AUTHOR, name=name, email=account.email, account=account)]


class Organisations:
    """The result's organisations: whoever led a part leads the result with the others."""

    def __init__(self, result: Proposal) -> None:
        self.result = result
        self.found: dict[str, ProposingOrganisation] = {}

    def take(self, part: Proposal) -> list[int]:
        return [self.one(row).pk for row in part.organisations.all()]

    def one(self, row: ProposingOrganisation) -> ProposingOrganisation:
        names = [f"registry {row.organisation_id}"] if row.organisation_id else []
        names.append(folded(row.name))
        known = next((self.found[name] for name in names if name in self.found), None)
        if known is None:
            known = copy_of(row, proposal=self.result, place=len(self.found))
            known.save(force_insert=True)
        for name in ("organisation", "kind", "status", "country", "postcode", "town"):
            if not getattr(known, name) and getattr(row, name):
                setattr(known, name, getattr(row, name))
        if row.role == LEAD:
            known.role = LEAD
        for name in names:
            self.found.setdefault(name, known)
        return known

    def write(self) -> None:
        for one in {row.pk: row for row in self.found.values()}.values():
            one.save()


def copy_of(row: Row, **facts: object) -> Row:
    """A new row with the same columns but for its key and `facts`."""
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    for name in facts:
        columns.pop(row._meta.get_field(name).attname)  # type: ignore[union-attr]
    return type(row)(**columns, **facts)


def take_files(result: Proposal, parts: Sequence[Proposal]) -> None:
    """For each question the first part's file that is not personal; the others stay with their part."""
    calls = {part.call_id for part in parts}
    personal = set(Question.objects.filter(call__in=calls, is_personal=True).values_list("slug", flat=True))
    found: dict[str, ProposalFile] = {}
    for part in parts:
        for one in part.files.all():
            if one.question not in personal:
                found.setdefault(one.question, one)
    for one in found.values():
        copy_of(one, proposal=result).save(force_insert=True)
        answer = next((part.answers[one.question] for part in parts if one.proposal_id == part.pk and one.question in part.answers), None)
        if answer is not None:
            result.answers[one.question] = answer
    if found:
        result.save(update_fields=["answers"])


def keep_out(result: Proposal, parts: Sequence[Proposal]) -> None:
    """A conflict of interest with a part is one with the result."""
    declared = {one.account_id: one for part in parts for one in part.conflicts.all()}
    Conflict.objects.bulk_create(Conflict(proposal=result, account_id=key, reason=one.reason) for key, one in declared.items())


def keep_out_again(result: Proposal, parts: Sequence[MergerPart]) -> None:
    """Nobody can tell which part a conflict with the result was about: it is one with each, unless a part had brought it."""
    known = {one.account_id for part in parts for one in part.proposal.conflicts.all()}
    late = [one for one in result.conflicts.all() if one.account_id not in known]
    Conflict.objects.bulk_create(
        Conflict(proposal=part.proposal, account_id=one.account_id, reason=one.reason) for part in parts for one in late
    )


def move_panel(proposal: Proposal, panel: Proposal | None, by: Account | None, state: str = "") -> None:
    before = journal.facts_of(proposal, ("panel_id", "state"))
    proposal.panel, proposal.state = panel, state or proposal.state
    Proposal.objects.filter(pk=proposal.pk).update(panel=panel, state=proposal.state)
    after = journal.facts_of(proposal, ("panel_id", "state"))
    journal.record(by=by, action="move_panel", thing=proposal, before=before, after=after, scope=proposal.edition, is_seen=False)


def give_back(merger: Merger, parts: Sequence[MergerPart], by: Account) -> list[Proposal]:
    """Individual proposals go back to the part they came with. Returns those that were attached to the result itself: they are free again."""
    owner = {number: part.proposal for part in parts for number in part.brought.get("attached", [])}
    freed = []
    for one in merger.result.attached.filter(state=State.ATTACHED).select_related("edition").order_by("number"):
        if one.number in owner:
            move_panel(one, owner[one.number], by)
        else:
            move_panel(one, None, by, former_state(one))
            freed.append(one)
    return freed
