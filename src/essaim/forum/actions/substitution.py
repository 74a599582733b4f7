"""Somebody steps in for somebody who cannot come: a new appearance beside the absent person's, which stays with its role. Undone whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.actions.stopping import call_back_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account, Mailing
from essaim.forum.actions.absence import write_presence
from essaim.forum.actions.speaker_letters import contact_letter, stepping_in_letter
from essaim.forum.crisis import Sitting
from essaim.forum.crisis.sitting import UNTOLD_MIN
from essaim.forum.errors import ForumError
from essaim.forum.models import Absence, Appearance, Edition, Session, Slot, Speaker, StandIn, Substitution
from essaim.forum.queries.prospect import is_on_line
from essaim.forum.queries.speakers import email_of
from essaim.registry.actions.person import create_person
from essaim.registry.models import Organisation, Person, Territory
from essaim.registry.queries.matching import match_person

KIND = "forum.substitution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Who steps in: a row of the team's list, somebody of the registry, or both (who the row is). A row alone is entered anew."""

    stand_in: StandIn | None = None
    person: Person | None = None
    organisation: Organisation | None = None
    role: str = ""
    """Empty: the absent person's."""
    has_agreed: bool = False
    """They told the team already: readers may see them without waiting for their answer."""


@transaction.atomic
def step_in(*, appearance: Appearance, choice: Choice, by: Account | None) -> Substitution:
    """A new appearance in the same session; the absent person's stays and says "cannot come", which readers of a released session see at once.

    Whoever steps in is named to readers once they accept, or have agreed. One who was asked before and declined stays on record.
    Refuses whoever is on a stage elsewhere in an overlapping slot of the draft, cannot come, or is on the bill already. Locks the session.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("edition").get(pk=appearance.session_id)
    row = Appearance.objects.select_for_update(of=("self",)).select_related("person").get(pk=appearance.pk)
    absence = open_place(session, row)
    person = entered(choice, session.edition, by)
    guard_free(session, row, person)
    listed = choice.stand_in.country if choice.stand_in else None
    made = Appearance.objects.create(
        session=session,
        person=person,
        role=choice.role or row.role,
        organisation=choice.organisation,
        country=listed or country_of(person, session.edition),
        place=row.place,
        answer=Appearance.Answer.CONFIRMED if choice.has_agreed else Appearance.Answer.UNASKED,
        answered_at=timezone.now() if choice.has_agreed else None,
    )
    before = row.presence
    if before == Appearance.Presence.THERE:
        row.session = session
        write_presence(row, Appearance.Presence.ABSENT, by)
    earlier = Substitution.objects.filter(appearance=row)
    for one in earlier.filter(substitute__answer=Appearance.Answer.DECLINED):
        call_back_mailing(key=key_of(one), by=by)
    said_absent = bool(earlier.filter(said_absent=True).update(said_absent=False)) or before == Appearance.Presence.THERE
    substitution = Substitution.objects.create(appearance=row, substitute=made, absence=absence, said_absent=said_absent, by=by)
    keep_part(choice, person, session.edition)
    session.save(update_fields=["changed_at"])
    said: journal.Facts = {"name": person.name, "role": made.role, "for": row.person.name}
    journal.record(by=by, action="step_in", thing=session, after={"steps_in": said}, scope=session.edition)
    if choice.has_agreed and is_on_line(session):
        emit("speaker.replaced", scope=session.edition, payload={"session": session.code, "role": made.role})
    return substitution


@transaction.atomic
def step_in_and_tell(
    *, appearance: Appearance, choice: Choice, sitting: Sitting, by: Account | None
) -> tuple[Substitution, Mailing | None]:
    """Both or neither: nobody stands on the bill whose letters were never written. No mailing when nobody has an address."""
    made = step_in(appearance=appearance, choice=choice, by=by)
    return made, write_to_those_concerned(made, sitting, by)


@transaction.atomic
def undo_substitution(*, substitution: Substitution, by: Account | None) -> None:
    """Whoever stepped in leaves the bill again; the programme says of the absent what it said before. A letter not yet gone is thrown away.

    Locks the session.
    """
    row = Substitution.objects.select_related("appearance__person", "substitute__person", "absence").get(pk=substitution.pk)
    session = Session.objects.select_for_update(of=("self",)).select_related("edition").get(pk=row.appearance.session_id)
    name = row.substitute.person.name if row.substitute else ""
    if row.said_absent and row.appearance.presence == Appearance.Presence.ABSENT:
        row.appearance.session = session
        write_presence(row.appearance, Appearance.Presence.THERE, by)
    call_back_mailing(key=key_of(row), by=by)
    said: journal.Facts = {"name": name, "role": row.substitute.role if row.substitute else "", "for": row.appearance.person.name}
    substitute = row.substitute
    was_shown = bool(substitute and substitute.answer == Appearance.Answer.CONFIRMED)
    row.delete()
    if substitute is not None and not substitute.steps_in_for.exists():
        substitute.delete()
    session.save(update_fields=["changed_at"])
    journal.record(by=by, action="undo_step_in", thing=session, before={"steps_in": said}, scope=session.edition)
    if was_shown and is_on_line(session):
        emit("speaker.unreplaced", scope=session.edition, payload={"session": session.code, "role": said["role"]})


def key_of(substitution: Substitution) -> str:
    """Of the mailing about it."""
    return f"{KIND}:{substitution.pk}"


def open_place(session: Session, row: Appearance) -> Absence:
    """Why somebody is wanted here: the absence, of whom nobody stands in yet who can come and has not declined."""
    absent = Absence.objects.filter(edition=session.edition, lifted_at=None)
    absence = absent.filter(person=row.person).first()
    if session.state == Session.State.CANCELLED:
        raise ForumError("session_cancelled", session=session)
    if absence is None:
        raise ForumError("not_absent", person=row.person)
    coming = Substitution.objects.filter(appearance=row, substitute__isnull=False).exclude(substitute__person__in=absent.values("person"))
    coming = coming.exclude(substitute__answer=Appearance.Answer.DECLINED)
    standing = coming.select_related("substitute__person").first()
    if standing and standing.substitute:
        raise ForumError("replaced_already", person=row.person, substitute=standing.substitute.person)
    return absence


def guard_free(session: Session, row: Appearance, person: Person) -> None:
    if person.pk == row.person_id:
        raise ForumError("stand_in_is_the_absent", person=person)
    if Absence.objects.filter(edition=session.edition, person=person, lifted_at=None).exists():
        raise ForumError("stand_in_absent", person=person)
    if Appearance.objects.filter(session=session, person=person).exists():
        raise ForumError("stand_in_on_the_bill", person=person, session=session)
    other = elsewhere(session, person)
    if other:
        raise ForumError("stands_in_elsewhere", person=person, other=other.session, starts_at=other.starts_at, edition=session.edition)


def elsewhere(session: Session, person: Person) -> Slot | None:
    """Where the draft has them on another stage at that time. Two statements."""
    own = Slot.objects.filter(version__edition=session.edition, version__number=None, session=session).select_related("session").first()
    if own is None or own.starts_at is None:
        return None
    start, end = span_of(own)
    on_stage = Appearance.objects.filter(person=person, session__edition=session.edition, presence=Appearance.Presence.THERE)
    sessions = on_stage.exclude(role=Appearance.Role.CONTACT).exclude(answer=Appearance.Answer.DECLINED).values("session")
    others = Slot.objects.filter(version=own.version_id, session__in=sessions, starts_at__lt=end, starts_at__isnull=False)
    others = others.exclude(session=session).exclude(session__state=Session.State.CANCELLED).select_related("session").order_by("starts_at")
    return next((slot for slot in others if span_of(slot)[1] > start), None)


def span_of(slot: Slot) -> tuple[datetime, datetime]:
    """Of a slot whose hour is known; an unknown end is taken late rather than early."""
    if slot.starts_at is None:
        raise ValueError("a slot without an hour")
    return slot.starts_at, slot.ends_at or slot.starts_at + timedelta(minutes=slot.session.duration_min or UNTOLD_MIN)


def entered(choice: Choice, edition: Edition, by: Account | None) -> Person:
    """The person of the registry this is; a row of the list keeps whom it is. Somebody new is entered."""
    row = choice.stand_in
    if choice.person is not None:
        person = choice.person
    elif row is None:
        raise ForumError("nobody_named", edition=edition)
    elif row.person is not None:
        person = row.person
    else:
        person = create_person(name=row.name, by=by, is_fictional=edition.is_fictional)
    if row is not None and row.person_id != person.pk:
        row.person = person
        row.save(update_fields=["person"])
    return person


def likely_people(row: StandIn) -> list[Person]:
    """Whom of the registry a row may be: those of the same words. Two statements."""
    return [candidate.thing for candidate in match_person(row.name) if candidate.is_sure]


def keep_part(choice: Choice, person: Person, edition: Edition) -> None:
    """So that they can be asked: what the list knows of them goes into their part of the edition, where that is still empty."""
    part = Speaker.objects.get_or_create(edition=edition, person=person)[0]
    row = choice.stand_in
    if row is None:
        return
    told = {"email": row.email, "country": row.country, "spoken": row.languages}
    for name, value in told.items():
        if value and not getattr(part, name):
            setattr(part, name, value)
    part.save()


def country_of(person: Person, edition: Edition) -> Territory | None:
    part = Speaker.objects.filter(edition=edition, person=person).select_related("country").first()
    if part and part.country:
        return part.country
    seen = Appearance.objects.filter(session__edition=edition, person=person, country__isnull=False).select_related("country").first()
    return seen.country if seen else None


def write_to_those_concerned(substitution: Substitution, sitting: Sitting, by: Account | None) -> Mailing | None:
    """Letters to whoever steps in and to the session's contacts, into the outbox to be read first. None when nobody has an address."""
    row = (
        Substitution.objects.select_related("appearance__person", "substitute__person", "substitute__session__edition")
        .filter(pk=substitution.pk, substitute__isnull=False)
        .first()
    )
    if row is None or row.substitute is None:
        return None
    session, substitute = row.substitute.session, row.substitute
    parts = Speaker.objects.filter(edition=session.edition).select_related("person__account", "edition")
    letters = [
        stepping_in_letter(part, sitting, substitute) for part in parts.filter(person=substitute.person) if email_of(part, part.person)
    ]
    contacts = Appearance.objects.filter(session=session, role=Appearance.Role.CONTACT).values("person")
    letters += [
        contact_letter(part, sitting, absent=row.appearance.person.name, substitute=substitute.person.name)
        for part in parts.filter(person__in=contacts).order_by("pk")
        if email_of(part, part.person)
    ]
    if not letters:
        return None
    label = _("%(substitute)s steps in: %(session)s") % {"substitute": substitute.person, "session": session}
    return write_mailing(kind=KIND, key=key_of(row), label=label, letters=letters, by=by, scope=session.edition, release=False)
