"""What is free and what is taken in the draft on one day, for somebody who places a path's session."""

from dataclasses import dataclass
from datetime import date

from essaim.forum.models import Appearance, Room, Session, Slot
from essaim.forum.rules import Standing


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
class DayOfRooms:
    day: date
    rooms: tuple[RoomDay, ...]
    people: tuple[Busy, ...]


def day_of_rooms(standing: Standing, session: Session, day: date) -> DayOfRooms:
    """Rooms as the edition lists them, each with what stands there by its hour. Five statements, whatever the number of rooms."""
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
    found = Appearance.objects.filter(session__in=elsewhere, person__in=own).exclude(role=Appearance.Role.CONTACT).select_related("person")
    return [Busy(one.person.name, elsewhere[one.session_id]) for one in found.order_by("person__name", "pk")]
