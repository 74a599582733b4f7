"""Who could step in in a session, the best first, with what speaks for each and what does not fit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from essaim.forum.crisis.candidate import Candidate, Span
from essaim.forum.crisis.hit import Hit
from essaim.forum.crisis.sitting import Sitting

VISA_IN_HAND = ("held", "not_needed")


class Group(IntEnum):
    """FITS: all that is asked for is known and holds. ASK: nothing speaks against it, something is unknown. NOT_QUITE: something does."""

    FITS = 0
    ASK = 1
    NOT_QUITE = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact for, unknown, or against: a code and what its sentence quotes."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    candidate: Candidate
    fits: tuple[Mark, ...]
    unknown: tuple[Mark, ...]
    against: tuple[Mark, ...]

    @property
    def group(self) -> Group:
        if self.against:
            return Group.NOT_QUITE
        return Group.ASK if self.unknown else Group.FITS


class Pool:
    """Everybody who may step in anywhere; keeps who is free in each slot, so that a hundred sessions ask it cheaply."""

    def __init__(self, candidates: Iterable[Candidate], absent: Iterable[int] = ()) -> None:
        gone = frozenset(absent)
        self.candidates = tuple(one for one in candidates if one.person is None or one.person not in gone)
        self._by_path: dict[int | None, list[Candidate]] = defaultdict(list)
        for one in self.candidates:
            for key in one.paths or (None,):
                self._by_path[key].append(one)
        self._free: dict[Span, frozenset[str]] = {}

    def for_sitting(self, sitting: Sitting, *, near: bool) -> list[Candidate]:
        """Whoever is not on a stage elsewhere at that hour, not away, and not in this session already; of its paths, unless `near`.

        Without an hour nobody can be told to be busy.
        """
        found = self.candidates if near or not sitting.paths else self.of_paths(sitting.paths)
        span = sitting.span
        free = self.free_at(span) if span else None
        return [one for one in found if sitting.pk not in one.sessions and (free is None or one.key in free)]

    def of_paths(self, paths: Iterable[int]) -> Iterable[Candidate]:
        """Of one of these paths, or of a path not said; each once."""
        return {one.key: one for key in (*sorted(paths), None) for one in self._by_path.get(key, ())}.values()

    def free_at(self, span: Span) -> frozenset[str]:
        if span not in self._free:
            self._free[span] = frozenset(one.key for one in self.candidates if not one.is_busy(span) and not one.is_away(span))
        return self._free[span]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a session asks of whoever steps in, worked out once for all candidates."""

    sitting: Sitting
    lost: frozenset[str]
    """Continents of those nobody stands in for yet."""
    loses_south: bool
    spoken: frozenset[str]
    there: frozenset[str]
    """Spoken or interpreted."""


def wish_of(hit: Hit) -> Wish:
    sitting = hit.sitting
    spoken = frozenset(sitting.spoken)
    lost = frozenset(voice.continent for voice in hit.open_places if voice.continent)
    return Wish(sitting, lost, hit.loses_south, spoken, spoken | frozenset(sitting.interpreted))


def offers_for(hit: Hit, pool: Pool, *, near: bool = True) -> list[Offer]:
    """By group, then by what they keep of what is lost. `near` false leaves out those somewhat beside the mark."""
    wish = wish_of(hit)
    return [offer(one, wish) for one in ranked(wish, pool, near=near)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with the best who could step in, and how many more there are to choose from or to ask."""

    hit: Hit
    best: tuple[Offer, ...] = ()
    n_fit: int = 0
    n_ask: int = 0
    n_ask_south: int = 0
    """Of those to ask first, who would keep a voice from the South that is lost."""


def shown_hit(hit: Hit, pool: Pool, most: int) -> Shown:
    """Without making every offer; none when everybody has somebody standing in."""
    if not hit.open_places:
        return Shown(hit)
    wish = wish_of(hit)
    groups: dict[Group, list[Candidate]] = defaultdict(list)
    for one in ranked(wish, pool, near=False):
        groups[Group(int(rank(one, wish)[0]))].append(one)
    fits = groups[Group.FITS]
    ask = groups[Group.ASK]
    south = sum(bool(one.south) for one in ask) if wish.loses_south else 0
    return Shown(hit, tuple(offer(one, wish) for one in fits[:most]), len(fits), len(ask), south)


def ranked(wish: Wish, pool: Pool, *, near: bool) -> list[Candidate]:
    found = [
        one
        for one in pool.for_sitting(wish.sitting, near=near)
        if near or not (wish.there and one.languages and wish.there.isdisjoint(one.languages))
    ]
    return sorted(found, key=lambda one: rank(one, wish))


def rank(one: Candidate, wish: Wish) -> tuple[int | bool | str, ...]:
    """What counts, the most first: nothing against, visa known, little unknown, keeps the South, the continent, speaks as the session does."""
    sitting = wish.sitting
    no_visa = one.visa not in VISA_IN_HAND
    against = (bool(sitting.paths and one.paths) and sitting.paths.isdisjoint(one.paths)) + (
        bool(wish.there and one.languages) and wish.there.isdisjoint(one.languages)
    )
    unknown = (
        no_visa
        + (sitting.starts_at is None or not one.free)
        + (sitting.day in one.unsure_days or (sitting.starts_at is None and sitting.day in one.busy_days))
        + bool(sitting.paths and not one.paths)
        + (not one.languages or not wish.there)
    )
    return (
        2 if against else 1 if unknown else 0,
        against,
        no_visa,
        unknown,
        not (wish.loses_south and one.south),
        one.continent not in wish.lost,
        wish.spoken.isdisjoint(one.languages),
        len(one.sessions),
        one.name,
        one.key,
    )


def offer(candidate: Candidate, wish: Wish) -> Offer:
    sitting = wish.sitting
    found: dict[str, list[Mark]] = {"fits": [], "unknown": [], "against": []}
    for marks in (visa(candidate), hours(candidate, sitting), path(candidate, sitting), language(candidate, sitting)):
        for where, mark in marks:
            found[where].append(mark)
    if wish.loses_south and candidate.south:
        found["fits"].append(Mark("keeps_south"))
    if candidate.continent and candidate.continent in wish.lost:
        found["fits"].append(Mark("keeps_continent", (candidate.continent,)))
    return Offer(candidate, tuple(found["fits"]), tuple(found["unknown"]), tuple(found["against"]))


Marks = Sequence[tuple[str, Mark]]


def visa(candidate: Candidate) -> Marks:
    if candidate.visa in VISA_IN_HAND:
        return [("fits", Mark(f"visa_{candidate.visa}"))]
    return [("unknown", Mark("visa_unknown"))]


def hours(candidate: Candidate, sitting: Sitting) -> Marks:
    if sitting.span is None:
        elsewhere = sitting.day is not None and sitting.day in candidate.busy_days | candidate.unsure_days
        return [("unknown", Mark("session_hour_unknown")), *([("unknown", Mark("speaks_that_day"))] if elsewhere else [])]
    marks = [("fits", Mark("free"))] if candidate.has_said_hours else [("unknown", Mark("hours_unknown"))]
    if sitting.day in candidate.unsure_days:
        marks.append(("unknown", Mark("other_hour_unknown")))
    return marks


def path(candidate: Candidate, sitting: Sitting) -> Marks:
    if not sitting.paths:
        return [("fits", Mark("session_without_path"))]
    if not candidate.paths:
        return [("unknown", Mark("path_unknown"))]
    if sitting.paths & candidate.paths:
        return [("fits", Mark("path"))]
    return [("against", Mark("other_path"))]


def language(candidate: Candidate, sitting: Sitting) -> Marks:
    if not candidate.languages:
        return [("unknown", Mark("language_unknown"))]
    if not sitting.spoken and not sitting.interpreted:
        return [("unknown", Mark("session_language_unknown", tuple(sorted(candidate.languages))))]
    there = tuple(code for code in sitting.spoken if code in candidate.languages)
    if there:
        return [("fits", Mark("speaks", there))]
    interpreted = tuple(code for code in sitting.interpreted if code in candidate.languages)
    if interpreted:
        return [("fits", Mark("speaks_interpreted", interpreted))]
    return [("against", Mark("speaks_other", tuple(sorted(candidate.languages))))]
