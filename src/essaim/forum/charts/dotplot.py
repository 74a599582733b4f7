"""Published figures as a dot plot: what was kept as a dot, what others published as rings, unknown as the word. Pure.

Two drawings of the same rows: a wide one with the labels beside, a narrow one with the labels above.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import floor, log10
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plot. `kept` None with no `others` is unknown, and says so."""

    label: str
    kept: float | None
    kept_label: str = ""
    others: tuple[float, ...] = ()
    """Other published figures, in any order."""
    range_label: str = ""
    """Over the rings when none of several figures was kept."""
    instead: str = ""
    """What was published in words where no number was: shown in place of the word for unknown."""


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    style: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a template draws, in viewBox units."""

    width: int
    height: int
    axes: tuple[float, ...]
    axis_top: float
    axis_bottom: float
    words: tuple[Words, ...]
    ranges: tuple[tuple[float, float, float], ...]
    """x1, x2, y of the line from the lowest to the highest figure."""
    rings: tuple[tuple[float, float], ...]
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a drawing puts things."""

    width: int
    left: float
    right: float
    pitch: int
    """Height of one row."""
    drop: float
    """From the top of a row to its marks."""
    label_y: float
    """From the top of a row to its label's base line."""
    ticks: int
    sign_width: float = 7.2

    def x(self, value: float, top: float) -> float:
        return round(self.left + (self.right - self.left) * value / top, 1)


WIDE = Frame(width=900, left=150, right=860, pitch=44, drop=29, label_y=34, ticks=5)
NARROW = Frame(width=340, left=8, right=318, pitch=72, drop=52, label_y=16, ticks=3, sign_width=7.4)


LEAST = 1e-9
"""Figures below it stand at nought."""


@dataclass(slots=True)
class Pencil:
    """Collects the marks of one drawing."""

    words: list[Words] = field(default_factory=list)
    ranges: list[tuple[float, float, float]] = field(default_factory=list)
    rings: list[tuple[float, float]] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)


def dot_plot(rows: Sequence[Row], frame: Frame, *, unknown: str, number: Callable[[float], str]) -> Drawing:
    """One drawing of the rows, first on top. `number` writes a tick in the reader's language; `unknown` is the word for a row of nothing."""
    top = round_top(max(values(rows), default=0.0))
    pencil = Pencil()
    for place, row in enumerate(rows):
        draw_row(pencil, row, frame, top_y=6 + place * frame.pitch, top=top, unknown=unknown)
    bottom = 6.0 + len(rows) * frame.pitch + 8
    ticks = [top * step / (frame.ticks - 1) for step in range(frame.ticks)]
    for step, tick in enumerate(ticks):
        anchor: Anchor = "start" if step == 0 else "end" if step == len(ticks) - 1 else "middle"
        pencil.words.append(Words(frame.x(tick, top), bottom + 20, number(tick), anchor, "mute"))
    return Drawing(
        width=frame.width,
        height=int(bottom + 30),
        axes=tuple(frame.x(tick, top) for tick in ticks),
        axis_top=4,
        axis_bottom=bottom,
        words=tuple(pencil.words),
        ranges=tuple(pencil.ranges),
        rings=tuple(pencil.rings),
        dots=tuple(pencil.dots),
    )


def draw_row(pencil: Pencil, row: Row, frame: Frame, *, top_y: float, top: float, unknown: str) -> None:
    y = top_y + frame.drop
    pencil.words.append(Words(0 if frame is WIDE else frame.left, top_y + frame.label_y, row.label, "start", ""))
    known = [*row.others, *([row.kept] if row.kept is not None else [])]
    if not known:
        pencil.words.append(Words(frame.left + 6, y + 5, row.instead or unknown, "start", "mute"))
        return
    if len(set(known)) > 1:
        pencil.ranges.append((frame.x(min(known), top), frame.x(max(known), top), y))
    pencil.rings.extend((frame.x(value, top), y) for value in sorted(set(row.others)))
    if row.kept is not None:
        pencil.dots.append((frame.x(row.kept, top), y))
        pencil.words.append(words_over(row.kept_label, "strong", frame, frame.x(row.kept, top), y))
    elif row.range_label:
        middle = (frame.x(min(known), top) + frame.x(max(known), top)) / 2
        pencil.words.append(words_over(row.range_label, "", frame, middle, y))


def words_over(label: str, style: str, frame: Frame, x: float, y: float) -> Words:
    """Figures over their mark, moved inside the drawing when they stand near an edge."""
    half = len(label) * frame.sign_width / 2
    if x - half < frame.left:
        return Words(frame.left, y - 13, label, "start", style)
    if x + half > frame.width:
        return Words(frame.width, y - 13, label, "end", style)
    return Words(round(x, 1), y - 13, label, "middle", style)


def values(rows: Sequence[Row]) -> Iterator[float]:
    for row in rows:
        yield from row.others
        if row.kept is not None:
            yield row.kept


def round_top(most: float) -> float:
    """The end of the axis: the next of 1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6 or 8 times a power of ten, so that quarters are round."""
    if most < LEAST:
        return 1.0
    power = 10.0 ** floor(log10(most))
    steps = (1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0)
    return next(step for step in steps if step * power >= most * 0.9999) * power
