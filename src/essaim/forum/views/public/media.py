from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from essaim.forum.queries.edition import public_edition
from essaim.forum.queries.media import media_page, photo_page
from essaim.forum.views.public.crumbs import steps_in, steps_to
from essaim.kit.shared import shared_page


@shared_page
def show_media(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    return render(request, "forum/media.html", {"edition": found, "page": media_page(found), "steps": steps_in(found)})


@shared_page
def show_photo(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = public_edition(edition)
    page = photo_page(found, pk)
    here = gettext("Photograph %(number)s of %(total)s") % {"number": page.number, "total": page.total}
    steps = steps_to(found, ("forum:media", gettext("Media")))
    return render(request, "forum/photo.html", {"edition": found, "page": page, "crumb_here": here, "steps": steps})
