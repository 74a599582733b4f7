"""Pairs of near proposals as a page shows them: with their organisations, and with what this person may do about them."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from essaim.call.models import Conflict, Contributor, Likeness, Proposal, ProposingOrganisation
from essaim.call.overlap import Marker
from essaim.call.queries.overlap import base_of, data_of, offer_of
from essaim.call.rules import ATTACHABLE, MERGEABLE
from essaim.forum.rules import Standing


@dataclass(frozen=True, slots=True)
class Pair:
    one: Proposal
    other: Proposal
    score: float
    reasons: dict[str, Any]
    organisations: tuple[tuple[str, ...], tuple[str, ...]]
    may_merge: bool
    attaches: Proposal | None
    """The individual one, when the other could be its panel."""
    panel: Proposal | None
    may_part: bool
    """May this person say that the two are not the same?"""

    @property
    def sides(self) -> tuple[tuple[Proposal, tuple[str, ...]], tuple[Proposal, tuple[str, ...]]]:
        return (self.one, self.organisations[0]), (self.other, self.organisations[1])


def shown_pairs(standing: Standing, rows: Sequence[Likeness]) -> list[Pair]:
    """Three statements."""
    keys = {key for row in rows for key in (row.one_id, row.other_id)}
    names: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for key, name in ProposingOrganisation.objects.filter(proposal__in=keys).order_by("place").values_list("proposal", "name"):
        names[key] += (name,)
    out = interested(standing, keys)
    return [pair_of(standing, row, names, out) for row in rows]


def interested(standing: Standing, keys: Iterable[int]) -> set[int]:
    """Of these proposals those in which this person has an interest. Two statements."""
    known = list(keys)
    declared = Conflict.objects.filter(proposal__in=known, account=standing.account).values_list("proposal", flat=True)
    written = Contributor.objects.filter(proposal__in=known, account=standing.account).values_list("proposal", flat=True)
    return {*declared, *written}


def decides(standing: Standing, proposal: Proposal, out: set[int]) -> bool:
    mine = standing.account is not None and proposal.created_by_id == standing.account.pk
    return standing.leads(proposal.path_id) and proposal.pk not in out and not mine


def pair_of(standing: Standing, row: Likeness, names: dict[int, tuple[str, ...]], out: set[int]) -> Pair:
    both = [decides(standing, one, out) for one in (row.one, row.other)]
    attaches, panel = panel_of(row.one, row.other) if all(both) else (None, None)
    return Pair(
        row.one,
        row.other,
        row.score,
        row.reasons,
        (names[row.one_id], names[row.other_id]),
        may_merge=all(both) and all(one.kind.may_merge and one.state in MERGEABLE for one in (row.one, row.other)),
        attaches=attaches,
        panel=panel,
        may_part=any(both),
    )


def panel_of(one: Proposal, other: Proposal) -> tuple[Proposal, Proposal] | tuple[None, None]:
    """(the individual one, the panel), whichever is which."""
    for single, panel in ((one, other), (other, one)):
        if single.kind.may_attach and single.state in ATTACHABLE and panel.kind.may_merge and panel.state in MERGEABLE:
            return single, panel
    return None, None


@dataclass(frozen=True, slots=True)
class MarkedText:
    words: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MarkedTexts:
    language: str
    title: MarkedText
    summary: MarkedText
    description: MarkedText


@dataclass(frozen=True, slots=True)
class Side:
    proposal: Proposal
    texts: tuple[MarkedTexts, ...]
    organisations: tuple[ProposingOrganisation, ...]
    authors: tuple[str, ...]
    goals: tuple[str, ...]


def compared(one: Proposal, other: Proposal) -> tuple[Side, Side]:
    """Each beside the other, with what both say marked. Two statements, one more each; one more each when contributors are not preloaded."""
    prefetch_related_objects((one, other), "goals__framework")
    organisations = [list(each.organisations.select_related("organisation", "country")) for each in (one, other)]
    offers = [offer_of(each, rows, {}) for each, rows in zip((one, other), organisations, strict=True)]
    marker = Marker(*offers)
    return side_of(one, organisations[0], marker), side_of(other, organisations[1], marker)


def side_of(proposal: Proposal, organisations: list[ProposingOrganisation], marker: Marker) -> Side:
    authors = [one.name for one in proposal.contributors.all() if one.role == Contributor.Role.AUTHOR]
    goals = sorted((goal.code for goal in proposal.goals.all()), key=lambda code: int(code) if code.isdecimal() else 0)
    return Side(proposal, tuple(marked_texts(proposal, marker)), tuple(organisations), tuple(authors), tuple(goals))


def marked_texts(proposal: Proposal, marker: Marker) -> Iterable[MarkedTexts]:
    by_field = {name: data_of(getattr(proposal, name)) for name in ("title", "summary", "description")}
    for code in dict.fromkeys([proposal.language, *(code for data in by_field.values() for code in data)]):
        texts = [marked(by_field[name].get(code, ""), code, marker) for name in ("title", "summary", "description")]
        if any(text.words for text in texts):
            yield MarkedTexts(code, *texts)


def marked(words: str, code: str, marker: Marker) -> MarkedText:
    words = unicodedata.normalize("NFC", words)
    return MarkedText(words, tuple(marker.spans(words, base_of(code))))
