"""A text with what was found in it marked, as pieces a template can write one after the other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from essaim.forum.proofreading import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    numbers: tuple[int, ...] = ()
    """Of the findings that mark it, by their place in the list; none: plain text."""
    begins: tuple[int, ...] = ()
    """Those whose marking begins here: the place their entry leads to."""


def pieces_of(text: str, findings: Sequence[tuple[int, Finding]]) -> list[Piece]:
    """The whole text, cut where a marking begins or ends. `findings` are (number, finding) of this text; they may overlap."""
    inside = [(number, one) for number, one in findings if 0 <= one.start < one.end <= len(text)]
    cuts = sorted({0, len(text), *(one.start for _, one in inside), *(one.end for _, one in inside)})
    return [
        Piece(
            text[start:end],
            tuple(number for number, one in inside if one.start < end and start < one.end),
            tuple(number for number, one in inside if one.start == start),
        )
        for start, end in pairwise(cuts)
    ]


def line_of(text: str, at: int) -> int:
    """Counted from one."""
    return text.count("\n", 0, at) + 1
