"""Have the nearest proposals found anew, and say of two that they are not the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from essaim.call.errors import CallError
from essaim.call.models import Comparison, Distinct, Likeness, Proposal
from essaim.call.overlap import Nearness, Reasons
from essaim.call.queries.overlap import METHOD, RENEW, renewal_key
from essaim.call.rules import may_decide, may_see_on_board, why_undecided
from essaim.desk import journal
from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Job
from essaim.forum.models import Edition
from essaim.forum.rules import standing_of

PAUSE = timedelta(seconds=5)
"""Several changes in a row are compared together."""
AGAIN = "again"
SAME_SCORE = 1e-4
BATCH = 500


@transaction.atomic
def ask_likenesses(*, edition: Edition, by: Account | None = None) -> Job:
    """A proposal was sent, changed or moved: the worker compares again. One job an edition waits or runs at a time; one that runs is
    told to begin again when it is done."""
    job = enqueue_renewal(edition, by)
    if job.state != Job.State.RUNNING:
        return job
    told = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(arguments={**job.arguments, AGAIN: True})
    return job if told else enqueue_renewal(edition, by)


def enqueue_renewal(edition: Edition, by: Account | None) -> Job:
    return enqueue(
        kind=RENEW,
        arguments={"edition": edition.pk},
        key=renewal_key(edition),
        by=by,
        scope=edition,
        run_after=timezone.now() + PAUSE,
    )


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is to be written so that what was found stands: worked out before anything is locked."""

    edition: Edition
    gone: list[int]
    new: list[Likeness]
    changed: list[Likeness]
    pairs: int


def renewal_of(edition: Edition, found: Iterable[Nearness]) -> Renewal:
    """Both directions of each pair, against the rows that stand. One statement."""
    wanted = both_ways(found)
    stored = {(row.one_id, row.other_id): row for row in Likeness.objects.filter(one__edition=edition)}
    changed = []
    for pair, row in wanted.items():
        known = stored.get(pair)
        if known is not None and (abs(known.score - row.score) > SAME_SCORE or known.reasons != row.reasons):
            known.score, known.reasons = row.score, row.reasons
            changed.append(known)
    return Renewal(
        edition,
        gone=[row.pk for pair, row in stored.items() if pair not in wanted],
        new=[row for pair, row in wanted.items() if pair not in stored],
        changed=changed,
        pairs=len(wanted) // 2,
    )


@transaction.atomic
def store_likenesses(*, renewal: Renewal, n_proposals: int, at: datetime) -> int:
    """Only rows that differ are written. Returns how many pairs stand."""
    edition = renewal.edition
    alive = set(Proposal.objects.filter(edition=edition).values_list("pk", flat=True))
    for start in range(0, len(renewal.gone), BATCH):
        Likeness.objects.filter(pk__in=renewal.gone[start : start + BATCH]).delete()
    Likeness.objects.bulk_create([row for row in renewal.new if {row.one_id, row.other_id} <= alive], batch_size=BATCH)
    Likeness.objects.bulk_update(renewal.changed, ["score", "reasons"], batch_size=BATCH)
    Comparison.objects.update_or_create(edition=edition, defaults={"at": at, "proposals": n_proposals, "method": METHOD})
    return renewal.pairs


def both_ways(found: Iterable[Nearness]) -> dict[tuple[int, int], Likeness]:
    """Each pair from either side, in the words of the side it is seen from."""
    known = list(found)
    rows = {(one.other, one.one): likeness(one.other, one.one, one.score, one.reasons.turned()) for one in known}
    return rows | {(one.one, one.other): likeness(one.one, one.other, one.score, one.reasons) for one in known}


def likeness(one: int, other: int, score: float, reasons: Reasons) -> Likeness:
    return Likeness(one_id=one, other_id=other, score=round(score, 12), reasons=reasons.plain())


@transaction.atomic
def mark_distinct(*, one: Proposal, other: Proposal, by: Account) -> Distinct:
    """Not the same: the two are no longer suggested to anybody. By who decides on one of them and may read both."""
    low, high = in_order(one, other, by)
    made, is_new = Distinct.objects.get_or_create(one=low, other=high, defaults={"by": by})
    if is_new:
        journal.record(by=by, action="mark_distinct", thing=low, after={"other": high.number}, scope=low.edition, is_seen=False)
    return made


@transaction.atomic
def unmark_distinct(*, one: Proposal, other: Proposal, by: Account) -> None:
    low, high = in_order(one, other, by)
    gone, _kinds = Distinct.objects.filter(one=low, other=high).delete()
    if gone:
        journal.record(by=by, action="unmark_distinct", thing=low, before={"other": high.number}, scope=low.edition, is_seen=False)


def in_order(one: Proposal, other: Proposal, by: Account) -> tuple[Proposal, Proposal]:
    low, high = sorted((one, other), key=lambda proposal: proposal.pk)
    if low == high:
        raise CallError("merge_with_itself", proposal=low)
    standing = standing_of(by, low.edition)
    for unseen in (low, high):
        if not may_see_on_board(standing, unseen):
            raise CallError("may_not_decide", proposal=unseen, why=why_undecided(standing, unseen))
    if not (may_decide(standing, low) or may_decide(standing, high)):
        raise CallError("may_not_decide", proposal=low, why=why_undecided(standing, low))
    return low, high
