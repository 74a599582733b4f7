"""Whether a draft keeps what the committee aims at: met, missed, or not to be told for lack of knowledge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from essaim.call.balancing.member import Member

WHOLE = ""
"""The scope of a check on all paths together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """At least, or at most, so many per cent of the known units have one of `values`."""

    key: str
    dimension: str
    values: frozenset[str]
    least_percent: int | None = None
    most_percent: int | None = None
    per_path: bool = False


class Verdict(StrEnum):
    MET = "met"
    """Whatever the unknown are."""
    MISSED = "missed"
    """Whatever the unknown are."""
    UNTOLD = "untold"
    """The unknown could turn it, or nothing is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An aim held against members. Counts are units, or seats where it is weighed by them."""

    aim: Aim
    path: str
    """WHOLE, or the path looked at."""
    hits: int
    known: int
    unknown: int
    by_seats: bool = False

    @property
    def share(self) -> float | None:
        """Of the known, 0 to 1; None where nothing is known."""
        return self.hits / self.known if self.known else None

    @property
    def lowest(self) -> float | None:
        """The share if none of the unknown had the values."""
        total = self.known + self.unknown
        return self.hits / total if total else None

    @property
    def highest(self) -> float | None:
        """The share if all of the unknown had them."""
        total = self.known + self.unknown
        return (self.hits + self.unknown) / total if total else None

    @property
    def holds(self) -> bool:
        """Of what is known: the rule as the committee states it."""
        return self.known > 0 and holds(self.aim, self.hits, self.known)

    @property
    def verdict(self) -> Verdict:
        total = self.known + self.unknown
        if self.known == 0:
            return Verdict.UNTOLD
        worst, best = holds(self.aim, self.hits, total), holds(self.aim, self.hits + self.unknown, total)
        if worst and best:
            return Verdict.MET
        return Verdict.UNTOLD if may_hold(self.aim, self.hits, self.hits + self.unknown, total) else Verdict.MISSED

    @property
    def is_too_low(self) -> bool:
        """Of what is known, under what is aimed at."""
        return self.known > 0 and self.aim.least_percent is not None and 100 * self.hits < self.aim.least_percent * self.known

    @property
    def is_too_high(self) -> bool:
        return self.known > 0 and self.aim.most_percent is not None and 100 * self.hits > self.aim.most_percent * self.known


def holds(aim: Aim, hits: int, total: int) -> bool:
    """In whole numbers, so that exactly 25 % is 25 %."""
    least, most = aim.least_percent, aim.most_percent
    return (least is None or 100 * hits >= least * total) and (most is None or 100 * hits <= most * total)


def may_hold(aim: Aim, fewest: int, most_hits: int, total: int) -> bool:
    """For some number of hits between the two."""
    least, most = aim.least_percent, aim.most_percent
    return (
        (least is None or 100 * most_hits >= least * total)
        and (most is None or 100 * fewest <= most * total)
        and (least is None or most is None or any(holds(aim, hits, total) for hits in range(fewest, most_hits + 1)))
    )


def readings(members: Iterable[Member], aims: Sequence[Aim], paths: Sequence[str] = (), *, by_seats: bool = False) -> list[Reading]:
    """Each aim on the whole, and on each path where it is to hold there, too.

    `by_seats`: a unit weighs as much as the seats of the room its session stands in; sessions whose seats are unknown are left out.
    """
    held = list(members)
    by_path = {path: [member for member in held if path in member.paths] for path in paths}
    found = []
    for aim in aims:
        found.append(read(held, aim, WHOLE, by_seats=by_seats))
        found += [read(group, aim, path, by_seats=by_seats) for path, group in by_path.items() if aim.per_path]
    return found


def read(members: Iterable[Member], aim: Aim, path: str, *, by_seats: bool = False) -> Reading:
    hits = known = unknown = 0
    for member in members:
        weight = member.room_seats if by_seats else 1
        part = parts_of(member, aim)
        hits, known, unknown = hits + weight * part[0], known + weight * part[1], unknown + weight * part[2]
    return Reading(aim, path, hits, known, unknown, by_seats)


def parts_of(member: Member, aim: Aim) -> tuple[int, int, int]:
    """What one member adds: hits, known, unknown."""
    units = member.units.get(aim.dimension, ())
    known = [unit for unit in units if unit]
    return sum(1 for unit in known if unit & aim.values), len(known), len(units) - len(known)
