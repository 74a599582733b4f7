"""The API as a whole: its routers, its errors. Read-only and open; a later part that writes brings its own tokens (NinjaAPI's auth)."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from essaim.api.reading import public_reading
from essaim.api.views import editions, media, programme, registry, search

VERSION = "1.0"
api = NinjaAPI(
    title="Essaim",
    version=VERSION,
    description=(
        "Everything public on this site, to read: programmes, people, organisations, places, goals and published figures. No key is "
        "needed. Texts come in every language they have, or in one with ?lang=. Answers carry an ETag: ask again with If-None-Match."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
api.add_decorator(public_reading, mode="view")
for router in (editions.router, programme.router, media.router, registry.router, search.router):
    api.add_router("", router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"code": "not_found", "message": str(error) or "not found", "errors": []}, status=404)


@api.exception_handler(ValidationError)
def wrong_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Where and what, one a line."""
    errors = [f"{'.'.join(str(part) for part in each['loc'][1:] if part != 'asked')}: {each['msg']}" for each in error.errors]
    message = "The question cannot be answered: see errors."
    return api.create_response(request, {"code": "wrong_question", "message": message, "errors": errors}, status=422)
