"""What answers a question, best first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Max, Value, When
from django.utils.functional import Promise

from essaim.search.highlight import Marked, Matches, best_text, in_order, marked, matcher
from essaim.search.kinds import registered
from essaim.search.models import Document, Posting
from essaim.search.terms import BEGINS, Term, terms_of

PAGE = 20
Row = tuple[int, str, str, int]
"""Document, kind, scope, score."""


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    label: str | Promise
    key: str
    scope: str
    route: str
    route_args: tuple[str, ...]
    title: Marked
    context: Marked
    names: tuple[Marked, ...]
    """People, organisations and spellings that answer the question."""
    excerpt: Marked


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the answer, and how many it leaves."""

    name: str
    label: str | Promise
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: tuple[Facet, ...] = ()
    scopes: tuple[Facet, ...] = ()
    is_loose: bool = False
    """True: nothing has all the words; these have some."""
    guessed: Mapping[str, str] | None = None
    """Words nobody writes so → the word found instead, as it is written there."""
    has_words: bool = True
    """False: the question holds no word to search by."""


def answer(question: str, *, reader: str, kind: str = "", scope: str = "", page: int = 1) -> Answer:
    """Title before people before organisations before text. At most nine statements and one for each word nobody writes so.

    The caller has refreshed the index (essaim.search.actions.refresh).
    """
    terms = terms_of(question)
    if not terms:
        return Answer(has_words=False)
    rows, is_loose = matching(terms)
    shown = [row for row in rows if (not kind or row[1] == kind) and (not scope or row[2] == scope)]
    shown.sort(key=lambda row: (-row[3], row[0]))
    matches = matches_of(terms)
    hits = hits_of([row[0] for row in shown[(page - 1) * PAGE : page * PAGE]], matches, reader)
    return Answer(
        hits=hits,
        total=len(shown),
        kinds=kind_facets(Counter(row[1] for row in rows if not scope or row[2] == scope)),
        scopes=scope_facets(Counter(row[2] for row in rows if row[2] and (not kind or row[1] == kind)), reader),
        is_loose=is_loose,
        guessed=guesses(terms, hits),
    )


def matching(terms: Sequence[Term]) -> tuple[list[Row], bool]:
    """Documents with every word; where none has, those with some. One statement, or two."""
    if all(term.quality for term in terms):
        rows = scored(terms)
        if rows or len(terms) == 1:
            return rows, False
    known = [term for term in terms if term.quality]
    if len(terms) == 1 or not known:
        return [], False
    return scored(known, every=False), True


def scored(terms: Sequence[Term], *, every: bool = True) -> list[Row]:
    """Each document's score: for each term its best word there, weighed by field, likeness and rarity; then summed. One statement."""
    words = sorted({pk for term in terms for pk in term.quality})
    postings = Posting.objects.filter(word_id__in=words).values("document_id", "document__kind", "document__scope")
    parts = {f"score_{place}": Max(worth(term)) for place, term in enumerate(terms)}
    found = postings.annotate(**parts)
    if every and len(terms) > 1:
        found = found.filter(**{f"{name}__gt": 0 for name in parts})
    summed = found.annotate(score=sum((F(name) for name in parts), Value(0)))
    return list(summed.values_list("document_id", "document__kind", "document__scope", "score"))


def worth(term: Term) -> Case:
    by_quality: dict[int, list[int]] = {}
    for pk, quality in term.quality.items():
        by_quality.setdefault(quality, []).append(pk)
    cases = [When(word_id__in=words, then=F("weight") * Value(quality * term.rarity)) for quality, words in by_quality.items()]
    return Case(*cases, default=Value(0), output_field=IntegerField())


def matches_of(terms: Sequence[Term]) -> Matches:
    stems = {term.stems[pk] for term in terms for pk, quality in term.quality.items() if quality != BEGINS}
    beginnings = {term.word for term in terms if BEGINS in term.quality.values()}
    return matcher(stems, beginnings)


def hits_of(pks: Sequence[int], matches: Matches, reader: str) -> tuple[Hit, ...]:
    """One statement."""
    labels = {kind.name: kind.label_one for kind in registered()}
    documents = Document.objects.in_bulk(pks)
    return tuple(hit(documents[pk], labels.get(documents[pk].kind, ""), matches, reader) for pk in pks if pk in documents)


def hit(document: Document, label: str | Promise, matches: Matches, reader: str) -> Hit:
    names = [marked(name, matches) for name in document.names]
    return Hit(
        kind=document.kind,
        label=label,
        key=document.key,
        scope=document.scope,
        route=document.route,
        route_args=tuple(document.route_args),
        title=in_reading(document.title, matches, reader),
        context=in_reading(document.context, matches, reader),
        names=tuple(name for name in names if name.is_found),
        excerpt=best_text(document.texts, matches, reader),
    )


def in_reading(texts: Mapping[str, str], matches: Matches, reader: str) -> Marked:
    """The text in the reader's language, else as kit.languages falls back."""
    language = next(iter(in_order(texts, reader)), None)
    return marked(texts[language], matches, language) if language is not None else Marked(())


def kind_facets(counted: Mapping[str, int]) -> tuple[Facet, ...]:
    return tuple(Facet(kind.name, kind.label, "", counted[kind.name]) for kind in registered() if counted.get(kind.name))


def scope_facets(counted: Mapping[str, int], reader: str) -> tuple[Facet, ...]:
    """Most first. One statement."""
    titles = dict(Document.objects.filter(kind="edition", scope__in=list(counted)).values_list("scope", "title"))
    facets = []
    for scope, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        texts = titles.get(scope, {})
        language = next(iter(in_order(texts, reader)), "")
        facets.append(Facet(scope, texts.get(language, scope), language, count))
    return tuple(facets)


def guesses(terms: Sequence[Term], hits: Sequence[Hit]) -> dict[str, str]:
    """For each word nobody writes so, the word the best hit has instead."""
    found: dict[str, str] = {}
    for term in terms:
        if not (term.is_guessed and term.quality):
            continue
        matches = matcher((term.stems[pk] for pk in term.quality), ())
        written = (
            piece.text
            for each in hits
            for text in (each.title, *each.names, each.context, each.excerpt)
            for piece in text.pieces
            if piece.is_marked and matches(piece.text)
        )
        instead = next(written, "")
        if instead:
            found[term.word] = instead
    return found
