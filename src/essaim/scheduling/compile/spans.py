"""Which slots a session fills from where it begins, and when that ends."""

from dataclasses import dataclass

import numpy as np

from essaim.scheduling.compile.arrays import Flags, Ints, Smalls
from essaim.scheduling.problem import Problem, Slot


@dataclass(frozen=True, slots=True)
class Spans:
    """filled: (length, start slot) → the slots it fills, fewer than its length where a break comes first."""

    lengths: tuple[int, ...]
    filled: dict[tuple[int, int], tuple[int, ...]]
    fills: Ints
    """(n_lengths, n_slots, n_slots) 1 where a span that begins at the first slot fills the second."""
    end: Ints
    lack: Smalls
    minutes: Ints
    ticks: Smalls
    tick_min: Ints
    after: Flags


def spans_of(problem: Problem) -> Spans:
    slots = problem.slots
    lengths = tuple(sorted({one.n_slots for one in problem.sessions}))
    following = next_slots(slots)
    filled = {(at, start): run(following, start, n) for at, n in enumerate(lengths) for start in range(len(slots))}
    shape = (len(lengths), len(slots))
    end, lack, minutes = np.zeros(shape, np.int64), np.zeros(shape, np.int32), np.zeros(shape, np.int64)
    ticks, fills = np.zeros((*shape, 2), np.int32), np.zeros((*shape, len(slots)), np.int64)
    borders = sorted({minute for one in slots for minute in (one.starts_min, one.ends_min)})
    tick = {minute: number for number, minute in enumerate(borders)}
    for (at, start), taken in filled.items():
        ends = slots[taken[-1]].ends_min if taken else slots[start].starts_min
        end[at, start], lack[at, start] = ends, lengths[at] - len(taken)
        fills[at, start, list(taken)] = 1
        minutes[at, start] = sum(slots[one].ends_min - slots[one].starts_min for one in taken)
        ticks[at, start] = tick[slots[start].starts_min], tick[ends]
    return Spans(lengths, filled, fills, end, lack, minutes, ticks, lengths_between(borders), after_spans(slots, end))


def lengths_between(borders: list[int]) -> Ints:
    minutes = np.array(borders, np.int64)
    return minutes[1:] - minutes[:-1]


def next_slots(slots: tuple[Slot, ...]) -> list[int]:
    """For each slot the one of its block that begins when it ends; -1 where a break comes, or the end."""
    begins = {(one.block, one.starts_min): number for number, one in reversed(list(enumerate(slots)))}
    return [begins.get((one.block, one.ends_min), -1) for one in slots]


def run(following: list[int], start: int, n_slots: int) -> tuple[int, ...]:
    taken: list[int] = []
    at = start
    while at >= 0 and len(taken) < n_slots:
        taken.append(at)
        at = following[at]
    return tuple(taken)


def after_spans(slots: tuple[Slot, ...], end: Ints) -> Flags:
    """(length, start, slot): does the slot begin at the span's end, or is it among the day's next to begin after it?"""
    starts = np.array([one.starts_min for one in slots], np.int64)
    days = [one.day for one in slots]
    same_day = np.array([[first == second for second in days] for first in days], bool)
    after = np.zeros((*end.shape, len(slots)), bool)
    for at in range(end.shape[0]):
        for start in range(end.shape[1]):
            later = np.where(same_day[start] & (starts >= end[at, start]), starts, np.iinfo(np.int64).max)
            soonest = later.min()
            after[at, start] = (later == soonest) & (soonest != np.iinfo(np.int64).max)
    return after
