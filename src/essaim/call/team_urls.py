"""Addresses of those who build the programme, below /{language}/team/{edition}/call/. Every one asks for a log-in first."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def page(route: str, view: View, name: str, **more: Any) -> URLPattern:
    return path(route, never_cache(login_required(view)), more, name=name)


app_name = "call_team"
urlpatterns: list[URLPattern] = []
