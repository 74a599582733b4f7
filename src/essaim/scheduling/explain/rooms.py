"""Changes to rooms: one more, one that gets what it lacks, one that is opened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from essaim.scheduling.explain.changes import Apply, Change
from essaim.scheduling.problem import Problem, Room, Session
from essaim.scheduling.result import Reason

OF_ROOMS = frozenset(("room_clash", "room_closed", "equipment", "step_free", "quiet_room", "capacity"))
"""Codes of grounds that changes to rooms answer."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What the sessions of a reason want of a room, as far as its rules ask for it. seats 0: not asked."""

    features: frozenset[str]
    is_step_free: bool
    is_quiet: bool
    seats: int

    def given_to(self, room: Room) -> Room:
        """The room with all of it; what is not asked for stays as it is."""
        return replace(
            room,
            features=room.features | self.features,
            is_step_free=True if self.is_step_free else room.is_step_free,
            is_quiet=self.is_quiet or room.is_quiet,
            capacity=room.capacity if room.capacity is None else max(room.capacity, self.seats),
        )

    def lacking_in(self, room: Room) -> "Wants":
        return Wants(
            self.features - room.features,
            self.is_step_free and room.is_step_free is not True,
            self.is_quiet and not room.is_quiet,
            self.seats if room.capacity is not None and room.capacity < self.seats else 0,
        )

    def facts(self) -> dict[str, object]:
        return {
            "features": tuple(sorted(self.features)),
            "wants_step_free": self.is_step_free,
            "wants_quiet": self.is_quiet,
            "seats": self.seats,
        }

    def __len__(self) -> int:
        return len(self.features) + self.is_step_free + self.is_quiet + bool(self.seats)


def wants_of(reason: Reason, sessions: Iterable[Session]) -> Wants:
    asked = {(ground.code, session) for ground in reason.grounds for session in ground.sessions}
    some = list(sessions)
    seating = [one for one in some if {("capacity", one.id), ("seats_short", one.id)} & asked]
    return Wants(
        frozenset[str]().union(*(one.needs for one in some if ("equipment", one.id) in asked)),
        any(code == "step_free" for code, _ in asked),
        any(code == "quiet_room" for code, _ in asked),
        max((one.audience or 0 for one in seating), default=0),
    )


def room_changes(problem: Problem, reason: Reason, sessions: list[Session]) -> Iterator[Change]:
    codes = {ground.code for ground in reason.grounds}
    wants = wants_of(reason, sessions)
    if wants:
        yield from suited(problem, wants)
    if "room_not_allowed" in codes or "room_closed" in codes or "room_clash" in codes or wants:
        yield from one_more(problem, reason, wants, is_listed="room_not_allowed" in codes)
    for ground in reason.grounds:
        for name in ground.facts.get("rooms", ()) if ground.code == "room_closed" else ():  # type: ignore[attr-defined]
            yield opened(problem, name)


def suited(problem: Problem, wants: Wants) -> Iterator[Change]:
    """Rooms that lack least come first."""
    lacking = sorted((len(lack), at) for at, room in enumerate(problem.rooms) if (lack := wants.lacking_in(room)))
    for _, at in lacking:
        room = problem.rooms[at]

        def apply(some: Problem, name: str = room.id) -> Problem:
            return replace(some, rooms=tuple(wants.given_to(one) if one.id == name else one for one in some.rooms))

        yield Change("suit_room", "room", apply, facts={"room": room.id, **wants.lacking_in(room).facts()})


def one_more(problem: Problem, reason: Reason, wants: Wants, *, is_listed: bool) -> Iterator[Change]:
    """A new room beside one that is there: with what is wanted, or, where sessions name their rooms, just like one that they name."""
    fitting = [room for room in problem.rooms if room.id in reason.facts.get("rooms", ())]  # type: ignore[operator]
    like = (fitting or list(problem.rooms))[0]
    new = replace(wants.given_to(like), id=f"beside {like.id}", closed=frozenset(), label="")

    def apply(some: Problem) -> Problem:
        sessions = tuple(
            replace(one, rooms=one.rooms | {new.id}) if one.rooms is not None and like.id in one.rooms else one for one in some.sessions
        )
        return replace(some, rooms=(*some.rooms, new), sessions=sessions)

    if is_listed and fitting:
        yield Change("one_more_room_like", "room", apply, facts={"room": like.id})
    else:
        yield Change("one_more_room", "room", apply, facts=wants.facts())


def opened(problem: Problem, name: str) -> Change:
    closed = next(one.closed for one in problem.rooms if one.id == name)

    def open_at(slots: frozenset[str]) -> Apply:
        def opening(one: Room) -> Room:
            return replace(one, closed=one.closed - slots) if one.id == name else one

        return lambda some: replace(some, rooms=tuple(opening(one) for one in some.rooms))

    return Change("open_room", "slot", open_at(closed), facts={"room": name}, settles="closed", narrowed=open_at)
