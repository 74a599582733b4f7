"""Which addresses may be called: public ones over HTTPS, so that nobody makes this server ask its own network."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from essaim.desk.errors import DeskError

Address = IPv4Address | IPv6Address
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 inside IPv6, as some networks translate it."""
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    scheme: str
    host: str
    """As name servers know it: without accents ("xn--…")."""
    port: int
    path: str
    """With its query."""

    @property
    def named(self) -> str:
        """For the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_target(url: str) -> Target:
    """The address in its parts; DeskError when no webhook may have it. Asks no name server: see `resolved`."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip(".").encode("idna").decode(), parts.port
    except ValueError as error:
        raise DeskError("hook_address_broken", field="url", url=url) from error
    if parts.scheme not in PORTS or not host:
        raise DeskError("hook_address_broken", field="url", url=url)
    if parts.username is not None or parts.password is not None:
        raise DeskError("hook_address_with_password", field="url", host=host)
    if parts.scheme == "http" and not is_local_trial(host):
        raise DeskError("hook_address_not_secure", field="url", url=url)
    literal = literal_of(host)
    if literal is not None and not may_call(literal):
        raise DeskError("hook_address_private", field="url", url=url, address=str(literal))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def resolved(target: Target) -> str:
    """The one address to connect to, looked up and checked now: a name that leads inside today is refused today.

    Every address of the name must be allowed, not only the one taken. Raises DeskError, and OSError when the name does not resolve.
    """
    found = [ip_address(str(one[4][0]).partition("%")[0]) for one in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)]
    for address in found:
        if not may_call(address):
            raise DeskError("hook_address_private", url=target.host, address=str(address))
    return str(found[0])


def literal_of(host: str) -> Address | None:
    """The address a host is when it is no name; also in the old shapes ("127.1", "0x7f000001") that resolvers take."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None


def may_call(address: Address) -> bool:
    """Reachable by anybody; or this machine itself, where a trial is allowed to."""
    if settings.WEBHOOKS_LOCAL and address.is_loopback:
        return True
    return all(one.is_global and not one.is_multicast for one in meant(address))


def meant(address: Address) -> Iterator[Address]:
    """The address, and the IPv4 one it stands for."""
    yield address
    if isinstance(address, IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64:
            inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
        yield from (one for one in inner if one is not None)


def is_local_trial(host: str) -> bool:
    if not settings.WEBHOOKS_LOCAL:
        return False
    literal = literal_of(host)
    return host == "localhost" or (literal is not None and literal.is_loopback)
