"""One server process: uvicorn on a socket it was handed, made to restart without a failed request.

Started by the supervisor as `python -m essaim.cli.process`. uvicorn alone closes idle keep-alive connections the moment it is told
to stop, while a reader's next request may be on its way. Here they live on to their usual time-out, and any request that still
comes on one is answered with `Connection: close`.
"""

import argparse
import asyncio
import logging
import os
import signal
import socket
import threading

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from essaim.kit.serving import stopping

KEEP_ALIVE_S = 5
"""A reverse proxy in front should let go of idle connections earlier (docs/guides/deployment.md)."""
GRACE_S = 30


class DrainingProtocol(HttpToolsProtocol):
    """One connection. When the process stops, the connection serves on until the reader has had its say."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if stopping.is_set():
            self.shutdown()

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        if stopping.is_set() and self.cycle is not None:
            self.cycle.keep_alive = False

    def shutdown(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
        elif self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)


class Server(uvicorn.Server):
    """Says when it is ready, and tells the code it runs when it stops."""

    def __init__(self, config: uvicorn.Config, ready: int) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            os.write(self.ready, b"1")
            os.close(self.ready)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        stopping.set()
        await super().shutdown(sockets)


def follow(lifeline: int) -> None:
    """Stop when the supervisor is gone, however it went: its end of the pipe closes with it."""

    def wait() -> None:
        os.read(lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()


def run(application: str, listener: int, ready: int, lifeline: int) -> None:
    follow(lifeline)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        application,
        http=DrainingProtocol,
        loop="uvloop",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        proxy_headers=True,
    )
    Server(config, ready).run([socket.socket(fileno=listener)])


def main() -> None:
    reader = argparse.ArgumentParser(description="One server process (the supervisor starts it).")
    reader.add_argument("application")
    for name in ("--listener", "--ready", "--lifeline"):
        reader.add_argument(name, type=int, required=True)
    given = reader.parse_args()
    run(given.application, given.listener, given.ready, given.lifeline)


if __name__ == "__main__":
    main()
