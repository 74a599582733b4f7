"""Words as the index knows them: accents and case folded, plurals of French, Spanish and English taken off."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "’": "'"})
COMMON = (
    "a au aux avec ce ces dans de des du elle en est et eux il ils je la le les leur lui ma mais me mes mon ne nos notre "
    "nous on ou par pas pour qu que qui sa se ses son sur ta te tes ton tu un une vos votre vous an and are as at be but "
    "by for from has have he her his i if in into is it its no not of or our she that the their they this to was we were "
    "will with you your al con como del el ella entre era es esta este fue ha lo los las mas mi muy nuestra nuestro o "
    "para pero por quien si sin sobre su sus tambien tiene una unos y ya "
)
"""Words too common to find anything by, already folded: French, English, Spanish."""
STOP = frozenset(COMMON.split())


def folded(text: str) -> str:
    """Lower case without accents: "Économie" → "economie"; Arabic loses its vowel signs, Hangul stays whole."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word without its plural: villes, ville → vill; ciudades, ciudad → ciudad; locaux → local; cities, city → citi."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word[:LONGEST]
    if word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux"):
        word = word[:-2] + "l"
    elif word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("y"):
        word = word[:-1] + "i"
    return word[:LONGEST]


def words_in(text: str) -> list[str]:
    """The folded words of a text, in order, without those too common."""
    return [word for word in WORD.findall(folded(text)) if is_telling(word)]


def is_telling(word: str) -> bool:
    return word not in STOP and (len(word) > 1 or not word.isascii() or word.isdigit())


def grams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def tolerance(word: str) -> int:
    """How many slips of the hand are forgiven: none up to three letters, one up to seven, then two. Numbers are never guessed."""
    if any(letter.isdigit() for letter in word) or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2
