"""One offer's counts: words by language, concepts, and runs of four letters, with the words they were met in."""

import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from essaim.call.overlap.offers import Offer
from essaim.call.overlap.vocabulary import Vocabulary
from essaim.call.overlap.words import Word, folded, words_of

TITLE_WEIGHT = 2
RUN = 4
N_RUNS = 2048
"""Runs of letters are counted in so many hashed columns."""
GAP = 6
"""Two words with so many characters between them at most ("bail réel", "clauses du marché") count as an expression, too."""
Key = tuple[str, str]
"""(language, stem), or (language, "stem stem") for an expression."""


@dataclass(slots=True)
class Bag:
    """`words`, `concepts` and `runs` are counts, a word of the title `TITLE_WEIGHT` times."""

    words: Counter[Key] = field(default_factory=Counter)
    concepts: Counter[str] = field(default_factory=Counter)
    runs: Counter[int] = field(default_factory=Counter)
    shown: dict[Key, str] = field(default_factory=dict)
    """A word as it stands first in the text."""
    said: dict[str, str] = field(default_factory=dict)
    """A concept by the words that say it first in the text."""
    languages: frozenset[str] = frozenset()


def bag_of(offer: Offer, vocabulary: Vocabulary) -> Bag:
    bag = Bag(languages=frozenset(text.language for text in offer.texts))
    for text in offer.texts:
        for part, weight in ((text.title, TITLE_WEIGHT), (text.body, 1)):
            count_part(bag, part, text.language, weight, vocabulary)
    return bag


def count_part(bag: Bag, part: str, language: str, weight: int, vocabulary: Vocabulary) -> None:
    part = unicodedata.normalize("NFC", part)  # as words_of counts places
    words = words_of(part, language)
    for word in words:
        key = (language, word.stem)
        bag.words[key] += weight
        bag.shown.setdefault(key, word.shown)
        if word.stem not in vocabulary.general_words.get(language, ()):
            for run in runs_of(word):
                bag.runs[run] += weight
    for first, second in pairwise(words):
        if second.start - first.end <= GAP:
            key = (language, f"{first.stem} {second.stem}")
            bag.words[key] += weight
            bag.shown.setdefault(key, part[first.start : second.end])
    for met in vocabulary.met(words, language):
        bag.concepts[met.concept] += weight
        bag.said.setdefault(met.concept, part[met.start : met.end])


def runs_of(word: Word) -> Iterator[int]:
    """Hashed columns of the word's runs of letters, its beginning marked; a short word is one run.

    >>> len(list(runs_of(Word("énergie", "energ", 0, 7))))
    5
    """
    letters = "_" + folded(word.shown.casefold())
    for at in range(max(1, len(letters) - RUN + 1)):
        yield zlib.crc32(letters[at : at + RUN].encode()) % N_RUNS


def stems_in(bag: Bag, language: str) -> Counter[str]:
    """Counts of the bag's words in one language."""
    return Counter({stem: count for (code, stem), count in bag.words.items() if code == language})
