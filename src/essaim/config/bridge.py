"""Django's synchronous handler on a fixed pool of threads, as an ASGI application.

Django's own ASGI handler makes one thread (and so one database connection) for each request. Here the threads live as long as the
process, keep their connections, and a request crosses from the event loop to a thread once. Measured in docs/decisions/0002-server.md.
"""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.http import HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = dict[str, Any]

IN_MEMORY = 1024 * 1024
logger = logging.getLogger("essaim.server")


class GoneError(Exception):
    """The reader left before the request was whole."""


class TooLargeError(Exception):
    """The request's body is over the limit."""


class Bridge(BaseHandler):
    """One per process. `threads` bounds how many pages are made at once, and how many database connections are held."""

    def __init__(self, *, threads: int, body_limit: int) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self.body_limit = body_limit
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            body = await self.body(receive)
        except GoneError:
            return
        except TooLargeError:
            await send_whole(send, plain(413, f"The request is larger than {self.body_limit // 1_000_000} MB. Send less at once."))
            return
        try:
            response = await loop.run_in_executor(self.pool, self.respond, scope, body)
            if isinstance(response, StreamingHttpResponse):
                await self.send_pieces(send, response)
            else:
                await send_whole(send, response)
        finally:
            body.close()

    async def body(self, receive: Receive) -> IO[bytes]:
        """All of it, whatever its transfer encoding, on disk past one megabyte."""
        kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 closed by the caller
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                kept.close()
                raise GoneError
            size += len(message.get("body", b""))
            if size > self.body_limit:
                kept.close()
                raise TooLargeError
            kept.write(message.get("body", b""))
            more = message.get("more_body", False)
        kept.seek(0)
        return kept

    def respond(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """In a thread of the pool. A whole response is closed here, so that its connection is free before it is sent."""
        set_script_prefix("/")
        request_started.send(sender=self.__class__, scope=scope)
        response: HttpResponseBase
        try:
            request = ASGIRequest(scope, body)
        except UnicodeDecodeError:
            logger.warning("Bad request: the address %r is not UTF-8.", scope.get("raw_path", b""))
            response = HttpResponseBadRequest()
        except RequestDataTooBig:
            response = HttpResponse(status=413)
        else:
            response = self.get_response(request)
        if not response.streaming:
            response.close()
        return response

    async def send_pieces(self, send: Send, response: StreamingHttpResponse) -> None:
        """A file or a generated download, piece by piece, each made in the pool and sent before the next is made."""
        loop = asyncio.get_running_loop()
        await send(start(response))
        pieces: Iterator[bytes] = iter(response)
        try:
            while (piece := await loop.run_in_executor(self.pool, next, pieces, None)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(self.pool, response.close)


def plain(status: int, text: str) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")


def start(response: HttpResponseBase) -> Message:
    headers = [(name.lower().encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    headers += [(b"set-cookie", cookie.output(header="").lstrip().encode("ascii")) for cookie in response.cookies.values()]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


async def send_whole(send: Send, response: HttpResponseBase) -> None:
    content = response.content if isinstance(response, HttpResponse) else b""
    if "Content-Length" not in response and response.status_code not in {204, 304}:
        response["Content-Length"] = str(len(content))
    await send(start(response))
    await send({"type": "http.response.body", "body": content})
