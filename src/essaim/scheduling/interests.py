"""From what people would like to attend to pairs of sessions that should not stand at the same time, and to the crowd each draws."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from essaim.scheduling.constraints import Level, Pair, Pairs, When
from essaim.scheduling.problem import Session

RULE = "interests"
ESTIMATE_PARTS = 100
"""An estimate is counted in hundredths of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """What somebody says of themselves: themes they like, languages they understand; empty: no word, so any."""

    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """pairs: two sessions, and how many people (times `parts`) would like both. crowd: session → how many would like it, in people.

    is_estimate: drawn from themes and languages, not from wishes; a page that shows it must say so.
    """

    pairs: tuple[Pair, ...]
    crowd: Mapping[str, float]
    people: int
    parts: int = 1
    is_estimate: bool = False

    def rule(self, *, weight: int = 1, level: Level = Level.SOFT) -> Pairs:
        """Costs weight × people (in `parts`) for each pair that overlaps."""
        return Pairs(name=RULE, level=level, weight=weight, when=When.OVERLAP, pairs=self.pairs)


def interests_of(wishes: Iterable[Iterable[str]]) -> Interests:
    """wishes: for each person the ids of the sessions they would like; one named twice counts once.

    ``interests_of([["a", "b"], ["a", "b", "c"]])`` has the pair (a, b) with 2 people.
    """
    both: Counter[tuple[str, str]] = Counter()
    crowd: Counter[str] = Counter()
    people = 0
    for wished in wishes:
        chosen = sorted(set(wished))
        people += bool(chosen)
        crowd.update(chosen)
        both.update(combinations(chosen, 2))
    pairs = tuple(Pair(first, second, number) for (first, second), number in sorted(both.items()))
    return Interests(pairs=pairs, crowd=dict(crowd), people=people)


def estimated(sessions: Iterable[Session], leanings: Iterable[Leaning], *, wished_each: float = 8.0) -> Interests:
    """Where few wishes are known: somebody would like the sessions of their themes in a language they understand, `wished_each` of them in
    all, each as likely as any other. Numbers of people are expected values, in hundredths.

    A session none of whose languages is known (`understood` empty) counts as understood; one without a theme as nobody's.
    """
    known = [one for one in sessions if one.n_slots]
    counted: Counter[Leaning] = Counter(leanings)
    both: defaultdict[tuple[str, str], float] = defaultdict(float)
    crowd: defaultdict[str, float] = defaultdict(float)
    for leaning, people in counted.items():
        liked = sorted(one.id for one in known if _suits(one, leaning))
        chance = min(1.0, wished_each / len(liked)) if liked else 0.0
        for name in liked:
            crowd[name] += people * chance
        for pair in combinations(liked, 2):
            both[pair] += people * chance * chance
    numbers = {pair: round(number * ESTIMATE_PARTS) for pair, number in both.items()}
    return Interests(
        pairs=tuple(Pair(*pair, number) for pair, number in sorted(numbers.items()) if number),
        crowd=dict(crowd),
        people=counted.total(),
        parts=ESTIMATE_PARTS,
        is_estimate=True,
    )


def _suits(session: Session, leaning: Leaning) -> bool:
    speaks = not leaning.languages or not session.understood or bool(leaning.languages & session.understood)
    return speaks and (bool(leaning.themes.intersection(session.themes)) if leaning.themes else bool(session.themes))
