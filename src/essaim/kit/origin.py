"""A guard for forms on pages that everybody shares: they carry no token of their own, so the browser's word on their origin is asked."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext

View = TypeVar("View", bound=Callable[..., HttpResponse])


def is_same_origin(request: HttpRequest) -> bool:
    """Every browser since 2020 says Sec-Fetch-Site or Origin with a form; what says neither is no browser and has no reader's cookies."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


def same_origin(view: View) -> View:
    """Refuses what was sent from another site."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_same_origin(request):
            return HttpResponseForbidden(gettext("This form was sent from another site. Open the page here and send it again."))
        return view(request, *args, **kwargs)

    return cast(View, guarded)
