"""Pages that are the same for everybody, but for the marks the website fills in (essaim.website.shared)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

MARK = "is_shared"
FRESH = "fresh_until"


def shared_page(view: View) -> View:
    """Says that the view shows everybody the same: it is called as for a stranger, and what it gives may be kept for all.

    The view must not look at request.user, the session, cookies or the clock without saying `fresh_until`. A Http404 for a
    stranger is asked again for who is logged in, and then not kept.
    """
    setattr(view, MARK, True)
    return view


def is_shared(view: object) -> bool:
    return bool(getattr(view, MARK, False))


def fresh_until(response: HttpResponse, moment: datetime) -> HttpResponse:
    """The page depends on the clock: it may be kept until then at most."""
    setattr(response, FRESH, moment)
    return response


def end_of(response: HttpResponseBase) -> float | None:
    """When a kept page must be made again, as a time stamp; None while nothing changes."""
    moment = getattr(response, FRESH, None)
    return moment.timestamp() if isinstance(moment, datetime) else None


def stranger_sees(request: HttpRequest) -> bool:
    """Was the view called on behalf of everybody?"""
    return bool(getattr(request, MARK, False))
