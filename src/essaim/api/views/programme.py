"""Sessions as last released, and every version released."""

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from essaim.api import queries
from essaim.api.making import forum as make
from essaim.api.paging import Asked, Listed, Reading, Window, listed
from essaim.api.schemas.forum import ReleasedSlotOut, SessionOut, VersionOut
from essaim.api.views.editions import MISSING

router = Router(tags=["Programme"])


class SessionsAsked(Asked):
    day: date | None = None
    path: Annotated[str, Field(description="Letter of a path.")] = ""
    format: Annotated[str, Field(description="Address name of a format.")] = ""
    site: Annotated[str, Field(description="Address name of a site.")] = ""
    language: Annotated[str, Field(description="Language understood: spoken or interpreted.", pattern=r"^[A-Za-z0-9-]{0,20}$")] = ""
    goal: Annotated[str, Field(description="Code of a goal.")] = ""
    country: Annotated[str, Field(description="ISO 3166-1 code of a country somebody speaks for.")] = ""
    state: Annotated[str, Field(description="accepted or cancelled.")] = ""

    def wanted(self) -> queries.SessionFilter:
        return queries.SessionFilter(
            day=self.day,
            path=self.path,
            format=self.format,
            site=self.site,
            language=self.language,
            goal=self.goal,
            country=self.country,
            state=self.state,
        )


@router.get("/editions/{edition}/sessions", response={200: Listed[SessionOut], **MISSING}, summary="Released sessions")
def list_sessions(request: HttpRequest, edition: str, asked: Query[SessionsAsked]) -> Window[SessionOut]:
    """Of the last release, by day and hour, unknown last; those without a day or place as well."""
    row = queries.public_edition(edition)
    released = queries.released_codes(row)
    return listed(request, queries.sessions(row, asked.wanted()), asked, lambda slot: make.session_out(slot, released, asked.lang))


@router.get("/editions/{edition}/sessions/{code}", response={200: SessionOut, **MISSING}, summary="One session")
def show_session(request: HttpRequest, edition: str, code: str, asked: Query[Reading]) -> SessionOut:
    row = queries.public_edition(edition)
    slot = queries.sessions(row).filter(session__code=code).first()
    if slot is None:
        raise Http404(f"no released session {code!r} in {edition}")
    return make.session_out(slot, queries.released_codes(row), asked.lang)


@router.get("/editions/{edition}/versions", response={200: Listed[VersionOut], **MISSING}, summary="Released versions")
def list_versions(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[VersionOut]:
    """Newest first."""
    row = queries.public_edition(edition)
    counts = queries.sessions_counted(row)
    return listed(request, queries.versions(row), asked, lambda version: make.version_out(version, counts.get(version.pk, 0), asked.lang))


@router.get(
    "/editions/{edition}/versions/{number}/slots", response={200: Listed[ReleasedSlotOut], **MISSING}, summary="Slots of one version"
)
def list_slots(request: HttpRequest, edition: str, number: int, asked: Query[Asked]) -> Window[ReleasedSlotOut]:
    """As that version said: what stood when and where, under which title."""
    rows = queries.released_slots(queries.public_edition(edition), number)
    return listed(request, rows, asked, lambda row: make.released_slot_out(row, asked.lang))
