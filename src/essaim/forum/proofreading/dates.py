"""Days named in a text: with or without weekday, month and year, in the ways the three languages write them.

A run is a stretch of weekday, day, month and year words with nothing but small words between ("du mardi 28 au jeudi 30 octobre 2025").
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from essaim.forum.proofreading.finding import Facts
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One day as the text names it."""

    start: int
    end: int
    day: int
    month: int | None
    year: int | None
    weekday: int | None = None
    """0 is Monday."""
    weekday_word: str = ""
    weekday_start: int = -1
    is_year_written: bool = False
    or_month_first: bool = False
    """A numeric date that could also be read month first."""
    opens_range: bool = False
    run: int = 0

    @property
    def is_possible(self) -> bool:
        if self.month is None:
            return 1 <= self.day <= 31
        year = self.year if self.year is not None else 2024
        return 1 <= self.month <= 12 and 1 <= self.day <= monthrange(year, self.month)[1]

    @property
    def date(self) -> date | None:
        if self.month is None or self.year is None or not self.is_possible:
            return None
        return date(self.year, self.month, self.day)


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
RANGE = re.compile(r"(?:\bau\b|\bto\b|\bal\b|[-–—]|\bhasta\b|\bthrough\b|\buntil\b)", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý¿¡])|\n")
LONGEST_GAP = 24


def tokens_of(text: str, language: str) -> list[Token]:
    found = [Token("n", match.start(), match.end(), 0, match[0], numbers_of(match, language)) for match in NUMERIC.finditer(text)]
    taken = [(token.start, token.end) for token in found]

    def is_free(start: int, end: int) -> bool:
        return not any(start < other_end and other_start < end for other_start, other_end in taken)

    for match in YEAR.finditer(text):
        if is_free(*match.span()):
            found.append(Token("y", match.start(), match.end(), int(match[0])))
            taken.append(match.span())
    found += [
        Token("d", match.start(), match.end(), int(match[1]))
        for match in NUMBER.finditer(text)
        if is_free(*match.span()) and 1 <= int(match[1]) <= 31
    ]
    for match in WORDS.finditer(text):
        found += word_tokens(match, language)
    return sorted(found, key=lambda token: token.start)


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
        if run and not is_near(text, run[-1], token):
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


def mentions_of(text: str, language: str, facts: Facts) -> list[Mention]:
    """Every day named, with the year it most probably means."""
    found: list[Mention] = []
    for number, run in enumerate(runs_of(text, tokens_of(text, language))):
        found += days_in(text, settled(run), language, number)
    return with_years(found, facts)


def settled(run: list[Token]) -> list[Token]:
    """Where one word is weekday and month: the weekday before a day number with a month of its own, else the month."""
    kept = []
    for token in run:
        twin = next((other for other in run if other.start == token.start and other.kind != token.kind), None)
        if twin and {token.kind, twin.kind} == {"w", "m"}:
            other_month = any(one.kind == "m" and one.start != token.start for one in run)
            if token.kind != ("w" if other_month else "m"):
                continue
        kept.append(token)
    return kept


def days_in(text: str, run: list[Token], language: str, number: int) -> Iterator[Mention]:
    months = [token for token in run if token.kind == "m"]
    years = [token for token in run if token.kind == "y"]
    for place, token in enumerate(run):
        if token.kind not in "dn":
            continue
        if token.kind == "d" and not belongs(text, run, place, months):
            continue
        weekday = weekday_at(text, run, place)
        if token.kind == "n" and token.numbers:
            day, month, year = token.numbers
            ambiguous = text[token.start + 4 : token.start + 5] != "-" and day <= 12 and month <= 12 and language == "en"
            yield mention(token, weekday, day=day, month=month, year=year, is_year_written=True, or_month_first=ambiguous, run=number)
            continue
        month_token = month_at(text, run, place)
        year_token = next((one for one in years if one.start > token.start), None)
        if month_token is None and weekday is None:
            continue
        yield mention(
            token,
            weekday,
            month_token,
            day=token.value,
            month=month_token.value if month_token else None,
            year=year_token.value if year_token else None,
            is_year_written=year_token is not None,
            opens_range=bool(RANGE.search(text[token.end : token.end + 14])) and any(one.kind == "d" for one in run[place + 1 :]),
            run=number,
        )


def belongs(text: str, run: list[Token], place: int, months: list[Token]) -> bool:
    """Is the number a day? It stands beside a month or a weekday, or is one of a list of such."""
    beside = [run[other] for other in (place - 1, place + 1) if 0 <= other < len(run)]
    return bool(months) or any(one.kind == "w" for one in beside)


def mention(token: Token, weekday: Token | None, month_word: Token | None = None, **facts: object) -> Mention:
    spans = [one for one in (token, weekday, month_word) if one]
    return Mention(
        start=min(one.start for one in spans),
        end=max(one.end for one in spans),
        weekday=weekday.value if weekday else None,
        weekday_word=weekday.word if weekday else "",
        weekday_start=weekday.start if weekday else -1,
        **facts,  # type: ignore[arg-type]
    )


def weekday_at(text: str, run: list[Token], place: int) -> Token | None:
    """Before the day ("mardi 28", "Wed, Oct 11"), else in brackets or after a comma behind it ("11 octobre 2024 (mercredi)")."""
    for other in reversed(run[:place]):
        if other.kind == "w":
            return other
        if other.kind in "dn":
            break
    for other in run[place + 1 :]:
        if other.kind == "w":
            before, after = text[: other.start].rstrip()[-1:], text[other.end :].lstrip()[:1]
            closed = before == "(" and after == ")"
            follows = run[run.index(other) + 1 :]
            return other if closed or (before == "," and not any(one.kind in "dn" for one in follows)) else None
        if other.kind in "dn":
            break
    return None


def month_at(text: str, run: list[Token], place: int) -> Token | None:
    """Right behind it, else right before it, else the next one in the run, else the last one."""
    day = run[place]
    behind = next((one for one in run[place + 1 :] if one.kind != "w"), None)
    before = next((one for one in reversed(run[:place]) if one.kind != "w"), None)
    if (
        behind
        and behind.kind == "m"
        and not (before and before.kind == "m" and is_tight(text, before, day) and not is_tight(text, day, behind))
    ):
        return behind
    if before and before.kind == "m":
        return before
    return next((one for one in run[place + 1 :] if one.kind == "m"), None) or next(
        (one for one in reversed(run[:place]) if one.kind == "m"), None
    )


def is_tight(text: str, one: Token, other: Token) -> bool:
    return re.fullmatch(r"\s*(?:de|of|the|del)?\s*", text[one.end : other.start]) is not None


def with_years(found: list[Mention], facts: Facts) -> list[Mention]:
    """A missing year is the edition's, else that of a dated neighbour, else the one nearest to the day of publication; a missing month the edition's."""
    written = [one for one in found if one.is_year_written]
    return [one if one.year is not None and one.month is not None else completed(one, written, facts) for one in found]


def completed(one: Mention, written: list[Mention], facts: Facts) -> Mention:
    if one.month is None:
        days = [day for day in edition_days(facts) if day.day == one.day]
        return replace(one, month=days[0].month, year=days[0].year) if len(days) == 1 else one
    if one.year is not None:
        return one
    day = next((day for day in edition_days(facts, around=60) if (day.day, day.month) == (one.day, one.month)), None)
    if day:
        return replace(one, year=day.year)
    near = min(written, key=lambda other: abs(other.start - one.start), default=None)
    if near:
        return replace(one, year=near.year)
    if facts.published and one.is_possible:
        years = [facts.published.year + step for step in (-1, 0, 1)]
        dated = [replace(one, year=year) for year in years]
        days_between = [(abs((made.date - facts.published).days), made) for made in dated if made.date]
        return min(days_between, key=lambda pair: pair[0])[1] if days_between else one
    return one


def edition_days(facts: Facts, around: int = 0) -> list[date]:
    if not facts.first_day or not facts.last_day:
        return []
    first, last = facts.first_day - timedelta(days=around), facts.last_day + timedelta(days=around)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
