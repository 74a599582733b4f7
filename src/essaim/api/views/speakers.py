"""What people in the programme answered, and who cannot come."""

from django.http import Http404, HttpRequest
from ninja import Query, Router, Status

from essaim.api import doors
from essaim.api.access import Access, Key, access_of
from essaim.api.making.common import person_ref, territory_ref
from essaim.api.paging import Asked, Listed, Window, listed, window
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import AbsenceOut, AbsencesIn, AnswerIn, BillOut, SpeakerOut
from essaim.forum.actions.absence import lift_absence, note_absences
from essaim.forum.actions.answer import Through, answer_session
from essaim.forum.actions.speaker import part_of
from essaim.forum.models import Absence, Appearance
from essaim.forum.queries.speakers import Line, Wanted, filtered, speaker_lines
from essaim.forum.rules import Standing
from essaim.registry.models import Person

router = Router(tags=["Speakers"])
READS, WRITES = Key("speakers:read"), Key("speakers:write")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}
WRONG = {**REFUSED, 409: Trouble, 422: Trouble}


class SpeakersAsked(Asked):
    state: str = ""
    path: str = ""


@router.get("/editions/{edition}/speakers", response={200: Listed[SpeakerOut], **REFUSED}, auth=READS, summary="Speakers and their answers")
def list_speakers(request: HttpRequest, edition: str, asked: Query[SpeakersAsked]) -> Window[SpeakerOut]:
    """By name; path leads see those of their own paths. `state`: unasked, open, confirmed, declined, unreachable. Addresses with scope
    people:read as well; telephone and needs for the team alone. Scope: speakers:read."""
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
        phone=part.phone or None if personal and part and standing.is_team else None,
        contact=line.contact.person.name if line.contact else None,
        needs=part.needs or None if personal and part and standing.is_team else None,
    )


@router.put(
    "/editions/{edition}/speakers/{person}/answers/{session}",
    response={200: SpeakerOut, **WRONG},
    auth=WRITES,
    summary="Note a speaker's answer",
)
def note_answer(request: HttpRequest, edition: str, person: str, session: str, given: AnswerIn) -> SpeakerOut:
    """What somebody said otherwise than by their link: comes to this session, or does not. For the team. Scope: speakers:write."""
    access = access_of(request)
    standing = doors.team(access, edition)
    line = line_of(standing, person)
    bill = next((one for one in line.bills if one.sitting.code == session), None)
    if bill is None:
        raise Http404(f"no session {session!r} of {person!r} for this key")
    part = part_of(standing.edition, line.person)
    answer_session(speaker=part, appearance=bill.appearance, answer=given.answer, note=given.note, through=Through(by=access.account))
    return speaker_out(line_of(standing, person), access, standing, "")


def line_of(standing: Standing, slug: str) -> Line:
    """Somebody in the programme, by the registry's slug."""
    found = Person.objects.filter(slug=slug).values_list("pk", flat=True).first()
    lines = speaker_lines(standing, persons={found}) if found else []
    if not lines:
        raise Http404(f"nobody {slug!r} in the programme for this key")
    return lines[0]


@router.post("/editions/{edition}/absences", response={201: list[AbsenceOut], **WRONG}, auth=WRITES, summary="Note who cannot come")
def add_absences(request: HttpRequest, edition: str, given: AbsencesIn) -> Status[list[AbsenceOut]]:
    """Those noted anew; who is noted already stays as they are. Nothing public changes. For the team. Scope: speakers:write."""
    access = access_of(request)
    standing = doors.team(access, edition)
    people = [line_of(standing, slug).person for slug in dict.fromkeys(given.people)]
    made = note_absences(edition=standing.edition, people=people, by=access.account, reason=given.reason, note=given.note)
    codes = session_codes(standing.edition.pk)
    personal = access.may("people:read")
    return Status(201, [absence_out(row, codes.get(row.person_id, []), personal=personal) for row in made])


@router.post(
    "/editions/{edition}/absences/{person}/lift", response={200: AbsenceOut, **WRONG}, auth=WRITES, summary="They can come after all"
)
def lift(request: HttpRequest, edition: str, person: str) -> AbsenceOut:
    """Where somebody stands in for them, it stays so. For the team. Scope: speakers:write."""
    access = access_of(request)
    found = doors.team(access, edition).edition
    absence = Absence.objects.filter(edition=found, lifted_at=None, person__slug=person).select_related("person").first()
    if absence is None:
        raise Http404(f"no absence of {person!r} for this key")
    lifted, _standing = lift_absence(absence=absence, by=access.account)
    return absence_out(lifted, session_codes(found.pk).get(absence.person_id, []), personal=access.may("people:read"))


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
