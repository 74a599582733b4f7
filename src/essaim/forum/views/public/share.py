from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

from essaim.forum.printing.share import share_picture as draw
from essaim.forum.printing.tags import content_tag
from essaim.forum.queries.edition import public_edition
from essaim.forum.queries.released import public_slots, with_session


def share_picture(request: HttpRequest, edition: str, code: str, language: str) -> HttpResponse:
    found = public_edition(edition)
    slot = with_session(public_slots().filter(version__edition=found, session__code=code)).first()
    if slot is None or language not in dict(settings.LANGUAGES):
        raise Http404(f"no released session {code!r} in {edition}, or no interface in {language!r}")
    with translation.override(language):
        body = draw(slot, language)
    tag = content_tag(body)
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type="image/png")
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=3600"
    return response
