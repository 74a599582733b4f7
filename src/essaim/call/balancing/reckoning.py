"""Aims after many exchanges at once: whole numbers in arrays, one cell an exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from essaim.call.balancing.aims import WHOLE, Reading, Verdict, parts_of
from essaim.call.balancing.member import Member

Counts: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class After:
    """A reading as each exchange would leave it. Arrays of one shape."""

    before: Reading
    hits: Counts
    known: Counts
    unknown: Counts

    @property
    def total(self) -> Counts:
        return self.known + self.unknown

    def improves(self) -> Mask:
        """Nearer to the aim both of what is known and in the worst case, so that hiding something never counts as progress."""
        old = self.before
        if old.is_too_low:
            return np.asarray(
                (self.hits * old.known > old.hits * self.known) & (self.hits * (old.known + old.unknown) > old.hits * self.total)
            )
        worst, old_worst = self.hits + self.unknown, old.hits + old.unknown
        return np.asarray((self.hits * old.known < old.hits * self.known) & (worst * (old.known + old.unknown) < old_worst * self.total))

    def keeps(self) -> Mask:
        """What holds still holds; what was met whatever the unknown are still is."""
        aim, old = self.before.aim, self.before
        if old.known == 0:
            return np.ones(self.hits.shape, dtype=bool)
        kept: Mask = np.asarray(self.known > 0)
        if aim.least_percent is not None and not old.is_too_low:
            kept &= 100 * self.hits >= aim.least_percent * self.known
        if aim.most_percent is not None and not old.is_too_high:
            kept &= 100 * self.hits <= aim.most_percent * self.known
        if old.verdict == Verdict.MET:
            if aim.least_percent is not None:
                kept &= 100 * self.hits >= aim.least_percent * self.total
            if aim.most_percent is not None:
                kept &= 100 * (self.hits + self.unknown) <= aim.most_percent * self.total
        return kept

    def gain(self) -> NDArray[np.float64]:
        """How much nearer the share of the known comes; larger is better."""
        share = np.divide(self.hits, self.known, out=np.zeros(self.hits.shape), where=self.known > 0)
        step = share - (self.before.share or 0.0)
        return step if self.before.is_too_low else -step


def parts(members: Sequence[Member], reading: Reading) -> Counts:
    """(n_members, 3): hits, known and unknown that each adds to the reading, unweighted; nothing outside its path."""
    rows = [parts_of(member, reading.aim) if reading.path in (WHOLE, *member.paths) else (0, 0, 0) for member in members]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 3)


def after_replacing(reading: Reading, leaving: Sequence[Member], entering: Sequence[Member]) -> After:
    """Cells (n_leaving, n_entering). Whoever enters takes over the seats of whom they replace."""
    out, into = parts(leaving, reading), parts(entering, reading)
    weights = np.array([member.room_seats if reading.by_seats else 1 for member in leaving], dtype=np.int64)
    steps = weights[:, None, None] * (into[None, :, :] - out[:, None, :])
    return After(reading, reading.hits + steps[..., 0], reading.known + steps[..., 1], reading.unknown + steps[..., 2])


def after_exchanging(reading: Reading, one: Sequence[Member], other: Sequence[Member]) -> After:
    """One cell a pair: each gets the other's seats."""
    first, second = parts(one, reading), parts(other, reading)
    more = np.array([two.room_seats - each.room_seats for each, two in zip(one, other, strict=True)], dtype=np.int64)
    weight = more[:, None] if reading.by_seats else np.zeros((len(more), 1), dtype=np.int64)
    steps = weight * (first - second)
    return After(reading, reading.hits + steps[:, 0], reading.known + steps[:, 1], reading.unknown + steps[:, 2])
