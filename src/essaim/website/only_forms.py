"""An address that only takes a form, opened by itself (reloaded, shared, in another language): a page says so and leads back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from essaim.website.pages.errors import page


class OnlyForms:
    """Django answers such a GET with an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.path.startswith("/api/"):
            return response
        title, reason = (
            gettext("This address only takes what a form sends"),
            gettext("Nothing was changed. Go back to the page with the form."),
        )
        shown = page(request, 405, title, reason, back=above(request.path))
        shown["Allow"] = response["Allow"]
        return shown


def above(path: str) -> str:
    """The nearest address above this one that exists."""
    steps = path.rstrip("/").split("/")[:-1]
    while len(steps) > 2:
        address = "/".join(steps) + "/"
        try:
            resolve(address)
        except Resolver404:
            steps.pop()
        else:
            return address
    return ""
