"""The middleware behind `shared_page`: renders once for everybody, keeps the page, fills in what is each reader's own."""

import time
from collections.abc import Callable
from functools import cache
from typing import TypeGuard

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path, override

from essaim.desk.journal import revision
from essaim.desk.models import Account
from essaim.forum import favourites
from essaim.kit import shared
from essaim.website import theme
from essaim.website.kept import Kept, Key, Store, pack, tag_of
from essaim.website.personal import Marks, personalise, themed

View = Callable[..., HttpResponseBase]
HTML = "text/html"

store = Store(settings.KEPT_PAGES_MB * 1_000_000)


class SharedPages:
    """Stands first: what it keeps is the answer as it leaves, with every header. Two statements more for who is logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        page: tuple[Kept, Marks] | None = getattr(request, "shared_page", None)
        if page is not None and response.status_code == 200 and isinstance(response, HttpResponse):
            return finish(request, response, *page)
        choice = request.COOKIES.get(theme.COOKIE, "")
        if choice in theme.THEMES[1:] and is_page(response):
            response.content = themed(response.content, choice)
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """The page for everybody, from the store or made now; None lets Django go on as with any view."""
        if request.method not in ("GET", "HEAD") or not shared.is_shared(view):
            return None
        number = revision() if settings.KEPT_PAGES_MB else 0
        kept = store.get(key_of(request)) if settings.KEPT_PAGES_MB else None
        if kept is None or not kept.is_good(number, time.time()):
            try:
                response = as_for_a_stranger(request, view, args, kwargs)
            except Http404:
                if isinstance(request.user, AnonymousUser):
                    raise
                return None
            if response.status_code != 200 or not isinstance(response, HttpResponse) or is_personal(request, response):
                return response
            kept = Kept(response.content, number, shared.end_of(response), own=tuple(response.items()))
            if settings.KEPT_PAGES_MB:
                store.put(key_of(request), kept)
        request.shared_page = kept, marks_of(request) if kept.is_page else Marks()  # type: ignore[attr-defined]
        return HttpResponse(kept.body, headers=dict(kept.own))


def as_for_a_stranger(request: HttpRequest, view: View, args: tuple[object, ...], kwargs: dict[str, object]) -> HttpResponseBase:
    """Whoever asks, the view sees nobody: no account, no messages."""
    person, messages = request.user, getattr(request, "_messages", None)
    request.user = AnonymousUser()
    if messages is not None:
        del request._messages  # type: ignore[attr-defined]
    try:
        if get_language_from_path(request.path_info):
            return view(request, *args, **kwargs)
        with override(settings.LANGUAGE_CODE):  # an address without a language says the same to every reader
            return view(request, *args, **kwargs)
    finally:
        request.user = person
        if messages is not None:
            request._messages = messages  # type: ignore[attr-defined]


def finish(request: HttpRequest, response: HttpResponse, kept: Kept, marks: Marks) -> HttpResponse:
    """Marks, tag and packing; a stranger's answer teaches the store its headers."""
    response.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    if not kept.headers:
        kept.headers = tuple(
            (name.lower(), value) for name, value in response.items() if name.lower() not in ("content-length", "set-cookie")
        )
    if isinstance(request.user, Account) and favourites.COOKIE in request.COOKIES:
        favourites.forget_cookie(response)
    body = personalise(kept.body, marks) if marks else kept.body
    response["ETag"] = weak(tag_of(body) if marks else kept.tag)
    if response["ETag"] in request.headers.get("If-None-Match", ""):
        return not_modified(response)
    encoding = kept.encoding_for(request.headers.get("Accept-Encoding", ""))
    if encoding:
        response["Content-Encoding"] = encoding
        body = pack(body, encoding, quick=True) if marks else kept.in_encoding(encoding)
    response.content = body
    response["Content-Length"] = str(len(body))
    return response


def marks_of(request: HttpRequest) -> Marks:
    """Read while Django's layers still wait for the answer: messages read here are forgotten by their own layer."""
    account = isinstance(request.user, Account)
    language = get_language() or settings.LANGUAGE_CODE
    return Marks(
        theme=request.COOKIES.get(theme.COOKIE, ""),
        kept=favourites.kept_sessions(request),
        account=account_mark(language) if account else b"",
        messages=messages_mark(request),
    )


@cache
def account_mark(language: str) -> bytes:
    """Says only that somebody is logged in, so it is the same for all who are."""
    return b"<!--account-->" + render_to_string("website/components/account.html", {"user": Account()}).encode() + b"<!--/account-->"


def messages_mark(request: HttpRequest) -> bytes:
    messages = list(get_messages(request))
    if not messages:
        return b""
    return b"<!--messages-->" + render_to_string("website/components/messages.html", {"messages": messages}).encode() + b"<!--/messages-->"


def not_modified(response: HttpResponse) -> HttpResponseNotModified:
    answer = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control", "Vary"):
        answer[name] = response[name]
    answer.cookies = response.cookies
    return answer


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """A view that set a cookie or wrote a form's token has shown one reader something of their own: such a page is not kept."""
    return bool(response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def weak(tag: str) -> str:
    """One tag for every encoding of a body."""
    return f'W/"{tag}"'


def key_of(request: HttpRequest) -> Key:
    return request.get_host(), request.get_full_path()


def is_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith(HTML)
