"""What answers a question, best first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from essaim.search.highlight import Marked, Matches, best_text, in_order, marked, matcher
from essaim.search.kinds import registered
from essaim.search.matching import match
from essaim.search.models import Document, Shelf
from essaim.search.terms import BEGINS, Term, terms_of

PAGE = 20


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
    """Title before people before organisations before text. At most seven statements and one for each word nobody writes so.

    The caller has refreshed the index (essaim.search.actions.refresh).
    """
    terms = terms_of(question)
    if not terms:
        return Answer(has_words=False)
    matching = match(terms)
    shelves = {shelf.pk: shelf for shelf in Shelf.objects.all()}
    narrowed = {pk for pk, shelf in shelves.items() if kind in ("", shelf.kind) and scope in ("", shelf.scope)}
    matches = matches_of(terms)
    hits = hits_of(matching.best(narrowed, page * PAGE)[(page - 1) * PAGE :], matches, reader)
    counted = matching.counted()
    return Answer(
        hits=hits,
        total=sum(count for pk, count in counted.items() if pk in narrowed),
        kinds=kind_facets(summed((shelves[pk].kind, count) for pk, count in counted.items() if scope in ("", shelves[pk].scope)), kind),
        scopes=scope_facets(
            summed((shelves[pk].scope, count) for pk, count in counted.items() if kind in ("", shelves[pk].kind)), scope, reader
        ),
        is_loose=matching.is_loose,
        guessed=guesses(terms, hits),
    )


def summed(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for name, count in counts:
        total[name] += count
    return total


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


def kind_facets(counted: Mapping[str, int], chosen: str) -> tuple[Facet, ...]:
    """In the kinds' own order; the chosen one stays though it leaves nothing."""
    return tuple(
        Facet(kind.name, kind.label, "", counted.get(kind.name, 0))
        for kind in registered()
        if counted.get(kind.name) or kind.name == chosen
    )


def scope_facets(counted: Mapping[str, int], chosen: str, reader: str) -> tuple[Facet, ...]:
    """Most first; what belongs to no edition is not one; the chosen one stays. One statement."""
    counted = {scope: counted.get(scope, 0) for scope in {*counted, chosen} if scope}
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
