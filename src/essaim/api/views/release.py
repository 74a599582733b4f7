"""The draft of the programme beside what is on line, and putting it on line."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from ninja import Query, Router, Status

from essaim.api import doors
from essaim.api.access import Key, access_of
from essaim.api.paging import Reading
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import DraftChangeOut, DraftOut, ReleaseIn, ReleaseOut
from essaim.api.texts import texts
from essaim.forum.queries.team import draft_changes
from essaim.forum.telling import release_and_tell, would_touch
from essaim.forum.wording import worded

router = Router(tags=["Release"])
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}


@router.get(
    "/editions/{edition}/draft", response={200: DraftOut, **REFUSED}, auth=Key("programme:read"), summary="What a release would change"
)
def show_draft(request: HttpRequest, edition: str, asked: Query[Reading]) -> DraftOut:
    """Every difference in words, and how many people would be told. For the team. Scope: programme:read."""
    found = doors.team(access_of(request), edition).edition
    draft = draft_changes(found)
    touched, unreachable, _waiting = would_touch(found, draft)
    return DraftOut(
        edition=found.slug,
        last=draft.last.number if draft.last else None,
        next=draft.changes.after.number or 0,
        sessions=draft.sessions,
        digest=draft.digest,
        changes=[
            DraftChangeOut(
                kind=group.kind, session=one.slot.session.code, title=texts(one.title, asked.lang), before=one.before, after=one.after
            )
            for group in worded(draft.changes)
            for one in group.changes
        ],
        told=len(touched),
        unreached=[one.person.name for one in unreachable],
    )


@router.post(
    "/editions/{edition}/release",
    response={201: ReleaseOut, **REFUSED, 409: Trouble, 422: Trouble},
    auth=Key("programme:write"),
    summary="Put a version on line",
)
def release(request: HttpRequest, edition: str, given: ReleaseIn) -> Status[ReleaseOut]:
    """Exactly the draft that was read, by its `digest`. The letters to those it touches wait in the outbox until somebody has read them.
    For the team. Scope: programme:write."""
    access = access_of(request)
    found = doors.team(access, edition).edition
    version, mailing, unreachable = release_and_tell(edition=found, by=access.account, note=given.note, expected=given.expected)
    out = ReleaseOut(
        version=version.number or 0,
        released_at=cast(datetime, version.released_at),
        mailing=mailing.pk if mailing else None,
        letters=mailing.messages.count() if mailing else 0,
        unreached=[one.person.name for one in unreachable],
    )
    return Status(201, out)
