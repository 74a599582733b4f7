"""Does a link lead somewhere? One careful request: to public addresses alone, checked at every redirect, in little time."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal, TypeAlias
from urllib.parse import urljoin, urlsplit

from essaim.desk.hooks.addresses import Address, Target, literal_of, meant
from essaim.desk.hooks.post import PinnedConnection

Answer: TypeAlias = Literal[
    "reached", "moved", "missing", "closed", "failing", "silent", "nameless", "certificate", "private", "broken", "untried"
]
PORTS = {"http": 80, "https": 443}
ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})
WHOLE_S = 10.0
"""For one link with its redirects."""
ALL_S = 120.0
"""For all links of a notice."""
MOST_HOPS = 5
READ_OCTETS = 1024
AGENT = "Essaim link check"
MISSING = frozenset({404, 410})
CLOSED = frozenset({401, 402, 403, 407, 429, 451})
NO_HEAD = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 503})
"""Answers to HEAD that some servers give though GET is fine."""


@dataclass(frozen=True, slots=True)
class Reached:
    url: str
    answer: Answer
    status: int | None = None
    onward: str = ""
    """Where it led, when that is elsewhere."""


class PrivateAddressError(Exception):
    """A name or redirect that leads into a network of one's own."""


def is_public(address: Address) -> bool:
    """Reachable by anybody on the internet, also as what it stands for (IPv4 in IPv6)."""
    return all(one.is_global and not one.is_multicast for one in meant(address))


def reach_all(urls: Sequence[str], *, report: Callable[[int], None], allow: Callable[[Address], bool] = is_public) -> list[Reached]:
    """In their order; when the time for all is over, the rest is said to be untried."""
    began, found = time.monotonic(), []
    for number, url in enumerate(urls):
        report(number)
        is_late = time.monotonic() - began > ALL_S
        found.append(Reached(url, "untried") if is_late else reach(url, allow=allow))
    return found


def reach(url: str, *, allow: Callable[[Address], bool] = is_public, whole_s: float = WHOLE_S) -> Reached:
    """Never raises for what the other side does. `allow` says which addresses may be connected to."""
    end, here = time.monotonic() + whole_s, url
    try:
        for _hop in range(MOST_HOPS + 1):
            status, onward = ask(here, allow=allow, end=end)
            if status is None or not onward:
                break
            here = urljoin(here, onward)
        else:
            return Reached(url, "failing", status, here)
    except PrivateAddressError:
        return Reached(url, "private", onward=here if here != url else "")
    except ssl.SSLCertVerificationError:
        return Reached(url, "certificate")
    except socket.gaierror:
        return Reached(url, "nameless")
    except TimeoutError:
        return Reached(url, "silent")
    except (OSError, http.client.HTTPException):
        return Reached(url, "silent")
    except ValueError:
        return Reached(url, "broken")
    return Reached(url, answer_of(status, is_moved=here != url), status, here if here != url else "")


def answer_of(status: int, *, is_moved: bool) -> Answer:
    if status in MISSING:
        return "missing"
    if status in CLOSED:
        return "closed"
    if status >= http.HTTPStatus.BAD_REQUEST:
        return "failing"
    return "moved" if is_moved else "reached"


def ask(url: str, *, allow: Callable[[Address], bool], end: float) -> tuple[int, str]:
    """(status, where it redirects to or ""). HEAD, and GET where a server does not like HEAD."""
    target = target_of(url)
    address = public_address(target, allow)
    status, onward = request("HEAD", target, address, end)
    if status in NO_HEAD:
        status, onward = request("GET", target, address, end)
    return status, onward


def target_of(url: str) -> Target:
    parts = urlsplit(url if "://" in url else f"https://{url}")
    host, port = (parts.hostname or "").rstrip("."), parts.port
    if parts.scheme not in PORTS or not host or parts.username is not None:
        raise ValueError(url)
    if (port or PORTS[parts.scheme]) not in ALLOWED_PORTS:
        raise PrivateAddressError(url)
    named = host if literal_of(host) is not None or host.isascii() else host.encode("idna").decode()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, named, port or PORTS[parts.scheme], quoted(path))


def quoted(path: str) -> str:
    """Letters beyond ASCII as a browser would send them."""
    return "".join(sign if sign.isascii() and sign > " " else "".join(f"%{octet:02X}" for octet in sign.encode()) for sign in path)


def public_address(target: Target, allow: Callable[[Address], bool]) -> str:
    """The address to connect to, looked up now. Every address of the name must be allowed, not only the one taken."""
    found = [ip_address(str(one[4][0]).partition("%")[0]) for one in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)]
    if not all(allow(address) for address in found):
        raise PrivateAddressError(target.host)
    return str(found[0])


def request(method: str, target: Target, address: str, end: float) -> tuple[int, str]:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection = PinnedConnection(target, address, ssl.create_default_context() if target.scheme == "https" else None)
    watch = threading.Timer(left, cut, [connection])
    watch.daemon = True
    watch.start()
    try:
        connection.request(method, target.path, headers={"Host": target.named, "User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
        response = connection.getresponse()
        response.read(READ_OCTETS)
        is_redirect = response.status in {301, 302, 303, 307, 308}
        return response.status, (response.headers.get("Location") or "") if is_redirect else ""
    finally:
        watch.cancel()
        connection.close()


def cut(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
