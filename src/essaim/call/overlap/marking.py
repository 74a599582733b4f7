"""Where two offers say the same: places in their texts, for a page that shows them side by side."""

from essaim.call.overlap.bags import bag_of
from essaim.call.overlap.offers import Offer
from essaim.call.overlap.vocabulary import vocabulary
from essaim.call.overlap.words import words_of

Span = tuple[int, int]


class Marker:
    """Knows what two offers share: words of one language and, across languages, concepts.

    Words that every proposal of the field says are left unmarked unless they are part of a shared term.
    """

    def __init__(self, one: Offer, other: Offer) -> None:
        self.vocabulary = vocabulary()
        bags = bag_of(one, self.vocabulary), bag_of(other, self.vocabulary)
        self.words = {
            (language, stem)
            for language, stem in bags[0].words.keys() & bags[1].words.keys()
            if stem not in self.vocabulary.general_words.get(language, ())
        }
        self.concepts = bags[0].concepts.keys() & bags[1].concepts.keys() - self.vocabulary.general

    def spans(self, text: str, language: str) -> list[Span]:
        """From left to right, none touching another; places count characters of `text` in NFC."""
        words = words_of(text, language)
        found = [(word.start, word.end) for word in words if (language, word.stem) in self.words]
        found += [(met.start, met.end) for met in self.vocabulary.met(words, language) if met.concept in self.concepts]
        return joined(sorted(found))


def joined(spans: list[Span]) -> list[Span]:
    """
    >>> joined([(0, 4), (2, 6), (9, 12)])
    [(0, 6), (9, 12)]
    """
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
