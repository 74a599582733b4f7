"""What a card of the board says: who proposes it, what it joins, what to look at, marks, place. For the cards on the page alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from essaim.call.models import Comment, Conflict, Contributor, Criterion, Look, Mark, MergerPart, Proposal, ProposingOrganisation
from essaim.call.queries.board import (
    ASIDE,
    FEW_SEATS,
    LANES,
    OPEN,
    Lined,
    Wanted,
    lined_up,
    near_pairs,
)
from essaim.call.steps import seen_of, steps_of
from essaim.forum.models import Appearance, Path, Slot
from essaim.forum.rules import Standing

State = Proposal.State
CARDS_A_LANE = 6


@dataclass(frozen=True, slots=True)
class Alert:
    code: str
    value: object = None


@dataclass(slots=True)
class Card:
    proposal: Proposal
    lane: str
    decides: bool = False
    """Whoever looks may move it."""
    organisations: tuple[str, ...] = ()
    parts: tuple[Proposal, ...] = ()
    whole: Proposal | None = None
    """What it was merged into or attached to."""
    alerts: list[Alert] = field(default_factory=list)
    n_comments: int = 0
    n_marks: int = 0
    mean: float | None = None
    are_marks_hidden: bool = False
    n_criteria: int = 0
    """Of its call."""
    slot: Slot | None = None
    is_conflicted: bool = False

    @property
    def seen(self) -> str:
        return seen_of(self.proposal)

    @property
    def steps(self) -> list[str]:
        return [state for state in State.values if state in steps_of(self.proposal)] if self.decides else []


@dataclass(frozen=True, slots=True)
class Lane:
    code: str
    label: object
    help: object
    count: int
    cards: tuple[Card, ...]

    @property
    def n_more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True)
class Board:
    lanes: tuple[Lane, ...]
    aside: tuple[tuple[str, object, int], ...]
    n_sent: int
    n_found: int


def board_of(standing: Standing, path: Path | None, wanted: Wanted) -> Board:
    """Twelve statements, whatever the number of proposals; three more when words are looked for."""
    lined = lined_up(standing, path, wanted)
    shown = {code: lined.of(code)[:CARDS_A_LANE] for code, _label, _help in LANES}
    cards = cards_for(standing, shown)
    lanes = tuple(Lane(code, label, words, len(lined.of(code)), tuple(cards[pk] for pk in shown[code])) for code, label, words in LANES)
    return Board(lanes, tuple((code, label, len(lined.of(code))) for code, label in ASIDE), lined.n_sent, n_found(lined))


def n_found(lined: Lined) -> int:
    return sum(len(keys) for keys in lined.keys.values())


def cards_for(standing: Standing, lined: dict[str, list[int]]) -> dict[int, Card]:
    """Eleven statements."""
    lane_of = {pk: code for code, keys in lined.items() for pk in keys}
    keys = list(lane_of)
    related = ("kind", "path", "format", "session", "call", "merger", "panel")
    criteria = Criterion.objects.filter(call=OuterRef("call")).order_by().values("call").annotate(n=Count("pk")).values("n")
    rows = Proposal.objects.filter(pk__in=keys).select_related(*related).annotate(n_criteria=Subquery(criteria))
    cards = {row.pk: Card(row, lane_of[row.pk], n_criteria=row.n_criteria or 0) for row in rows}
    for pk, name in ProposingOrganisation.objects.filter(proposal__in=keys).order_by("place", "pk").values_list("proposal", "name"):
        cards[pk].organisations += (name,)
    add_parts(cards, keys)
    add_interests(cards, keys, standing)
    add_comments(cards, keys)
    add_marks(cards, keys, standing)
    add_places(cards)
    add_alerts(cards, keys, standing)
    return cards


def card_of(standing: Standing, proposal: Proposal, lane: str = "") -> Card:
    """One alone, after it was moved."""
    return cards_for(standing, {lane or proposal.state: [proposal.pk]})[proposal.pk]


def add_parts(cards: dict[int, Card], keys: Sequence[int]) -> None:
    """What it brings together, by number; for a part, what it went into. One statement."""
    rows = MergerPart.objects.filter(Q(merger__result__in=keys) | Q(proposal__in=keys), merger__undone_at=None)
    for part in rows.select_related("merger__result", "proposal").order_by("proposal__number"):
        if part.merger.result_id in cards:
            cards[part.merger.result_id].parts += (part.proposal,)
        if part.proposal_id in cards:
            cards[part.proposal_id].whole = part.merger.result
    for card in cards.values():
        if card.proposal.state == State.ATTACHED:
            card.whole = card.proposal.panel


def add_interests(cards: dict[int, Card], keys: Sequence[int], standing: Standing) -> None:
    """Declared, or an author of it: nothing of what others say. Two statements."""
    own = set(Conflict.objects.filter(proposal__in=keys, account=standing.account).values_list("proposal", flat=True))
    own |= set(Contributor.objects.filter(proposal__in=keys, account=standing.account).values_list("proposal", flat=True))
    for pk, card in cards.items():
        card.is_conflicted = pk in own or (standing.account is not None and card.proposal.created_by_id == standing.account.pk)
        card.decides = standing.leads(card.proposal.path_id) and not card.is_conflicted


def add_comments(cards: dict[int, Card], keys: Sequence[int]) -> None:
    """How many words, and since when the oldest unanswered question waits. One statement."""
    rows = list(Comment.objects.filter(proposal__in=keys).order_by("at", "pk").values_list("pk", "proposal", "kind", "answers", "at"))
    answered = {answers for _pk, _proposal, _kind, answers, _at in rows if answers}
    waiting: set[int] = set()
    for pk, proposal, kind, _answers, at in rows:
        card = cards[proposal]
        if card.is_conflicted or kind == Comment.Kind.DECISION:
            continue
        card.n_comments += 1
        if kind == Comment.Kind.QUESTION and pk not in answered and proposal not in waiting:
            waiting.add(proposal)
            card.alerts.append(Alert("question_open", at))


MarkRow = tuple[int, int, int, int, int]
"""Proposal, reviewer, value, highest, weight."""


def counted_marks(keys: Iterable[int]) -> list[MarkRow]:
    """Of those who have nothing to do with the proposal. One statement."""
    declared = Conflict.objects.filter(proposal=OuterRef("proposal"), account=OuterRef("by"))
    writes = Contributor.objects.filter(proposal=OuterRef("proposal"), account=OuterRef("by"))
    rows = Mark.objects.filter(proposal__in=list(keys)).exclude(Exists(declared)).exclude(Exists(writes))
    return list(rows.values_list("proposal", "by", "value", "criterion__most", "criterion__weight"))


def means_from(marks: Iterable[MarkRow]) -> dict[int, tuple[float, int]]:
    """Proposal → (mean over reviewers of their weighted shares of the highest mark, 0 to 100; number of reviewers)."""
    return {pk: (sum(own.values()) / len(own), len(own)) for pk, own in shares_from(marks).items() if own}


def shares_from(marks: Iterable[MarkRow]) -> dict[int, dict[int, float]]:
    """Proposal → reviewer → their weighted mean, 0 to 100. Marks that weigh nothing make none."""
    sums: dict[int, dict[int, tuple[float, int]]] = {}
    for pk, by, value, most, weight in marks:
        total, weights = sums.setdefault(pk, {}).get(by, (0.0, 0))
        sums[pk][by] = (total + weight * value / max(most, 1), weights + weight)
    return {pk: {by: 100 * total / weights for by, (total, weights) in own.items() if weights} for pk, own in sums.items()}


def means(keys: Iterable[int]) -> dict[int, tuple[float, int]]:
    """One statement. A proposal without marks is not in it: unknown is not 0."""
    return means_from(counted_marks(keys))


def add_marks(cards: dict[int, Card], keys: Sequence[int], standing: Standing) -> None:
    """The mean; in a blind call hidden until all of one's own marks are given, but for the team. One statement."""
    marks = counted_marks(keys)
    own = Counter(pk for pk, by, *_rest in marks if standing.account is not None and by == standing.account.pk)
    for pk, (mean, number) in means_from(marks).items():
        card = cards[pk]
        if card.is_conflicted:
            continue
        card.n_marks = number
        card.are_marks_hidden = card.proposal.call.is_blind and own[pk] < card.n_criteria and not standing.is_team
        card.mean = None if card.are_marks_hidden else mean


def add_places(cards: dict[int, Card]) -> None:
    """Where the draft has their sessions. One statement."""
    by_session = {card.proposal.session_id: card for card in cards.values() if card.proposal.session_id}
    slots = Slot.objects.filter(version__number__isnull=True, session__in=by_session).select_related("room", "site")
    for slot in slots:
        by_session[slot.session_id].slot = slot


def add_alerts(cards: dict[int, Card], keys: Sequence[int], standing: Standing) -> None:
    """What to look at: near others, few seats, no interpretation, silent speakers, texts changed since read. Three statements."""
    for card in cards.values():
        if card.proposal.kind.nature == card.proposal.kind.Nature.SELF_MANAGED:
            card.alerts.append(Alert("not_interpreted"))
        if card.proposal.audience and card.proposal.audience <= FEW_SEATS:
            card.alerts.append(Alert("few_seats", card.proposal.audience))
    add_nearest(cards, keys, standing)
    sessions = {card.proposal.session_id: card for card in cards.values() if card.proposal.session_id}
    asked = Appearance.objects.filter(session__in=sessions, answer=Appearance.Answer.ASKED)
    for row in asked.values("session").annotate(n=Count("pk")).order_by():
        sessions[row["session"]].alerts.append(Alert("speakers_silent", row["n"]))
    for pk, revision in Look.objects.filter(proposal__in=keys, account=standing.account).values_list("proposal", "revision"):
        if revision < cards[pk].proposal.revision:
            cards[pk].alerts.append(Alert("changed"))


def add_nearest(cards: dict[int, Card], keys: Sequence[int], standing: Standing) -> None:
    """The nearest of those this person may read, by number; else only that there is one on another path. One statement."""
    best: dict[int, tuple[bool, float, int]] = {}
    rows = near_pairs().filter(one__in=[pk for pk in keys if cards[pk].proposal.state in OPEN])
    for pk, score, number, path in rows.values_list("one", "score", "other__number", "other__path"):
        best[pk] = max(best.get(pk, (False, 0.0, 0)), (standing.reviews(path), score, number))
    for pk, (is_seen, _score, number) in best.items():
        cards[pk].alerts.append(Alert("resembles", number) if is_seen else Alert("resembles_elsewhere"))
