"""The load generator measures truly: what it asks, what it counts, whose CPU it reads.

1. Every request is asked and its whole body read, whether sized, in chunks, or ended by closing.
2. An answer of another kind is an error, not a figure.
3. The CPU is that of the server and its children, and of nobody else.
4. What is done before a round is done once a round, before anybody asks.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.site.load import WrongAnswerError, ask_once, body_of, cpu_s, measure, percentiles_ms, processes

BODY = b"a page of some length " * 500


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.client_address, dict(self.headers)))  # type: ignore[attr-defined]
        if self.path == "/missing":
            self.send_error(404)
            return
        if self.headers.get("If-None-Match") == '"tag"':
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        match self.path:
            case "/chunked":
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for part in (BODY[:1000], BODY[1000:]):
                    self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                self.wfile.write(b"0\r\n\r\n")
            case "/until-closed":
                self.close_connection = True
                self.end_headers()
                self.wfile.write(BODY)
            case "/closing":
                self.send_header("Connection", "close")
                self.send_header("Content-Length", str(len(BODY)))
                self.end_headers()
                self.wfile.write(BODY)
            case _:
                self.send_header("Content-Length", str(len(BODY)))
                self.end_headers()
                self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's word
        """Quiet."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def port(server: ThreadingHTTPServer) -> int:
    return int(server.server_address[1])


@pytest.mark.parametrize(
    ("path", "connections", "sockets"), [("/", 3, 3), ("/chunked", 3, 3), ("/closing", 3, 12), ("/until-closed", 1, 12)]
)
def test_every_request_is_asked_and_read_whole(server, path: str, connections: int, sockets: int) -> None:
    """1."""
    measured = measure(1, port(server), path, requests=12, connections=connections)
    assert (measured.requests, measured.size, len(server.asked)) == (12, len(BODY), 12)
    assert len({client for _, client, _ in server.asked}) == sockets
    assert 0 < measured.p50_ms <= measured.p99_ms


def test_headers_are_sent_and_an_unchanged_page_has_no_body(server) -> None:
    """1."""
    measured = measure(1, port(server), "/", requests=2, headers={"If-None-Match": '"tag"'}, expect=304)
    assert measured.size == 0
    assert {headers["Accept-Encoding"] for _, _, headers in server.asked} == {"gzip"}


def test_an_answer_of_another_kind_is_an_error(server) -> None:
    """2. Also where others wait at the gate for the one that failed."""
    for before in (None, lambda: None):
        with pytest.raises(WrongAnswerError, match="/missing answered 404, not 200"):
            measure(1, port(server), "/missing", requests=4, connections=2, before_round=before)


BURN = "import time, sys\nend = time.process_time() + {0}\nwhile time.process_time() < end: pass\nprint(flush=True); sys.stdin.read()"
NESTED = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BURN.format(0.4)!r}])"


@pytest.mark.parametrize("code", [BURN.format(0.4), NESTED])
def test_cpu_is_of_the_process_and_its_children(code: str) -> None:
    """3. Half a second burnt beside it, here, does not count. A start of Python costs some 20 ms."""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as burner:
        assert burner.stdout
        assert burner.stdin
        burner.stdout.readline()
        before = time.process_time()
        while time.process_time() < before + 0.5:
            pass
        found = processes(burner.pid)
        spent = cpu_s(found)
        burner.stdin.close()
    assert len(found) == (2 if code == NESTED else 1)
    assert 0.39 <= spent < 0.39 + 0.4


def test_each_round_begins_with_one_change_before_all_ask(server) -> None:
    """4."""
    seen: list[int] = []
    measure(1, port(server), "/", requests=12, connections=4, before_round=lambda: seen.append(len(server.asked)))
    assert seen == [0, 4, 8]


def test_percentiles() -> None:
    assert percentiles_ms([0.001 * number for number in range(1, 201)]) == (pytest.approx(101), pytest.approx(199))
    assert percentiles_ms([0.003]) == (pytest.approx(3), pytest.approx(3))


def test_one_answer_can_be_looked_at(server) -> None:
    answer = ask_once(port(server), "/chunked")
    assert (answer.status, body_of(answer)) == (200, BODY)
