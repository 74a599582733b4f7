"""Stacked bars as inline SVG: a row a path, every row its own hundred per cent, the unknown dashed, the withheld hatched. Pure.

Two drawings of the same rows, wide and narrow; what a template does with loops would cost more than the counting.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

N_HUES = 5
OTHERS = N_HUES - 1
"""The hue of what is drawn together when there are more values than hues."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar. `counts` as the key lists them, then the withheld together, then the unknown."""

    label: str
    counts: tuple[int, ...]
    withheld: int = 0
    unknown: int = 0
    is_strong: bool = False
    note: str = ""
    """Instead of a bar, where nothing is counted."""
    n: int | None = None
    """What stands behind the bar; its sum where not told."""

    @property
    def total(self) -> int:
        return sum(self.counts) + self.withheld + self.unknown


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a drawing puts things, in viewBox units."""

    size: str
    width: int
    left: int
    right: int
    """Where the bars end; their sum stands behind."""
    sign: float
    font: int
    pitch: int = 30
    bar: int = 22


WIDE = Frame("wide", width=900, left=96, right=830, sign=7.6, font=15)
NARROW = Frame("narrow", width=340, left=52, right=296, sign=7.4, font=14)
GAP = 5.5
"""Between the strokes of a hatching."""


@dataclass(slots=True)
class Pencil:
    frame: Frame
    marks: list[str] = field(default_factory=list)
    y: float = 4.0

    def text(self, x: float, y: float, words: str, style: str = "", anchor: str = "start") -> None:
        kind = f' class="{style}"' if style else ""
        end = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.marks.append(f'<text{kind} x="{x:.1f}" y="{y:.1f}"{end}>{escape(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, style: str) -> None:
        self.marks.append(f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height:.1f}"/>')

    def hatching(self, x: float, y: float, width: float, height: float) -> None:
        steps, at = [], -height
        while at < width:
            start, end = max(at, 0.0), min(at + height, width)
            steps.append(f"M{x + start:.1f} {y + height - (start - at):.1f}L{x + end:.1f} {y + height - (end - at):.1f}")
            at += GAP
        self.marks.append(f'<path class="hatch" d="{"".join(steps)}"/>')


def stacked(
    rows: Sequence[Row], key: Sequence[str], frame: Frame, *, title: str, withheld: str, unknown: str, top: int | None = None
) -> str:
    """The drawing as SVG. `key` names the hues, at most five; `withheld` and `unknown` are the words for them.

    `top`: bars are counted on one scale that ends there (seats); without, each bar is its row's hundred per cent.
    """
    pencil = Pencil(frame)
    draw_key(pencil, rows, key, withheld, unknown)
    for row in rows:
        draw_row(pencil, row, top)
    height = round(pencil.y + 4)
    head = f'<svg class="{frame.size} bars" viewBox="0 0 {frame.width} {height}" width="{frame.width}" height="{height}" font-size="{frame.font}"'
    return f'{head} role="img" aria-label="{escape(title)}">{"".join(pencil.marks)}</svg>'


def draw_key(pencil: Pencil, rows: Sequence[Row], key: Sequence[str], withheld: str, unknown: str) -> None:
    """What each hue means, as many on a line as fit."""
    named = [(words, hue(place)) for place, words in enumerate(key)]
    named += [(withheld, "hatch")] if any(row.withheld for row in rows) else []
    named += [(unknown, "q0")] if any(row.unknown for row in rows) else []
    x = 0.0
    for words, style in named:
        width = 22 + len(words) * pencil.frame.sign + 16
        if x and x + width - 16 > pencil.frame.width:
            x, pencil.y = 0.0, pencil.y + 24
        if style == "hatch":
            pencil.hatching(x, pencil.y, 15, 15)
        else:
            pencil.box(x, pencil.y, 15, 15, style)
        pencil.text(x + 21, pencil.y + 13, words)
        x += width
    pencil.y += 32 if named else 0


def hue(place: int) -> str:
    """The most frequent in the darkest step."""
    return f"q{N_HUES - place}"


def draw_row(pencil: Pencil, row: Row, top: int | None) -> None:
    frame, y = pencil.frame, pencil.y
    base = y + frame.bar - 6
    pencil.text(0, base, row.label, "strong" if row.is_strong else "")
    whole = top if top is not None else row.total
    if not row.total or not whole:
        pencil.text(frame.left, base, row.note, "mute")
    else:
        x, scale = float(frame.left), (frame.right - frame.left) / whole
        for place, count in enumerate(row.counts):
            x = draw_part(pencil, x, count, scale, hue(place), f"on{N_HUES - place}")
        if row.withheld:
            pencil.hatching(x, y, row.withheld * scale, frame.bar)
            x += row.withheld * scale
        draw_part(pencil, x, row.unknown, scale, "q0", "")
        pencil.text(frame.width, base, str(row.total if row.n is None else row.n), "mute" if not row.is_strong else "strong", "end")
    pencil.y += frame.pitch


def draw_part(pencil: Pencil, x: float, count: int, scale: float, style: str, words_style: str) -> float:
    """A part of a bar with its count, where that fits; where the next one begins."""
    width = count * scale
    if count:
        pencil.box(x, pencil.y, width - 1.5, pencil.frame.bar, style)
        said = str(count)
        if width > len(said) * pencil.frame.sign + 6:
            pencil.text(x + (width - 1.5) / 2, pencil.y + pencil.frame.bar - 6, said, words_style, "middle")
    return x + width
