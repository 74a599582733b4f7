"""Address names that are still free."""

from collections.abc import Callable, Iterable

from django.db import models

from essaim.registry.names import Texts, slug_of, spellings

MOST = 10_000
LENGTH = 50


def free_slug(names: Texts | None, kind: str, is_taken: Callable[[str], bool]) -> str:
    """Made from the first name Latin letters can write, else from `kind`; with -2, -3… when taken. A statement a try."""
    base = slug_of(spellings(names), kind)[:LENGTH].strip("-") or kind
    return next(slug for slug in candidates(base) if not is_taken(slug))


def candidates(base: str) -> Iterable[str]:
    yield base
    yield from (f"{base}-{number}" for number in range(2, MOST))


def taken_in(rows: models.QuerySet[models.Model], field: str = "slug") -> Callable[[str], bool]:
    return lambda slug: rows.filter(**{field: slug}).exists()
