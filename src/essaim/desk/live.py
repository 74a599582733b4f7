"""Live progress: one stream a page, one watcher a process. However many pages are open, each process asks the database twice a second.

The address holds a signed job number and language, given out by the page that was allowed to show the job; no session is read here.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signing
from django.db import DatabaseError, close_old_connections
from django.utils import translation

from essaim.desk import jobs
from essaim.desk.models import Job
from essaim.kit.serving import stopping

SALT = "essaim.desk.live"
VALID_S = 12 * 3600
POLL_S = 0.5
SILENCE_S = 15
PREFIX = "live"
Sight = tuple[str, int, int | None, str]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
logger = logging.getLogger("essaim.server")
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"content-security-policy", b"default-src 'none'"),
]


def address(job: Job, language: str) -> str:
    return f"/{PREFIX}/{signing.dumps({'job': job.pk, 'language': language}, salt=SALT)}"


class Watcher:
    """What every watched job looks like, kept fresh while anyone looks."""

    def __init__(self) -> None:
        self.watched: dict[int, int] = {}
        self.jobs: dict[int, Job] = {}
        self.task: asyncio.Task[None] | None = None

    def enter(self, number: int) -> None:
        self.watched[number] = self.watched.get(number, 0) + 1
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self.watch())

    def leave(self, number: int) -> None:
        self.watched[number] -= 1
        if not self.watched[number]:
            del self.watched[number]
            self.jobs.pop(number, None)

    async def watch(self) -> None:
        async with ThreadSensitiveContext():
            while self.watched and not stopping.is_set():
                try:
                    self.jobs = await sync_to_async(read)(list(self.watched))
                except DatabaseError as error:
                    logger.warning("Live progress: the database does not answer: %s", error)
                await asyncio.sleep(POLL_S)
            await sync_to_async(close_old_connections)()


def read(numbers: list[int]) -> dict[int, Job]:
    """One statement."""
    close_old_connections()
    return {job.pk: job for job in Job.objects.filter(pk__in=numbers)}


def event(job: Job, language: str) -> bytes:
    with translation.override(language):
        sight = {"open": job.is_open, "done": job.done, "total": job.total, "text": jobs.sentence(job)}
    return b"data: " + json.dumps(sight, ensure_ascii=False).encode() + b"\n\n"


class Live:
    """The ASGI application behind /live/."""

    def __init__(self) -> None:
        self.watcher = Watcher()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = scope["path"].removeprefix(f"/{PREFIX}/")
        try:
            asked = signing.loads(token, salt=SALT, max_age=VALID_S)
        except signing.BadSignature:
            await send(
                {"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain"), (b"content-length", b"0")]}
            )
            await send({"type": "http.response.body"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        number = int(asked["job"])
        self.watcher.enter(number)
        left = asyncio.create_task(gone(receive))
        try:
            await self.follow(number, str(asked["language"]), send, left)
        finally:
            left.cancel()
            self.watcher.leave(number)
        with contextlib.suppress(OSError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def follow(self, number: int, language: str, send: Send, left: "asyncio.Task[None]") -> None:
        """Until the job ends, the reader leaves or the process stops (the page then asks again, and another process answers)."""
        last, silent_s = b"retry: 1000\n\n", 0.0
        await send({"type": "http.response.body", "body": last, "more_body": True})
        while not left.done() and not stopping.is_set():
            job = self.watcher.jobs.get(number)
            now = event(job, language) if job else last
            if now != last:
                await send({"type": "http.response.body", "body": now, "more_body": True})
                last, silent_s = now, 0.0
            elif silent_s >= SILENCE_S:
                await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})
                silent_s = 0.0
            if job is not None and not job.is_open:
                return
            await asyncio.sleep(POLL_S)
            silent_s += POLL_S


async def gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
