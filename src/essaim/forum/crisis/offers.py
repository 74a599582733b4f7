"""Who could step in in a session, the best first, with what speaks for each and what does not fit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    rank: tuple[object, ...] = field(compare=False, default=())

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


def offers_for(hit: Hit, pool: Pool, *, near: bool = True) -> list[Offer]:
    """By group, then by what they keep of what is lost. `near` false leaves out those somewhat beside the mark."""
    sitting = hit.sitting
    lost = frozenset(voice.continent for voice in hit.open_places if voice.continent)
    there = frozenset(sitting.spoken) | frozenset(sitting.interpreted)
    found = [
        offer(candidate, sitting, lost, loses_south=hit.loses_south)
        for candidate in pool.for_sitting(sitting, near=near)
        if near or not (there and candidate.languages and there.isdisjoint(candidate.languages))
    ]
    return sorted(found, key=rank_of)


def rank_of(one: Offer) -> tuple[object, ...]:
    return one.rank


def offer(candidate: Candidate, sitting: Sitting, lost: frozenset[str], *, loses_south: bool) -> Offer:
    fits: list[Mark] = []
    unknown: list[Mark] = []
    against: list[Mark] = []
    for marks in (visa(candidate), hours(candidate, sitting), path(candidate, sitting), language(candidate, sitting)):
        for where, mark in marks:
            {"fits": fits, "unknown": unknown, "against": against}[where].append(mark)
    keeps_south = bool(loses_south and candidate.south)
    keeps_continent = bool(candidate.continent and candidate.continent in lost)
    if keeps_south:
        fits.append(Mark("keeps_south"))
    if keeps_continent:
        fits.append(Mark("keeps_continent", (candidate.continent,)))
    speaks_there = bool(candidate.languages & set(sitting.spoken))
    made = Offer(candidate, tuple(fits), tuple(unknown), tuple(against))
    rank = (
        made.group,
        len(against),
        any(mark.code == "visa_unknown" for mark in unknown),
        len(unknown),
        not keeps_south,
        not keeps_continent,
        not speaks_there,
        len(candidate.sessions),
        candidate.name.casefold(),
        candidate.key,
    )
    return Offer(candidate, made.fits, made.unknown, made.against, rank)


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
