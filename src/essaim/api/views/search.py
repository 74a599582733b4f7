"""The site's search."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router
from pydantic import Field

from essaim.api.making.common import web
from essaim.api.paging import Asked as Paged
from essaim.api.paging import Listed, Reading, Window, window
from essaim.api.schemas.forum import HitOut
from essaim.search.actions import refresh
from essaim.search.highlight import Marked
from essaim.search.queries import PAGE, Hit, answer

router = Router(tags=["Search"])


class SearchAsked(Reading):
    q: Annotated[str, Field(max_length=400, description="Words; accents, case, plurals and small slips are forgiven.")]
    kind: Annotated[str, Field(description="session, person, organisation, edition, path, report, territory or goal.")] = ""
    edition: Annotated[str, Field(description="Address name of an edition.")] = ""
    page: Annotated[int, Field(ge=1, le=500)] = 1


@router.get("/search", response=Listed[HitOut], summary="Search")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> Window[HitOut]:
    """Over everything public, best first, twenty a page."""
    refresh()
    found = answer(asked.q, reader=asked.lang or get_language() or "en", kind=asked.kind, scope=asked.edition, page=asked.page)
    return window(request, found.total, Paged(page=asked.page, size=PAGE), [hit_out(hit) for hit in found.hits])


def hit_out(hit: Hit) -> HitOut:
    return HitOut(
        kind=hit.kind,
        title=said(hit.title),
        context=said(hit.context),
        excerpt=said(hit.excerpt),
        names=[str(name) for name in hit.names],
        edition=hit.scope or None,
        web=web(hit.route, *hit.route_args),
    )


def said(text: Marked) -> dict[str, str]:
    return {text.language: str(text)} if text.pieces else {}
