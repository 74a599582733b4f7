"""Why something was found: the words of the question marked where they stand. Pure."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from essaim.kit.languages import OFTEN_READ, direction
from essaim.search.words import WORD, folded, stem

AROUND = 110
"""Letters shown before and after the first marked word."""
Matches = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text cut into pieces, and the language it is in."""

    pieces: tuple[Piece, ...]
    language: str = ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def is_found(self) -> bool:
        return any(piece.is_marked for piece in self.pieces)

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def matcher(stems: Iterable[str], beginnings: Iterable[str]) -> Matches:
    """Does a word as written answer the question?"""
    known, begins = frozenset(stems), tuple(beginnings)

    def matches(written: str) -> bool:
        word = folded(written)
        return stem(word) in known or bool(begins and word.startswith(begins))

    return matches


def marked(text: str, matches: Matches, language: str = "") -> Marked:
    text = unicodedata.normalize("NFC", text)
    pieces: list[Piece] = []
    end = 0
    for found in WORD.finditer(text):
        if matches(found[0]):
            if found.start() > end:
                pieces.append(Piece(text[end : found.start()]))
            pieces.append(Piece(found[0], is_marked=True))
            end = found.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return Marked(tuple(pieces), language)


def excerpt(text: str, matches: Matches, language: str = "") -> Marked:
    """The words around the first that matches; the beginning when none does."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    first = next((found.start() for found in WORD.finditer(text) if matches(found[0])), 0)
    start = text.rfind(" ", 0, max(0, first - AROUND)) + 1 if first > AROUND else 0
    end = len(text) if len(text) <= first + AROUND * 2 else text.rfind(" ", first, first + AROUND * 2)
    end = end if end > first else min(len(text), first + AROUND * 2)
    return marked(("… " if start else "") + text[start:end] + (" …" if end < len(text) else ""), matches, language)


def best_text(texts: Mapping[str, str], matches: Matches, reader: str) -> Marked:
    """The text that says why: in the reader's language if it does, else in another that does, else the reader's beginning."""
    ordered = in_order(texts, reader)
    cuts = (excerpt(texts[language], matches, language) for language in ordered)
    found = next((cut for cut in cuts if cut.is_found), None)
    return found or (excerpt(texts[ordered[0]], matches, ordered[0]) if ordered else Marked(()))


def in_order(texts: Mapping[str, str], reader: str) -> Sequence[str]:
    wanted = (reader, reader.split("-", maxsplit=1)[0], "", *OFTEN_READ, *sorted(texts))
    return list(dict.fromkeys(code for code in wanted if texts.get(code)))
