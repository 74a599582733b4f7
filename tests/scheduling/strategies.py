"""Small problems and timetables at random, every rule in them: `problems()` are without faults, `timetables(problem)` mostly bad.

All choices go through one `Random` of Hypothesis, so that a failing case shrinks.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations, permutations
from random import Random

from hypothesis import strategies as st

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Level, Pair, Pairs, Per, Rule, When
from essaim.scheduling.problem import Person, Place, Problem, Resource, Room, Session, Slot, Timetable

THEMES, LANGUAGES, FORMATS, FEATURES = ("red", "blue", "green"), ("fr", "en", "es"), ("", "talk", "workshop"), ("screen", "piano")
DAYS = ("Mon", "Tue", "Wed")
ONE_WAY = {When.NOT_BEFORE, When.NOT_RIGHT_AFTER}


def some(dice: Random, things: "tuple[str, ...] | list[str]", most: int = 3) -> frozenset[str]:
    return frozenset(dice.sample(things, dice.randint(0, min(most, len(things)))))


def slots(dice: Random) -> tuple[Slot, ...]:
    """Blocks one after another, beside one another or touching; some with a gap or two slots at once inside; not always in time."""
    found = []
    ends = 0
    for block in range(dice.randint(1, 4)):
        moment = max(0, ends + dice.choice((0, 0, 30, -20, -60)))
        day = DAYS[min(block, dice.randint(0, 2))]
        for at in range(dice.randint(1, 3)):
            starts = max(0, moment + dice.choice((0, 0, 0, 0, 10, -15)))
            moment = starts + dice.choice((10, 20, 45))
            found.append(Slot(id=f"s{block}{at}", day=day, block=f"b{block}", starts_min=starts, ends_min=moment))
        ends = moment
    if dice.randint(0, 3) == 0:
        dice.shuffle(found)
    return tuple(found)


def rooms(dice: Random, slot_ids: list[str]) -> tuple[Room, ...]:
    return tuple(
        Room(
            id=f"r{number}",
            site=dice.choice(("town", "mill")),
            capacity=dice.choice((None, 10, 20, 30)),
            features=some(dice, FEATURES),
            is_step_free=dice.choice((None, True, False)),
            is_quiet=dice.choice((True, False)),
            closed=some(dice, slot_ids, 2),
        )
        for number in range(dice.randint(1, 3))
    )


def longest_run(made: tuple[Slot, ...]) -> int:
    """Slots of the longest run of touching slots; of several that begin at once the first counts."""
    begins = {(slot.block, slot.starts_min): slot for slot in reversed(made)}

    def run(slot: Slot) -> int:
        following = begins.get((slot.block, slot.ends_min))
        return 1 + (run(following) if following else 0)

    return max(run(slot) for slot in made)


def sessions(dice: Random, facts: Problem) -> tuple[Session, ...]:
    longest = longest_run(facts.slots)
    return tuple(session(dice, facts, f"x{number}", dice.randint(1, longest)) for number in range(dice.randint(1, 7)))


def session(dice: Random, facts: Problem, name: str, n_slots: int) -> Session:
    slot_ids, room_ids = [slot.id for slot in facts.slots], [room.id for room in facts.rooms]

    def place() -> Place | None:
        return Place(dice.choice(slot_ids), dice.choice(room_ids)) if dice.randint(0, 2) == 0 else None

    is_mark = dice.randint(0, 5) == 0
    return Session(
        id=name,
        n_slots=0 if is_mark else n_slots,
        is_optional=is_mark or dice.randint(0, 7) == 0,
        format=dice.choice(FORMATS),
        people=some(dice, [person.id for person in facts.people]),
        themes=tuple(dice.sample(THEMES, dice.choice((0, 1, 1, 2)))),
        understood=some(dice, LANGUAGES),
        audience=dice.choice((None, 5, 15, 50)),
        must_seat=dice.choice((True, False)),
        needs=some(dice, FEATURES),
        needs_step_free=dice.choice((True, False)),
        needs_quiet=dice.choice((True, False)),
        is_plenary=dice.randint(0, 4) == 0,
        slots=dice.choice((None, some(dice, slot_ids))),
        rooms=dice.choice((None, some(dice, room_ids))),
        uses={one.id: dice.randint(0, one.number) for one in facts.resources if dice.choice((True, False))},
        pinned=place(),
        published=place(),
        preferred_slots=some(dice, slot_ids),
    )


Plain = dict[str, object]


def costs(dice: Random, names: list[str], places: list[str]) -> dict[str, dict[str, int]]:
    return {name: {place: dice.randint(-3, 9) for place in some(dice, places)} for name in some(dice, names)}


def numbers(dice: Random, rows: "tuple[str, ...] | list[str]", columns: "tuple[str, ...] | list[str]") -> dict[tuple[str, str], int]:
    every = [(row, column) for row in rows for column in columns if row != column]
    return {key: dice.randint(-3, 9) for key in dice.sample(every, dice.randint(0, min(4, len(every))))}


def pairs(dice: Random, ids: list[str], when: When, level: Level) -> tuple[Pair, ...]:
    """Hard orders only forwards, so that there is no cycle."""
    every = list(combinations(ids, 2) if when in ONE_WAY and level == Level.HARD else permutations(ids, 2))
    chosen = [dice.choice(every) for _ in range(dice.randint(0, 6))] if every else []
    return tuple(Pair(first, second, dice.choice((-2, 1, 1, 3))) for first, second in chosen)


def details(dice: Random, facts: Problem, level: Level) -> Mapping[type[Rule], Callable[[], Plain]]:
    """What a rule of the class holds beside level and weight; drawn when asked."""
    ids, slot_ids, room_ids = [[one.id for one in some] for some in (facts.sessions, facts.slots, facts.rooms)]  # type: ignore[attr-defined]
    blocks = sorted({slot.block for slot in facts.slots})

    def related() -> Plain:
        when = dice.choice(list(When))
        return {"when": when, "per": dice.choice(list(Per)), "pause_min": dice.choice((0, 15)), "pairs": pairs(dice, ids, when, level)}

    def cells() -> Plain:
        return {
            "theme_block": numbers(dice, THEMES, blocks),
            "theme_room": numbers(dice, THEMES, room_ids),
            "block_room": numbers(dice, blocks, room_ids),
        }

    def orders() -> Plain:
        return {"orders": {name: dice.randint(0, 3) for name in some(dice, ids, 6)}}

    return {
        Pairs: related,
        c.PersonTravel: lambda: {"pause_min": dice.choice((0, 15))},
        c.SlotCosts: lambda: {"costs": costs(dice, ids, slot_ids), "over": dice.choice(("start", "each", "minute"))},
        c.RoomCosts: lambda: {"costs": costs(dice, ids, room_ids), "over": dice.choice(("session", "each", "minute"))},
        c.ThemeRooms: lambda: {"per_day": dice.choice((True, False))},
        c.ThemeOrder: orders,
        c.ThemePositions: orders,
        c.CellCosts: cells,
        c.ThemesTogether: lambda: {"numbers": numbers(dice, THEMES, THEMES)},
        c.LanguageCover: lambda: {"groups": {code: dice.randint(0, 9) for code in sorted(some(dice, LANGUAGES))}},
        c.LonelyPairs: lambda: {"sessions": some(dice, ids, 6)},
    }


KINDS: tuple[type[Rule], ...] = (
    *(type(rule) for rule in c.STANDARD),
    c.OneThemeACell,
    Pairs,
    c.SlotCosts,
    c.RoomCosts,
    c.PreferredSlots,
    c.SeatsShort,
    c.MovedTime,
    c.MovedRoom,
    c.ThemeParallel,
    c.ThemeRooms,
    c.ThemeOrder,
    c.CellCosts,
    c.ThemesTogether,
    c.ThemeCellsTogether,
    c.ThemeRuns,
    c.ThemePositions,
    c.LanguageCover,
    c.FormatBalance,
    c.CompactDays,
    c.LonelyPairs,
)
SEVERAL = (Pairs, c.SlotCosts, c.RoomCosts, c.CellCosts, c.ThemesTogether, c.ThemeOrder, c.PersonTravel, c.LanguageCover, c.Resources)


def rules(dice: Random, facts: Problem) -> tuple[Rule, ...]:
    kinds = [*dice.sample(KINDS, dice.randint(1, 12)), *(dice.choice(SEVERAL) for _ in range(dice.randint(0, 3)))]
    found = []
    for number, kind in enumerate(kinds):
        level = dice.choice(list(Level))
        more = details(dice, facts, level).get(kind, dict)()
        found.append(kind(name=f"{kind.__name__} {number}", level=level, weight=dice.choice((0, 1, 1, 2, 5)), **more))  # type: ignore[arg-type]
    return tuple(found)


def drawn(dice: Random) -> Problem:
    """A problem without faults."""
    made = slots(dice)
    slot_ids = [slot.id for slot in made]
    facts = Problem(
        slots=made,
        rooms=rooms(dice, slot_ids),
        sessions=(),
        people=tuple(Person(id=f"p{number}", away=some(dice, slot_ids)) for number in range(dice.randint(0, 4))),
        resources=tuple(Resource(id=f"q{number}", number=dice.randint(0, 2)) for number in range(dice.randint(0, 2))),
        travel_min={way: dice.choice((0, 10, 40)) for way in (("town", "mill"), ("mill", "town"), ("mill", "mill")) if dice.randint(0, 1)},
    )
    facts = replace(facts, sessions=sessions(dice, facts))
    return replace(facts, rules=rules(dice, facts))


def placed(dice: Random, problem: Problem) -> Timetable:
    """A fifth of the sessions unplaced, the others anywhere."""
    slot_ids, room_ids = [slot.id for slot in problem.slots], [room.id for room in problem.rooms]
    return {one.id: Place(dice.choice(slot_ids), dice.choice(room_ids)) for one in problem.sessions if dice.randint(0, 4)}


def problems() -> st.SearchStrategy[Problem]:
    return st.randoms(use_true_random=False).map(drawn)


def timetables(problem: Problem) -> st.SearchStrategy[Timetable]:
    return st.randoms(use_true_random=False).map(lambda dice: placed(dice, problem))
