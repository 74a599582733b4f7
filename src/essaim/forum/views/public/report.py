from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.forum.queries.edition import public_edition
from essaim.forum.queries.report import public_report, report_page
from essaim.forum.views.public.crumbs import steps_in
from essaim.kit.shared import shared_page


@shared_page
def show_report(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    found = public_edition(edition)
    report = public_report(found, slug)
    return render(request, "forum/report.html", {"edition": found, "report": report, "page": report_page(report), "steps": steps_in(found)})
