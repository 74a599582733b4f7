"""Files handed in, given out: by key, to whoever may have them."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from essaim.desk.models import Account, Upload
from essaim.desk.uploads import is_photo, may_read

YEAR_S = 31_536_000


@require_safe
def give_file(request: HttpRequest, key: str) -> HttpResponse | FileResponse:
    """Only keys in the table lead to a file, so no path can climb out. What one may not have does not exist."""
    upload = Upload.objects.filter(key=key).first()
    account = request.user if isinstance(request.user, Account) else None
    if upload is None or not may_read(account, upload):
        raise Http404(f"no file {key} for this reader")
    etag = f'"{upload.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return with_headers(HttpResponseNotModified(), upload)
    if not default_storage.exists(upload.key):
        raise Http404(f"the file {key} is missing")
    return with_headers(FileResponse(default_storage.open(upload.key), content_type=type_of(upload)), upload)


def type_of(upload: Upload) -> str:
    return f"{upload.media_type}; charset=utf-8" if upload.media_type.startswith("text/") else upload.media_type


def with_headers(response: HttpResponse | FileResponse, upload: Upload) -> HttpResponse | FileResponse:
    """A key is made from the content: a public file never changes. Nothing given out here may run or be framed."""
    response["Cache-Control"] = f"public, max-age={YEAR_S}, immutable" if upload.is_public else "private, no-cache"
    response["ETag"] = f'"{upload.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = content_disposition_header(not is_photo(upload), upload.name) or "attachment"
    return response
