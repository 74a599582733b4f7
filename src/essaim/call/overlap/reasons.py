"""Why two offers are near, in their own words."""

from typing import TYPE_CHECKING, Literal

from essaim.call.overlap.bags import Bag
from essaim.call.overlap.offers import Named, Offer, Reasons

if TYPE_CHECKING:
    from essaim.call.overlap.corpus import Corpus

MOST_WORDS, MOST_TERMS = 8, 6
APART = frozenset(["and", "à", "e", "en", "et", "in", "o", "on", "or", "ou", "sur", "y"])
"""Two words with one of these between them are shown one by one, not as an expression."""

PARTING = frozenset(".,:;!?()[]«»“”…/")
COMMON_GROUND = 0.25
"""Where nearly all are from is no reason: below this rarity a place is not named."""


def reasons_for(corpus: "Corpus", offer: Offer, bag: Bag, place: int) -> Reasons:
    other, there = corpus.offers[place], corpus.bags[place]
    same_words = bool(bag.languages & there.languages)
    territory, territory_is = ground_of(corpus, offer, other)
    return Reasons(
        words=words_shared(corpus, bag, there) if same_words else (),
        terms=terms_shared(corpus, bag, there),
        organisations=shared((*offer.organisations, *offer.partners), other.organisations) or shared(offer.organisations, other.partners),
        partners=shared(offer.partners, other.partners),
        territory=territory,
        territory_is=territory_is,
        goals=tuple(sorted(offer.goals & other.goals, key=by_number)),
        goal_terms=tuple(sorted(goals_said(corpus, bag) & goals_said(corpus, there), key=by_number)),
    )


def words_shared(corpus: "Corpus", bag: Bag, there: Bag) -> tuple[tuple[str, str], ...]:
    """The most telling first: rare among all, and often said by both. A word of a shared expression stands with it alone."""
    weights = {
        (language, stem): corpus.words[language].rarity(stem) * min(bag.words[language, stem], there.words[language, stem])
        for language, stem in bag.words.keys() & there.words.keys()
        if language in corpus.words and is_one(bag.shown[language, stem]) and is_one(there.shown[language, stem])
    }
    inside = {(language, stem) for language, stems in weights if " " in stems for stem in stems.split()}
    best = sorted(weights.keys() - inside, key=lambda key: (-weights[key], bag.shown[key]))[:MOST_WORDS]
    return tuple((bag.shown[key], there.shown[key]) for key in best)


def is_one(shown: str) -> bool:
    return not set(shown) & PARTING and not APART.intersection(shown.casefold().split())


def terms_shared(corpus: "Corpus", bag: Bag, there: Bag) -> tuple[tuple[str, str, str], ...]:
    """The rarest first; what the whole field speaks of only when there is nothing else."""
    both = bag.concepts.keys() & there.concepts.keys()
    telling = both - corpus.vocabulary.general
    best = sorted(telling or both, key=lambda name: (-corpus.concepts.rarity(name), name))[:MOST_TERMS]
    return tuple((name, bag.said[name], there.said[name]) for name in best)


def goals_said(corpus: "Corpus", bag: Bag) -> frozenset[str]:
    return frozenset(goal for name in bag.concepts for goal in corpus.vocabulary.concepts[name].goals)


def shared(ours: tuple[Named, ...], theirs: tuple[Named, ...]) -> tuple[str, ...]:
    keys = {one.key for one in theirs}
    return tuple(dict.fromkeys(one.name for one in ours if one.key in keys))


def ground_of(corpus: "Corpus", offer: Offer, other: Offer) -> tuple[str, Literal["same", "parent", ""]]:
    keys = [one.key for one in other.territories]
    for step, one in enumerate(offer.territories):
        if one.key in keys and corpus.rarity(len(corpus.grounds.get(one.key, ()))) >= COMMON_GROUND:
            return one.name, "same" if step == 0 and keys.index(one.key) == 0 else "parent"
    return "", ""


def by_number(code: str) -> tuple[int, str]:
    return (int(code) if code.isdecimal() else 0, code)
