"""May somebody's session stand there? Rooms, people, hours and booths; unknown seats and booths are never taken as fitting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from essaim.call.balancing.member import Member, Place
from essaim.kit.spans import is_available


@dataclass(frozen=True, slots=True)
class Taken:
    """A session that stands in the timetable."""

    key: str
    place: Place
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """Hours somebody said they can, or cannot, be there."""

    starts_at: datetime
    ends_at: datetime
    is_free: bool = True


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The rule that would break. `facts` quote what was met."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """Why no rule breaks. `facts` quote what was looked at."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Timetable:
    """Who and what is taken when, indexed once. Takes sessions with a place and people's windows by their key."""

    def __init__(self, taken: Sequence[Taken] = (), windows: Mapping[str, Sequence[Window]] | None = None) -> None:
        self.windows = dict(windows or {})
        self.by_person: dict[str, list[tuple[datetime, datetime, str]]] = {}
        self.by_room: dict[str, list[tuple[datetime, datetime, str]]] = {}
        for one in taken:
            hours = one.place.hours
            if hours is None:
                continue
            if one.place.room:
                self.by_room.setdefault(one.place.room, []).append((*hours, one.key))
            for person in one.people:
                self.by_person.setdefault(person, []).append((*hours, one.key))

    def obstacle(self, member: Member, place: Place, leaving: Collection[str], *, now: Place | None = None) -> Obstacle | None:
        """The first rule broken if `member` stood at `place` while the sessions `leaving` left theirs; None when it may stand there.

        `now` is the place whose size and booths are known to do for it: its own, or for a newcomer none.
        """
        return (
            room_obstacle(member, place, now)
            or booth_obstacle(member, place, now)
            or self.taken_obstacle(place, leaving)
            or self.people_obstacle(member, place, leaving)
        )

    def taken_obstacle(self, place: Place, leaving: Collection[str]) -> Obstacle | None:
        hours = place.hours
        for start, end, key in self.by_room.get(place.room, ()) if hours else ():
            if key not in leaving and hours and start < hours[1] and hours[0] < end:
                return Obstacle("room_taken", {"by": key})
        return None

    def people_obstacle(self, member: Member, place: Place, leaving: Collection[str]) -> Obstacle | None:
        hours = place.hours
        if hours is None:
            return None
        for person in sorted(member.people):
            for start, end, key in self.by_person.get(person, ()):
                if key not in leaving and start < hours[1] and hours[0] < end:
                    return Obstacle("person_elsewhere", {"person": person, "session": key})
            if not is_available(self.windows.get(person, ()), *hours):
                return Obstacle("person_unavailable", {"person": person})
        return None

    def proofs(self, member: Member, place: Place) -> tuple[Proof, ...]:
        """Why it may stand there, after `obstacle` said None."""
        found = []
        if place.capacity is not None and member.audience is not None:
            found.append(Proof("room_fits", {"seats": place.capacity, "audience": member.audience}))
        elif place.room:
            found.append(Proof("room_as_now", {}))
        if member.n_booths:
            found.append(
                Proof(
                    "booths_suffice" if place.booths is not None else "booths_as_now", {"booths": place.booths, "needed": member.n_booths}
                )
            )
        else:
            found.append(Proof("not_interpreted"))
        if place.hours and member.people:
            said = sum(1 for person in member.people if self.windows.get(person))
            found.append(Proof("people_free", {"people": len(member.people), "said": said}))
        elif place.hours:
            found.append(Proof("nobody_named"))
        return tuple(found)


def room_obstacle(member: Member, place: Place, now: Place | None) -> Obstacle | None:
    """Fewer seats than people expected. Where nobody said how many, only a room with as many seats as now is sure to do."""
    if not place.room:
        return None
    if member.audience is not None and place.capacity is not None:
        return (
            Obstacle("room_too_small", {"seats": place.capacity, "audience": member.audience}) if member.audience > place.capacity else None
        )
    if (
        now
        and now.room
        and (now.room == place.room or (place.capacity is not None and now.capacity is not None and place.capacity >= now.capacity))
    ):
        return None
    return Obstacle("audience_unknown" if member.audience is None else "seats_unknown", {"room": place.room})


def booth_obstacle(member: Member, place: Place, now: Place | None) -> Obstacle | None:
    """Fewer booths than languages to interpret into. Where the room's are unknown, only the room it stands in now will do."""
    if not member.n_booths or not place.room:
        return None
    if place.booths is None:
        return None if now and now.room and now.room == place.room else Obstacle("booths_unknown", {"room": place.room})
    return Obstacle("booths_too_few", {"booths": place.booths, "needed": member.n_booths}) if place.booths < member.n_booths else None
