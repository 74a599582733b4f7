"""The spreadsheet's sheets and columns: one list for writing, reading and explaining, in English, French and Spanish.

A column of texts stands once a language: "title [fr]". The headers are the format's own words, which every file carries, so they live
here and not among the interface's translations.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from essaim.forum.interchange.languages import read_language

LANGUAGES = ("en", "fr", "es")
Words = tuple[str, str, str]
"""English, French, Spanish."""
HEADER = re.compile(r"(?P<name>.*?)\s*(?:[\[(](?P<language>[^\[\]()\d]*)[\])])?\s*(?:\((?P<part>\d+)\))?")


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    names: Words
    explains: Words
    also: tuple[str, ...] = ()
    """Other headers understood."""
    texts: bool = False
    """One column a language."""
    always: bool = False
    """Written even when no row has a value."""


@dataclass(frozen=True)
class Sheet:
    key: str
    names: Words
    columns: tuple[Column, ...]

    def column(self, header: str) -> tuple[Column, str, int] | None:
        """The column a header names, the language and the part (1, 2…) it tells; None when it is unknown."""
        match = HEADER.fullmatch(" ".join(header.split()))
        if match is None:
            return None
        part = int(match["part"] or 1)
        for name, told in ((match["name"], match["language"]), (header, ""), *_ending_in_language(match["name"])):
            column = self._named(plain(name))
            language = read_language(told) if told else ""
            if column and (not told or (column.texts and language)):
                return column, language, part
        return None

    def _named(self, name: str) -> Column | None:
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        """The first column wins a name: "titre" is the title's before anyone else's."""
        told = ((plain(word), column) for column in reversed(self.columns) for word in (*column.also, *column.names, column.key))
        return dict(told)


def plain(text: str) -> str:
    """For comparing headers: lower case, no accents, no punctuation."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def _ending_in_language(name: str) -> list[tuple[str, str]]:
    """ "titre fr", "title_en" → the name and the language."""
    match = re.fullmatch(r"(.+?)[\s_\-]+([a-zA-Z]{2})", name)
    return [(match[1], match[2])] if match else []


def header(column: Column, language_of_headers: str, language: str = "", part: int = 1) -> str:
    name = column.names[LANGUAGES.index(language_of_headers)]
    return name + (f" [{language}]" if language else "") + (f" ({part})" if part > 1 else "")
