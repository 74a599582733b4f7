"""From what two offers have in common to one score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TEXT_FEATURES = ("words", "more_words", "runs", "concepts", "more_concepts")
"""Cosines of words, of runs of letters and of concepts; "more" is what is left of a cosine without its strongest word or concept."""
OTHER_FEATURES = ("organisations", "partners", "territory", "goals")
"""How rare what both have is among all: see `Corpus.rarity`; the cosine of declared goals."""
FEATURES = (*TEXT_FEATURES, *OTHER_FEATURES)
OTHER_WEIGHTS = (0.5, 0.2, 0.2, 0.2)
"""Set, not fitted: the labelled set has too few shared organisations and places for that. Without shared words they never reach the
threshold, all together: their sum is less than what `start` is below 0."""


@dataclass(frozen=True, slots=True)
class Weights:
    """score = 1 / (1 + exp(-(start + Σ weight · feature)))."""

    start: float
    texts: tuple[float, ...]
    others: tuple[float, ...] = OTHER_WEIGHTS

    def score(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Features of shape (n_features, n_offers) in the order of `FEATURES`; scores of shape (n_offers,), each from 0 to 1."""
        weights = np.asarray((*self.texts, *self.others), dtype=np.float32)
        odds = np.asarray(self.start + weights @ features, dtype=np.float64)  # in 32 bits all near ones would be 1, and their order chance
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


# --- made by `python -m benchmarks.overlap.fit` from the dev part of tests/data/overlap/pairs.yaml -----------------------------------------
SAME_LANGUAGE = Weights(-1.26, (6.02, 11.26, 4.84, 5.78, 6.62))
ACROSS_LANGUAGES = Weights(-1.15, (0.00, 0.00, 11.98, 9.70, 7.43))
THRESHOLD = 0.5
