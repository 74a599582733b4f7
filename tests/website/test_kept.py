"""The store of finished pages, and the answers given before Django."""

import gzip
import sqlite3
import time

import brotli
import pytest
from django.db import connection

from essaim.desk import journal
from essaim.website.early import STATEMENT, EarlyPages, Reader, connect_sqlite, revision_reader
from essaim.website.kept import LARGE, Kept, Store, encoding_for, pack

PAGE = b'<!--theme--><link media="(prefers-color-scheme: dark)"><!--/theme--><!--account-->log in<!--/account-->' + b"x" * 2000
HEADERS = (("content-type", "text/html; charset=utf-8"), ("vary", "Cookie, Accept-Encoding"), ("cache-control", "no-cache"))
KEY = ("example.org", "/fr/?q=%C3%A9")


def kept(body: bytes = PAGE, revision: int = 7, until: float | None = None) -> Kept:
    return Kept(body, revision, until, HEADERS)


def scope(path: bytes = b"/fr/", query: bytes = b"q=%C3%A9", **headers: str) -> dict[str, object]:
    named = {"host": "example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {"raw_path": path, "query_string": query, "headers": [(name.encode(), value.encode()) for name, value in named.items()]}


def early(page: Kept | None = None, revision: int | None = 7) -> EarlyPages:
    store = Store(1_000_000)
    store.put(KEY, page or kept())
    return EarlyPages(lambda: revision, store)


def test_a_kept_page_is_given_with_its_headers():
    given = early()(scope())
    assert given is not None
    assert (given.status, given.body) == (200, PAGE)
    assert dict(given.headers)[b"content-type"] == b"text/html; charset=utf-8"
    assert dict(given.headers)[b"content-length"] == str(len(PAGE)).encode()


@pytest.mark.parametrize(
    "headers", [{"cookie": "sessionid=abc"}, {"cookie": "theme=dark; sessionid=abc"}, {"cookie": "messages=x"}, {"host": "other.example"}]
)
def test_django_answers_who_is_logged_in_has_messages_or_asks_another_host(headers):
    assert early()(scope(**headers)) is None


@pytest.mark.parametrize(("revision", "until"), [(8, None), (None, None), (7, 1.0)])
def test_django_answers_when_content_changed_cannot_be_known_or_time_is_up(revision, until):
    assert early(kept(until=until), revision)(scope()) is None


def test_another_query_is_another_page():
    assert early()(scope(query=b"")) is None
    assert early()(scope(path=b"/en/")) is None


def test_a_page_that_never_left_django_has_no_headers_and_is_not_given():
    assert early(Kept(PAGE, 7, None))(scope()) is None


def test_an_unchanged_page_is_answered_without_a_body():
    asked = early()
    first = asked(scope())
    assert first is not None
    tag = dict(first.headers)[b"etag"].decode()
    again = asked(scope(if_none_match=tag))
    assert again is not None
    assert (again.status, again.body) == (304, b"")
    assert dict(again.headers)[b"cache-control"] == b"no-cache"


def test_a_readers_own_page_has_its_own_tag():
    asked = early()
    dark, plain = asked(scope(cookie="theme=dark")), asked(scope())
    assert dark is not None
    assert plain is not None
    assert b'media="all"' in dark.body
    assert dict(dark.headers)[b"etag"] != dict(plain.headers)[b"etag"]


def test_packing_is_done_once():
    asked = early()
    first, second = asked(scope(accept_encoding="br")), asked(scope(accept_encoding="br"))
    assert first is not None
    assert second is not None
    assert first.body is second.body
    assert len(first.body) < len(PAGE)


@pytest.mark.parametrize(("encoding", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
@pytest.mark.parametrize("quick", [True, False])
def test_small_and_large_bodies_are_packed_whole(encoding, opened, quick):
    words = b" ".join(b"%d" % (number * number) for number in range(LARGE // 8))
    for body in (words[:5000], words[:LARGE]):
        packed = pack(body, encoding, quick=quick)
        assert opened(packed) == body
        assert len(packed) < len(body)


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, deflate, br, zstd", "br"), ("GZIP", "gzip"), ("br; q=0, gzip;q=0.5", "gzip"), ("*", ""), ("", "")]
)
def test_encodings(accepted, encoding):
    assert encoding_for(accepted) == encoding


def test_the_store_drops_what_was_read_longest_ago():
    store = Store(20_000)
    for name in "abcd":
        store.put(("h", name), kept(b"x" * 2500))
    store.get(("h", "a"))
    store.put(("h", "e"), kept(b"x" * 2500))
    assert ("h", "b") not in store.pages
    assert ("h", "a") in store.pages
    assert store.weight <= store.limit


def test_the_store_reckons_replaced_pages_once():
    store = Store(100_000)
    for _ in range(50):
        store.put(KEY, kept())
    assert store.weight == kept().weight


def test_a_page_too_heavy_for_the_store_is_not_kept():
    store = Store(10_000)
    store.put(KEY, kept(b"x" * 9000))
    assert not store.pages


def test_the_reader_sees_a_commit_at_once_and_survives_a_broken_connection(tmp_path):
    path = tmp_path / "db.sqlite3"
    reader = Reader(lambda: connect_sqlite({"NAME": str(path)}), sqlite3.Error)
    assert reader() is None, "no file yet"
    with sqlite3.connect(path) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE desk_revision (id INTEGER PRIMARY KEY, number INTEGER)")
    assert reader() == 0
    with sqlite3.connect(path) as writer:
        writer.execute("INSERT INTO desk_revision VALUES (1, 41)")
    assert reader() == 41
    reader.connection.close()
    assert reader() is None
    assert reader() == 41
    assert STATEMENT.startswith("SELECT number")


def test_an_answer_takes_well_under_a_millisecond():
    asked = early()
    asked(scope(accept_encoding="br"))
    began = time.process_time()
    for _ in range(200):
        asked(scope(accept_encoding="br"))
    assert (time.process_time() - began) / 200 < 0.001


@pytest.mark.django_db(transaction=True)
def test_the_reader_of_the_sites_own_database_sees_a_commit_at_once():
    """On PostgreSQL over a connection of its own; an embedded test database lives in memory, where no second one can look."""
    if connection.vendor != "postgresql":
        assert revision_reader().broken is sqlite3.Error
        return
    reader = revision_reader()
    before = reader()
    journal.raise_revision()
    assert reader() == (before or 0) + 1
    reader.connection.close()
    assert [reader(), reader()] == [None, (before or 0) + 1]
    reader.connection.close()
