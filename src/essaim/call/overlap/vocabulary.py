"""Concepts: one thing with its terms in French, English and Spanish, so that texts in two languages meet in it.

Three tables make them: the glossary of the field, words of the field's subjects, and terms of the global goals. Rows that have a term in
common in two languages are one concept.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from essaim.call.overlap.words import DATA, WORD, Word, words_of

LANGUAGES = ("fr", "en", "es")
TABLES = ("glossary", "field_terms", "goal_terms")
"""Read in this order; a concept is named after the first row that has it."""
LONGEST = 5
LINKING = frozenset(
    ["a", "à", "al", "and", "au", "aux", "by", "d", "de", "del", "des", "du", "el", "en", "et", "for", "l", "la", "las"]
) | frozenset(["le", "les", "los", "of", "par", "por", "s", "the", "to", "y"])
ENDINGS = re.compile(r"·\w+(·\w+)?|/(a|as|e|es)\b")
INSIDE = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """`terms` by language, the one to be shown first; `goals` are codes of the goals it belongs to, empty when of none."""

    name: str
    terms: dict[str, tuple[str, ...]]
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A concept found in a text: by the words from `start` to `end` (characters)."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class Vocabulary:
    concepts: dict[str, Concept] = field(default_factory=dict)
    phrases: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    """By language: stems of a term → the concept's name."""
    general: frozenset[str] = frozenset()
    """Names of concepts that say little in this field."""
    general_words: dict[str, frozenset[str]] = field(default_factory=dict)
    """By language: stems of their terms' words."""

    def met(self, words: Sequence[Word], language: str) -> Iterator[Met]:
        """Concepts in a text's words, from left to right, the longest term first; none for a language without terms.

        >>> [met.concept for met in vocabulary().met(words_of("Monnaies locales", "fr"), "fr")]
        ['local currency']
        """
        phrases, at = self.phrases.get(language, {}), 0
        stems = tuple(word.stem for word in words)
        while at < len(stems):
            length = next((size for size in range(min(LONGEST, len(stems) - at), 0, -1) if stems[at : at + size] in phrases), 0)
            if length:
                yield Met(phrases[stems[at : at + length]], words[at].start, words[at + length - 1].end)
            at += length or 1


@cache
def vocabulary(tables: tuple[str, ...] = TABLES) -> Vocabulary:
    """All concepts of these tables (of `TABLES`); read once.

    Source: data/SOURCES.md names where each table comes from.
    """
    made = Vocabulary(phrases={language: {} for language in LANGUAGES})
    for table in tables:
        for row in csv.DictReader((DATA / f"{table}.csv").read_text().splitlines()):
            add(made, row)
    made.general = frozenset(line for line in (DATA / "general.txt").read_text().splitlines() if line in made.concepts)
    for language, phrases in made.phrases.items():
        made.general_words[language] = frozenset(stem for phrase, name in phrases.items() if name in made.general for stem in phrase)
    return made


def add(made: Vocabulary, row: dict[str, str]) -> None:
    terms = {language: tuple(variants(row[language])) for language in LANGUAGES}
    stems = {language: [stems_of(term, language) for term in terms[language]] for language in LANGUAGES}
    name = known(made, stems) or terms["en"][0]
    before = made.concepts.get(name, Concept(name, dict.fromkeys(LANGUAGES, ())))
    made.concepts[name] = Concept(
        name,
        {language: tuple(dict.fromkeys((*before.terms[language], *terms[language]))) for language in LANGUAGES},
        tuple(dict.fromkeys((*before.goals, *row.get("goals", "").split()))),
    )
    for language in LANGUAGES:
        for phrase in stems[language]:
            if phrase:
                made.phrases[language].setdefault(phrase, name)


def known(made: Vocabulary, stems: dict[str, list[tuple[str, ...]]]) -> str:
    """The concept that has a term of this row in two languages at least."""
    votes: dict[str, set[str]] = defaultdict(set)
    for language, phrases in stems.items():
        for phrase in phrases:
            if phrase in made.phrases[language]:
                votes[made.phrases[language][phrase]].add(language)
    return next((name for name, languages in votes.items() if len(languages) > 1), "")


def variants(cell: str) -> Iterator[str]:
    """The terms of one cell: parted by | or " / ", with what stands in brackets as a term of its own when it is an acronym or its meaning.

    >>> list(variants("SIEG (service d'intérêt général)")), list(variants("voluntario/a"))
    (['SIEG', "service d'intérêt général"], ['voluntario'])
    """
    for term in re.split(r"\||\s/\s", cell):
        plain = ENDINGS.sub("", INSIDE.sub("", term)).strip()
        if plain:
            yield plain
        for inside in INSIDE.findall(term):
            if inside.isupper() or plain.isupper():
                yield inside


def stems_of(term: str, language: str) -> tuple[str, ...]:
    """Empty when the term lives on a word that is passed over in texts ("sin techo", "banque de temps"): nothing would be left of it."""
    words = words_of(term, language)
    kept = {word.shown.casefold() for word in words}
    lost = {shown.casefold() for shown in WORD.findall(term)} - kept
    return tuple(word.stem for word in words) if lost <= LINKING else ()
