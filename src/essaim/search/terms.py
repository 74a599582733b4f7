"""What a reader typed, as words of the index: the same, those that begin so, and, where there are none, those a slip away."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Q
from rapidfuzz.distance import OSA

from essaim.search.models import Gram, Word
from essaim.search.words import LONGEST, grams, stem, tolerance, words_in

TERMS_MOST = 8
PREFIX_LEAST = 3
PREFIX_WORDS = 200
CANDIDATES = 1000
"""Neighbours by common letters that are looked at one by one."""
SAME, BEGINS, SLIP, TWO_SLIPS = 100, 40, 50, 25


@dataclass(slots=True)
class Term:
    """One word of the question. `quality` says how well each word of the index answers it, in percent."""

    word: str
    quality: dict[int, int] = field(default_factory=dict)
    stems: dict[int, str] = field(default_factory=dict)
    is_guessed: bool = False
    """True: nobody writes it so; its neighbours stand in."""


def terms_of(text: str) -> list[Term]:
    """The telling words of the question, each once, with the words of the index that answer them.

    Two statements, and one for each word that nobody writes so.
    """
    terms = [Term(word) for word in {stem(word): word for word in words_in(text[:400])}.values()][:TERMS_MOST]
    if not terms:
        return []
    for pk, written in written_words(terms):
        for term in terms:
            take(term, pk, written)
    for term in terms:
        if not term.quality:
            guess(term)
    return terms


def written_words(terms: Collection[Term]) -> list[tuple[int, str]]:
    """Exact words and those that begin so, the shortest first; two statements."""
    exact = list(Word.objects.filter(text__in=[stem(term.word) for term in terms]).values_list("pk", "text"))
    begins = Q()
    for term in terms:
        if len(term.word) >= PREFIX_LEAST:
            begins |= Q(text__begins=term.word[:LONGEST])
    if not begins:
        return exact
    return exact + list(Word.objects.filter(begins).order_by("length", "pk").values_list("pk", "text")[:PREFIX_WORDS])


def take(term: Term, pk: int, written: str) -> None:
    if written == stem(term.word):
        term.quality[pk] = SAME
    elif len(term.word) >= PREFIX_LEAST and written.startswith(term.word):
        term.quality.setdefault(pk, BEGINS)
    else:
        return
    term.stems[pk] = written


def guess(term: Term) -> None:
    """Words one or two slips away (a letter wrong, missing, too many, or two swapped). One statement."""
    slips = tolerance(term.word)
    if not slips:
        return
    sought = stem(term.word)
    term.is_guessed = True
    near = Gram.objects.filter(gram__in=grams(sought), word__length__range=(len(sought) - slips, len(sought) + slips))
    shared = near.values("word_id", "word__text").annotate(shared=Count("gram")).order_by("-shared", "word_id")
    for pk, written in shared.values_list("word_id", "word__text")[:CANDIDATES]:
        distance = OSA.distance(sought, written, score_cutoff=slips)
        if distance <= slips:
            term.quality[pk] = SLIP if distance <= 1 else TWO_SLIPS
            term.stems[pk] = written
