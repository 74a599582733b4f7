"""How answers leave: with a key they are kept by nobody; public ones that change without the public revision carry no validator."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from essaim.api.reading import View, error_language, reader


def keyed(view: View) -> View:
    """For one account: never kept by a cache, never readable by another site's script."""
    return answered(view, {"Cache-Control": "no-store", "Vary": "Authorization, Accept-Language"}, language=error_language)


def fresh(view: View) -> View:
    """Public, and asked anew each time: calls open and close by the clock, and proposals change without a release."""
    return answered(view, {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"})


def answered(view: View, headers: dict[str, str], *, language: Callable[[HttpRequest], str] = reader) -> View:
    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language(request)):
            response = view(request, *args, **kwargs)
        for name, value in headers.items():
            response[name] = value
        return response

    return read


Decorator = Callable[[View], View]
