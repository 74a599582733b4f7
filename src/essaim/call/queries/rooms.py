"""What is free and what is taken in the draft on one day, for somebody who places a path's session."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from essaim.forum.models import Appearance, Availability, Room, Session, Slot
from essaim.forum.rules import Standing
from essaim.kit.spans import is_available


@dataclass(frozen=True, slots=True)
class Taken:
    slot: Slot
    letters: tuple[str, ...]
    title: object
    """None for a session of a path this person does not read."""
    is_own: bool
    """The very session that is being placed."""


@dataclass(frozen=True, slots=True)
class RoomDay:
    room: Room
    taken: tuple[Taken, ...]
    is_too_small: bool


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody of the session who stands in another one that day."""

    name: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class SaidHours:
    """What somebody of the session said of that day."""

    name: str
    spans: tuple[Availability, ...]


@dataclass(frozen=True, slots=True)
class DayOfRooms:
    day: date
    rooms: tuple[RoomDay, ...]
    people: tuple[Busy, ...]
    said: tuple[SaidHours, ...]


def day_of_rooms(standing: Standing, session: Session, day: date) -> DayOfRooms:
    """Rooms as the edition lists them, each with what stands there by its hour. Six statements, whatever the number of rooms."""
    rooms = list(Room.objects.filter(site__edition=standing.edition).select_related("site").order_by("site__place", "place", "pk"))
    slots = Slot.objects.filter(version__edition=standing.edition, version__number=None, day=day, starts_at__isnull=False)
    slots = slots.exclude(session__state=Session.State.CANCELLED).select_related("session", "room")
    rows = [taken_by(slot, session, standing) for slot in slots.prefetch_related("session__paths").order_by("starts_at", "pk")]
    by_room: dict[int, list[Taken]] = {}
    for one in rows:
        if one.slot.room_id:
            by_room.setdefault(one.slot.room_id, []).append(one)
    small = session.audience or 0
    return DayOfRooms(
        day,
        tuple(RoomDay(room, tuple(by_room.get(room.pk, ())), bool(room.capacity and small > room.capacity)) for room in rooms),
        tuple(busy_people(session, rows)),
        tuple(said_hours(session, day, standing)),
    )


def taken_by(slot: Slot, session: Session, standing: Standing) -> Taken:
    paths = list(slot.session.paths.all())
    is_read = standing.is_team or any(standing.reviews(path) for path in paths)
    return Taken(
        slot, tuple(sorted(path.letter for path in paths)), slot.session.title if is_read else None, is_own=slot.session_id == session.pk
    )


def busy_people(session: Session, rows: list[Taken]) -> list[Busy]:
    """One statement."""
    elsewhere = {one.slot.session_id: one for one in rows if not one.is_own}
    own = session.appearances.exclude(role=Appearance.Role.CONTACT).values("person")
    found = Appearance.objects.filter(session__in=elsewhere, person__in=own, presence=Appearance.Presence.THERE)
    found = found.exclude(role=Appearance.Role.CONTACT).select_related("person")
    return [Busy(one.person.name, elsewhere[one.session_id]) for one in found.order_by("person__name", "pk")]


def said_hours(session: Session, day: date, standing: Standing) -> list[SaidHours]:
    """Of those who spoke of that day, by name; who said nothing is not in it. One statement."""
    found: dict[str, list[Availability]] = {}
    for one in availabilities_in(session):
        if one.starts_at.astimezone(standing.edition.zone).date() <= day <= one.ends_at.astimezone(standing.edition.zone).date():
            found.setdefault(one.speaker.person.name, []).append(one)
    return [SaidHours(name, tuple(spans)) for name, spans in found.items()]


def availabilities_in(session: Session) -> QuerySet[Availability]:
    """Of all who are to be there, by name and hour."""
    people = session.appearances.exclude(role=Appearance.Role.CONTACT).values("person")
    rows = Availability.objects.filter(speaker__edition=session.edition_id, speaker__person__in=people)
    return rows.select_related("speaker__person").order_by("speaker__person__name", "speaker", "starts_at")


def not_free(session: Session, starts_at: datetime, ends_at: datetime) -> list[str]:
    """Names of those who said that they cannot be there then. One statement."""
    spans: dict[str, list[Availability]] = {}
    for one in availabilities_in(session):
        spans.setdefault(one.speaker.person.name, []).append(one)
    return [name for name, said in spans.items() if not is_available(said, starts_at, ends_at)]
