"""A plan carried out: proposals made and changed as the preview said, each with its revision of texts and its entry in the journal."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from essaim.call.actions.numbering import next_number
from essaim.call.actions.required import texts_of
from essaim.call.actions.writing import latest
from essaim.call.exchange.entries import organisation_of, person_of
from essaim.call.exchange.planning import Plan, Step, merged_organisation, merged_person, same_organisation, same_person
from essaim.call.models import Call, Contributor, Proposal, ProposingOrganisation, TextRevision
from essaim.call.sheets import Organisation, Person
from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.models import Goal, Territory

Report = Callable[[int, int], None]
TEXTS = ("title", "summary", "description")


class TakingOver:
    """One import at work. Its lookups are read once."""

    def __init__(self, call: Call, by: Account | None) -> None:
        self.call, self.by = call, by
        self.kinds = {kind.slug: kind for kind in call.kinds.all()}
        self.paths = {path.letter: path for path in call.edition.paths.all()}
        self.formats = {row.slug: row for row in call.edition.formats.all()}
        self.goals = {goal.code: goal for goal in Goal.objects.filter(kind=Goal.Kind.GOAL)}
        self.countries = {row.code: row for row in Territory.objects.filter(level=Territory.Level.COUNTRY)}

    def carry_out(self, plan: Plan, report: Report) -> None:
        for done, step in enumerate(plan.steps, start=1):
            if step.act == "create":
                self.create(step)
            elif step.act == "change" and step.proposal:
                self.change(step.proposal, step.changes)
            if done % 25 == 0:
                report(done, len(plan.steps))

    def create(self, step: Step) -> None:
        entry, kind = step.entry, self.kinds[step.entry.kind]
        proposal = Proposal(
            edition=self.call.edition,
            call=self.call,
            kind=kind,
            number=next_number(self.call.edition),
            outside_id=entry.outside_id,
            state=Proposal.State.RECEIVED,
            path=self.paths.get(entry.path),
            language=entry.language,
            title=LazyI18nString(dict(entry.title)),
            summary=LazyI18nString(dict(entry.summary)) if entry.summary else "",
            description=LazyI18nString(dict(entry.description)) if entry.description else "",
            answers=dict(entry.answers),
            format=self.formats.get(entry.format),
            spoken=list(entry.spoken),
            audience=entry.audience,
            level=entry.level,
            may_be_public=bool(entry.consent),
            created_by=None,
            sent_at=timezone.now(),
        )
        proposal.save()
        proposal.goals.set([self.goals[code] for code in entry.goals if code in self.goals])
        for one in entry.organisations:
            self.put_organisation(proposal, one)
        for person in entry.people:
            self.put_person(proposal, person)
        TextRevision.objects.create(proposal=proposal, number=0, texts=texts_of(proposal), by=self.by)
        journal.record(
            by=self.by, action="import_proposal", thing=proposal, after=journal.facts_of(proposal), scope=self.call.edition, is_seen=False
        )

    def change(self, known: Proposal, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """Locks the proposal. Texts that change are a revision of their own, so what they said before is never lost."""
        proposal = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "call", "kind").get(pk=known.pk)
        latest(proposal)
        before, texts_before = journal.facts_of(proposal), texts_of(proposal)
        for name, (_before, after) in changes.items():
            self.apply(proposal, name, after)
        texts = texts_of(proposal)
        if texts != texts_before:
            proposal.revision = latest(proposal).number + 1
            TextRevision.objects.create(proposal=proposal, number=proposal.revision, texts=texts, by=self.by)
        proposal.save()
        changed: list[journal.Fact] = [name for name in sorted(changes) if not name.startswith("person.")]
        after_facts: journal.Facts = {**journal.facts_of(proposal), "changed": changed}
        journal.record(
            by=self.by, action="import_proposal", thing=proposal, before=before, after=after_facts, scope=self.call.edition, is_seen=False
        )

    def apply(self, proposal: Proposal, name: str, after: Any) -> None:
        head, _dot, rest = name.partition(".")
        match head:
            case "title" | "summary" | "description":
                value = getattr(proposal, head)
                data = dict(value.data) if isinstance(value, LazyI18nString) and isinstance(value.data, dict) else {}
                setattr(proposal, head, LazyI18nString(data | {rest: after}))
            case "answers":
                proposal.answers = {**proposal.answers, rest: after}
            case "goals":
                proposal.goals.set([self.goals[code] for code in after if code in self.goals])
            case "organisation":
                self.put_organisation(proposal, after)
            case "person":
                self.put_person(proposal, after)
            case _:
                setattr(proposal, *self.column(head, after))

    def column(self, name: str, after: Any) -> tuple[str, Any]:
        """The column a chosen fact stands in, and its value there."""
        match name:
            case "path":
                return name, self.paths.get(after)
            case "format":
                return name, self.formats.get(after)
            case "spoken":
                return name, list(after)
            case "consent":
                return "may_be_public", after
            case _:
                return name, after

    def put_organisation(self, proposal: Proposal, one: Organisation) -> None:
        rows = list(proposal.organisations.select_related("country"))
        known = {organisation_of(row): row for row in rows}
        same = same_organisation(one, tuple(known))
        row = known[same] if same else ProposingOrganisation(proposal=proposal, name=one.name, place=len(rows))
        wanted = merged_organisation(same, one) if same else one
        row.role = ProposingOrganisation.Role.LEAD if wanted.is_lead else ProposingOrganisation.Role.PARTNER
        row.kind, row.status, row.postcode, row.town = wanted.kind, wanted.status, wanted.postcode, wanted.town
        row.country = self.countries.get(wanted.country)
        row.save()

    def put_person(self, proposal: Proposal, one: Person) -> None:
        rows = list(proposal.contributors.select_related("country"))
        known = {person_of(row): row for row in rows}
        same = same_person(one, tuple(known))
        row = known[same] if same else Contributor(proposal=proposal, role=one.role, place=len(rows))
        wanted = merged_person(same, one) if same else one
        row.name, row.email, row.phone, row.organisation_name = wanted.name, wanted.email, wanted.phone, wanted.organisation
        row.country = self.countries.get(wanted.country)
        row.save()


def silent(_done: int, _total: int) -> None:
    """For work that is over before anybody could look."""


@transaction.atomic
def take_over(call: Call, plan: Plan, *, by: Account | None, report: Report = silent) -> dict[str, int]:
    """All of it or nothing. Locks the call against another import at the same time."""
    Call.objects.select_for_update().get(pk=call.pk)
    TakingOver(call, by).carry_out(plan, report)
    return plan.counts
