"""What a reader gets when a page is not there, not theirs, or broken: what happened, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, gettext("This page does not exist"), gettext("It may have moved, or the address holds a slip."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(
        request, 403, gettext("This page is not open to you"), gettext("It belongs to a team. Log in with an account of that team.")
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400, gettext("This request cannot be read"), gettext("Go back and try again; nothing was changed."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    title = gettext("The form could not be checked")
    return page(
        request, 403, title, gettext("It was open too long, or cookies are off. Go back, load the page again, and send it once more.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """No statement and no message of the error: what went wrong may be the database."""
    title = gettext("Something broke on our side")
    return page(request, 500, title, gettext("Nothing was half-written. Try again in a moment; the team finds the cause in the log."))


def page(request: HttpRequest, status: int, title: str, reason: str, *, back: str = "") -> HttpResponse:
    context = {"status": status, "title": title, "reason": reason, "back": back, "no_index": True}
    response = render(request, "website/pages/error.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
