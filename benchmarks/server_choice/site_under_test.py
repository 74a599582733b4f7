"""The smallest Django site that shows what a server does: one file, the same for every contender."""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        SECRET_KEY="for-measuring-only",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(Path(os.environ.get("SERVER_CHOICE_DATA", "."), "measured.sqlite3")),
                "CONN_MAX_AGE": None,
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
            }
        },
    )

PAGE = b"<!doctype html><title>page</title>" + b"<p>une page simple</p>" * 100
CHUNK_S = 0.5


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


def row(_request: HttpRequest) -> HttpResponse:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master")
        return HttpResponse(f"{cursor.fetchone()[0]}")


def echo(request: HttpRequest) -> HttpResponse:
    body = request.body
    return HttpResponse(f"{len(body)} {hashlib.sha256(body).hexdigest()}")


def slow(_request: HttpRequest) -> HttpResponse:
    time.sleep(1.5)
    return HttpResponse(b"slow")


def pid(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(os.getpid()))


async def later_events() -> AsyncIterator[bytes]:
    for number in range(240):
        yield b"data: %d\n\n" % number
        await asyncio.sleep(CHUNK_S)


def blocking_events() -> Iterator[bytes]:
    for number in range(240):
        yield b"data: %d\n\n" % number
        time.sleep(CHUNK_S)


def events(request: HttpRequest) -> StreamingHttpResponse:
    source = later_events() if hasattr(request, "scope") else blocking_events()
    return StreamingHttpResponse(source, content_type="text/event-stream")


urlpatterns = [path(f"{view.__name__}", view) for view in (page, row, echo, slow, pid, events)]


def get_asgi() -> object:
    from django.core.asgi import get_asgi_application

    return get_asgi_application()


def get_wsgi() -> object:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def get_essaim() -> object:
    """Essaim's own front: streams on the event loop, pages on threads that last."""
    import django

    from essaim.config.bridge import Bridge
    from essaim.config.front import Front
    from essaim.kit.serving import stopping

    django.setup()

    async def live(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})  # type: ignore[operator]
        async for piece in later_events():
            if stopping.is_set():
                break
            await send({"type": "http.response.body", "body": piece, "more_body": True})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]

    return Front(Bridge(threads=4, body_limit=10**8), streams={"events": live})


def __getattr__(name: str) -> object:
    makers = {"asgi": get_asgi, "wsgi": get_wsgi, "essaim": get_essaim}
    if name not in makers:
        raise AttributeError(name)
    globals()[name] = made = makers[name]()
    return made
