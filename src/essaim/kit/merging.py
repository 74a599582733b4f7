"""A three-way merge of texts by sentences: what two people wrote at once stands in the result, and nothing either wrote is lost.

>>> merge("Un. Deux.", "Un. Deux et demi.", "Zéro. Un. Deux.").text
'Zéro. Un. Deux et demi.'
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SENTENCE = re.compile(r"[^\n]*?(?:[.!?…。！？؟।]+[\"'”’»)\]]*(?=\s|$)|[。！？]+|\n|$)\s*", re.UNICODE)
"""A sentence with the space behind it: to a full stop followed by space, a full stop of a script without spaces, or the end of the line."""


CLOSE_UP = "。！？」』）"
"""After these the next sentence follows without a space."""


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


def pieces(text: str) -> list[Piece]:
    """Joined, they are the text."""
    at = len(text) - len(text.lstrip())
    found = [Piece("", text[:at])] if at else []
    while at < len(text):
        match = SENTENCE.match(text, at)
        whole = match[0] if match and match[0] else text[at:]
        words = whole.rstrip()
        found.append(Piece(words, whole[len(words) :]))
        at += len(whole)
    return found


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Both changes applied. A sentence that both changed, or one changed and the other deleted, is a difference: every version stands, theirs
    first. One that somebody deleted and nobody touched is gone. The same words put in by both stand once."""
    if mine in (theirs, base):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    ground = pieces(base)
    left, right = side_of(ground, pieces(theirs)), side_of(ground, pieces(mine))
    result = woven(ground, left, right, Counter())
    missing = counted(pieces(mine)) & counted(pieces(theirs))
    missing.subtract(counted(result))
    if any(number > 0 for number in missing.values()):  # the same sentence twice in the base, and each side kept another of the two
        result = woven(ground, left, right, missing)
    differences = (difference_at(ground, place, left, right) for place in range(len(ground) + 1))
    return Merged(text_of(result), tuple(one for one in differences if one))


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
    matcher = SequenceMatcher(None, [piece.words for piece in ground], [piece.words for piece in other], autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            for number in range(last - first):
                kept[first + number] = True
                spaces[first + number] = other[start + number].space
        else:
            put[first] += other[start:end]
    return Side(tuple(kept), tuple(spaces), tuple(tuple(each) for each in put))


def joined(theirs: Sequence[Piece], mine: Sequence[Piece]) -> list[Piece]:
    """Theirs, then what of mine is not among it, as often as I wrote it more."""
    left = [piece.words for piece in theirs]
    result = list(theirs)
    for piece in mine:
        if piece.words in left:
            left.remove(piece.words)
        else:
            result.append(piece)
    return result


def spacing(base: str, theirs: str, mine: str) -> str:
    return theirs if mine == base else mine


def difference_at(ground: Sequence[Piece], place: int, left: Side, right: Side) -> Difference | None:
    """Both took away the same sentence and at least one put something in its stead."""
    gone = []
    for number in range(place, len(ground)):
        if left.kept[number] or right.kept[number] or (number > place and (left.put[number] or right.put[number])):
            break
        gone.append(ground[number])
    theirs, mine = left.put[place], right.put[place]
    if not gone or (not theirs and not mine) or [one.words for one in theirs] == [one.words for one in mine]:
        return None
    return Difference(text_of(gone).strip(), text_of(theirs).strip(), text_of(mine).strip())


def text_of(found: Sequence[Piece]) -> str:
    """Sentences that stood at an end get a space before what now follows."""
    out = []
    for piece, following in zip_longest(found, found[1:]):
        needs_space = not piece.space and piece.words and following is not None and following.words and piece.words[-1] not in CLOSE_UP
        out.append(piece.whole + (" " if needs_space else ""))
    return "".join(out)
