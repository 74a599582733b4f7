"""Cosines of weighted counts, row by row, by an inverted index."""

import math
from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Column = TypeVar("Column", bound=Hashable)
Row: TypeAlias = NDArray[np.float32]
Places: TypeAlias = NDArray[np.int64]
GENERAL = 0.5
BACKGROUND = 50
"""The weights behave as if so many other texts had been read that share nothing: in a call of three proposals no word is common yet."""


class Space(Generic[Column]):
    """Texts as TF-IDF vectors, with sublinear counts.

    Weight of a column in a text: (1 + ln count) · ln((n + B + 1) / (uses + 1)), with n texts here and B = `BACKGROUND`; then divided by the
    vector's length, `damping` (0 and more) counting as one more column. Damping keeps two texts of two columns each from being called equal.
    `general` columns say little whatever the texts: they weigh `GENERAL` times as much.

    Source: C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval, Cambridge 2008, sections 6.2, 6.4.1 and 7.1.
    """

    def __init__(self, counts: Sequence["Counter[Column]"], *, damping: float = 0.0, general: Collection[Column] = frozenset()) -> None:
        self.n, self.damping, self.general = len(counts), damping, general
        uses: Counter[Column] = Counter(column for one in counts for column in one)
        self.rarities = {column: self.rarity_of(column, times) for column, times in uses.items()}
        gathered: dict[Column, tuple[list[int], list[float]]] = {column: ([], []) for column in uses}
        for place, one in enumerate(counts):
            for column, weight in self.vector(one).items():
                places, weights = gathered[column]
                places.append(place)
                weights.append(weight)
        self.postings: dict[Column, tuple[Places, Row]] = {
            column: (np.array(places, dtype=np.int64), np.array(weights, dtype=np.float32))
            for column, (places, weights) in gathered.items()
        }

    def rarity_of(self, column: Column, uses: int) -> float:
        rarity = math.log((self.n + BACKGROUND + 1) / (uses + 1))
        return rarity * GENERAL if column in self.general else rarity

    def rarity(self, column: Column) -> float:
        """ln((n + B + 1) / (uses + 1)): from about 0 (in every text) upwards; half of that for a general column."""
        known = self.rarities.get(column)
        return known if known is not None else self.rarity_of(column, 0)

    def vector(self, count: "Counter[Column]") -> dict[Column, float]:
        raw = {column: (1 + math.log(times)) * self.rarity(column) for column, times in count.items()}
        length = math.sqrt(self.damping**2 + sum(weight * weight for weight in raw.values()))
        return {column: weight / length for column, weight in raw.items()} if length else {}

    def cosines(self, count: "Counter[Column]") -> Row:
        """Shape (n,): the cosine of this text with every one here, from 0 to 1; 0 for a text without columns."""
        places, weights = self.products(count)
        return np.bincount(places, weights=weights, minlength=self.n).astype(np.float32)

    def cosines_and_more(self, count: "Counter[Column]") -> tuple[Row, Row]:
        """The cosines, and what is left of each without its strongest column: 0 when two texts share one word only. Shape (n,) each."""
        places, weights = self.products(count)
        strongest = np.zeros(self.n, dtype=np.float32)
        np.maximum.at(strongest, places, weights)
        whole = np.bincount(places, weights=weights, minlength=self.n).astype(np.float32)
        return whole, whole - strongest

    def products(self, count: "Counter[Column]") -> tuple[Places, Row]:
        """For every column met: which texts have it, and what it adds to the cosine."""
        met = [(self.postings[column], weight) for column, weight in self.vector(count).items() if column in self.postings]
        if not met:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        sizes = [len(posting[0]) for posting, _ in met]
        ours = np.repeat(np.array([weight for _, weight in met], dtype=np.float32), sizes)
        return np.concatenate([posting[0] for posting, _ in met]), np.concatenate([posting[1] for posting, _ in met]) * ours
