from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from essaim.forum.printing.proceedings import proceedings_pdf as typeset_proceedings
from essaim.forum.printing.tags import content_tag
from essaim.forum.queries.edition import public_edition
from essaim.forum.queries.proceedings import proceedings
from essaim.forum.views.public.crumbs import steps_in
from essaim.kit.shared import shared_page


@shared_page
def show_proceedings(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    return render(request, "forum/proceedings.html", {"edition": found, "proceedings": proceedings(found), "steps": steps_in(found)})


def proceedings_pdf(request: HttpRequest, edition: str) -> HttpResponse:
    """Typeset at the moment it is asked for: 200 notes take two thirds of a second the first time, none after (docs/decisions/0006-printing.md)."""
    found = public_edition(edition)
    language = get_language() or "en"
    body = typeset_proceedings(proceedings(found), language)
    tag = content_tag(body)
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type="application/pdf")
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    if response.status_code == 200:
        response["Content-Disposition"] = f'inline; filename="{found.slug}-proceedings-{language}.pdf"'
    return response
