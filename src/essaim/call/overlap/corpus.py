"""All offers of an edition, ready to be compared."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from essaim.call.overlap.bags import Bag, bag_of, stems_in
from essaim.call.overlap.offers import Named, Nearness, Offer
from essaim.call.overlap.reasons import reasons_for
from essaim.call.overlap.scoring import ACROSS_LANGUAGES, SAME_LANGUAGE
from essaim.call.overlap.spaces import Row, Space
from essaim.call.overlap.vocabulary import TABLES, vocabulary

NEAREST = 10
DAMPING_WORDS, DAMPING_CONCEPTS = 4.0, 12.0
ALSO_PARTNER = 0.5
"""An organisation that leads one and helps with the other counts half."""
Report = Callable[[int, int], None]


class Corpus:
    """Compare offers with each other: `Corpus(offers).nearest()`.

    Building costs about a millisecond an offer, one comparison with all others about a millisecond a thousand offers; memory grows with the
    number of words, not with the number of pairs. Nothing is drawn by chance: the same offers give the same scores. Ids must differ, else
    ValueError.
    """

    def __init__(self, offers: Iterable[Offer], *, tables: tuple[str, ...] = TABLES) -> None:
        self.offers = list(offers)
        self.places = {offer.id: place for place, offer in enumerate(self.offers)}
        if len(self.places) < len(self.offers):
            twice = next(key for key, times in Counter(offer.id for offer in self.offers).items() if times > 1)
            raise ValueError(f"Two offers have the id {twice}: give each its own.")
        self.vocabulary = vocabulary(tables)
        self.bags = [bag_of(offer, self.vocabulary) for offer in self.offers]
        self.in_language = self.by_language()
        self.words = {
            language: Space(
                [stems_in(self.bags[place], language) for place in places],
                damping=DAMPING_WORDS,
                general=self.vocabulary.general_words.get(language, frozenset()),
            )
            for language, places in self.in_language.items()
        }
        self.runs = Space([bag.runs for bag in self.bags])
        self.concepts = Space([bag.concepts for bag in self.bags], damping=DAMPING_CONCEPTS, general=self.vocabulary.general)
        self.goals = Space([Counter(offer.goals) for offer in self.offers])
        self.leads = holders(offer.organisations for offer in self.offers)
        self.helpers = holders(offer.partners for offer in self.offers)
        self.grounds = holders(offer.territories for offer in self.offers)

    def by_language(self) -> dict[str, NDArray[np.int64]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, bag in enumerate(self.bags):
            for language in bag.languages:
                found[language].append(place)
        return {language: np.array(places, dtype=np.int64) for language, places in found.items()}

    def nearest(self, k: int = NEAREST, *, least: float = 0.0, report: Report | None = None) -> Iterator[tuple[int, list[Nearness]]]:
        """For each offer in turn: its id and its `k` nearest others with a score of at least `least`, nearest first, with reasons."""
        for place, offer in enumerate(self.offers):
            yield offer.id, self.chosen(offer, self.bags[place], k, least, without=place)
            if report:
                report(place + 1, len(self.offers))

    def nearest_to(self, offer: Offer, k: int = NEAREST, *, least: float = 0.0) -> list[Nearness]:
        """The same for one offer, which need not be among those here (a new one): they are not counted anew for it."""
        return self.chosen(offer, bag_of(offer, self.vocabulary), k, least, without=self.places.get(offer.id))

    def between(self, one: int, other: int) -> Nearness:
        """How near two offers here are, by their ids; KeyError for an id that is not here."""
        place, there = self.places[one], self.places[other]
        score = self.scores(self.offers[place], self.bags[place])[there]
        return self.nearness(self.offers[place], self.bags[place], there, float(score))

    def chosen(self, offer: Offer, bag: Bag, k: int, least: float, *, without: int | None) -> list[Nearness]:
        scores = self.scores(offer, bag)
        if without is not None:
            scores[without] = -1
        k = min(k, len(scores))
        best = np.argpartition(-scores, k - 1)[:k] if k else np.array([], dtype=np.int64)
        order = sorted((int(place) for place in best if scores[place] >= max(least, 0)), key=lambda place: (-scores[place], place))
        return [self.nearness(offer, bag, place, float(scores[place])) for place in order]

    def nearness(self, offer: Offer, bag: Bag, place: int, score: float) -> Nearness:
        return Nearness(offer.id, self.offers[place].id, score, reasons_for(self, offer, bag, place))

    def scores(self, offer: Offer, bag: Bag) -> Row:
        """Shape (n_offers,), each from 0 to 1: in one language where both have one in common, else across."""
        shared = np.zeros(len(self.offers), dtype=bool)
        for language in bag.languages & self.in_language.keys():
            shared[self.in_language[language]] = True
        features = self.features(offer, bag)
        return np.where(shared, SAME_LANGUAGE.score(features), ACROSS_LANGUAGES.score(features))

    def features(self, offer: Offer, bag: Bag) -> NDArray[np.float32]:
        """Shape (n_features, n_offers), in the order of `scoring.FEATURES`."""
        words, more_words = self.word_cosines(bag)
        concepts, more_concepts = self.concepts.cosines_and_more(bag.concepts)
        return np.stack(
            [
                words,
                more_words,
                self.runs.cosines(bag.runs),
                concepts,
                more_concepts,
                self.organisations_shared(offer),
                self.rarest(offer.partners, self.helpers),
                self.rarest(offer.territories, self.grounds),
                self.goals.cosines(Counter(offer.goals)),
            ]
        )

    def word_cosines(self, bag: Bag) -> tuple[Row, Row]:
        """The nearest of the languages both are written in."""
        found = np.zeros((2, len(self.offers)), dtype=np.float32)
        for language in bag.languages & self.words.keys():
            places = self.in_language[language]
            found[:, places] = np.maximum(found[:, places], self.words[language].cosines_and_more(stems_in(bag, language)))
        return found[0], found[1]

    def organisations_shared(self, offer: Offer) -> Row:
        both = self.rarest(offer.organisations, self.leads)
        half = np.maximum(self.rarest(offer.organisations, self.helpers), self.rarest(offer.partners, self.leads))
        return np.maximum(both, np.float32(ALSO_PARTNER) * half)

    def rarest(self, names: Sequence[Named], holding: dict[str, list[int]]) -> Row:
        """Shape (n_offers,): how rare the rarest name is that both have, from 0 (all have it, or none shared) to 1."""
        found = np.zeros(len(self.offers), dtype=np.float32)
        for one in names:
            places = holding.get(one.key, [])
            found[places] = np.maximum(found[places], self.rarity(len(places)))
        return found

    def rarity(self, uses: int) -> np.float32:
        """1 for what two have, 0 for what all have: 1 - ln(uses / 2) / ln(n / 2), with n of ten at least."""
        n = max(len(self.offers), 10)
        return np.float32(np.clip(1 - np.log(max(uses, 2) / 2) / np.log(n / 2), 0, 1))


def holders(named: Iterable[Sequence[Named]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(named):
        for key in {one.key for one in names}:
            found[key].append(place)
    return dict(found)
