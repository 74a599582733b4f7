"""What people in the programme answered, and who cannot come."""

from django.http import HttpRequest
from ninja import Query, Router

from essaim.api import doors
from essaim.api.access import Access, Key, access_of
from essaim.api.making.common import person_ref, territory_ref
from essaim.api.paging import Asked, Listed, Window, listed, window
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import AbsenceOut, BillOut, SpeakerOut
from essaim.forum.models import Absence, Appearance
from essaim.forum.queries.speakers import Line, Wanted, filtered, speaker_lines
from essaim.forum.rules import Standing

router = Router(tags=["Speakers"])
READS = Key("speakers:read")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}


class SpeakersAsked(Asked):
    state: str = ""
    path: str = ""


@router.get("/editions/{edition}/speakers", response={200: Listed[SpeakerOut], **REFUSED}, auth=READS, summary="Speakers and their answers")
def list_speakers(request: HttpRequest, edition: str, asked: Query[SpeakersAsked]) -> Window[SpeakerOut]:
    """By name; path leads see those of their own paths. `state`: unasked, open, confirmed, declined, unreachable. Addresses with scope
    people:read as well; needs for the team alone. Scope: speakers:read."""
    access = access_of(request)
    standing = doors.mail_office(access, edition)
    found = filtered(speaker_lines(standing), Wanted(state=asked.state, path=asked.path.upper()))
    start = (asked.page - 1) * asked.size
    items = [speaker_out(one, access, standing, asked.lang) for one in found[start : start + asked.size]]
    return window(request, len(found), asked, items)


def speaker_out(line: Line, access: Access, standing: Standing, lang: str) -> SpeakerOut:
    part, personal = line.part, access.may("people:read")
    return SpeakerOut(
        person=person_ref(line.person),
        is_reachable=line.is_reachable,
        asked_at=part.asked_at if part else None,
        answered_at=part.answered_at if part else None,
        sessions=[
            BillOut(
                session=bill.sitting.code,
                role=bill.appearance.role,
                answer=bill.appearance.answer,
                answered_at=bill.appearance.answered_at,
                note=bill.appearance.answer_note if standing.is_team else "",
            )
            for bill in line.bills
        ],
        languages=part.spoken if part else [],
        country=territory_ref(part.country, lang) if part else None,
        email=line.email or None if personal else None,
        phone=part.phone or None if personal and part else None,
        contact=line.contact.person.name if line.contact else None,
        needs=part.needs or None if personal and part and standing.is_team else None,
    )


@router.get("/editions/{edition}/absences", response={200: Listed[AbsenceOut], **REFUSED}, auth=READS, summary="Who cannot come")
def list_absences(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[AbsenceOut]:
    """For the team alone; the reason with scope people:read as well. The newest first. Scope: speakers:read."""
    access = access_of(request)
    found = doors.team(access, edition).edition
    rows = Absence.objects.filter(edition=found, lifted_at=None).select_related("person").order_by("-noted_at", "-pk")
    codes = session_codes(found.pk)
    return listed(request, rows, asked, lambda row: absence_out(row, codes.get(row.person_id, []), personal=access.may("people:read")))


def session_codes(edition: int) -> dict[int, list[str]]:
    """Person → codes of the sessions they are in. One statement."""
    found: dict[int, list[str]] = {}
    rows = Appearance.objects.filter(session__edition=edition).order_by("session__code").values_list("person", "session__code")
    for person, code in rows.distinct():
        found.setdefault(person, []).append(code)
    return found


def absence_out(absence: Absence, sessions: list[str], *, personal: bool) -> AbsenceOut:
    return AbsenceOut(
        person=person_ref(absence.person),
        reason=absence.reason if personal else None,
        noted_at=absence.noted_at,
        sessions=sessions,
    )
