from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from essaim.forum.queries.session import session_page
from essaim.forum.views.public.reach import edition_for, version_for
from essaim.kit.shared import shared_page


@shared_page
@require_safe
def show_session(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Everything known of one session; what is not known says so. Eight statements, and one for each further kind of thing it has."""
    found = edition_for(request, edition)
    version = version_for(request, found)
    page = session_page(found, version, code)
    context = {
        "edition": found,
        "page": page,
        "session": page.session,
        "slot": page.slot,
        "zone": page.zone,
        "share": f"{settings.SITE_ADDRESS}/forum/{found.slug}/sessions/{code}/share-{get_language()}.png",
        "no_index": bool(request.GET.get("version")),
    }
    return render(request, "forum/session.html", context)
