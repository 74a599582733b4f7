"""Which documents answer the terms of a question, and how well."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log2

from essaim.search.models import Document, Posting
from essaim.search.packing import NUMBER, SMALL, Entries, unpack
from essaim.search.terms import Term

BEST = 1 << 30
"""More than any score: what is missing to it sorts the best first."""
Scores = dict[int, int]
"""Document → score."""


@dataclass(frozen=True, slots=True)
class Matching:
    scores: Scores
    shelves: Mapping[int, int]
    """Document → shelf; at least of those in `scores`."""
    is_loose: bool
    """True: no document has every word; these have some."""

    def best(self, shelves: Collection[int], count: int) -> list[int]:
        """The best documents on these shelves; equals in the order they came."""
        shelf_of = self.shelves
        ranked = (((BEST - score) << 32) + document for document, score in self.scores.items() if shelf_of[document] in shelves)
        return [rank & 0xFFFFFFFF for rank in nsmallest(count, ranked)]

    def counted(self) -> Counter[int]:
        """How many on each shelf."""
        return Counter(map(self.shelves.__getitem__, self.scores))


def match(terms: Sequence[Term]) -> Matching:
    """Documents with every word; where none has, those with some. Two statements."""
    standing = entries_of({pk for term in terms for pk in term.quality})
    n_documents = Document.objects.count()
    found = [scores_of(term, standing, n_documents) for term in terms]
    shelves: dict[int, int] = {}
    for entries in standing.values():
        shelves.update(zip(entries.documents, entries.shelves, strict=True))
    every = all_of(found)
    if every or len(terms) == 1:
        return Matching(every, shelves, is_loose=False)
    return Matching(any_of(found), shelves, is_loose=any(found))


def entries_of(words: Collection[int]) -> dict[int, Entries]:
    """Everything known of these words: one statement."""
    blocks: dict[int, list[Entries]] = defaultdict(list)
    for word, data in Posting.objects.filter(word_id__in=words).order_by("word_id", "block").values_list("word_id", "entries"):
        blocks[word].append(unpack(bytes(data)))
    return {word: joined(parts) for word, parts in blocks.items()}


def joined(parts: Sequence[Entries]) -> Entries:
    if len(parts) == 1:
        return parts[0]
    whole = Entries(array(NUMBER), array(SMALL), array(SMALL))
    for part in parts:
        whole.documents.extend(part.documents)
        whole.weights.extend(part.weights)
        whole.shelves.extend(part.shelves)
    return whole


def scores_of(term: Term, standing: Mapping[int, Entries], n_documents: int) -> Scores:
    """The best of the term's words in each document: weight, times likeness, times rarity (a rare word tells more)."""
    words = sorted((quality, pk) for pk, quality in term.quality.items() if pk in standing)
    n_standing = sum(len(standing[pk].documents) for _, pk in words)
    rarity = round(10 * log2(1 + n_documents / n_standing)) if n_standing else 0
    scores: Scores = {}
    for quality, pk in words:
        entries, worth = standing[pk], max(1, quality * rarity)
        if not scores:
            scores = dict(zip(entries.documents, [weight * worth for weight in entries.weights], strict=True))
            continue
        for document, weight in zip(entries.documents, entries.weights, strict=True):
            if weight * worth > scores.get(document, 0):
                scores[document] = weight * worth
    return scores


def all_of(found: Sequence[Scores]) -> Scores:
    """Those every term found, the scores summed; the rarest term first, so that little is looked up."""
    rarest, *others = sorted(found, key=len)
    for scores in others:
        rarest = {document: score + scores[document] for document, score in rarest.items() if document in scores}
    return rarest


def any_of(found: Iterable[Scores]) -> Scores:
    total: Counter[int] = Counter()
    for scores in found:
        total.update(scores)
    return dict(total)
