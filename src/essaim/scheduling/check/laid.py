"""A timetable laid out: every placed session with the slots it fills."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place, Problem, Room, Session, Slot, Timetable


@dataclass(frozen=True, slots=True)
class Stand:
    """A placed session.

    number: its position among the problem's sessions, from 0.   slot: where it begins.
    fills: the slots it fills, fewer than its `n_slots` where a break comes first; none for a mark.
    starts_min, ends_min: of what it fills, minutes as in `Slot`; a mark ends as it begins.
    """

    number: int
    session: Session
    slot: Slot
    room: Room
    fills: tuple[Slot, ...]
    starts_min: int
    ends_min: int

    @property
    def id(self) -> str:
        return self.session.id

    @property
    def minutes(self) -> int:
        return self.ends_min - self.starts_min


class Laid:
    """The problem's facts by name, and where everything stands. Raises FileError for a name that is not the problem's."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.slots = {slot.id: slot for slot in problem.slots}
        self.rooms = {room.id: room for room in problem.rooms}
        self.room_number = {room.id: number for number, room in enumerate(problem.rooms)}
        self.slot_number = {slot.id: number for number, slot in enumerate(problem.slots)}
        self.block_number = {block: number for number, block in enumerate(dict.fromkeys(slot.block for slot in problem.slots))}
        self._begins = {(slot.block, slot.starts_min): slot for slot in reversed(problem.slots)}
        known = {session.id for session in problem.sessions}
        for name, place in timetable.items():
            self._refuse_unknown(name, place, known)
        self.stands = tuple(
            self._stand(number, session, timetable[session.id])
            for number, session in enumerate(problem.sessions)
            if session.id in timetable
        )
        self.by_id = {stand.id: stand for stand in self.stands}

    def _refuse_unknown(self, name: str, place: Place, sessions: set[str]) -> None:
        for kind, one, known in (("session", name, sessions), ("slot", place.slot, self.slots), ("room", place.room, self.rooms)):
            if one not in known:
                raise FileError(
                    where=f"timetable, session “{name}”",
                    what=f"the problem has no {kind} “{one}”.",
                    todo=f"Give the id of a {kind} of the problem, or take the session out of the timetable.",
                )

    def _stand(self, number: int, session: Session, place: Place) -> Stand:
        slot = self.slots[place.slot]
        fills = self._filled(slot, session.n_slots)
        ends_min = fills[-1].ends_min if fills else slot.starts_min
        return Stand(number, session, slot, self.rooms[place.room], fills, slot.starts_min, ends_min)

    def _filled(self, slot: Slot, n_slots: int) -> tuple[Slot, ...]:
        """At most n_slots touching slots of one block, from this one on."""
        fills: list[Slot] = []
        following: Slot | None = slot
        while following is not None and len(fills) < n_slots:
            fills.append(following)
            following = self._begins.get((following.block, following.ends_min))
        return tuple(fills)

    @cached_property
    def by_person(self) -> dict[str, list[Stand]]:
        """Person → their placed sessions; people by name, sessions in the problem's order."""
        found: dict[str, list[Stand]] = {}
        for stand in self.stands:
            for person in stand.session.people:
                found.setdefault(person, []).append(stand)
        return dict(sorted(found.items()))

    @cached_property
    def by_theme(self) -> dict[str, list[Stand]]:
        """Theme → placed sessions that have it, first or not, in the problem's order."""
        found: dict[str, list[Stand]] = {}
        for stand in self.stands:
            for theme in dict.fromkeys(stand.session.themes):
                found.setdefault(theme, []).append(stand)
        return found

    @cached_property
    def by_first_theme(self) -> dict[str, list[Stand]]:
        """Theme → placed sessions whose first it is, in the problem's order."""
        found: dict[str, list[Stand]] = {}
        for stand in self.stands:
            if stand.session.themes:
                found.setdefault(stand.session.themes[0], []).append(stand)
        return found

    @cached_property
    def cells(self) -> dict[tuple[str, str], dict[str, list[Stand]]]:
        """(block, room) → first theme → sessions that begin there; those without a theme left out."""
        found: dict[tuple[str, str], dict[str, list[Stand]]] = {}
        for stand in self.stands:
            if stand.session.themes:
                cell = found.setdefault((stand.slot.block, stand.room.id), {})
                cell.setdefault(stand.session.themes[0], []).append(stand)
        return found


def overlap_min(one: Stand, other: Stand) -> int:
    """Minutes both last; 0 where they only touch."""
    return max(0, min(one.ends_min, other.ends_min) - max(one.starts_min, other.starts_min))


def overlapping(stands: Iterable[Stand]) -> Iterator[tuple[Stand, Stand, int]]:
    """Every two that share a minute, the problem's earlier session first, with the minutes."""
    ordered = sorted(stands, key=lambda stand: stand.starts_min)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.starts_min >= one.ends_min:
                break
            if minutes := overlap_min(one, other):
                yield (one, other, minutes) if one.number < other.number else (other, one, minutes)


def names(stands: Iterable[Stand]) -> tuple[str, ...]:
    """Ids, in the problem's order."""
    return tuple(stand.id for stand in sorted(stands, key=lambda stand: stand.number))
