"""Postings as bytes: a common word stands in thousands of documents, and a row for each would be slow to read. Pure.

A block holds the documents whose number divided by BLOCK is the same, sorted: all numbers (4 bytes each), then all weights (2),
then all shelves (2), the lowest byte first.
"""

import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

BLOCK = 4096
HEAVIEST = 0xFFFF
NUMBER, SMALL = "I", "H"
SIZE = 8
"""Bytes an entry takes."""


@dataclass(frozen=True, slots=True)
class Entries:
    documents: "array[int]"
    weights: "array[int]"
    shelves: "array[int]"

    def as_dict(self) -> dict[int, tuple[int, int]]:
        """Document → weight and shelf."""
        return dict(zip(self.documents, zip(self.weights, self.shelves, strict=True), strict=True))


def pack(entries: Mapping[int, tuple[int, int]]) -> bytes:
    """Document → weight and shelf, as bytes."""
    order = sorted(entries)
    weights = (min(entries[document][0], HEAVIEST) for document in order)
    return packed(NUMBER, order) + packed(SMALL, weights) + packed(SMALL, (entries[document][1] for document in order))


def unpack(data: bytes) -> Entries:
    count = len(data) // SIZE
    return Entries(unpacked(NUMBER, data[: 4 * count]), unpacked(SMALL, data[4 * count : 6 * count]), unpacked(SMALL, data[6 * count :]))


def pack_numbers(numbers: Iterable[int]) -> bytes:
    return packed(NUMBER, sorted(numbers))


def unpack_numbers(data: bytes) -> "array[int]":
    return unpacked(NUMBER, data)


def packed(kind: str, numbers: Iterable[int]) -> bytes:
    return little(array(kind, numbers)).tobytes()


def unpacked(kind: str, data: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(data)
    return little(numbers)


def little(numbers: "array[int]") -> "array[int]":
    """The lowest byte first, whatever the machine: a backup must read back on another."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
