"""Reports, documents, pictures, films and rapporteurs' notes of an edition."""

from django.http import HttpRequest
from ninja import Query, Router

from essaim.api import queries
from essaim.api.making import forum as make
from essaim.api.making.report import report_brief, report_out
from essaim.api.paging import Asked, Listed, Reading, Window, listed
from essaim.api.schemas.forum import DownloadOut, NoteOut, PhotoOut, ReportBrief, ReportOut, VideoOut
from essaim.api.views.editions import MISSING
from essaim.forum.models import Report
from essaim.forum.queries.edition import public_downloads
from essaim.forum.queries.media import public_photos
from essaim.forum.queries.report import public_report, report_page

router = Router(tags=["Reports and media"])


@router.get("/editions/{edition}/reports", response={200: Listed[ReportBrief], **MISSING}, summary="Reports of networks")
def list_reports(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[ReportBrief]:
    row = queries.public_edition(edition)
    rows = Report.objects.filter(edition=row, is_public=True).select_related("organisation").order_by("-published_on", "pk")
    return listed(request, rows, asked, lambda report: report_brief(report, row, asked.lang))


@router.get("/editions/{edition}/reports/{slug}", response={200: ReportOut, **MISSING}, summary="One report")
def show_report(request: HttpRequest, edition: str, slug: str, asked: Query[Reading]) -> ReportOut:
    """With statements attributed to who made them, visits, downloads and links."""
    row = queries.public_edition(edition)
    return report_out(report_page(public_report(row, slug)), row, asked.lang)


@router.get("/editions/{edition}/downloads", response={200: Listed[DownloadOut], **MISSING}, summary="Documents")
def list_downloads(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[DownloadOut]:
    row = queries.public_edition(edition)
    released = queries.released_codes(row)
    return listed(request, public_downloads(row), asked, lambda each: make.download_out(each, released, asked.lang))


@router.get("/editions/{edition}/photos", response={200: Listed[PhotoOut], **MISSING}, summary="Photographs")
def list_photos(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[PhotoOut]:
    """With what they show in words, and the credit that must stand beside them."""
    row = queries.public_edition(edition)
    released = queries.released_codes(row)
    return listed(request, public_photos(row), asked, lambda photo: make.photo_out(photo, row, released, asked.lang))


@router.get("/editions/{edition}/videos", response={200: Listed[VideoOut], **MISSING}, summary="Films elsewhere")
def list_videos(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[VideoOut]:
    row = queries.public_edition(edition)
    released = queries.released_codes(row)
    rows = row.videos.select_related("source").order_by("place", "pk")
    return listed(request, rows, asked, lambda video: make.video_out(video, released, asked.lang))


@router.get("/editions/{edition}/notes", response={200: Listed[NoteOut], **MISSING}, summary="Published rapporteurs' notes")
def list_notes(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[NoteOut]:
    rows = queries.notes(queries.public_edition(edition))
    return listed(request, rows, asked, lambda note: make.note_out(note, asked.lang))
