"""Kept pages given out before Django is asked: for readers who are not logged in, one look at the revision a request.

The look is one statement on a connection of its own, a few microseconds in an embedded database and one short round trip to
PostgreSQL: that is what makes a release seen by the very next request on every worker.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.conf import settings

from essaim.forum.favourites import COOKIE as KEPT
from essaim.forum.favourites import read_cookie
from essaim.website.kept import Kept, Store, pack, tag_of
from essaim.website.personal import Marks, personalise
from essaim.website.shared import store, weak
from essaim.website.theme import COOKIE as THEME

STATEMENT = "SELECT number FROM desk_revision WHERE id = 1"
WAIT_S = 1
OWN = frozenset({"content-encoding", "content-length", "etag"})


class Given(NamedTuple):
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class EarlyPages:
    """Asked with an ASGI scope: the answer, or None when Django must make it."""

    def __init__(self, revision: Callable[[], int | None], pages: Store = store) -> None:
        self.revision = revision
        self.pages = pages

    def __call__(self, scope: Mapping[str, Any]) -> Given | None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        query = scope["query_string"]
        address = scope["raw_path"] + b"?" + query if query else scope["raw_path"]
        kept = self.pages.get((headers.get(b"host", b"").decode("latin-1"), address.decode("latin-1")))
        if kept is None or not kept.headers:
            return None
        cookies = read_cookies(headers.get(b"cookie", b"").decode("latin-1"))
        if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
            return None
        number = self.revision()
        if number is None or not kept.is_good(number, time.time()):
            return None
        marks = Marks(theme=cookies.get(THEME, ""), kept=read_cookie(cookies.get(KEPT, "")))
        body = personalise(kept.body, marks) if marks and kept.is_page else None
        return answer(kept, body, headers)


def answer(kept: Kept, own: bytes | None, headers: dict[bytes, bytes]) -> Given:
    tag = weak(tag_of(own) if own is not None else kept.tag).encode()
    fixed = tuple((name.encode(), value.encode("latin-1")) for name, value in kept.headers if name not in OWN)
    if tag in headers.get(b"if-none-match", b""):
        return Given(304, (*(pair for pair in fixed if pair[0] in (b"vary", b"cache-control")), (b"etag", tag)), b"")
    encoding = kept.encoding_for(headers.get(b"accept-encoding", b"").decode("latin-1"))
    body = kept.in_encoding(encoding) if own is None else pack(own, encoding, quick=True) if encoding else own
    packed = ((b"content-encoding", encoding.encode()),) if encoding else ()
    return Given(200, (*fixed, (b"etag", tag), *packed, (b"content-length", str(len(body)).encode())), body)


def read_cookies(header: str) -> dict[str, str]:
    return {name.strip(): value.strip() for name, _, value in (part.partition("=") for part in header.split(";")) if name.strip()}


def revision_reader() -> Callable[[], int | None]:
    """A look at the revision on a connection of its own, opened again when it broke; None when it cannot be had."""
    database: dict[str, Any] = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        return Reader(lambda: connect_sqlite(database), sqlite3.Error)
    import psycopg

    return Reader(lambda: connect_postgres(database), psycopg.Error)


class Reader:
    def __init__(self, connect: Callable[[], Any], broken: type[Exception]) -> None:
        self.connect = connect
        self.broken = broken
        self.connection: Any = None

    def __call__(self) -> int | None:
        try:
            if self.connection is None:
                self.connection = self.connect()
            row = self.connection.execute(STATEMENT).fetchone()
        except self.broken:
            self.connection = None
            return None
        return int(row[0]) if row else 0


def connect_sqlite(database: Mapping[str, Any]) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{database['NAME']}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, timeout=WAIT_S)


def connect_postgres(database: Mapping[str, Any]) -> Any:
    import psycopg

    given = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {name: database[key] for name, key in given.items() if database.get(key)}
    return psycopg.connect(
        **known, **database.get("OPTIONS", {}), autocommit=True, connect_timeout=WAIT_S, options=f"-c statement_timeout={WAIT_S}s"
    )
