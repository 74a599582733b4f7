"""What everybody may read of calls and proposals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from i18nfield.strings import LazyI18nString

from essaim.call.asking import questions_of
from essaim.call.models import Call, Kind, MergerPart, Proposal, ProposingOrganisation, Question
from essaim.call.showing_public import masked_text, public_answers
from essaim.forum.models import Edition
from essaim.kit.private import masked


@dataclass(frozen=True, slots=True)
class Shown:
    """One proposal as everybody may read it."""

    proposal: Proposal
    title: LazyI18nString
    summary: LazyI18nString
    organisations: tuple[str, ...]
    answers: tuple[tuple[Question, str], ...]


def public_calls(edition: Edition) -> QuerySet[Call]:
    """Those everybody may read, the latest first, with their kinds. Two statements."""
    rows = edition.calls.filter(is_public=True).select_related("edition__territory").prefetch_related("kinds")
    return rows.order_by(F("opens_at").desc(nulls_last=True), "-pk")


def call_page(edition: Edition, slug: str) -> Call | None:
    """With kinds, their formats, questions and criteria. Six statements."""
    kinds = Prefetch("kinds", Kind.objects.prefetch_related("formats"))
    rows = edition.calls.select_related("edition__territory").prefetch_related(kinds, "questions__kinds", "criteria")
    return rows.filter(slug=slug).first()


def agreed_proposals(edition: Edition) -> QuerySet[Proposal]:
    """Sent and neither declined nor withdrawn, of a public call, and all its authors agree that it is shown. One that went into a merged proposal shown here is not shown beside
    it. By number; what `shown` needs is preloaded: two statements."""
    inside = MergerPart.objects.filter(
        proposal=OuterRef("pk"), merger__undone_at__isnull=True, merger__result__may_be_public=True, merger__result__state__in=Proposal.SENT
    )
    organisations = Prefetch("organisations", ProposingOrganisation.objects.select_related("country"))
    return (
        edition.proposals.filter(state__in=Proposal.SHOWN, may_be_public=True, call__is_public=True)
        .exclude(Exists(inside))
        .select_related("kind", "path", "format", "call")
        .prefetch_related(organisations)
        .order_by("number")
    )


def received_in_all(edition: Edition) -> int:
    """Every proposal sent to a public call, also what is not shown; the results of mergers are no proposals received. One statement."""
    return edition.proposals.filter(call__is_public=True, sent_at__isnull=False, merger__isnull=True).count()


def shown(proposals: Iterable[Proposal], edition: Edition) -> list[Shown]:
    """Two statements a call they belong to."""
    found = list(proposals)
    forms = questions_by_call({proposal.call_id: proposal.call for proposal in found}.values())
    return [
        Shown(
            proposal,
            masked_text(proposal.title),
            masked_text(proposal.summary),
            tuple(masked(one.name) for one in proposal.organisations.all()),
            tuple(public_answers(proposal, forms[proposal.call_id])),
        )
        for proposal in found
    ]


def questions_by_call(calls: Iterable[Call]) -> dict[int, Sequence[Question]]:
    return defaultdict(list, {call.pk: questions_of(call) for call in calls})
