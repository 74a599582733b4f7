"""Made-up documents with a real shape: a few words stand everywhere, most are rare (a power law), names come from a small stock."""

import random
from collections.abc import Iterator

from essaim.search.kinds import Content

SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "ca",
    "ce",
    "ci",
    "co",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "fi",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
]
COMMON = ("economie", "sociale", "solidaire", "ville", "cooperative", "territoire", "forum")
SHARE = 0.6
"""Of the documents hold the commonest word; each next one a little fewer."""
WORDS_A_TEXT = 60


class Maker:
    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)  # made-up words, nothing secret
        self.words = [self.word(2, 5) for _ in range(60_000)]
        self.names = [self.word(2, 3).title() for _ in range(8_000)]

    def word(self, least: int, most: int) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(least, most)))

    def drawn(self) -> str:
        return self.words[min(len(self.words) - 1, int(self.random.paretovariate(0.6)))]

    def contents(self, n_documents: int) -> Iterator[Content]:
        for number in range(n_documents):
            everywhere = [word for place, word in enumerate(COMMON) if self.random.random() < SHARE - 0.07 * place]
            yield Content(
                key=str(number),
                route="forum:session",
                route_args=("e", str(number)),
                scope=f"edition-{number % 12}",
                title={"fr": " ".join(self.drawn() for _ in range(6))},
                people=tuple(f"{self.random.choice(self.names)} {self.random.choice(self.names)}" for _ in range(3)),
                texts={"fr": " ".join([self.drawn() for _ in range(WORDS_A_TEXT)] + everywhere)},
            )
