"""OptaPlanner's facts as a problem. A talk's type says which timeslots and rooms it may have; it lasts as long as its timeslot, and
each timeslot is a block of its own."""

from collections.abc import Iterator

from essaim.scheduling.constraints import Pinned, RoomNotAllowed, SlotNotAllowed
from essaim.scheduling.problem import Person, Place, Problem, Room, Session, Slot
from essaim.scheduling.read.optaplanner_facts import Event
from essaim.scheduling.read.optaplanner_rules import rules_of


def problem_of(event: Event) -> Problem:
    """The problem of an OptaPlanner workbook. Besides its constraints it has three hard rules of weight 1 for what OptaPlanner never
    tries: a timeslot or room of another talk type, and another place for a pinned talk."""
    slots = (Slot(id=slot.id, day=slot.day, block=slot.id, starts_min=slot.starts_min, ends_min=slot.ends_min) for slot in event.timeslots)
    rooms = (Room(id=room.name, capacity=room.capacity, features=room.tags, closed=room.closed) for room in event.venues)
    return Problem(
        name=event.name,
        slots=tuple(slots),
        rooms=tuple(rooms),
        sessions=tuple(_sessions(event)),
        people=tuple(Person(id=speaker.name, away=speaker.away) for speaker in event.speakers.values()),
        rules=(*rules_of(event), SlotNotAllowed(), RoomNotAllowed(), Pinned()),
    )


def start_of(event: Event) -> dict[str, Place]:
    """Where the workbook has its talks."""
    return {talk.code: talk.place for talk in event.talks if talk.place}


def _sessions(event: Event) -> Iterator[Session]:
    for talk in event.talks:
        yield Session(
            id=talk.code,
            label=talk.title,
            format=talk.talk_type,
            people=frozenset(talk.speakers),
            themes=talk.themes,
            understood=frozenset({talk.language} - {""}),
            slots=frozenset(slot.id for slot in event.timeslots if talk.talk_type in slot.talk_types),
            rooms=frozenset(room.name for room in event.venues if talk.talk_type in room.talk_types),
            pinned=talk.place if talk.is_pinned else None,
            published=talk.published,
        )
