"""Aims after many exchanges at once: whole numbers in arrays, one cell an exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from essaim.call.balancing.aims import WHOLE, Aim, Reading, Verdict, parts_of
from essaim.call.balancing.member import Member

Counts: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Gains: TypeAlias = NDArray[np.float64]


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
        """What holds still holds; what was met whatever the unknown are still is; something is still known of it."""
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

    def gain(self) -> Gains:
        """How much nearer the share of the known comes; larger is better."""
        share = np.divide(self.hits, self.known, out=np.zeros(self.hits.shape), where=self.known > 0)
        step = share - (self.before.share or 0.0)
        return step if self.before.is_too_low else -step


class Parts:
    """What each member adds to each aim, looked up once: (n_members, n_aims, 3) of hits, known, unknown."""

    def __init__(self, members: Sequence[Member], aims: Sequence[Aim]) -> None:
        self.aims = {aim.key: place for place, aim in enumerate(aims)}
        rows = [[parts_of(member, aim) for aim in aims] for member in members]
        self.counts: Counts = np.array(rows, dtype=np.int64).reshape(len(members), len(aims), 3)
        self.seats: Counts = np.array([member.room_seats for member in members], dtype=np.int64)
        named = {path for member in members for path in member.paths}
        self.inside = {path: np.array([path in member.paths for member in members], dtype=np.int64) for path in named}

    def readings(self, n_members: int, aims: Sequence[Aim], paths: Sequence[str], *, by_seats: bool) -> list[Reading]:
        """As aims.readings of the first `n_members` has them, and in that order; weighed by seats, too, where told."""
        found = []
        for weights in (None, *([self.seats[:n_members, None]] if by_seats else [])):
            for aim in aims:
                counts = self.counts[:n_members, self.aims[aim.key]] * (1 if weights is None else weights)
                for path in (WHOLE, *(paths if aim.per_path else ())):
                    inside = self.inside.get(path)
                    held = counts if path == WHOLE else counts * inside[:n_members, None] if inside is not None else counts * 0
                    hits, known, unknown = (int(one) for one in held.sum(axis=0))
                    found.append(Reading(aim, path, hits, known, unknown, weights is not None))
        return found

    def of(self, rows: Counts, reading: Reading) -> Counts:
        """(n_rows, 3) that these members add to the reading, unweighted; nothing outside its path."""
        found: Counts = self.counts[rows, self.aims[reading.aim.key]]
        if reading.path == WHOLE:
            return found
        inside = self.inside.get(reading.path)
        return np.zeros_like(found) if inside is None else np.asarray(found * inside[rows][:, None])

    def replacing(self, reading: Reading, leaving: Counts, entering: Counts) -> After:
        """Cells (n_leaving, n_entering). Whoever enters takes over the seats of whom they replace."""
        out, into = self.of(leaving, reading), self.of(entering, reading)
        steps = into[None, :, :] - out[:, None, :]
        return moved(reading, self.seats[leaving][:, None, None] * steps if reading.by_seats else steps)

    def exchanging(self, reading: Reading, one: Counts, other: Counts) -> After:
        """One cell a pair: each gets the other's seats. For readings weighed by seats; nothing else moves."""
        more = self.seats[other] - self.seats[one]
        return moved(reading, more[:, None] * (self.of(one, reading) - self.of(other, reading)))


def moved(reading: Reading, steps: Counts) -> After:
    return After(reading, reading.hits + steps[..., 0], reading.known + steps[..., 1], reading.unknown + steps[..., 2])
