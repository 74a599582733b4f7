"""Pages kept whole in memory, one store a process, bounded by their weight. A page is good for one revision of the public content."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import TypeAlias

import brotli

Key: TypeAlias = tuple[str, str]
"""Host and path with query, as the request has them."""
ENTRY_COST = 1024
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
LARGE = 400_000
"""Bytes from which packing well takes a large part of the time: half the time makes such a body a tenth larger."""
LARGE_BROTLI_QUALITY = 3
LARGE_GZIP_LEVEL = 4
PACKABLE = ("text/", "application/json", "application/xml", "application/ld+json", "image/svg+xml")
QUICK_LEVEL = 1
"""For what is made for one reader and sent once."""


@dataclass(slots=True)
class Kept:
    """A page or file as a stranger gets it. `own` are the view's headers; `headers` all of them, known once it has left Django."""

    body: bytes
    revision: int
    until: float | None
    headers: tuple[tuple[str, str], ...] = ()
    own: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    packed: dict[str, bytes] = field(default_factory=dict)
    tag: str = ""

    def __post_init__(self) -> None:
        self.tag = tag_of(self.body)

    @property
    def weight(self) -> int:
        """With room for the packed forms that come later."""
        return len(self.body) * 3 // 2 + ENTRY_COST

    def is_good(self, revision: int, now: float) -> bool:
        return self.revision == revision and (self.until is None or now < self.until)

    @property
    def media_type(self) -> str:
        return dict(self.own).get("Content-Type", "")

    @property
    def is_page(self) -> bool:
        """Only pages have places for what is a reader's own."""
        return self.media_type.startswith("text/html")

    def encoding_for(self, accepted: str) -> str:
        """br or gzip when the reader takes it and it makes the body smaller, else ""."""
        return encoding_for(accepted) if self.media_type.startswith(PACKABLE) else ""

    def in_encoding(self, encoding: str) -> bytes:
        """The body packed once for all who take this encoding ("" for none)."""
        if not encoding:
            return self.body
        if encoding not in self.packed:
            self.packed[encoding] = pack(self.body, encoding)
        return self.packed[encoding]


def tag_of(body: bytes) -> str:
    return blake2b(body, digest_size=12).hexdigest()


def pack(body: bytes, encoding: str, *, quick: bool = False) -> bytes:
    is_large = len(body) >= LARGE
    if encoding == "br":
        return brotli.compress(body, quality=1 if quick else LARGE_BROTLI_QUALITY if is_large else BROTLI_QUALITY)
    return gzip.compress(body, QUICK_LEVEL if quick else LARGE_GZIP_LEVEL if is_large else GZIP_LEVEL, mtime=0)


def encoding_for(accepted: str) -> str:
    """br or gzip when the reader takes it, else ""."""
    offered = {
        name.strip(): weight.strip().replace(" ", "") for name, _, weight in (part.partition(";") for part in accepted.lower().split(","))
    }
    return next((name for name in ("br", "gzip") if name in offered and offered[name] not in ("q=0", "q=0.0")), "")


class Store:
    """The most recently read pages, up to `limit` bytes. Safe between threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.weight = 0
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept is not None:
                self.pages.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """A page heavier than a quarter of the room is not kept."""
        if kept.weight * 4 > self.limit:
            return
        with self.lock:
            self.drop(key)
            self.pages[key] = kept
            self.weight += kept.weight
            while self.weight > self.limit:
                self.drop(next(iter(self.pages)))

    def drop(self, key: Key) -> None:
        former = self.pages.pop(key, None)
        if former is not None:
            self.weight -= former.weight

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.weight = 0
