"""Lists a page at a time, with the addresses of the pages around."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from essaim.api.texts import LANGUAGE

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")
LARGEST = 200


class Reading(Schema):
    lang: Annotated[str, Field(pattern=LANGUAGE, description="Texts in this language alone; another stands in where it is missing.")] = ""


class Asked(Reading):
    page: Annotated[int, Field(ge=1, le=100_000, description="Page, from 1.")] = 1
    size: Annotated[int, Field(ge=1, le=LARGEST, description="Items a page.")] = 50


class Listed(Schema, Generic[Item]):
    count: Annotated[int, Field(description="Items in all.")]
    page: int
    pages: int
    next: Annotated[str | None, Field(description="Address of the next page.")]
    previous: Annotated[str | None, Field(description="Address of the page before.")]
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Window(Generic[Item]):
    """What `Listed` is read from."""

    count: int
    page: int
    pages: int
    next: str | None
    previous: str | None
    items: list[Item]


def listed(request: HttpRequest, rows: "QuerySet[Row, Any]", asked: Asked, make: Callable[[Row], Item]) -> Window[Item]:
    """Two statements, and those of the rows' own preloads."""
    count = rows.order_by().count()
    start = (asked.page - 1) * asked.size
    items = [make(row) for row in rows[start : start + asked.size]] if start < count else []
    return window(request, count, asked, items)


def window(request: HttpRequest, count: int, asked: Asked, items: list[Item]) -> Window[Item]:
    pages = max(1, -(-count // asked.size))
    return Window(
        count=count,
        page=asked.page,
        pages=pages,
        next=page_address(request, asked.page + 1) if asked.page < pages else None,
        previous=page_address(request, min(asked.page - 1, pages)) if asked.page > 1 else None,
        items=items,
    )


def page_address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{settings.SITE_ADDRESS}{request.path}?{query.urlencode()}"
