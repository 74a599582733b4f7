"""From a text to its words: each with its place, and the stem that counts as the same word.

Stems are free of accents, so that a slip ("reparation") meets what was meant. Languages without a stemmer keep their words whole; scripts
written without spaces are read two signs at a time.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer

DATA = Path(__file__).parent / "data"
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""What snowballstemmer has, by ISO 639-1 code."""
WORD = re.compile(r"(?:\bco-)?[^\W\d_]+", re.IGNORECASE)
"""Hyphens part words, but "co-operative" is "cooperative"."""
UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LEAST_LETTERS = 2
LEAST_LETTERS_UNKNOWN = 4
"""In a language whose stop words we do not have, shorter words are taken for them."""
SHORT = 5
"""The French stemmer makes "loi" of "loyer" and "livr" of "livre" and "livraison": where so little is left, only plural and e are taken off."""
APART = {"fr": {"habitat": "habitat", "habitats": "habitat", "habitation": "habitat", "habitations": "habitat"}}
"""Words a stemmer would throw together with others: a home is no inhabitant."""
KEPT_STEMS = 200_000
STEMMING = Lock()
"""A stemmer works on one word at a time, which it holds in itself: two pages made at once would get each other's letters."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word that says something. `start` and `end` are its place in the text, in characters; `stem` what it counts as."""

    shown: str
    stem: str
    start: int
    end: int


def words_of(text: str, language: str) -> list[Word]:
    """The words of `text` in their order, without stop words, figures and single letters.

    `language` is an ISO 639-1 code; an unknown one means whole words and no stop words but short ones.

    >>> [word.stem for word in words_of("Les cantines de l'école", "fr")]
    ['cantin', 'ecol']
    """
    text = unicodedata.normalize("NFC", text)
    found = []
    for match in WORD.finditer(text):
        shown = match.group()
        if UNSPACED.search(shown):
            found += [Word(pair, pair, match.start() + at, match.start() + at + len(pair)) for at, pair in enumerate(pairs_of(shown))]
        elif stem := stem_of(shown.casefold().replace("-", ""), language):
            found.append(Word(shown, stem, match.start(), match.end()))
    return found


def pairs_of(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


@lru_cache(maxsize=KEPT_STEMS)
def stem_of(word: str, language: str) -> str:
    """The stem of a lower-case word; "" for one that says nothing.

    >>> stem_of("coopératives", "fr"), stem_of("avec", "fr")
    ('cooper', '')
    """
    stops = stop_words(language)
    if len(word) < (LEAST_LETTERS if stops else LEAST_LETTERS_UNKNOWN) or folded(word) in stops:
        return ""
    if word in APART.get(language, ()):
        return APART[language][word]
    stemmer = stemmer_of(language)
    with STEMMING:
        stem = folded(stemmer.stemWord(word) if stemmer else word)
    if language == "fr" and len(stem) < SHORT:
        return folded(word).rstrip("sxe") or folded(word)
    return stem


@cache
def stemmer_of(language: str) -> "snowballstemmer.stemmer | None":
    name = STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


@cache
def stop_words(language: str) -> frozenset[str]:
    """Without accents. Empty for a language we have no list of.

    Source: data/stop_words.txt, our own lists of grammatical and telling words ("raconte", "workshop") in fr, en, es and pt.
    """
    return lists().get(language, frozenset())


@cache
def lists() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in (DATA / "stop_words.txt").read_text().splitlines():
        language, _, words = line.partition(":")
        if words and not line.startswith("#"):
            found[language] = found.get(language, frozenset()) | {folded(word) for word in words.split()}
    return found


def folded(word: str) -> str:
    """Without accents; ligatures and ß written out.

    >>> folded("cœur énergétique")
    'coeur energetique'
    """
    parts = unicodedata.normalize("NFKD", word.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
