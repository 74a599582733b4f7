"""One HTTP call to a stranger's server: to the checked address alone, no redirect, little time, few octets back."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from essaim.desk.errors import DeskError
from essaim.desk.hooks.addresses import Target, read_target, resolved

CONNECT_S = 5.0
WHOLE_S = 15.0
"""From the first octet sent to the last read, however slowly they drip."""
ANSWER_OCTETS = 4096


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; status None: nothing did, and `answer` says why."""

    status: int | None
    answer: str
    duration_ms: int

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class PinnedConnection(http.client.HTTPConnection):
    """Connects to the address that was checked; the certificate is still the name's."""

    def __init__(self, target: Target, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_S)
        self.address, self.context = address, context
        self.line: socket.socket | None = None
        """Kept here: the connection forgets its socket once an answer has begun."""

    def connect(self) -> None:
        self.line = socket.create_connection((self.address, self.port), timeout=CONNECT_S)
        self.line.settimeout(WHOLE_S)
        if self.context is not None:
            self.line = secured = self.context.wrap_socket(self.line, server_hostname=self.host, do_handshake_on_connect=False)
            secured.do_handshake()
        self.sock = self.line


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Never raises for what the other side does: that is the reply."""
    began = time.monotonic()

    def after(status: int | None, answer: str) -> Reply:
        return Reply(status, answer, int((time.monotonic() - began) * 1000))

    try:
        target = read_target(url)
        address = resolved(target)
    except DeskError as error:
        return after(None, f"{error.code}: {error.facts.get('address', '')}".rstrip(": "))
    except (OSError, UnicodeError) as error:  # a name no name server can be asked for is a UnicodeError
        return after(None, f"{type(error).__name__}: {error}")
    connection = PinnedConnection(target, address, ssl.create_default_context() if target.scheme == "https" else None)
    watch = threading.Timer(WHOLE_S, cut, [connection])
    watch.daemon = True
    try:
        watch.start()
        connection.request("POST", target.path, body, {**headers, "Host": target.named, "Connection": "close"})
        response = connection.getresponse()
        return after(response.status, response.read(ANSWER_OCTETS).decode("utf-8", "replace").replace("\0", ""))
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() - began >= WHOLE_S
        return after(None, f"no answer within {WHOLE_S:.0f} s" if late else f"{type(error).__name__}: {error}")
    finally:
        watch.cancel()
        connection.close()
        if connection.line is not None:
            connection.line.close()


def cut(connection: PinnedConnection) -> None:
    """End it in the midst of whatever it waits for."""
    if connection.line is not None:
        with contextlib.suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)
