"""Proposals as the comparison sees them, and the pairs it found as somebody may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from i18nfield.strings import LazyI18nString

from essaim.call.models import Comparison, Distinct, Likeness, Proposal, ProposingOrganisation
from essaim.call.overlap import THRESHOLD, Named, Offer, Text
from essaim.call.queries.board import seen_proposals
from essaim.desk.models import Job
from essaim.forum.models import Edition, Path
from essaim.forum.rules import Standing
from essaim.registry.models import Goal, Territory
from essaim.registry.names import folded

RENEW = "call.renew_likenesses"
SDG = "sdg"
METHOD = "words-concepts-1"
"""Raised when the scores' meaning changes: what was computed otherwise is said to be old."""
NEAREST_SHOWN = 5
NEAR = 0.7
"""Pairs from here on are listed at once; fainter ones, down to the threshold, when asked for."""
COMPARED = Proposal.ON_BOARD
FIELDS = ("summary", "description")


def offers_of(edition: Edition) -> list[Offer]:
    """Those on the board, by number. Six statements at most, one more for each step of the territories' tree."""
    rows = list(Proposal.objects.filter(edition=edition, state__in=COMPARED).order_by("number").prefetch_related("goals__framework"))
    organisations: dict[int, list[ProposingOrganisation]] = defaultdict(list)
    for one in ProposingOrganisation.objects.filter(proposal__in=[row.pk for row in rows]).select_related("organisation", "country"):
        organisations[one.proposal_id].append(one)
    grounds = chains({row.territory_id for row in rows} | {one.country_id for many in organisations.values() for one in many})
    linked = {folded(one.name): one.organisation_id for many in organisations.values() for one in many if one.organisation_id}
    return [offer_of(row, organisations[row.pk], grounds, linked) for row in rows]


def offer_of(
    row: Proposal,
    organisations: Iterable[ProposingOrganisation],
    grounds: Mapping[int, tuple[Named, ...]],
    linked: Mapping[str, int] | None = None,
) -> Offer:
    """A proposal that names no territory stands where its first organisation is from. `linked`: by folded name, the registry's entry that
    another proposal's organisation of this name was linked to."""
    own = list(organisations)
    leads = [one for one in own if one.role == ProposingOrganisation.Role.LEAD]
    ground = row.territory_id or next((one.country_id for one in leads if one.country_id), None)
    return Offer(
        row.pk,
        tuple(texts_of(row)),
        organisations=tuple(named(one, linked or {}) for one in leads),
        partners=tuple(named(one, linked or {}) for one in own if one.role != ProposingOrganisation.Role.LEAD),
        territories=grounds.get(ground or 0, ()),
        goals=frozenset(code_of(goal) for goal in row.goals.all()),
    )


def code_of(goal: Goal) -> str:
    """A goal of another framework than the Sustainable Development Goals is told from theirs."""
    return goal.code if goal.framework.code == SDG else f"{goal.framework.code} {goal.code}"


def texts_of(row: Proposal) -> Iterable[Text]:
    by_field = {name: data_of(getattr(row, name)) for name in ("title", *FIELDS)}
    for code in dict.fromkeys([row.language, *(code for data in by_field.values() for code in data)]):
        body = "\n".join(by_field[name][code] for name in FIELDS if code in by_field[name])
        if body or code in by_field["title"]:
            yield Text(base_of(code), by_field["title"].get(code, ""), body)


def base_of(code: str) -> str:
    """As the comparison knows languages: "fr-CA" is French."""
    return code.partition("-")[0]


def data_of(value: object) -> dict[str, str]:
    data = value.data if isinstance(value, LazyI18nString) else value
    return {code: words for code, words in data.items() if words} if isinstance(data, dict) else {}


def named(one: ProposingOrganisation, linked: Mapping[str, int]) -> Named:
    """By its entry in the registry, which no folded name looks like, else by its name; one of signs alone as it stands."""
    name = folded(one.name)
    entry = one.organisation_id or (linked.get(name) if name else None)
    return Named(f"registry:{entry}" if entry else name or one.name, one.name)


def chains(keys: Iterable[int | None]) -> dict[int, tuple[Named, ...]]:
    """Each territory with what it lies in, up to its country. One statement a step."""
    known: dict[int, Territory] = {}
    wanted = {key for key in keys if key}
    while wanted:
        found = {one.pk: one for one in Territory.objects.filter(pk__in=wanted)}
        known |= found
        wanted = {one.parent_id for one in found.values() if one.parent_id} - known.keys()
    return {key: tuple(upward(one, known)) for key, one in known.items()}


def upward(one: Territory | None, known: dict[int, Territory]) -> Iterable[Named]:
    while one is not None:
        yield Named(str(one.pk), str(one.name))
        one = known.get(one.parent_id or 0)


# --- pairs ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reckoned:
    """When the pairs were found, whether they are being found anew, and whether in the way they would be today."""

    comparison: Comparison | None
    is_being_renewed: bool
    is_old: bool


def reckoned(edition: Edition) -> Reckoned:
    """Two statements."""
    made = Comparison.objects.filter(edition=edition).first()
    renewed = Job.objects.filter(kind=RENEW, key=renewal_key(edition), state__in=Job.OPEN).exists()
    return Reckoned(made, renewed, made is not None and made.method != METHOD)


def renewal_key(edition: Edition) -> str:
    return f"edition:{edition.pk}"


def pair_keys(standing: Standing, path: Path | None = None) -> list[tuple[int, float]]:
    """Key and score of the pairs this person may read both of, the nearest first; with `path`, those with one of that path at least.

    Left out: what was found not to be the same, what left the board, and two that are sessions already. One statement, without the texts.
    """
    rows = standing_pairs(standing.edition, path)
    if not (standing.is_team or standing.reviews_all):
        own = standing.led | standing.reviewed
        rows = rows.filter(one__path__in=own, other__path__in=own)
    return list(rows.order_by("-score", "pk").values_list("pk", "score"))


def pairs_at(keys: Sequence[int]) -> list[Likeness]:
    """In this order, each with its two proposals, their paths and kinds. One statement."""
    rows = Likeness.objects.filter(pk__in=keys).select_related("one__path", "one__kind", "other__path", "other__kind")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def standing_pairs(edition: Edition, path: Path | None = None, least: float = THRESHOLD) -> QuerySet[Likeness]:
    rows = Likeness.objects.filter(one__edition=edition, one__lt=F("other"), score__gte=least)
    rows = rows.filter(one__state__in=COMPARED, other__state__in=COMPARED)
    rows = rows.exclude(one__state=Proposal.State.CONFIRMED, other__state=Proposal.State.CONFIRMED)
    if path is not None:
        rows = rows.filter(Q(one__path=path) | Q(other__path=path))
    return rows.exclude(Exists(Distinct.objects.filter(one=OuterRef("one"), other=OuterRef("other"))))


def hidden_pairs(standing: Standing, path: Path | None = None, *, least: float = THRESHOLD) -> int:
    """Pairs of which this person may read one alone: counted, never shown. One statement, none for who reads everything."""
    if standing.is_team or standing.reviews_all:
        return 0
    own = standing.led | standing.reviewed
    here, there = Q(one__path__in=own), Q(other__path__in=own)
    unread = Q(other__path__isnull=True) | ~there, Q(one__path__isnull=True) | ~here
    rows = standing_pairs(standing.edition, path, least)
    return rows.filter((here & unread[0]) | (there & unread[1])).count()


def distinct_of(standing: Standing) -> QuerySet[Distinct]:
    """Pairs that were found not to be the same, of those this person may read both; the latest first."""
    seen = seen_proposals(standing)
    rows = Distinct.objects.filter(one__in=seen, other__in=seen).select_related("one", "other", "by")
    return rows.order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Near:
    """One proposal near another, as this person may see it."""

    proposal: Proposal
    score: float
    reasons: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nearest:
    shown: tuple[Near, ...]
    n_hidden: int
    """On other paths, over the threshold."""
    reckoned: Reckoned
    is_compared: bool
    """Only what is on the board is."""


def nearest_of(proposal: Proposal, standing: Standing) -> Nearest:
    """The nearest this person may read, nearest first, with path and kind. Four statements, one more where some are hidden."""
    if proposal.state not in COMPARED:
        return Nearest((), 0, Reckoned(None, is_being_renewed=False, is_old=False), is_compared=False)
    rows = Likeness.objects.filter(one=proposal, other__state__in=COMPARED)
    rows = rows.exclude(other__in=distinct_from(proposal))
    seen = rows.filter(other__in=seen_proposals(standing)).select_related("other__path", "other__kind").order_by("-score", "other__number")
    hidden = 0
    if not (standing.is_team or standing.reviews_all):
        hidden = rows.filter(score__gte=THRESHOLD).exclude(other__in=seen_proposals(standing)).count()
    shown = tuple(Near(row.other, row.score, row.reasons) for row in seen[:NEAREST_SHOWN])
    return Nearest(shown, hidden, reckoned(standing.edition), is_compared=True)


def hidden_near(proposal: Proposal, standing: Standing) -> QuerySet[Proposal]:
    """The near ones this person may not read, for telling their teams: never to be shown."""
    rows = Likeness.objects.filter(one=proposal, other__state__in=COMPARED, score__gte=THRESHOLD)
    rows = rows.exclude(other__in=seen_proposals(standing)).exclude(other__in=distinct_from(proposal))
    return Proposal.objects.filter(pk__in=rows.values("other"))


def distinct_from(proposal: Proposal) -> list[int]:
    rows = Distinct.objects.filter(Q(one=proposal) | Q(other=proposal)).values_list("one", "other")
    return [pk for pair in rows for pk in pair if pk != proposal.pk]


def likeness_between(one: Proposal, other: Proposal) -> Likeness | None:
    """None when neither is among the other's nearest. One statement."""
    return Likeness.objects.filter(one=one, other=other).first()


def is_distinct(one: Proposal, other: Proposal) -> bool:
    low, high = sorted((one.pk, other.pk))
    return Distinct.objects.filter(one=low, other=high).exists()
