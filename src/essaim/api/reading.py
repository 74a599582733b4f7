"""What every answer of the API has in common: its language, its validator, its headers."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import translation
from django.utils.cache import get_conditional_response

from essaim.desk.journal import revision

View = Callable[..., HttpResponseBase]
ANSWERS = "1"
"""Raise it when the same content is answered in another form."""


def tag(request: HttpRequest) -> str:
    """The same address of the same public content has the same tag: one statement."""
    said = f"{ANSWERS} {revision()} {request.get_full_path()}"
    return f'W/"{blake2b(said.encode(), digest_size=12).hexdigest()}"'


def public_reading(view: View) -> View:
    """Answers for a stranger, whoever asks: no cookie changes what comes back. An unchanged answer costs one statement."""

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        etag = tag(request)
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return with_headers(unchanged, etag)
        with translation.override(reader(request)):
            return with_headers(view(request, *args, **kwargs), etag)

    return read


def reader(request: HttpRequest) -> str:
    """The language of page addresses and of words of ours: ?lang= where the interface speaks it."""
    wanted = request.GET.get("lang", "").split("-", maxsplit=1)[0]
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def error_language(request: HttpRequest) -> str:
    """One language for every error of a request: ?lang=, else Accept-Language, else the account's, else the site's."""
    known = dict(settings.LANGUAGES)
    wanted = request.GET.get("lang", "").split("-", maxsplit=1)[0]
    if wanted in known:
        return wanted
    if request.headers.get("Accept-Language"):
        return translation.get_language_from_request(request)
    account = getattr(getattr(request, "auth", None), "account", None)
    language = getattr(account, "language", "")
    return language if language in known else settings.LANGUAGE_CODE


def with_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Any site may read what anybody may read."""
    if response.status_code == HttpResponse.status_code or isinstance(response, HttpResponseNotModified):
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response
