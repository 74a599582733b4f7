"""A three-way merge of texts by sentences: what two people wrote at once stands in the result, and nothing either wrote is lost.

>>> merge("Un. Deux.", "Un. Deux et demi.", "Zéro. Un. Deux.").text
'Zéro. Un. Deux et demi.'
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

STOPS, WIDE_STOPS = ".!?…؟।॥።။", "。！？"
CLOSERS = "\"'”’»)]」』）"
ENDS = rf"(?<![{STOPS}])[{STOPS}]++[{re.escape(CLOSERS)}]*+(?=\s|\Z)"
WIDE_ENDS = rf"[{WIDE_STOPS}]++[{re.escape(CLOSERS)}]*+"
SENTENCE = re.compile(rf"(?P<words>[^\n]*?(?:{ENDS}|{WIDE_ENDS}|(?=\n)|\Z))\s*+")
"""A sentence with the space behind it: to a full stop followed by space, a full stop of a script without spaces, or the end of the line."""
STROKE = r"/(?=\s|\Z)"
LINE = re.compile(
    rf"(?P<words>[^\n]*?(?:{ENDS}|{WIDE_ENDS}(?P<wide>)|(?=\s{STROKE})|(?=\n)|\Z))(?(wide)(?:\s*+{STROKE})*+|(?:\s++{STROKE})*+)\s*+"
)
"""In a text of one line (a title) " / " stands between what two people wrote; strokes alone, wherever they stand, are no words."""
STROKES = re.compile(rf"\s*+(?:{STROKE}\s*+)*+")
QUICK = 1_000_000
"""Sentences times sentences that are compared one by one; beyond, those that stand very often anchor nothing (difflib's autojunk)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence and what stands behind it. Two are one when their words are."""

    words: str
    space: str

    @property
    def whole(self) -> str:
        return self.words + self.space


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where both changed the same sentences: both versions stand in the text, one after the other."""

    base: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merged:
    text: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one person made of the base: which of its sentences are kept, and what was put before each (and at the end)."""

    kept: tuple[bool, ...]
    spaces: tuple[str, ...]
    """Behind each kept sentence of the base, as this side has it."""
    put: tuple[tuple[Piece, ...], ...]
    """One entry more than the base has sentences."""


def pieces(text: str, *, is_line: bool = False) -> list[Piece]:
    """Joined, they are the text."""
    pattern = LINE if is_line else SENTENCE
    begins = STROKES.match(text) if is_line else None
    at = begins.end() if begins else len(text) - len(text.lstrip())
    found = [Piece("", text[:at])] if at else []
    while at < len(text):
        match = pattern.match(text, at)
        whole = match[0] if match and match[0] else text[at:]
        words = match["words"].rstrip() if match and match[0] else whole
        found.append(Piece(words, whole[len(words) :]))
        at += len(whole)
    return found


def merge(base: str, mine: str, theirs: str, *, is_line: bool = False) -> Merged:
    """Both changes applied. A sentence that both changed, or one changed and the other deleted, is a difference: every version stands, theirs
    first. One that somebody deleted and nobody touched is gone. The same words put in by both stand once.

    `is_line`: the text has one line, so " / " parts what a new line parts in others.
    """
    if mine in (theirs, base):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    ground, their_pieces, my_pieces = (pieces(text, is_line=is_line) for text in (base, theirs, mine))
    left, right = side_of(ground, their_pieces), side_of(ground, my_pieces)
    result = woven(ground, left, right, Counter())
    missing = counted(my_pieces) & counted(their_pieces)
    missing.subtract(counted(result))
    if any(number > 0 for number in missing.values()):  # the same sentence twice in the base, and each side kept another of the two
        result = woven(ground, left, right, missing)
    differences = (difference_at(ground, place, left, right, is_line=is_line) for place in range(len(ground) + 1))
    return Merged(text_of(result, is_line=is_line), tuple(one for one in differences if one))


def counted(found: Sequence[Piece]) -> Counter[str]:
    return Counter(piece.words for piece in found if piece.words)


def woven(ground: Sequence[Piece], left: Side, right: Side, rescued: Counter[str]) -> list[Piece]:
    result: list[Piece] = []
    for place in range(len(ground) + 1):
        result += joined(left.put[place], right.put[place])
        if place == len(ground):
            break
        words = ground[place].words
        is_kept = left.kept[place] and right.kept[place]
        if not is_kept and rescued[words] > 0:
            rescued[words] -= 1
            is_kept = True
        if is_kept:
            result.append(Piece(words, spacing(ground[place].space, left.spaces[place], right.spaces[place])))
    return result


def side_of(ground: Sequence[Piece], other: Sequence[Piece]) -> Side:
    kept = [False] * len(ground)
    spaces = [piece.space for piece in ground]
    put: list[list[Piece]] = [[] for _ in range(len(ground) + 1)]
    for what, first, last, start, end in compared(ground, other):
        if what == "equal":
            for number in range(last - first):
                kept[first + number] = True
                spaces[first + number] = other[start + number].space
        else:
            put[first] += other[start:end]
    return Side(tuple(kept), tuple(spaces), tuple(tuple(each) for each in put))


def compared(old: Sequence[Piece], new: Sequence[Piece]) -> list[tuple[str, int, int, int, int]]:
    """What is equal and what is not, as difflib's opcodes. Beginnings and ends that are the same are not searched."""
    left, right = [piece.words for piece in old], [piece.words for piece in new]
    head = same_from_start(left, right)
    tail = same_from_start(left[head:][::-1], right[head:][::-1])
    left, right = left[head : len(left) - tail], right[head : len(right) - tail]
    matcher = SequenceMatcher(None, left, right, autojunk=len(left) * len(right) > QUICK)
    middle = [(what, first + head, last + head, start + head, end + head) for what, first, last, start, end in matcher.get_opcodes()]
    ends = [("equal", 0, head, 0, head), ("equal", len(old) - tail, len(old), len(new) - tail, len(new))]
    return [one for one in (ends[0], *middle, ends[1]) if one[1] < one[2] or one[3] < one[4]]


def same_from_start(left: Sequence[str], right: Sequence[str]) -> int:
    return next((place for place, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))


def joined(theirs: Sequence[Piece], mine: Sequence[Piece]) -> list[Piece]:
    """Theirs, then what of mine is not among it, as often as I wrote it more."""
    left = Counter(piece.words for piece in theirs)
    result = list(theirs)
    for piece in mine:
        if left[piece.words] > 0:
            left[piece.words] -= 1
        else:
            result.append(piece)
    return result


def spacing(base: str, theirs: str, mine: str) -> str:
    return theirs if mine == base else mine


def difference_at(ground: Sequence[Piece], place: int, left: Side, right: Side, *, is_line: bool) -> Difference | None:
    """Both took away the same sentence and at least one put something in its stead; in a line also where both put something."""
    theirs, mine = left.put[place], right.put[place]
    if (not theirs and not mine) or [one.words for one in theirs] == [one.words for one in mine]:
        return None
    gone = []
    for number in range(place, len(ground)):
        if left.kept[number] or right.kept[number] or (number > place and (left.put[number] or right.put[number])):
            break
        gone.append(ground[number])
    if not (gone or (is_line and theirs and mine)):
        return None
    return Difference(text_of(gone).strip(), text_of(theirs).strip(), text_of(mine).strip())


def text_of(found: Sequence[Piece], *, is_line: bool = False) -> str:
    """Each stays a sentence of its own: what stood at an end gets a space, or a new line when it is unfinished, before what now follows."""
    standing = [piece for place, piece in enumerate(found) if piece.words or place == 0]
    parted = (
        piece.words + parting(piece, follower, is_line=is_line) if piece.words else spaced(piece.whole)
        for piece, follower in pairwise(standing)
    )
    return "".join([*parted, *(piece.whole for piece in standing[-1:])])


def parting(piece: Piece, follower: Piece, *, is_line: bool) -> str:
    last = piece.words.rstrip(CLOSERS)[-1:]
    if last and last in WIDE_STOPS:
        return spaced(piece.space) or (" " if follower.words[:1] in STOPS + WIDE_STOPS + CLOSERS else "")
    if is_line:
        return spaced(piece.space) if "/" in piece.space or (piece.space and last and last in STOPS) else " / "
    if last and last in STOPS:
        return piece.space or " "
    return piece.space if "\n" in piece.space else "\n"


def spaced(space: str) -> str:
    """A stroke that stood at an end, before what now follows."""
    return f"{space} " if space.endswith("/") else space
