"""Kept sessions that cannot both be followed whole."""

from collections.abc import Sequence
from itertools import combinations

from essaim.forum.now import end_of
from essaim.forum.queries.programme import Line


def clashing(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Pairs that overlap, by hour. Sessions without an hour and cancelled ones clash with nothing."""
    held = [line for line in lines if line.starts_at and not line.is_cancelled]
    return [(one, other) for one, other in combinations(held, 2) if meet(one, other)]


def meet(one: Line, other: Line) -> bool:
    if one.starts_at is None or other.starts_at is None:
        return False
    return one.starts_at < end_of(other) and other.starts_at < end_of(one)
