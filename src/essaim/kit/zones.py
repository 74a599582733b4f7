"""Hours as the people of a page read them: in the time zone of what the page is about."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone


def show_hours_in(zone: ZoneInfo) -> None:
    """Until this request ends, templates write hours in this zone. Whoever opens a page's edition calls it; other pages stay with UTC."""
    timezone.activate(zone)


class ZoneOfThePage:
    """No zone goes over into a thread's next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with timezone.override(None):
            return self.get_response(request)
