"""From what two offers have in common to one score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TEXT_FEATURES = ("words", "more_words", "runs", "concepts", "more_concepts")
"""Cosines of words, of runs of letters and of concepts; "more" is what is left of a cosine without its strongest word or concept."""
OTHER_FEATURES = ("organisations", "partners", "territory", "goals")
"""How rare what both have is among all: see `Corpus.rarity`; the cosine of declared goals."""
FEATURES = (*TEXT_FEATURES, *OTHER_FEATURES)
OTHER_WEIGHTS = (0.8, 0.4, 0.4, 0.4)
"""Set, not fitted: the labelled set has too few shared organisations and places for that. Alone they never reach the threshold."""


@dataclass(frozen=True, slots=True)
class Weights:
    """score = 1 / (1 + exp(-(start + Σ weight · feature)))."""

    start: float
    texts: tuple[float, ...]
    others: tuple[float, ...] = OTHER_WEIGHTS

    def score(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Features of shape (n_features, n_offers) in the order of `FEATURES`; scores of shape (n_offers,), each from 0 to 1."""
        weights = np.asarray((*self.texts, *self.others), dtype=np.float32)
        return np.asarray(1 / (1 + np.exp(-(self.start + weights @ features))), dtype=np.float32)


# --- made by `python -m benchmarks.overlap.fit` from the dev part of tests/data/overlap/pairs.yaml -----------------------------------------
SAME_LANGUAGE = Weights(-1.28, (5.99, 10.83, 4.97, 5.89, 6.66))
ACROSS_LANGUAGES = Weights(-1.13, (0.00, 0.00, 12.04, 9.74, 7.28))
THRESHOLD = 0.5
