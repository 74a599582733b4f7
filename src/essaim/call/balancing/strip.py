"""An aim as a strip from 0 to 100 per cent: where it stands, from where to where the unknown could take it, and what is aimed at. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from essaim.call.balancing.aims import Reading


@dataclass(frozen=True, slots=True)
class Frame:
    size: str
    width: int
    font: int


WIDE = Frame("wide", width=640, font=15)
NARROW = Frame("narrow", width=320, font=14)
EDGE = 20
LINE_Y, HEIGHT = 34, 62


def strip(reading: Reading, frame: Frame, *, title: str, before: Reading | None = None) -> str:
    """SVG: a dot for the share of what is known, a line with caps for what the unknown could make of it, a dashed line at each end of the
    aim with its per cent; `before` is a ring. Nothing but the scale where nothing is known."""
    marks = ['<path class="base" d="' + f'M{EDGE} {LINE_Y}H{frame.width - EDGE}"/>', *ticks(frame), *aimed(reading, frame)]
    if reading.lowest is not None and reading.highest is not None and reading.unknown and reading.known:
        low, high = at(reading.lowest, frame), at(reading.highest, frame)
        marks.append(f'<path class="range" d="M{low} {LINE_Y}H{high}M{low} {LINE_Y - 6}V{LINE_Y + 6}M{high} {LINE_Y - 6}V{LINE_Y + 6}"/>')
    if before is not None and before.share is not None:
        marks.append(f'<circle class="hole" cx="{at(before.share, frame)}" cy="{LINE_Y}" r="6"/>')
    if reading.share is not None:
        marks.append(f'<circle class="me" cx="{at(reading.share, frame)}" cy="{LINE_Y}" r="7"/>')
    head = f'<svg class="{frame.size} strip" viewBox="0 0 {frame.width} {HEIGHT}" width="{frame.width}" height="{HEIGHT}" font-size="{frame.font}"'
    return f'{head} role="img" aria-label="{escape(title)}">{"".join(marks)}</svg>'


def at(share: float, frame: Frame) -> float:
    return round(EDGE + (frame.width - 2 * EDGE) * share, 1)


def ticks(frame: Frame) -> Sequence[str]:
    return [
        f'<path class="axis" d="M{at(step, frame)} {LINE_Y - 4}V{LINE_Y + 4}"/><text class="mute" x="{at(step, frame)}" y="{HEIGHT - 4}" text-anchor="middle">{round(100 * step)}</text>'
        for step in (0, 0.25, 0.5, 0.75, 1)
    ]


def aimed(reading: Reading, frame: Frame) -> Sequence[str]:
    """≥ 25 % with the side that is meant marked by the sign."""
    aim = reading.aim
    ends = [("≥", aim.least_percent), ("≤", aim.most_percent)]
    return [
        f'<path class="ref" d="M{at(percent / 100, frame)} 18V{LINE_Y + 10}"/>'
        f'<text class="strong" x="{at(percent / 100, frame)}" y="13" text-anchor="middle">{sign}\u00a0{percent}</text>'
        for sign, percent in ends
        if percent is not None
    ]
