"""Series, editions, and what an edition is made of."""

from datetime import MAXYEAR, MINYEAR

from django.http import HttpRequest
from ninja import Query, Router

from essaim.api import queries
from essaim.api.making import forum as make
from essaim.api.paging import Asked, Listed, Reading, Window, listed
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.forum import EditionBrief, EditionOut, FormatOut, PathOut, SeriesOut, SiteOut
from essaim.forum.models import Partner, Series
from essaim.forum.queries.programme import released_version
from essaim.forum.queries.released import public_editions

router = Router(tags=["Editions"])
MISSING = {404: Trouble}


class EditionsAsked(Asked):
    series: str = ""
    year: int | None = None


@router.get("/series", response=Listed[SeriesOut], summary="Series of editions")
def list_series(request: HttpRequest, asked: Query[Asked]) -> Window[SeriesOut]:
    """Those with a public edition, by address name."""
    rows = Series.objects.filter(editions__is_public=True).distinct().select_related("organisation").order_by("slug")
    return listed(request, rows, asked, lambda row: make.series_out(row, asked.lang))


@router.get("/editions", response=Listed[EditionBrief], summary="Public editions")
def list_editions(request: HttpRequest, asked: Query[EditionsAsked]) -> Window[EditionBrief]:
    """Newest first."""
    rows = public_editions()
    if asked.series:
        rows = rows.filter(series__slug=asked.series)
    if asked.year:
        rows = rows.filter(starts_on__year=asked.year) if MINYEAR <= asked.year <= MAXYEAR else rows.none()
    return listed(request, rows, asked, lambda row: make.edition_brief(row, asked.lang))


@router.get("/editions/{edition}", response={200: EditionOut, **MISSING}, summary="One edition")
def show_edition(request: HttpRequest, edition: str, asked: Query[Reading]) -> EditionOut:
    """With its partners, its last release and the addresses of its programme as files."""
    row = queries.public_edition(edition)
    partners = Partner.objects.filter(edition=row).select_related("organisation").order_by("place", "pk")
    return make.edition_out(row, list(partners), released_version(row), asked.lang)


@router.get("/editions/{edition}/sites", response={200: Listed[SiteOut], **MISSING}, summary="Sites and their rooms")
def list_sites(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[SiteOut]:
    rows = queries.public_edition(edition).sites.select_related("territory").prefetch_related("rooms").order_by("place", "pk")
    return listed(request, rows, asked, lambda row: make.site_out(row, asked.lang))


@router.get("/editions/{edition}/paths", response={200: Listed[PathOut], **MISSING}, summary="Thematic paths")
def list_paths(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[PathOut]:
    """By letter. A path whose name was not found has an empty name."""
    row = queries.public_edition(edition)
    rows = row.paths.select_related("source").prefetch_related("leads").order_by("letter")
    return listed(request, rows, asked, lambda path: make.path_out(path, row, asked.lang))


@router.get("/editions/{edition}/formats", response={200: Listed[FormatOut], **MISSING}, summary="Formats of sessions")
def list_formats(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[FormatOut]:
    rows = queries.public_edition(edition).formats.order_by("place", "pk")
    return listed(request, rows, asked, lambda row: make.format_out(row, asked.lang))
