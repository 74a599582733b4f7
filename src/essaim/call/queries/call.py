"""What the team's pages about calls read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from essaim.call.models import Call, Kind, Proposal, Question
from essaim.desk.models import Entry
from essaim.forum.models import Edition


@dataclass(frozen=True, slots=True)
class Extension:
    """The end as it was first, and as it is."""

    former: datetime
    now: datetime


def counted(rows: QuerySet[Question] | QuerySet[Kind] | QuerySet[Proposal]) -> Coalesce:
    counts = rows.filter(call=OuterRef("pk")).order_by().values("call").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def edition_calls(edition: Edition) -> QuerySet[Call]:
    """The latest first, with counts of kinds, questions, proposals sent and drafts. One statement."""
    sent = Proposal.objects.exclude(state=Proposal.State.DRAFT).exclude(state=Proposal.State.DISSOLVED)
    return (
        edition.calls.select_related("edition__territory")
        .annotate(
            n_kinds=counted(Kind.objects.all()),
            n_questions=counted(Question.objects.all()),
            n_sent=counted(sent.filter(merger__isnull=True)),
            n_drafts=counted(Proposal.objects.filter(state=Proposal.State.DRAFT)),
        )
        .order_by(F("opens_at").desc(nulls_last=True), "-pk")
    )


def call_kinds(call: Call) -> list[Kind]:
    """In their order, with formats. Two statements."""
    return list(call.kinds.prefetch_related("formats"))


def extension_of(call: Call) -> Extension | None:
    """What the journal knows of an extension: the first end announced and the present one; none when the present one is no later. One statement."""
    if call.closes_at is None:
        return None
    entries = (
        Entry.objects.filter(kind=call._meta.label_lower, key=str(call.pk), action="extend_call")
        .order_by("pk")
        .values_list("before", flat=True)
    )
    former = next((before.get("closes_at") for before in entries if before.get("closes_at")), None)
    first = datetime.fromisoformat(str(former)) if former else None
    return Extension(first, call.closes_at) if first and first < call.closes_at else None


def answered_slugs(call: Call) -> dict[str, int]:
    """How many proposals answer each question, drafts too. One statement."""
    found: dict[str, int] = {}
    for answers in call.proposals.values_list("answers", flat=True).iterator():
        for slug in answers:
            found[slug] = found.get(slug, 0) + 1
    return found


def kinds_named(kinds: Sequence[Kind], question: Question) -> list[Kind]:
    keys = {kind.pk for kind in question.kinds.all()}
    return [kind for kind in kinds if kind.pk in keys]
