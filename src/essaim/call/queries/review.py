"""What a path team knows of one proposal: marks, words, conflicts, and what changed since somebody last looked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import pstdev

from essaim.call.models import Comment, Conflict, Criterion, Look, Mark, Proposal, TextRevision
from essaim.call.queries.cards import shares_from
from essaim.call.queries.writing import Stretch, changes, without_personal
from essaim.call.rules import has_conflict, may_decide, may_discuss, may_see_on_board
from essaim.desk.models import Account, Grant
from essaim.forum.rules import COLLEAGUE, ORGANISATION, Standing


@dataclass(frozen=True, slots=True)
class OwnMark:
    criterion: Criterion
    value: int | None
    note: str
    others: tuple[Mark, ...]
    """Empty while one may not see them yet."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A word with what was answered to it."""

    comment: Comment
    answers: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.comment.kind == Comment.Kind.QUESTION and not self.answers


@dataclass(frozen=True, slots=True)
class Review:
    """What this person may know; with a conflict of interest, nothing but that."""

    has_conflict: bool = False
    is_author: bool = False
    may_discuss: bool = False
    threads: tuple[Thread, ...] = ()
    marks: tuple[OwnMark, ...] = ()
    are_others_hidden: bool = False
    mean: float | None = None
    n_reviewers: int = 0
    """Others alone while their marks are hidden."""
    spread: float | None = None
    """Standard deviation of the reviewers' own means, in points of 100; None for fewer than two."""
    conflicts: tuple[Conflict, ...] = ()
    suspicion: str = ""
    """What ties this person to the proposal though no conflict is declared: an organisation's name or an address."""
    changed: dict[str, list[Stretch]] = field(default_factory=dict)
    """Since this person last looked."""
    looked: Look | None = None


def review_of(standing: Standing, proposal: Proposal) -> Review:
    """Eight statements; two more when its texts changed since this person looked."""
    account = standing.account
    if account is None or not may_see_on_board(standing, proposal):
        return Review()
    conflicts = list(proposal.conflicts.select_related("account"))
    if has_conflict(standing, proposal):
        declared = any(one.account_id == account.pk for one in conflicts)
        return Review(has_conflict=True, is_author=not declared)
    criteria = list(proposal.call.criteria.all())
    marks = counted(proposal, {one.account_id for one in conflicts})
    own = {one.criterion_id: one for one in marks if one.by_id == account.pk}
    hidden = proposal.call.is_blind and bool(criteria) and not standing.is_team and len(own) < len(criteria)
    shares = own_means(marks, criteria)
    looked, changed = since_last_look(account, proposal, personal=may_decide(standing, proposal))
    return Review(
        may_discuss=may_discuss(standing, proposal),
        threads=tuple(threads_of(proposal)),
        marks=tuple(own_mark(one, own, marks, is_hidden=hidden and one.pk not in own) for one in criteria),
        are_others_hidden=hidden and any(one.by_id != account.pk for one in marks),
        mean=sum(shares) / len(shares) if shares and not hidden else None,
        n_reviewers=len({one.by_id for one in marks} - {account.pk}) if hidden else len(shares),
        spread=pstdev(shares) if len(shares) > 1 and not hidden else None,
        conflicts=tuple(conflicts) if standing.is_team else (),
        suspicion=suspicion_of(account, proposal),
        changed=changed,
        looked=looked,
    )


def counted(proposal: Proposal, out: set[int]) -> list[Mark]:
    """Of those who have nothing to do with it. One statement, and the contributors' unless they are preloaded."""
    writes = {one.account_id for one in proposal.contributors.all()}
    rows = proposal.marks.select_related("by", "criterion").order_by("by__name", "by__email", "criterion__place", "pk")
    return [one for one in rows if one.by_id not in out | writes]


def own_mark(criterion: Criterion, own: dict[int, Mark], marks: Sequence[Mark], *, is_hidden: bool) -> OwnMark:
    mine = own.get(criterion.pk)
    others = tuple(one for one in marks if one.criterion_id == criterion.pk and one != mine and not is_hidden)
    return OwnMark(criterion, mine.value if mine else None, mine.note if mine else "", others)


def own_means(marks: Sequence[Mark], criteria: Sequence[Criterion]) -> list[float]:
    """Each reviewer's weighted mean, 0 to 100."""
    by_key = {one.pk: one for one in criteria}
    rows = [
        (one.proposal_id, one.by_id, one.value, by_key[one.criterion_id].most, by_key[one.criterion_id].weight)
        for one in marks
        if one.criterion_id in by_key
    ]
    return [share for own in shares_from(rows).values() for share in own.values()]


def threads_of(proposal: Proposal) -> list[Thread]:
    """In the order they were said, answers below their questions. One statement."""
    rows = list(proposal.comments.select_related("by").order_by("at", "pk"))
    below: dict[int, list[Comment]] = {}
    for one in rows:
        if one.answers_id:
            below.setdefault(one.answers_id, []).append(one)
    return [Thread(one, tuple(below.get(one.pk, ()))) for one in rows if not one.answers_id]


def parts_said(standing: Standing, proposal: Proposal) -> list[tuple[Proposal, list[Thread]]]:
    """What was said of the parts of a merged one, each by itself, of those this person may discuss. A statement a part, and five."""
    merger = getattr(proposal, "merger", None)
    if merger is None or merger.undone_at is not None:
        return []
    rows = (
        Proposal.objects.filter(merger_parts__merger=merger).select_related("edition", "path").prefetch_related("contributors", "conflicts")
    )
    found = [(one, threads_of(one)) for one in rows.order_by("number") if may_discuss(standing, one)]
    return [(one, threads) for one, threads in found if threads]


def since_last_look(account: Account, proposal: Proposal, *, personal: bool) -> tuple[Look | None, dict[str, list[Stretch]]]:
    """One statement; two when the texts changed since, and one more for who may not read personal answers."""
    looked = Look.objects.filter(proposal=proposal, account=account).first()
    if looked is None or looked.revision >= proposal.revision:
        return looked, {}
    rows = list(proposal.revisions.filter(number__in=(looked.revision, proposal.revision)))
    found = {one.number: one for one in (rows if personal else without_personal(rows, proposal))}
    after = found.get(proposal.revision)
    return looked, changes(found.get(looked.revision), after) if isinstance(after, TextRevision) else {}


def suspicion_of(account: Account, proposal: Proposal) -> str:
    """Two statements at most: an address of this account, or an organisation it acts for, is behind the proposal."""
    address = account.email.lower()
    if any(one.email.lower() == address for one in proposal.contributors.all() if one.email):
        return account.email
    granted = Grant.objects.filter(account=account, role=COLLEAGUE, kind=ORGANISATION).values_list("key", flat=True)
    mine = {int(key) for key in granted if key.isdecimal()}
    named = {one.organisation_id: one.name for one in proposal.organisations.all()}
    named |= {one.organisation_id: str(one.organisation) for one in proposal.contributors.all() if one.organisation_id in mine}
    return next((name for key, name in named.items() if key in mine), "")
