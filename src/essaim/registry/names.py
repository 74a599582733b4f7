"""Names as people write them: folded for comparing, and as the word in an address. Pure functions."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from i18nfield.strings import LazyI18nString

from essaim.kit.languages import OFTEN_READ, is_language
from essaim.registry.errors import RegistryError

Texts: TypeAlias = Mapping[str, str] | LazyI18nString | str
"""A text by language, or one whose language is not known."""

STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters that Unicode does not take apart."""
SLUG_LENGTH = 100


def texts(value: Texts | None) -> LazyI18nString:
    """As the content fields hold it. An unknown language code is refused."""
    if isinstance(value, LazyI18nString):
        return value
    if value is None or isinstance(value, str):
        return LazyI18nString((value or "").strip())
    for code in value:
        if not is_language(code):
            raise RegistryError("unknown_language", value=code)
    return LazyI18nString({code: text.strip() for code, text in value.items() if text and text.strip()})


def spellings(value: Texts | None) -> list[str]:
    """Every text in it, languages often read first."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if not isinstance(data, Mapping):
        return [str(data)] if data else []
    order = [code for code in OFTEN_READ if data.get(code)] + sorted(code for code in data if code not in OFTEN_READ and data[code])
    return list(dict.fromkeys(data[code] for code in order))


def folded(name: str) -> str:
    """Without accents, case and punctuation: "Réseau Zoodo – RéZAS" → "reseau zoodo rezas"."""
    return " ".join(tokens(name))


def tokens(name: str) -> list[str]:
    """The words of a name, folded. An elided article stands alone: "L'ESS" → l, ess; "Lab'ESS" is one word, as is "R.T.E.S."."""
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(STROKES)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", plain)
    plain = re.sub(r"\b([ldnsmtc]|qu|jusqu)['’ʼ]", r"\1 ", plain)
    plain = re.sub(r"['’ʼ]", "", plain)
    return re.findall(r"\w+", unicodedata.normalize("NFC", plain.replace("_", " ")))


def slug_of(names: Iterable[str], kind: str) -> str:
    """The address word of the first name that Latin letters can write; else `kind` with a mark made from the name, always the same."""
    given = [name for name in names if name.strip()]
    for name in given:
        word = "-".join(re.findall(r"[a-z0-9]+", folded(name)))
        letters = sum(letter.isalpha() for letter in folded(name))
        if letters and sum(letter in "abcdefghijklmnopqrstuvwxyz" for letter in word) * 2 >= letters:
            return shortened(word)
    mark = hashlib.sha256("\n".join(given).encode()).hexdigest()[:8]
    return f"{kind}-{mark}"


def shortened(word: str) -> str:
    """At most SLUG_LENGTH letters, cut between words where there is a between."""
    if len(word) <= SLUG_LENGTH:
        return word
    return word[: SLUG_LENGTH + 1].rpartition("-")[0] or word[:SLUG_LENGTH]
