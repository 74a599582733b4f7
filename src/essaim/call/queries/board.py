"""The board of proposals: lanes with their counts, and the cards that fit on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from essaim.call.models import Comment, Conflict, Likeness, Mark, MergerPart, Proposal, ProposingOrganisation
from essaim.forum.models import Appearance, Path, Slot
from essaim.forum.rules import Standing
from essaim.registry.names import folded

State = Proposal.State
PLACED = "placed"
LANES: tuple[tuple[str, object, object], ...] = (
    (State.RECEIVED, _("Received"), _("Waiting for a first reading")),
    (State.DISCUSSED, _("Discussed"), _("Read, being talked about")),
    (State.KEPT, _("Kept"), _("On the path’s list")),
    (State.MERGED, _("Merged"), _("Everyone stays named")),
    (State.CONFIRMED, _("Confirmed"), _("A session of the draft")),
    (PLACED, _("Placed"), _("Day, hour, room")),
)
ASIDE: tuple[tuple[str, object], ...] = (
    (State.DECLINED, _("Declined")),
    (State.WITHDRAWN, _("Withdrawn by their authors")),
    (State.ATTACHED, _("Attached to a panel")),
    (State.JOINED, _("Parts of a merged one")),
)
CARDS_A_LANE = 6
NEAR = 0.5
"""A likeness from which a card says so."""
FEW_SEATS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the reader asked for; empty asks for all."""

    words: str = ""
    path: str = ""
    kind: str = ""
    country: str = ""
    unmarked: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    code: str
    value: object = None


@dataclass(slots=True)
class Card:
    proposal: Proposal
    lane: str
    organisations: tuple[str, ...] = ()
    parts: tuple[Proposal, ...] = ()
    alerts: list[Alert] = field(default_factory=list)
    n_comments: int = 0
    n_marks: int = 0
    mean: float | None = None
    slot: Slot | None = None
    is_conflicted: bool = False


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
    total: int
    paths: tuple[Path, ...]


def seen_proposals(standing: Standing, path: Path | None = None) -> QuerySet[Proposal]:
    """Sent proposals of the paths this person leads or reviews; with `path`, of that one alone."""
    rows = Proposal.objects.filter(edition=standing.edition).exclude(state=State.DRAFT)
    if path is not None:
        return rows.filter(path=path)
    if standing.is_team or standing.reviews_all:
        return rows
    return rows.filter(path__in=standing.led | standing.reviewed)


def placed() -> Exists:
    return Exists(
        Slot.objects.filter(version__number__isnull=True, session=OuterRef("session"), starts_at__isnull=False, room__isnull=False)
    )


def board_of(standing: Standing, path: Path | None, wanted: Wanted) -> Board:
    """Eleven statements, whatever the number of proposals; two more when words or a country are looked for."""
    rows = filtered(seen_proposals(standing, path), standing, wanted)
    lined: dict[str, list[int]] = {}
    for pk, state, is_placed in rows.order_by("-number").annotate(is_placed=placed()).values_list("pk", "state", "is_placed"):
        lined.setdefault(PLACED if state == State.CONFIRMED and is_placed else state, []).append(pk)
    shown = {code: lined.get(code, [])[:CARDS_A_LANE] for code, _label, _help in LANES}
    cards = cards_for(standing, shown)
    lanes = tuple(
        Lane(code, label, help_, len(lined.get(code, [])), tuple(cards[pk] for pk in shown[code])) for code, label, help_ in LANES
    )
    aside = tuple((code, label, len(lined.get(code, []))) for code, label in ASIDE)
    return Board(lanes, aside, sum(len(keys) for code, keys in lined.items() if code != State.DISSOLVED), seen_paths(standing))


def seen_paths(standing: Standing) -> tuple[Path, ...]:
    """Those this person leads or reviews, by letter. One statement."""
    paths = Path.objects.filter(edition=standing.edition)
    if not (standing.is_team or standing.reviews_all):
        paths = paths.filter(pk__in=standing.led | standing.reviewed)
    return tuple(paths.order_by("letter"))


def lane_keys(standing: Standing, path: Path | None, lane: str, wanted: Wanted) -> list[int]:
    """The newest first. One statement, and two when words are looked for."""
    rows = filtered(seen_proposals(standing, path), standing, wanted).order_by("-number").annotate(is_placed=placed())
    rows = rows.filter(state=State.CONFIRMED if lane == PLACED else lane)
    if lane in (PLACED, State.CONFIRMED):
        rows = rows.filter(is_placed=lane == PLACED)
    return list(rows.values_list("pk", flat=True))


def filtered(rows: QuerySet[Proposal], standing: Standing, wanted: Wanted) -> QuerySet[Proposal]:
    if wanted.path:
        rows = rows.filter(path__letter=wanted.path)
    if wanted.kind:
        rows = rows.filter(kind__nature=wanted.kind)
    if wanted.country:
        rows = rows.filter(organisations__country__code=wanted.country).distinct()
    if wanted.unmarked:
        rows = rows.exclude(marks__by=standing.account)
    if wanted.words:
        rows = rows.filter(pk__in=found_by(rows, wanted.words))
    return rows


def found_by(rows: QuerySet[Proposal], words: str) -> list[int]:
    """By number, words of the title in any language, or an organisation. Two statements: texts in JSON are looked through here."""
    looked = folded(words)
    if looked.removeprefix("n").strip("° ").isdecimal():
        return list(rows.filter(number=int(looked.removeprefix("n").strip("° "))).values_list("pk", flat=True))
    names: dict[int, str] = {}
    for pk, name in ProposingOrganisation.objects.filter(proposal__in=rows).values_list("proposal", "name"):
        names[pk] = f"{names.get(pk, '')} {name}"
    found = []
    for pk, title in rows.values_list("pk", "title"):
        data = title.data if isinstance(title, LazyI18nString) else title
        said = " ".join(data.values()) if isinstance(data, dict) else str(data or "")
        if looked in folded(f"{said} {names.get(pk, '')}"):
            found.append(pk)
    return found


def cards_for(standing: Standing, lined: dict[str, list[int]]) -> dict[int, Card]:
    """Nine statements."""
    lane_of = {pk: code for code, keys in lined.items() for pk in keys}
    keys = list(lane_of)
    rows = Proposal.objects.filter(pk__in=keys).select_related("kind", "path", "format", "session")
    cards = {row.pk: Card(row, lane_of[row.pk]) for row in rows}
    for pk, name in ProposingOrganisation.objects.filter(proposal__in=keys).order_by("place").values_list("proposal", "name"):
        cards[pk].organisations += (name,)
    for part in MergerPart.objects.filter(merger__result__in=keys).select_related("merger", "proposal").order_by("proposal__number"):
        cards[part.merger.result_id].parts += (part.proposal,)
    conflicts = Conflict.objects.filter(proposal__in=keys, account=standing.account).values_list("proposal", flat=True)
    for pk in conflicts:
        cards[pk].is_conflicted = True
    add_comments(cards, keys)
    add_marks(cards, keys)
    add_places(cards)
    add_alerts(cards, keys)
    return cards


def add_comments(cards: dict[int, Card], keys: Sequence[int]) -> None:
    """How many, and since when a question waits for its answer. One statement."""
    counted = Comment.objects.filter(proposal__in=keys).values("proposal")
    waiting = Q(kind=Comment.Kind.QUESTION, replies__isnull=True)
    rows = counted.annotate(n=Count("pk", filter=~Q(kind=Comment.Kind.DECISION)), since=Max("at", filter=waiting)).order_by()
    for row in rows:
        card = cards[row["proposal"]]
        card.n_comments = 0 if card.is_conflicted else row["n"]
        if row["since"]:
            card.alerts.append(Alert("question_open", row["since"]))


def add_marks(cards: dict[int, Card], keys: Sequence[int]) -> None:
    """The weighted mean over reviewers, from 0 to 100, of those without a conflict of interest. One statement."""
    for pk, (mean, number) in means(keys).items():
        if not cards[pk].is_conflicted:
            cards[pk].mean, cards[pk].n_marks = mean, number


def means(keys: Iterable[int]) -> dict[int, tuple[float, int]]:
    """Proposal → (mean of the reviewers' weighted shares of the highest mark, number of reviewers). One statement."""
    marks = (
        Mark.objects.filter(proposal__in=list(keys))
        .annotate(is_out=Exists(Conflict.objects.filter(proposal=OuterRef("proposal"), account=OuterRef("by"))))
        .filter(is_out=False)
        .values_list("proposal", "by", "value", "criterion__most", "criterion__weight")
    )
    sums: dict[int, dict[int, tuple[float, int]]] = {}
    for pk, by, value, most, weight in marks:
        total, weights = sums.setdefault(pk, {}).get(by, (0.0, 0))
        sums[pk][by] = (total + weight * value / max(most, 1), weights + weight)
    return {
        pk: (100 * sum(total / weights for total, weights in reviewers.values() if weights) / len(reviewers), len(reviewers))
        for pk, reviewers in sums.items()
    }


def add_places(cards: dict[int, Card]) -> None:
    """Where the draft has their sessions. One statement."""
    by_session = {card.proposal.session_id: card for card in cards.values() if card.proposal.session_id}
    slots = Slot.objects.filter(version__number__isnull=True, session__in=by_session).select_related("room", "site")
    for slot in slots:
        by_session[slot.session_id].slot = slot


def add_alerts(cards: dict[int, Card], keys: Sequence[int]) -> None:
    """What to look at: near others, few seats, no interpretation, speakers who have not answered. Two statements."""
    for card in cards.values():
        if card.proposal.kind.nature == card.proposal.kind.Nature.SELF_MANAGED:
            card.alerts.append(Alert("not_interpreted"))
        if card.proposal.audience and card.proposal.audience <= FEW_SEATS:
            card.alerts.append(Alert("few_seats", card.proposal.audience))
    near = Likeness.objects.filter(one__in=keys, score__gte=NEAR).exclude(other__state__in=(State.JOINED, State.DISSOLVED, State.WITHDRAWN))
    best: dict[int, tuple[float, int]] = {}
    for pk, score, number in near.values_list("one", "score", "other__number"):
        best[pk] = max(best.get(pk, (0.0, 0)), (score, number))
    for pk, (_score, number) in best.items():
        if cards[pk].lane in (State.RECEIVED, State.DISCUSSED, State.KEPT):
            cards[pk].alerts.append(Alert("resembles", number))
    sessions = {card.proposal.session_id: card for card in cards.values() if card.proposal.session_id}
    silent = (
        Appearance.objects.filter(session__in=sessions, answer=Appearance.Answer.ASKED).values("session").annotate(n=Count("pk")).order_by()
    )
    for row in silent:
        sessions[row["session"]].alerts.append(Alert("speakers_silent", row["n"]))


def last_touched(proposal: Proposal) -> datetime:
    return proposal.changed_at


def waiting_counts(standing: Standing) -> dict[int, dict[str, int]]:
    """Path's key → state → number, over the paths this person sees; "placed" apart. One statement."""
    rows = seen_proposals(standing).annotate(is_placed=placed()).values("path", "state", "is_placed").annotate(n=Count("pk")).order_by()
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        code = PLACED if row["state"] == State.CONFIRMED and row["is_placed"] else row["state"]
        lanes = found.setdefault(row["path"] or 0, {})
        lanes[code] = lanes.get(code, 0) + row["n"]
    return found


def unmarked_by(standing: Standing) -> dict[int, int]:
    """Path's key → proposals still to be marked by this person. One statement."""
    open_ones = seen_proposals(standing).filter(state__in=(State.RECEIVED, State.DISCUSSED, State.KEPT))
    rows = open_ones.exclude(marks__by=standing.account).exclude(conflicts__account=standing.account).values("path").annotate(n=Count("pk"))
    return {row["path"] or 0: row["n"] for row in rows.order_by()}


def answers_since(standing: Standing, since: datetime | None = None) -> QuerySet[Comment]:
    """Answers of authors, the newest first."""
    rows = Comment.objects.filter(kind=Comment.Kind.ANSWER, proposal__in=seen_proposals(standing)).select_related("proposal__path")
    return rows.exclude(proposal__conflicts__account=standing.account).order_by(F("at").desc())
