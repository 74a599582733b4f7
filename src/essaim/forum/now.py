"""What is on at a moment and what comes next, from a programme's lines. Unknown hours take no part."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from essaim.forum.queries.programme import Line, Programme

OPEN_END = timedelta(minutes=30)
"""How long a session counts as going on when its end is unknown."""
NEXT_STARTS = 2
"""How many coming hours are shown."""


@dataclass(frozen=True, slots=True)
class Now:
    phase: Literal["before", "during", "after", "unknown"]
    going_on: tuple[Line, ...]
    coming: tuple[tuple[datetime, tuple[Line, ...]], ...]


def now_in(programme: Programme, moment: datetime) -> Now:
    held = [line for line in programme.lines if line.starts_at and not line.is_cancelled]
    going_on = tuple(line for line in held if line.starts_at and line.starts_at <= moment < end_of(line))
    later = sorted((line for line in held if line.starts_at and line.starts_at > moment), key=lambda line: (line.starts_at, line.pk))
    coming = [(start, tuple(lines)) for start, lines in groupby(later, key=lambda line: line.starts_at)][:NEXT_STARTS]
    return Now(phase_of(programme, moment, held), going_on, tuple((start, lines) for start, lines in coming if start))


def end_of(line: Line) -> datetime:
    if line.starts_at is None:
        raise ValueError(f"session {line.code!r} has no hour")
    return line.ends_at or line.starts_at + OPEN_END


def phase_of(programme: Programme, moment: datetime, held: list[Line]) -> Literal["before", "during", "after", "unknown"]:
    """By the edition's days in its own zone, or its last session's end when that is later."""
    today = moment.astimezone(programme.zone).date()
    if today < programme.edition.starts_on and not any(line.starts_at and line.starts_at <= moment for line in held):
        return "before"
    if today > programme.edition.ends_on and all(end_of(line) <= moment for line in held):
        return "after"
    return "during" if held else "unknown"
