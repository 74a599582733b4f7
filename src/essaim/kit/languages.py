"""Languages of content: any of ISO 639, each with its own name and direction, and which text a reader gets when theirs is missing."""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from babel import Locale, UnknownLocaleError
from i18nfield.strings import LazyI18nString

TextData: TypeAlias = dict[str, str] | str
"""What a content field holds: a text a language, or one text without a language."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr"})
OFTEN_READ = ("en", "fr", "es")
"""Fallbacks in this order, after the reader's own language and before any other."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as one reader gets it."""

    text: str
    language: str
    """BCP 47 code of the text; "" when unknown (a text given without a language)."""
    is_fallback: bool
    """True when the reader's own language is missing and another stands in."""

    @property
    def direction(self) -> str:
        return direction(self.language)


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@cache
def language_name(language: str, reader: str) -> str:
    """The language's name in the reader's language: ("eu", "fr") → "basque". An unknown code is its own name."""
    try:
        locale = Locale.parse(language, sep="-")
        return locale.get_display_name(reader.split("-", maxsplit=1)[0]) or language
    except (UnknownLocaleError, ValueError):
        return language


def is_language(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def spoken(text: LazyI18nString | TextData | None, reader: str) -> Spoken:
    """The text in the reader's language, else in one often read, else in whichever there is."""
    data = text.data if isinstance(text, LazyI18nString) else text
    if not isinstance(data, dict):
        return Spoken(str(data or ""), "", is_fallback=False)
    filled = {code: value for code, value in data.items() if value}
    base = reader.split("-", maxsplit=1)[0]
    for code in (reader, base):
        if code in filled:
            return Spoken(filled[code], code, is_fallback=False)
    for code in (*OFTEN_READ, *sorted(filled)):
        if code in filled:
            return Spoken(filled[code], code, is_fallback=True)
    return Spoken("", reader, is_fallback=False)
