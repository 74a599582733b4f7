"""What somebody of the team should look at before readers do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from django.db.models import Exists, OuterRef, Prefetch

from essaim.forum.models import Appearance, Availability, Edition, Session, Slot, Substitution
from essaim.forum.queries.absences import availabilities_of
from essaim.kit.languages import spoken
from essaim.kit.spans import is_available

CODES = (
    "person_twice_at_once",
    "room_twice_at_once",
    "stand_in_declined",
    "person_not_free",
    "outside_dates",
    "room_too_small",
    "without_day",
    "without_hour",
    "without_place",
    "without_format",
    "without_people",
    "untranslated",
)
"""In the order of urgency."""


@dataclass(slots=True)
class Problem:
    code: str
    sessions: list[Session] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Of the people or the rooms concerned, where it is about them."""


def problems_of(edition: Edition) -> list[Problem]:
    """Of accepted sessions in the draft. Five statements."""
    people = Prefetch("appearances", Appearance.objects.select_related("person").annotate(steps_in=steps_in()))
    drafted = Prefetch("slots", Slot.objects.filter(version__number=None).select_related("room"), to_attr="drafted")
    sessions = list(edition.sessions.filter(state=Session.State.ACCEPTED).select_related("format").prefetch_related(people, drafted))
    found = {code: Problem(code) for code in CODES}
    for session in sessions:
        for code in codes_of(session, session.drafted[0] if session.drafted else None, edition):
            found[code].sessions.append(session)
    for name, declined_in in declined_stand_ins(sessions):
        found["stand_in_declined"].names.add(name)
        found["stand_in_declined"].sessions.append(declined_in)
    for name, absent_from in not_free(sessions, availabilities_of(edition)):
        found["person_not_free"].names.add(name)
        if absent_from not in found["person_not_free"].sessions:
            found["person_not_free"].sessions.append(absent_from)
    for code, clashing in (("person_twice_at_once", clashes(sessions)), ("room_twice_at_once", rooms_twice(sessions))):
        for name, one, other in clashing:
            found[code].names.add(name)
            found[code].sessions += [session for session in (one, other) if session not in found[code].sessions]
    return [problem for problem in found.values() if problem.sessions]


def codes_of(session: Session, slot: Slot | None, edition: Edition) -> list[str]:
    is_break = bool(session.format and session.format.is_break)
    tests = {
        "outside_dates": bool(slot and slot.day and not edition.starts_on <= slot.day <= edition.ends_on),
        "room_too_small": bool(slot and slot.room and slot.room.capacity and session.audience and session.audience > slot.room.capacity),
        "without_day": not (slot and slot.day),
        "without_hour": bool(slot and slot.day and not slot.starts_at),
        "without_place": not (slot and (slot.room_id or slot.site_id)),
        "without_format": session.format is None,
        "without_people": not is_break and not session.appearances.all(),
        "untranslated": bool(edition.languages) and spoken(session.title, edition.languages[0]).is_fallback,
    }
    return [code for code, is_so in tests.items() if is_so]


def steps_in() -> Exists:
    """On appearances: is anybody's place theirs, whom nobody else was asked to take it from since?"""
    later = Substitution.objects.filter(appearance=OuterRef("appearance"), pk__gt=OuterRef("pk"), substitute__isnull=False)
    return Exists(Substitution.objects.filter(~Exists(later), substitute=OuterRef("pk")))


def declined_stand_ins(sessions: Sequence[Session]) -> Iterator[tuple[str, Session]]:
    """Who was asked to step in and declined, while nobody else was asked. Readers do not see them."""
    for session in sessions:
        for row in session.appearances.all():
            if row.answer == Appearance.Answer.DECLINED and row.steps_in:  # type: ignore[attr-defined]
                yield row.person.name, session


def clashes(sessions: Sequence[Session]) -> list[tuple[str, Session, Session]]:
    """The same person in two sessions at once; who only is a contact need not be there."""
    held: dict[int, list[tuple[Slot, Session, str]]] = defaultdict(list)
    for session in sessions:
        slot = session.drafted[0] if session.drafted else None  # type: ignore[attr-defined]
        if slot and slot.starts_at and slot.ends_at:
            for row in session.appearances.all():
                if row.role != Appearance.Role.CONTACT:
                    held[row.person_id].append((slot, session, row.person.name))
    found = []
    for rows in held.values():
        rows.sort(key=lambda row: row[0].starts_at.timestamp() if row[0].starts_at else 0)
        for (slot, one, name), (other_slot, other, _) in pairwise(rows):
            if one.pk != other.pk and slot.ends_at and other_slot.starts_at and other_slot.starts_at < slot.ends_at:
                found.append((name, one, other))
    return found


def rooms_twice(sessions: Sequence[Session]) -> list[tuple[str, Session, Session]]:
    """Two sessions in one room at once, as an import may bring them. Where no end is known, the hour itself counts."""
    held: dict[int, list[tuple[datetime, datetime, Session, str]]] = defaultdict(list)
    for session in sessions:
        slot = session.drafted[0] if session.drafted else None  # type: ignore[attr-defined]
        if slot and slot.room and slot.starts_at:
            ends_at = slot.ends_at or slot.starts_at + timedelta(minutes=session.duration_min or 1)
            held[slot.room.pk].append((slot.starts_at, ends_at, session, str(slot.room)))
    return [
        (name, one, other)
        for rows in held.values()
        for (start, end, one, name), (other_start, other_end, other, _) in combinations(sorted(rows, key=lambda row: row[0]), 2)
        if start < other_end and other_start < end
    ]


def not_free(sessions: Sequence[Session], said: Mapping[int, Sequence[Availability]]) -> Iterator[tuple[str, Session]]:
    """Whose session stands at an hour at which they said that they cannot be there."""
    for session in sessions:
        slot = session.drafted[0] if session.drafted else None  # type: ignore[attr-defined]
        if slot and slot.starts_at and slot.ends_at:
            for row in session.appearances.all():
                if row.role != Appearance.Role.CONTACT and not is_available(said.get(row.person_id, ()), slot.starts_at, slot.ends_at):
                    yield row.person.name, session
