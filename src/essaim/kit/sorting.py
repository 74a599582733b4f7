"""Alphabetical order as readers expect it: accents and capitals do not part words; in Spanish ñ follows n."""

import unicodedata
from functools import cache

LETTERS_OF_THEIR_OWN = {"es": {"ñ": "n\uffff"}}


@cache
def sort_key(words: str, language: str) -> tuple[str, str]:
    """To be given to sorted(); the words themselves part what differs by accents alone."""
    lowered = words.casefold()
    for letter, place in LETTERS_OF_THEIR_OWN.get(language, {}).items():
        lowered = lowered.replace(letter, place)
    parts = unicodedata.normalize("NFKD", lowered.replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.lstrip("«“\"'’([ "), words


def first_letter(words: str, language: str) -> str:
    """The heading a word stands under: É → E; digits and other scripts keep theirs; Ñ has its own in Spanish."""
    key = sort_key(words, language)[0]
    if language == "es" and key.startswith("n\uffff"):
        return "Ñ"
    return key[:1].upper() or "?"
