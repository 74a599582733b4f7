"""Three days of blocks: who and what is free when. The same seed gives the same timetable."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from essaim.forum.demo.example.cast import Member
from essaim.forum.demo.facts import EditionFact, PlaceFact, RoomFact

HOURS = (
    (0, "11:30"), (0, "14:00"), (0, "16:00"),
    (1, "09:00"), (1, "11:00"), (1, "14:00"), (1, "16:00"),
    (2, "09:00"), (2, "11:00"), (2, "14:00"),
)  # fmt: skip
"""Blocks of an hour and a half: day of the edition, start."""
PLENARY_ROOMS = frozenset({"auditorium", "hall"})
SITE_OF_FORMAT = {"module": "hotel-de-ville", "autogeree": "la-filature", "rencontre": "halle-aux-grains"}
DURATIONS_MIN = {"table-ronde": 90, "atelier": 90, "module": 90, "autogeree": 75, "rencontre": 60}


@dataclass(slots=True)
class Timetable:
    edition: EditionFact
    chance: random.Random
    taken: set[tuple[int, str]] = field(default_factory=set)
    """(block, room)."""
    busy: set[tuple[int, str]] = field(default_factory=set)
    """(block, person)."""

    def rooms_for(self, kind: str) -> list[RoomFact]:
        """Rooms of the paths, the fittest first: booths for what is interpreted, then the format's usual site, then small ones."""
        rooms = [(site.slug, room) for site in self.edition.sites for room in site.rooms if room.slug not in PLENARY_ROOMS]
        if kind == "table-ronde":
            return [room for _, room in sorted(rooms, key=lambda pair: -(pair[1].capacity or 0)) if room.booths]
        usual = SITE_OF_FORMAT.get(kind, "")
        return [room for _, room in sorted(rooms, key=lambda pair: (pair[0] != usual, bool(pair[1].booths), pair[1].capacity or 0))]

    def take_room(self, block: int, kind: str) -> RoomFact:
        room = next(room for room in self.rooms_for(kind) if (block, room.slug) not in self.taken)
        self.taken.add((block, room.slug))
        return room

    def place(self, block: int, room: str, kind: str) -> PlaceFact:
        day, start = self.start_of(block)
        end = datetime.combine(day, start) + timedelta(minutes=DURATIONS_MIN[kind])
        return PlaceFact(day=day, start=start, end=end.time(), room=room)

    def start_of(self, block: int) -> tuple[date, time]:
        offset, hour = HOURS[block]
        return self.edition.starts_on + timedelta(days=offset), time.fromisoformat(hour)

    def draw(self, block: int | None, pool: Sequence[Member], n_people: int) -> list[Member]:
        """People who are free in that block, and are not afterwards."""
        free = [member for member in pool if block is None or (block, member.slug) not in self.busy]
        drawn = self.chance.sample(free, min(n_people, len(free)))
        if block is not None:
            self.busy.update((block, member.slug) for member in drawn)
        return drawn

    def another_place(self, kind: str, people: Sequence[str], *, after: int = 0) -> PlaceFact:
        """A free room at a time when these people are free; it is taken from now on."""
        for block in [*range(after, len(HOURS)), *range(after)]:
            if any((block, person) in self.busy for person in people):
                continue
            for room in self.rooms_for(kind):
                if (block, room.slug) not in self.taken:
                    self.taken.add((block, room.slug))
                    self.busy.update((block, person) for person in people)
                    return self.place(block, room.slug, kind)
        raise LookupError(f"no free room for a {kind}: give the frame more rooms")
