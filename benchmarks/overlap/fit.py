"""Weights and threshold from the dev part of the labelled set: `python -m benchmarks.overlap.fit` prints what belongs into scoring.py.

Logistic regression with weights of zero or more and a ridge, by projected gradient. In an edition nearly all pairs are distinct: so proposals
of different rows stand as distinct ones, too, all of them together as heavy as the labelled pairs, less the nearest in a hundred, which may
well overlap (subjects recur). The threshold is the one with the best F1 when each labelled pair is scored by weights fitted without it, and of
those the middle one; scores are then shifted so that it is 0.5.

Source: S. le Cessie, J. C. van Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41(1), 1992.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.overlap.labelled import Pair, read_pairs
from essaim.call.overlap import Corpus
from essaim.call.overlap.scoring import OTHER_WEIGHTS, TEXT_FEATURES

RIDGE, ROUNDS, STEP, NEAREST_LEFT_OUT = 0.003, 4000, 0.5, 0.01
SCALE = np.array([4.0, 6.0, 4.0, 2.0, 3.0])
"""Brings the features to one size before the ridge."""
Matrix = NDArray[np.float64]


@dataclass(slots=True)
class Sample:
    """Rows of features, whether they overlap, how much each counts, and which are labelled pairs."""

    texts: Matrix
    offset: Matrix
    truth: Matrix
    heft: Matrix
    pair: NDArray[np.int64]
    """Number of the labelled pair, -1 for the others."""

    def without(self, pair: int) -> "Sample":
        kept = self.pair != pair
        return Sample(self.texts[kept], self.offset[kept], self.truth[kept], self.heft[kept], self.pair[kept])


def sample_of(pairs: list[Pair], corpus: Corpus, *, same_language: bool) -> Sample:
    rows, truth, numbers = [], [], []
    for number, pair in enumerate(pairs):
        for offer, other, is_labelled in ((pair.one, pair.other, True), *((pair.one, far.one, False) for far in pairs[number + 1 :])):
            one, there = corpus.places[offer.id], corpus.places[other.id]
            if bool(corpus.bags[one].languages & corpus.bags[there].languages) == same_language:
                rows.append(corpus.features(offer, corpus.bags[one])[:, there])
                truth.append(float(is_labelled and pair.is_overlap))
                numbers.append(number if is_labelled else -1)
    features, pair_of = np.array(rows, dtype=np.float64), np.array(numbers)
    texts = features[:, : len(TEXT_FEATURES)] * SCALE
    far = pair_of < 0
    kept = ~far | (texts.sum(axis=1) < np.quantile(texts[far].sum(axis=1), 1 - NEAREST_LEFT_OUT))
    heft = np.where(far, (~far).sum() / max(far.sum(), 1), 1.0)
    offset = features[:, len(TEXT_FEATURES) :] @ np.array(OTHER_WEIGHTS)
    return Sample(texts[kept], offset[kept], np.array(truth)[kept], heft[kept], pair_of[kept])


def fitted(sample: Sample) -> tuple[float, Matrix]:
    start, weights = 0.0, np.zeros(sample.texts.shape[1])
    for _ in range(ROUNDS):
        error = (1 / (1 + np.exp(-(start + sample.offset + sample.texts @ weights))) - sample.truth) * sample.heft / sample.heft.sum()
        weights = np.maximum(weights - STEP * (sample.texts.T @ error + RIDGE * weights), 0)
        start -= STEP * float(error.sum())
    return start, weights


def left_out(sample: Sample) -> dict[int, float]:
    """Each labelled pair's score by weights fitted on the others, by its number."""
    scores = {}
    for row in np.flatnonzero(sample.pair >= 0):
        start, weights = fitted(sample.without(int(sample.pair[row])))
        scores[int(sample.pair[row])] = float(1 / (1 + np.exp(-(start + sample.offset[row] + sample.texts[row] @ weights))))
    return scores


def f1(scores: Matrix, truth: Matrix, threshold: float) -> float:
    called = scores >= threshold
    return float(2 * (called & (truth > 0)).sum() / max(called.sum() + truth.sum(), 1))


def main() -> None:
    pairs = read_pairs("dev")
    corpus = Corpus([offer for pair in pairs for offer in (pair.one, pair.other)])
    truth, scores, lines = np.array([float(pair.is_overlap) for pair in pairs]), np.zeros(len(pairs)), {}
    for name, same_language in (("SAME_LANGUAGE", True), ("ACROSS_LANGUAGES", False)):
        sample = sample_of(pairs, corpus, same_language=same_language)
        lines[name] = fitted(sample)
        for number, score in left_out(sample).items():
            scores[number] = score
    threshold = best_threshold(scores, truth)
    shift = float(np.log(threshold / (1 - threshold)))
    for name, (start, weights) in lines.items():
        print(f"{name} = Weights({start - shift:.2f}, ({', '.join(f'{weight:.2f}' for weight in weights * SCALE)}))")
    print(f"THRESHOLD = 0.5  # F1 {f1(scores, truth, threshold):.2f}, each of {len(pairs)} pairs left out")


def best_threshold(scores: Matrix, truth: Matrix) -> float:
    tried = np.round(np.arange(0.1, 0.81, 0.01), 2)
    best = [float(threshold) for threshold in tried if f1(scores, truth, threshold) == max(f1(scores, truth, one) for one in tried)]
    return best[len(best) // 2]


if __name__ == "__main__":
    main()
