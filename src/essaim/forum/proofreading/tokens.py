"""The words and numbers of which dates are made, and the stretches in which they stand together.

A run is a stretch of weekday, day, month and year words with nothing but small words between ("du mardi 28 au jeudi 30 octobre 2025").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from essaim.forum.proofreading.words import LONG_MONTHS, LONG_WEEKDAYS, MONTH_OF, WEEKDAY_OF, folded


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """w(eekday), d(ay), m(onth), y(ear), n(umeric date)."""
    start: int
    end: int
    value: int
    word: str = ""
    numbers: tuple[int, int, int] | None = None


MOST_DAYS = 31
COMMON_MONTHS = frozenset({"mars", "mai", "may", "march", "august", "marzo", "mayo", "agosto"})
"""Words that are more than months: a brand, a verb, a name."""
ORDINAL = re.compile(r"(?:st|nd|rd|th)$", re.IGNORECASE)
NUMERIC = re.compile(r"(?<![\d/.\-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([/.\-])(\d{1,2})\5(\d{4}|\d{2}))(?![\d/\-]|\.\d)")
WORDS = re.compile(r"[^\W\d_]+\.?")
NUMBER = re.compile(
    r"(?<![\d:.,/h€$£+\-–])(?<!\d\s)(\d{1,2})(?:\s?(?:st|nd|rd|th|er|ère|re|\.?º|°|ª))?(?![\d:/%€$£]|[.,]\d|\s?(?:h\b|h\d|:\d|€|%|\s?(?:am|pm|a\.m|p\.m)\b))",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
FILLER = re.compile(
    r"(?:[\s,;()\-–—/.\u00a0]|\b(?:de|del|of|the|le|les|el|los|l|au|to|al|a|à|et|and|y|e|y el|y los|du|from|until|till|through|hasta|jusqu'au|on|día|dia|in|the)\b|')*",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý¿¡])|\n")
LONGEST_GAP = 24
LONGEST_RUN = 48
"""No sentence names so many days in one breath; a longer run is cut before a weekday, so that reading stays linear."""
NUMBERED = re.compile(
    r"\b(?:n|no|nº|nr|num|numero|number|issue|vol|bulletin|lettre|newsletter|boletin|revue|revista|page|pages|p|pp|art|article|articulo)\W*$"
)
LED = re.compile(
    r"(?:^|[\n:;(–—.,]\s*|\b(?:le|les|du|au|el|los|del|al|on|the|of|to|from|until|hasta|jusqu'au|des|dia|desde|depuis|dès|et|and|y)\s+)$",
    re.IGNORECASE,
)
"""What stands before a number that is meant as a day, also one that no month has ("le 32 octobre")."""
TIGHT = re.compile(r"\s*(?:de|of|the|del|d')?\s*")


def tokens_of(text: str, language: str) -> list[Token]:
    found = [Token("n", match.start(), match.end(), 0, match[0], numbers_of(match, language)) for match in NUMERIC.finditer(text)]
    taken = {at for token in found for at in range(token.start, token.end)}

    def is_free(match: re.Match[str]) -> bool:
        return taken.isdisjoint(range(*match.span()))

    years = [match for match in YEAR.finditer(text) if is_free(match)]
    found += [Token("y", match.start(), match.end(), int(match[0])) for match in years]
    taken.update(at for match in years for at in range(*match.span()))
    numbers = [Token("d", match.start(), match.end(), int(match[1])) for match in NUMBER.finditer(text) if is_free(match)]
    words = [token for match in WORDS.finditer(text) for token in word_tokens(match, language)]
    found += [token for token in numbers if 1 <= token.value <= MOST_DAYS] + words
    found = sorted(found, key=lambda token: token.start)
    return sorted([*found, *overdone(text, numbers, found)], key=lambda token: token.start)


def overdone(text: str, numbers: list[Token], others: list[Token]) -> Iterator[Token]:
    """Numbers no month has that are meant as days all the same: "samedi 32 octobre", "0 mars 2026", "October 32nd"."""
    starts = [token.start for token in others]
    for token in numbers:
        if 1 <= token.value <= MOST_DAYS:
            continue
        place = bisect_left(starts, token.start)
        before, after = (others[max(0, place - 2) : place], others[place : place + 3])
        lead = text[max(0, token.start - 24) : token.start]
        if NUMBERED.search(folded(lead)):
            continue
        has_weekday = bool(before) and before[-1].kind == "w" and is_near(text, before[-1], token)
        month = next((other for other in after[:2] if other.kind == "m" and folded(other.word) in LONG_MONTHS), None)
        if month and TIGHT.fullmatch(text[token.end : month.start]):
            has_year = any(other.kind == "y" and is_near(text, month, other) for other in after)
            if has_weekday or (LED.search(lead) and (has_year or folded(month.word) not in COMMON_MONTHS)):
                yield token
        elif before and before[-1].kind == "m" and folded(before[-1].word) in LONG_MONTHS and text[before[-1].end : token.start] == " ":
            has_year = bool(after) and after[0].kind == "y" and re.fullmatch(r",? ", text[token.end : after[0].start]) is not None
            if has_year or ORDINAL.search(text[token.start : token.end]):
                yield token


def numbers_of(match: re.Match[str], language: str) -> tuple[int, int, int]:
    """(day, month, year); month first where only that can be."""
    if match[1]:
        return int(match[3]), int(match[2]), int(match[1])
    first, second, year = int(match[4]), int(match[6]), int(match[7])
    year += 2000 if year < 100 else 0
    return (second, first, year) if second > 12 >= first else (first, second, year)


def word_tokens(match: re.Match[str], language: str) -> list[Token]:
    """A word may be a weekday and a month ("mar"): both, and the run decides."""
    word = folded(match[0].rstrip("."))
    end = match.end() if match[0].endswith(".") and word not in LONG_MONTHS | LONG_WEEKDAYS else match.start() + len(match[0].rstrip("."))
    found = []
    for kind, table in (("w", WEEKDAY_OF), ("m", MONTH_OF)):
        meanings = table.get(word, {})
        value = meanings.get(language, next(iter(meanings.values()), None))
        if value is not None and (language in meanings or len(word) > 3 or word in LONG_MONTHS):
            found.append(Token(kind, match.start(), end, value, match[0].rstrip(".")))
    return found


def runs_of(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if run and (
            (len(run) >= LONGEST_RUN and token.kind != run[-1].kind and token.kind in "wn")
            or len(run) >= 2 * LONGEST_RUN
            or not is_near(text, run[-1], token)
        ):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def is_near(text: str, before: Token, after: Token) -> bool:
    if after.start == before.start:
        return True
    gap = text[before.end : after.start]
    return (
        len(gap) <= LONGEST_GAP and FILLER.fullmatch(gap) is not None and not SENTENCE_END.search(gap + " X" if gap.strip() == "." else gap)
    )
