from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.forum.mast import mast_of
from essaim.forum.queries.edition import edition_page, other_editions, public_edition
from essaim.kit.shared import shared_page


@shared_page
def show_edition(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    page = edition_page(found)
    mast = mast_of(found, page.figures, page.n_sessions)
    return render(request, "forum/edition.html", {"edition": found, "page": page, "mast": mast, "others": other_editions(found)})
