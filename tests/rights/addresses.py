"""Every address of our own, from the URL configuration; API operations from their description. allauth and Django's admin stand apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from essaim.api.site import api

APART = ("allauth.",)
MACHINERY = frozenset({"api-1:openapi-json", "api-1:api-root"})
"""The description of the API, and its root which only has a name."""
PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    """With its namespace; of an API operation its method and path."""
    route: str
    method: str = ""
    """Of an API operation; a page's methods stand in its row."""

    def path(self, args: Sequence[object]) -> str:
        if not self.method:
            return reverse(self.name, args=args)
        given = iter(args)
        return re.sub(r"{[^}]+}", lambda _: quote(str(next(given)), safe=""), self.route)


def patterns(resolver: URLResolver, space: str = "", before: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{space}{one.namespace}:" if one.namespace else space, route)
        else:
            yield f"{space}{one.name or ''}", route, one


def is_apart(name: str, pattern: URLPattern) -> bool:
    """What we did not write: tested by prefix in test_apart.py."""
    return not name or name.startswith(("admin:", "openid_connect")) or pattern.callback.__module__.startswith(APART)


def pages() -> list[Address]:
    return [
        Address(name, shown(route))
        for name, route, pattern in patterns(get_resolver())
        if not is_apart(name, pattern) and not name.startswith("api-1:")
    ]


def shown(route: str) -> str:
    """Languages stand for one another."""
    return "/" + (route.replace("fr/", "{language}/", 1) if route.startswith("fr/") else route)


def operations() -> list[Address]:
    paths = api.get_openapi_schema(path_prefix=PREFIX)["paths"]
    return [Address(f"{method.upper()} {path}", path, method.upper()) for path, methods in paths.items() for method in methods]


def apart() -> list[tuple[str, str]]:
    return [(name, shown(route)) for name, route, pattern in patterns(get_resolver()) if is_apart(name, pattern)]


def everything() -> list[Address]:
    return [*pages(), *operations()]
