"""The released programme as files: the whole edition, or a day, a path, a session, somebody's own choice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from essaim.forum import favourites
from essaim.forum.exchange.publishing import document_of, uid_of
from essaim.forum.interchange import (
    Document,
    Written,
    write_csv,
    write_ics,
    write_json,
    write_jsonld,
    write_xlsx,
    write_xml,
)
from essaim.forum.models import Edition, Session, Version
from essaim.forum.queries.programme import released_version
from essaim.forum.views.public.reach import edition_for
from essaim.kit.shared import shared_page

CODES_MAX = 500


@dataclass(frozen=True, slots=True)
class FileKind:
    media_type: str
    write: Callable[[Document, str, datetime], Written]
    is_download: bool = False

    def written(self, document: Document, language: str, at: datetime) -> Written:
        return self.write(document, language, at)


KINDS: dict[str, FileKind] = {
    "xml": FileKind("application/xml; charset=utf-8", lambda d, language, at: write_xml(d, language=language, generated_at=at)),
    "json": FileKind("application/json; charset=utf-8", lambda d, language, at: write_json(d, language=language, generated_at=at)),
    "ics": FileKind(
        "text/calendar; charset=utf-8", lambda d, language, at: write_ics(d, language=language, generated_at=at), is_download=True
    ),
    "csv": FileKind("text/csv; charset=utf-8", lambda d, language, _: write_csv(d, headers=header_language(language)), is_download=True),
    "xlsx": FileKind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda d, language, _: write_xlsx(d, headers=header_language(language)),
        is_download=True,
    ),
    "jsonld": FileKind("application/ld+json; charset=utf-8", lambda d, language, _: write_jsonld(d, language=language)),
}
LEFT_OUT = "X-Sessions-Left-Out"
"""How many sessions of the version the format could not hold; the programme page says which have no day or hour."""


@shared_page
@require_safe
def schedule(request: HttpRequest, edition: str, kind: str) -> HttpResponse:
    """All of the last release, or of ?version=2. Thirteen statements whatever the number of sessions."""
    found, version, document, language = asked(request, edition)
    return given(document, kind, language, version, f"{found.slug}.{kind}")


@shared_page
@require_safe
def session_calendar(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    found, version, document, language = asked(request, edition)
    return given(some(document, lambda session: session.slug == code), "ics", language, version, f"{found.slug}-{code}.ics")


@shared_page
@require_safe
def path_calendar(request: HttpRequest, edition: str, letter: str) -> HttpResponse:
    found, version, document, language = asked(request, edition)
    if letter not in {path.slug for path in document.paths}:
        raise Http404(f"no path {letter} in {edition}")
    return given(document.of_path(letter), "ics", language, version, f"{found.slug}-{letter}.ics")


@shared_page
@require_safe
def day_calendar(request: HttpRequest, edition: str, day: str) -> HttpResponse:
    found, version, document, language = asked(request, edition)
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Http404(f"{day!r} is no date") from None
    if wanted not in {each.date for each in document.days}:
        raise Http404(f"{day} is no day of {edition}")
    return given(document.of_day(wanted), "ics", language, version, f"{found.slug}-{day}.ics")


@require_safe
def favourites_calendar(request: HttpRequest, edition: str) -> HttpResponse:
    """The sessions somebody keeps: named in the address, else this reader's own."""
    found, version, document, language = asked(request, edition)
    codes = [code for code in request.GET.get("sessions", "").split(",") if code][:CODES_MAX]
    if codes:
        uids = {session.uid for session in document.sessions if session.slug in codes}
    else:
        kept = favourites.kept_sessions(request)
        uids = {uid_of(session) for session in Session.objects.filter(pk__in=kept, edition=found)}
    chosen = document.only(session for session in document.sessions if session.uid in uids)
    response = given(chosen, "ics", language, version, f"{found.slug}-favourites.ics")
    response["Cache-Control"] = "private, no-cache"
    return response


def some(document: Document, wanted: Callable[..., bool]) -> Document:
    chosen = document.only(session for session in document.sessions if wanted(session))
    if not chosen.sessions:
        raise Http404("not in the released programme")
    return chosen


def asked(request: HttpRequest, slug: str) -> tuple[Edition, Version | None, Document, str]:
    """Only what is released: a draft is in no file."""
    edition = edition_for(request, slug)
    number = request.GET.get("version", "")
    if number and not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise Http404(f"{number!r} is not the number of a version")
    version = released_version(edition, int(number) if number else None)
    language = language_of(request, edition)
    return edition, version, document_of(edition, version, language=language), language


def language_of(request: HttpRequest, edition: Edition) -> str:
    """Of the texts: ?lang=, else the edition's first."""
    told = request.GET.get("lang", "")
    first = edition.languages[0] if edition.languages else settings.LANGUAGE_CODE
    return told if told in {*edition.languages, *dict(settings.LANGUAGES)} else str(first)


def header_language(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else "en"


def given(document: Document, kind: str, language: str, version: Version | None, name: str) -> HttpResponse:
    form = KINDS[kind]
    at = version.released_at if version and version.released_at else datetime(1970, 1, 1, tzinfo=UTC)
    written = form.written(document, language, at)
    response = HttpResponse(written.data, content_type=form.media_type)
    response[LEFT_OUT] = str(written.left_out.total)
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = language
    if disposition := content_disposition_header(form.is_download, name):
        response["Content-Disposition"] = disposition
    return response
