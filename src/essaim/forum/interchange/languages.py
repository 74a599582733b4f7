"""Languages as sources write them: codes, several in one field, or names in English, French and Spanish."""

import re
from functools import cache

from babel import Locale

BETWEEN = re.compile(r"[,;/|\n]+|\s+(?=[a-z]{2}\b)")
CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")


@cache
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for interface in ("es", "fr", "en"):
        names |= {name.lower(): code.replace("_", "-") for code, name in Locale(interface).languages.items()}
    return names


@cache
def read_language(text: str) -> str:
    """The BCP 47 code of a code or a name ("FR", "pt_BR", "français"); "" when it is no language."""
    text = text.strip()
    match = CODE.fullmatch(text)
    if match and match[1].lower() in Locale("en").languages:
        parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
        return "-".join(part for part in parts if part)
    return _codes_by_name().get(text.lower(), "")


@cache
def read_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes in "de, en" or "français / anglais", each once and in order; and what was not understood."""
    words = [word.strip() for word in BETWEEN.split(text) if word.strip()]
    codes = {word: read_language(word) for word in words}
    return tuple(dict.fromkeys(filter(None, codes.values()))), tuple(word for word in words if not codes[word])
