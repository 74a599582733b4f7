"""What stands before Django: early answers (a page cache), live streams, request lines; all else crosses the bridge."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from essaim.config.bridge import Message, Receive, Scope, Send

Application = Callable[[Scope, Receive, Send], Awaitable[None]]
requests = logging.getLogger("essaim.request")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer that needs no Django: status, headers (names in lower case), body."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""


EarlyAnswer = Callable[[Scope], Answer | None]
"""Looks at a GET or HEAD and answers it or not, at once: it runs on the event loop, so it may neither wait nor ask the database."""


class Front:
    """`early` is asked in order; `streams` maps the first segment of a path to the application that owns it."""

    def __init__(self, pages: Application, *, early: Sequence[EarlyAnswer] = (), streams: Mapping[str, Application] | None = None) -> None:
        self.pages = pages
        self.early = tuple(early)
        self.streams = dict(streams or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lifespan(receive, send)
        elif scope["type"] == "http":
            await self.http(scope, receive, send)
        else:
            message = f"This server does not speak {scope['type']!r}."
            raise ValueError(message)

    async def http(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = Line(scope, send)
        try:
            if scope["method"] in {"GET", "HEAD"}:
                for ask in self.early:
                    if (answer := ask(scope)) is not None:
                        await give(line.send, answer, head=scope["method"] == "HEAD")
                        return
            owner = self.streams.get(scope["path"].split("/", 2)[1] if "/" in scope["path"] else "", self.pages)
            await owner(scope, receive, line.send)
        finally:
            line.write()


class Line:
    """One request line in the log: who, what, status, size, time. The query is left out: it may hold what people typed."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.forward = scope, send
        self.began = time.perf_counter()
        self.status = self.size = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.size += len(message.get("body", b""))
        await self.forward(message)

    def write(self) -> None:
        if requests.isEnabledFor(logging.INFO):
            client = (self.scope.get("client") or ("-",))[0]
            spent_ms = (time.perf_counter() - self.began) * 1000
            path = shown(self.scope["path"])
            requests.info("%s %s %s %s %d B %.1f ms", client, self.scope["method"], path, self.status or "-", self.size, spent_ms)


def shown(path: str) -> str:
    """The path as the log may hold it: no line breaks, no keys that open something (live streams, password resets)."""
    clean = path.encode("unicode_escape").decode("ascii") if not path.isprintable() else path
    for opener in ("/live/", "/reset/key/", "/confirm-email/", "/answer/"):
        if opener in clean:
            return clean.split(opener)[0] + opener + "…"
    return clean


async def give(send: Send, answer: Answer, *, head: bool) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": b"" if head else answer.body})


async def lifespan(receive: Receive, send: Send) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
