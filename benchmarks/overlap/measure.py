"""Precision and recall of a scorer on labelled pairs, with what chance could have made of them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from benchmarks.overlap.labelled import Pair
from essaim.call.overlap import Corpus, Offer
from essaim.call.overlap.spaces import Space
from essaim.call.overlap.vocabulary import TABLES

Scorer = Callable[[Sequence[Pair]], list[float]]
Z95 = 1.959964


def wilson(hits: int, n: int) -> tuple[float, float]:
    """95 % interval of a share.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927.
    """
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z95 * Z95
    middle, half = (share + z2 / (2 * n)) / (1 + z2 / n), Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Found:
    """Counts at one threshold: pairs called overlapping rightly and wrongly, overlaps missed, and all pairs."""

    right: int
    wrong: int
    missed: int
    n: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def found(pairs: Sequence[Pair], scores: Sequence[float], threshold: float) -> Found:
    called = [score >= threshold for score in scores]
    right = sum(call and pair.is_overlap for call, pair in zip(called, pairs, strict=True))
    return Found(right, sum(called) - right, sum(pair.is_overlap for pair in pairs) - right, len(pairs))


def best_threshold(pairs: Sequence[Pair], scores: Sequence[float]) -> float:
    """Of the scores themselves the one with the best F1; a tie goes to the higher."""
    return max(scores, key=lambda score: (found(pairs, scores, score).f1, score))


def ours(tables: tuple[str, ...] = TABLES) -> Scorer:
    def score(pairs: Sequence[Pair]) -> list[float]:
        corpus = Corpus([offer for pair in pairs for offer in (pair.one, pair.other)], tables=tables)
        return [corpus.between(pair.one.id, pair.other.id).score for pair in pairs]

    return score


def token_sets(pairs: Sequence[Pair]) -> list[float]:
    """rapidfuzz's token_set_ratio of titles and summaries."""
    return [fuzz.token_set_ratio(said(pair.one), said(pair.other)) / 100 for pair in pairs]


def plain_words(pairs: Sequence[Pair]) -> list[float]:
    """TF-IDF of stems, cosine; no concepts, nothing across languages but words written alike."""
    corpus = Corpus([offer for pair in pairs for offer in (pair.one, pair.other)])
    stems = [type(bag.words)({stem: count for (_, stem), count in bag.words.items() if " " not in stem}) for bag in corpus.bags]
    space = Space(stems)
    return [float(space.cosines(stems[corpus.places[pair.one.id]])[corpus.places[pair.other.id]]) for pair in pairs]


def said(offer: Offer) -> str:
    return " ".join(f"{text.title} {text.body}" for text in offer.texts).casefold()


def quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(np.array(values), share))
