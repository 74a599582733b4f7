"""Links are asked for carefully: a server of our own plays the others; nothing goes to the outside."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from essaim.desk.actions.job import enqueue
from essaim.desk.models import Job
from essaim.desk.worker import Station
from essaim.forum import reaching
from essaim.forum.reaching import is_public, reach, reach_all, target_of

ASKED: list[tuple[str, str]] = []


class Other(BaseHTTPRequestHandler):
    """Answers by its path."""

    def answer(self) -> None:
        ASKED.append((self.command, self.path))
        name, _, rest = self.path.strip("/").partition("/")
        if name == "slow":
            time.sleep(3)
        status = {"missing": 404, "gone": 410, "closed": 403, "error": 500, "loop": 302, "to": 302, "inside": 302}.get(name, 200)
        if name == "nohead" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if name == "loop":
            self.send_header("Location", "/loop")
        if name == "to":
            self.send_header("Location", f"/{rest}")
        if name == "inside":
            self.send_header("Location", "http://10.0.0.7/secret")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch) -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    monkeypatch.setattr(reaching, "ALLOWED_PORTS", reaching.ALLOWED_PORTS | {made.server_port})
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    ASKED.clear()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def here(address: object) -> bool:
    return str(address) == "127.0.0.1"


ANSWERS = [
    ("/page", "reached", 200),
    ("/to/page", "moved", 200),
    ("/missing", "missing", 404),
    ("/gone", "missing", 410),
    ("/to/missing", "missing", 404),
    ("/closed", "closed", 403),
    ("/error", "failing", 500),
    ("/loop", "failing", 302),
    ("/nohead", "reached", 200),
    ("/é?q=ç", "reached", 200),
]


@pytest.mark.parametrize(("path", "answer", "status"), ANSWERS)
def test_what_a_server_answers(server, path, answer, status):
    found = reach(server + path, allow=here)
    assert (found.answer, found.status) == (answer, status)


def test_a_redirect_into_a_private_network_is_not_followed(server):
    found = reach(f"{server}/inside", allow=here)
    assert (found.answer, found.onward) == ("private", "http://10.0.0.7/secret")


def test_a_server_that_is_slow_does_not_hold_the_worker(server):
    began = time.monotonic()
    assert reach(f"{server}/slow", allow=here, whole_s=0.4).answer == "silent"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://127.1/",
        "https://127.0.0.1:22/",
    ],
)
def test_private_addresses_are_never_asked(server, url):
    assert reach(url).answer == "private"
    assert ASKED == []


def test_the_server_of_the_test_itself_is_private(server):
    assert reach(f"{server}/page").answer == "private"
    assert ASKED == []


@pytest.mark.parametrize("url", ["ftp://example.org", "http://", "https://user:secret@example.org/", "javascript:alert(1)", "http://[x/"])
def test_what_is_no_web_address(url):
    assert reach(url).answer == "broken"


def test_a_name_that_resolves_to_a_private_address_is_not_asked(monkeypatch):
    """As a name server of somebody who means harm would answer."""

    def resolve(*_args: object, **_more: object) -> list[object]:
        return [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert reach("https://example.org/").answer == "private"


def test_a_name_nobody_has(monkeypatch):
    def resolve(*_args: object, **_more: object) -> list[object]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert reach("https://example.invalid/").answer == "nameless"


def test_nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert reach(f"http://127.0.0.1:{port}/", allow=here).answer == "private"  # not one of the ports that are asked


def test_public_and_private():
    assert is_public(ip_address("93.184.215.14"))
    assert is_public(ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))
    assert not is_public(ip_address("::ffff:192.168.0.1"))
    assert not is_public(ip_address("224.0.0.1"))


def test_an_address_without_scheme_and_with_letters_of_its_own():
    target = target_of("www.écoles.example/à lire?q=é")
    assert (target.scheme, target.host, target.path) == ("https", "www.xn--coles-9ra.example", "/%C3%A0%20lire?q=%C3%A9")


def test_all_links_in_their_order_until_the_time_is_over(server, monkeypatch):
    told: list[int] = []
    found = reach_all([f"{server}/page", f"{server}/missing"], report=told.append, allow=here)
    assert [one.answer for one in found] == ["reached", "missing"]
    assert told == [0, 1]
    monkeypatch.setattr(reaching, "ALL_S", -1.0)
    assert [one.answer for one in reach_all([f"{server}/page"], report=told.append, allow=here)] == ["untried"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_writes_what_it_met(server):
    """Through the job as it is: the server of the test is private to it, so it is said and not asked."""
    job = enqueue(kind="forum.reach_links", arguments={"edition": 1, "links": [f"{server}/page", "ftp://x"]})
    Station().work(until_empty=True)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert [one["answer"] for one in job.result["links"]] == ["private", "broken"]
    assert ASKED == []
