"""What a path team knows of one proposal: marks, words, conflicts, and what changed since somebody last looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import pstdev

from essaim.call.models import Comment, Conflict, Criterion, Mark, Proposal
from essaim.call.queries.board import means
from essaim.call.rules import has_conflict, may_discuss
from essaim.desk.models import Account
from essaim.forum.rules import Standing


@dataclass(frozen=True, slots=True)
class OwnMark:
    criterion: Criterion
    value: int | None
    note: str
    others: tuple[Mark, ...]
    """Empty while one may not see them yet."""


@dataclass(frozen=True, slots=True)
class Review:
    """What this person may know; with a conflict of interest, nothing but that."""

    has_conflict: bool
    may_discuss: bool
    comments: tuple[Comment, ...]
    marks: tuple[OwnMark, ...]
    are_others_hidden: bool
    mean: float | None
    n_reviewers: int
    spread: float | None
    """Standard deviation of the reviewers' own means, in points of 100; None for fewer than two."""
    conflicts: tuple[Conflict, ...]
    suspected: bool
    """An organisation or address of this person's stands behind the proposal, and no conflict is declared."""


def review_of(standing: Standing, proposal: Proposal) -> Review:
    """Six statements."""
    if standing.account is None or not may_discuss(standing, proposal):
        return Review(has_conflict(standing, proposal), False, (), (), True, None, 0, None, (), False)
    comments = proposal.comments.exclude(kind=Comment.Kind.DECISION).select_related("by", "answers").order_by("at", "pk")
    criteria = list(proposal.call.criteria.all())
    conflicts = list(proposal.conflicts.select_related("account"))
    out = {one.account_id for one in conflicts}
    marks = [one for one in proposal.marks.select_related("by") if one.by_id not in out]
    own = {one.criterion_id: one for one in marks if one.by_id == standing.account.pk}
    hidden = proposal.call.is_blind and bool(criteria) and not own and not standing.is_team
    mean, number = means([proposal.pk]).get(proposal.pk, (None, 0))
    return Review(
        has_conflict=False,
        may_discuss=True,
        comments=tuple(comments),
        marks=tuple(own_mark(one, own, () if hidden else marks) for one in criteria),
        are_others_hidden=hidden,
        mean=None if hidden else mean,
        n_reviewers=number,
        spread=None if hidden else spread_of(marks, criteria),
        conflicts=tuple(conflicts) if standing.is_team else (),
        suspected=is_suspected(standing.account, proposal),
    )


def own_mark(criterion: Criterion, own: dict[int, Mark], marks: Sequence[Mark]) -> OwnMark:
    mine = own.get(criterion.pk)
    others = tuple(one for one in marks if one.criterion_id == criterion.pk and (mine is None or one.pk != mine.pk))
    return OwnMark(criterion, mine.value if mine else None, mine.note if mine else "", others)


def spread_of(marks: Sequence[Mark], criteria: Sequence[Criterion]) -> float | None:
    by_key = {one.pk: one for one in criteria}
    shares: dict[int, list[tuple[float, int]]] = {}
    for one in marks:
        criterion = by_key[one.criterion_id]
        shares.setdefault(one.by_id, []).append((one.value / max(criterion.most, 1), criterion.weight))
    own = [
        100 * sum(share * weight for share, weight in rows) / sum(weight for _, weight in rows)
        for rows in shares.values()
        if any(w for _, w in rows)
    ]
    return pstdev(own) if len(own) > 1 else None


def is_suspected(account: Account, proposal: Proposal) -> bool:
    """One statement: an organisation this account acts for, or an address of its own, is behind the proposal."""
    from essaim.desk.models import Grant
    from essaim.forum.rules import COLLEAGUE, ORGANISATION

    if any(one.email and one.email.lower() == account.email.lower() for one in proposal.contributors.all()):
        return True
    mine = {int(key) for key in Grant.objects.filter(account=account, role=COLLEAGUE, kind=ORGANISATION).values_list("key", flat=True)}
    return bool(mine & {one.organisation_id for one in proposal.organisations.all() if one.organisation_id})
