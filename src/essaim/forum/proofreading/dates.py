"""Days named in a text: with or without weekday, month and year, in the ways the three languages write them."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from operator import attrgetter

from essaim.forum.proofreading.finding import Facts
from essaim.forum.proofreading.tokens import SENTENCE_END, Token, runs_of, tokens_of


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
        return MINYEAR <= year <= MAXYEAR and 1 <= self.month <= 12 and 1 <= self.day <= monthrange(year, self.month)[1]

    @property
    def date(self) -> date | None:
        if self.month is None or self.year is None or not self.is_possible:
            return None
        return date(self.year, self.month, self.day)


RANGE = re.compile(r"(?:\bau\b|\bto\b|\bal\b|[-–—]|\bhasta\b|\bthrough\b|\buntil\b)", re.IGNORECASE)


def mentions_of(text: str, language: str, facts: Facts) -> list[Mention]:
    """Every day named, with the year it most probably means."""
    found: list[Mention] = []
    for number, run in enumerate(runs_of(text, tokens_of(text, language))):
        found += days_in(text, settled(run), language, number)
    return with_years(found, facts)


def settled(run: list[Token]) -> list[Token]:
    """Where one word is weekday and month: the weekday before a day number with a month of its own, else the month."""
    kept = []
    at: dict[int, list[Token]] = {}
    for token in run:
        at.setdefault(token.start, []).append(token)
    for token in run:
        twin = next((other for other in at[token.start] if other.kind != token.kind), None)
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
    written = sorted((one for one in found if one.is_year_written), key=lambda one: one.start)
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
    place = bisect_left(written, one.start, key=lambda other: other.start)
    near = min(written[max(0, place - 1) : place + 1], key=lambda other: abs(other.start - one.start), default=None)
    if near:
        return replace(one, year=near.year)
    if facts.published and one.is_possible:
        years = [facts.published.year + step for step in (-1, 0, 1)]
        dated = [replace(one, year=year) for year in years]
        days_between = [(abs((made.date - facts.published).days), made) for made in dated if made.date]
        return min(days_between, key=lambda pair: pair[0])[1] if days_between else one
    return one


def edition_days(facts: Facts, around: int = 0) -> tuple[date, ...]:
    return days_around(facts.first_day, facts.last_day, around) if facts.first_day and facts.last_day else ()


@lru_cache(maxsize=64)
def days_around(first: date, last: date, around: int) -> tuple[date, ...]:
    begin = first - timedelta(days=around)
    return tuple(begin + timedelta(days=number) for number in range((last - first).days + 2 * around + 1))


def day_for(text: str, at: int, dated: Sequence[Mention]) -> date | None:
    """Of the day meant there; None where none is named, or one that does not exist."""
    chosen = meant_at(text, at, dated)
    return chosen.date if chosen else None


def meant_at(text: str, at: int, dated: Sequence[Mention]) -> Mention | None:
    """The nearest day named in that sentence, else the last before it on that line, else the next on it, else the last before, else the first
    after. `dated`: in order."""
    place = bisect_left(dated, at + 1, key=attrgetter("start"))
    before, after = dated[max(0, place - 1) : place], dated[place : place + 1]
    same_line = [one for one in (*before, *after) if "\n" not in text[min(one.end, at) : max(one.start, at)]]
    same_sentence = [one for one in same_line if not SENTENCE_END.search(text, min(one.end, at), max(one.start, at) + 1)]
    near = same_sentence or [one for one in before if one in same_line] or same_line or before or after
    return min(near, key=lambda one: min(abs(one.start - at), abs(one.end - at)), default=None)


def is_no_day(text: str, at: int, dated: Sequence[Mention]) -> bool:
    """The day meant there does not exist: nothing can be said of its clocks."""
    chosen = meant_at(text, at, dated)
    return chosen is not None and not chosen.is_possible
