"""Synthetic events of a given size; nothing in them is real."""

import random
from dataclasses import replace

from essaim.scheduling.constraints import (
    STANDARD,
    CompactDays,
    FormatBalance,
    LanguageCover,
    MovedRoom,
    MovedTime,
    Rule,
    SeatsShort,
    ThemeRooms,
)
from essaim.scheduling.interests import interests_of
from essaim.scheduling.problem import Person, Place, Problem, Room, Session, Slot, Timetable

LANGUAGES, FORMATS, THEMES = ("fr", "en", "es"), ("talk", "workshop", "panel"), 13


def slots(days: int, blocks: int, each: int, minutes: int = 30) -> tuple[Slot, ...]:
    """blocks of `each` slots a day, half an hour between two blocks."""
    return tuple(
        Slot(
            id=f"d{day}b{block}s{at}",
            day=f"day {day + 1}",
            block=f"d{day}b{block}",
            starts_min=1440 * day + 540 + block * (each * minutes + 30) + at * minutes,
            ends_min=1440 * day + 540 + block * (each * minutes + 30) + (at + 1) * minutes,
        )
        for day in range(days)
        for block in range(blocks)
        for at in range(each)
    )


def event(n_sessions: int, *, days: int, rooms: int, people: int, wishing: int, wishes: int, seed: int) -> Problem:
    """Sessions of an hour or an hour and a half with three people each; `wishing` participants with up to `wishes` wishes, more for sessions
    of themes they like."""
    dice = random.Random(seed)
    every_slot = slots(days, 4, 3)
    by_day = {day: frozenset(one.id for one in every_slot if one.day == day) for day in {one.day for one in every_slot}}
    speakers = tuple(
        Person(id=f"p{number}", away=dice.choice(sorted(by_day.items()))[1] if number % 9 == 0 else frozenset()) for number in range(people)
    )
    sessions = tuple(
        Session(
            id=f"s{number}",
            n_slots=dice.choice((2, 3, 3)),
            people=frozenset(one.id for one in dice.sample(speakers, 3)),
            themes=(f"path {number % THEMES}",),
            audience=dice.randrange(20, 300),
            format=dice.choice(FORMATS),
            understood=frozenset(dice.sample(LANGUAGES, 2)),
        )
        for number in range(n_sessions)
    )
    halls = tuple(Room(id=f"r{number}", site=f"site {number % 3}", capacity=30 + (number * 37) % 300) for number in range(rooms))
    interests = interests_of(wished(dice, sessions, wishes) for _ in range(wishing))
    soft: tuple[Rule, ...] = (
        interests.rule(),
        SeatsShort(),
        ThemeRooms(weight=10),
        LanguageCover(groups={"fr": 3, "en": 2, "es": 1}),
        FormatBalance(weight=5),
        CompactDays(weight=2),
    )
    return Problem(
        name=f"{n_sessions} sessions", slots=every_slot, rooms=halls, sessions=sessions, people=speakers, rules=(*STANDARD, *soft)
    )


def wished(dice: random.Random, sessions: tuple[Session, ...], most: int) -> list[str]:
    liked = {f"path {number}" for number in dice.sample(range(THEMES), 3)}
    inside = [one.id for one in sessions if one.themes[0] in liked]
    chosen = dice.sample(inside, min(len(inside), dice.randint(0, most)))
    return [*chosen, *(dice.choice(sessions).id for _ in range(dice.randint(0, 2)))]


def published(problem: Problem, timetable: Timetable) -> Problem:
    """With a version on line; moves cost, and nothing else does: what re-planning is judged by."""
    sessions = tuple(replace(one, published=timetable.get(one.id)) for one in problem.sessions)
    return replace(problem, sessions=sessions, rules=(*STANDARD, MovedTime(), MovedRoom()))


def dropped_out(problem: Problem, timetable: Timetable, person: str) -> Problem:
    """Somebody cannot come at the hours of their sessions."""
    gone: set[str] = set()
    order = {one.id: at for at, one in enumerate(problem.slots)}
    for one in problem.sessions:
        if person in one.people and (place := timetable.get(one.id)) is not None:
            first = order[place.slot]
            gone |= {slot.id for slot in problem.slots[first : first + max(1, one.n_slots)]}
    people = tuple(replace(one, away=one.away | gone) if one.id == person else one for one in problem.people)
    return replace(problem, people=people)


def talks(n: int, places: tuple[int, int], seed: int) -> tuple[Problem, dict[str, Place]]:
    """As conference-scheduler's example: n talks of one slot, one speaker each, in rooms × slots, and a timetable that keeps the rules."""
    dice = random.Random(seed)
    rooms, hours = places
    every_slot = tuple(
        Slot(
            id=f"h{at}",
            day=f"day {at // 9}",
            block=f"b{at}",
            starts_min=1440 * (at // 9) + 540 + 60 * (at % 9),
            ends_min=1440 * (at // 9) + 585 + 60 * (at % 9),
        )
        for at in range(hours)
    )
    people = tuple(Person(id=f"p{number}") for number in range(n))
    sessions = tuple(Session(id=f"t{number}", people=frozenset({f"p{number}"})) for number in range(n))
    free = [Place(slot.id, f"r{room}") for slot in every_slot for room in range(rooms)]
    dice.shuffle(free)
    problem = Problem(
        slots=every_slot, rooms=tuple(Room(id=f"r{room}") for room in range(rooms)), sessions=sessions, people=people, rules=STANDARD
    )
    return problem, {one.id: place for one, place in zip(sessions, free, strict=False)}
