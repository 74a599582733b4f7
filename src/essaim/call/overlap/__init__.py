"""Which proposals overlap, and why: local text similarity that needs no network, across French, English and Spanish.

    corpus = Corpus(offers)
    for id, nearest in corpus.nearest(10): ...
    corpus.nearest_to(a_new_one)

Texts of one language meet in their words; texts of two in concepts (a glossary, words of the field, terms of the global goals) and in the
letters their languages share. Organisations, territory and goals add to what the texts say and never stand for it. Precision and recall
on a labelled set: docs/benchmarks/overlap.md.
"""

from essaim.call.overlap.corpus import NEAREST, Corpus
from essaim.call.overlap.marking import Marker
from essaim.call.overlap.offers import Named, Nearness, Offer, Reasons, Text
from essaim.call.overlap.scoring import THRESHOLD

__all__ = ["NEAREST", "THRESHOLD", "Corpus", "Marker", "Named", "Nearness", "Offer", "Reasons", "Text"]
