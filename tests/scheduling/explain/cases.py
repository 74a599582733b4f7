"""Problems without a timetable, of different kinds. Tuesday and Wednesday, each: 9, 10, 11 (block am), 14, 15 (block pm).

Hall (town, 400 seats, step-free, screen) · Loft (town, 60 seats, step-free, quiet) · Barn (mill, 40 seats, piano).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Pair, Pairs, Rule, When
from essaim.scheduling.problem import Person, Place, Problem, Resource, Room, Session, Slot

DAYS = {"Tue": 0, "Wed": 1440}
SLOTS = tuple(
    Slot(
        id=f"{day}{hour}",
        day=day,
        block=f"{day} {'am' if hour < 12 else 'pm'}",
        starts_min=start + 60 * hour,
        ends_min=start + 60 * hour + 60,
        label=f"{day} {hour}:00",
    )
    for day, start in DAYS.items()
    for hour in (9, 10, 11, 14, 15)
)
TUESDAY = tuple(slot.id for slot in SLOTS if slot.day == "Tue")
ROOMS = (
    Room(id="hall", site="town", capacity=400, features=frozenset({"screen"}), is_step_free=True, label="Great hall"),
    Room(id="loft", site="town", capacity=60, is_step_free=True, is_quiet=True, label="Loft"),
    Room(id="barn", site="mill", capacity=40, features=frozenset({"piano"}), is_step_free=False, label="Barn"),
)
TRAVEL = {("town", "mill"): 30}


def some(text: str) -> frozenset[str]:
    return frozenset(text.split())


def one(name: str, *, at: str | None = None, where: str | None = None, people: str = "", **more: object) -> Session:
    """at: slots allowed; where: rooms allowed."""
    slots, rooms = None if at is None else some(at), None if where is None else some(where)
    return Session(id=name, label=f"Session {name.upper()}", slots=slots, rooms=rooms, people=some(people), **more)  # type: ignore[arg-type]


def event(sessions: Iterable[Session], *rules: Rule, **more: object) -> Problem:
    """All hard rules of a forum, and some more."""
    made = tuple(sessions)
    names = sorted({person for session in made for person in session.people})
    people = tuple(Person(id=name, label=name.title()) for name in names)
    facts = {"slots": SLOTS, "rooms": ROOMS, "people": people, "travel_min": TRAVEL, "rules": (*c.STANDARD, *rules), **more}
    return Problem(sessions=made, **facts)  # type: ignore[arg-type]


def day(problem: Problem, *hours: int) -> Problem:
    """Tuesday only, or some of its hours."""
    kept = tuple(slot for slot in problem.slots if slot.day == "Tue" and (not hours or int(slot.id[3:]) in hours))
    return replace(problem, slots=kept)


def away(problem: Problem, **when: str) -> Problem:
    people = tuple(replace(person, away=some(when.get(person.id, ""))) for person in problem.people)
    return replace(problem, people=people)


def closed(problem: Problem, name: str, slots: str) -> Problem:
    return replace(problem, rooms=tuple(replace(room, closed=some(slots)) if room.id == name else room for room in problem.rooms))


def others(number: int, **more: object) -> tuple[Session, ...]:
    return tuple(one(f"z{at}", **more) for at in range(number))  # type: ignore[arg-type]


def named(rule: Rule, name: str) -> Rule:
    return replace(rule, name=name)


def wanted(name: str, when: When, *pairs: tuple[str, str], pause_min: int = 0) -> Pairs:
    return Pairs(name=name, when=when, pairs=tuple(Pair(*pair) for pair in pairs), pause_min=pause_min)


def hard(rule: Rule) -> Rule:
    return replace(rule, level=c.Level.HARD)


# --- the problems ------------------------------------------------------------------


def only_two_step_free_rooms() -> Problem:
    return event([*(one(name, at="Tue9", needs_step_free=True) for name in "abc"), *others(4)])


def no_room_with_all_it_needs() -> Problem:
    return event([one("a", needs=some("piano screen")), *others(3)])


def speaker_away_whenever_it_may_be() -> Problem:
    return away(event([one("a", at="Tue9 Tue10", people="ada"), *others(3)]), ada="Tue9 Tue10 Tue11")


def breaks_too_early() -> Problem:
    return event([one("a", n_slots=3, at="Tue10 Tue14"), *others(3)])


def person_in_too_few_slots() -> Problem:
    sessions = [*(one(name, people="ada") for name in "abc"), *others(3)]
    return away(event(sessions), ada=" ".join(slot.id for slot in SLOTS[2:]))


def two_pinned_into_one_place() -> Problem:
    return event([*(one(name, pinned=Place("Tue9", "hall")) for name in "ab"), *others(3)])


def pinned_into_a_closed_room() -> Problem:
    return closed(event([one("a", pinned=Place("Tue9", "loft")), *others(3)]), "loft", "Tue9 Tue10")


def chain_longer_than_the_day() -> Problem:
    steps = tuple(zip("abcde", "bcdef", strict=True))
    return day(event([*(one(name) for name in "abcdef"), *others(2)], c.follows(steps)))


def right_after_in_another_room() -> Problem:
    return event([one("a", where="hall"), one("b", where="loft"), *others(2)], c.right_after((("a", "b"),)))


def plenary_the_whole_time() -> Problem:
    return day(event([one("a", n_slots=2, is_plenary=True), one("b", n_slots=2), one("c")]), 9, 10, 11)


def one_team_of_interpreters() -> Problem:
    sessions = [*(one(name, at="Tue9 Tue10", uses={"team": 1}) for name in "abc"), *others(3)]
    return event(sessions, resources=(Resource(id="team", number=1, label="Team FR–EN"),))


def more_sessions_than_places() -> Problem:
    return day(event(one(name) for name in "abcdefg"), 9, 10)


def quiet_room_closed_that_day() -> Problem:
    return closed(event([one("a", at=" ".join(TUESDAY), needs_quiet=True), *others(3)]), "loft", " ".join(TUESDAY))


def one_large_hall() -> Problem:
    return event([*(one(name, at="Wed9", audience=300, must_seat=True) for name in "ab"), one("z", at="Wed9")])


def too_far_to_walk() -> Problem:
    return event([one("a", at="Tue9", where="barn", people="ada"), one("b", at="Tue10", where="loft", people="ada"), *others(2)])


def two_themes_for_one_cell() -> Problem:
    sessions = [one("a", where="hall", themes=("food",)), one("b", where="hall", themes=("work",)), one("z", where="hall")]
    return day(event(sessions, c.OneThemeACell()), 9, 10, 11)


def odd_number_in_pairs() -> Problem:
    return event([*(one(name) for name in "abc"), *others(2)], c.LonelyPairs(sessions=some("a b c")))


def one_day_wanted_two_allowed() -> Problem:
    return event([one("a", at="Tue9 Tue10"), one("b", at="Wed9"), *others(2)], wanted("together", When.OTHER_DAY, ("a", "b")))


def nothing_in_english() -> Problem:
    sessions = [one("a", at="Tue9", understood=some("fr")), one("b", at="Tue10", understood=some("en fr"))]
    return event(sessions, hard(c.LanguageCover(groups={"en": 12, "fr": 30})))


def workshops_on_one_day() -> Problem:
    sessions = [*(one(name, at=" ".join(TUESDAY), format="workshop") for name in "abc"), one("z", format="workshop")]
    return event(sessions, hard(c.FormatBalance()))


def path_with_too_little_time() -> Problem:
    return event([*(one(name, at="Tue14 Tue15", themes=("food",)) for name in "abc"), *others(3)], hard(c.ThemeParallel()))


def coming_on_one_day_only() -> Problem:
    return event([one("a", at="Tue9", people="ada"), one("b", at="Wed9", people="ada"), *others(2)], hard(c.CompactDays()))


def three_who_share_people() -> Problem:
    """Two and two could be on at once, all three need three slots."""
    sessions = [one("a", people="ada bo"), one("b", people="bo cy"), one("c", people="cy ada"), *others(1)]
    return day(event(sessions), 9, 10)


def pause_between_two() -> Problem:
    sessions = [one("a", n_slots=2, at="Tue9"), one("b", at="Tue11"), *others(2)]
    return event(sessions, wanted("rest", When.SHORT_PAUSE, ("a", "b"), pause_min=30))


def published_and_not_to_move() -> Problem:
    sessions = [one(name, published=Place("Wed10", "barn")) for name in "ab"]
    return event([*sessions, *others(3)], named(hard(c.MovedTime()), "times stay"), named(hard(c.MovedRoom()), "rooms stay"))


def two_causes_person_and_room() -> Problem:
    sessions = [one("a", needs_quiet=True, needs=some("piano")), *(one(name, at="Tue9", people="ada") for name in "bc"), *others(3)]
    return event(sessions)


def two_causes_team_and_order() -> Problem:
    booked = [one(name, at="Tue9 Tue10", uses={"team": 2}) for name in "abc"]
    sessions = [*booked, one("d", at="Wed9"), one("e", at="Tue15"), *others(3)]
    return event(sessions, c.follows((("d", "e"),)), resources=(Resource(id="team", number=3, label="Teams"),))


def two_causes_pins_and_plenary() -> Problem:
    pinned = [one(name, pinned=Place("Tue9", "barn")) for name in "ab"]
    return event([*pinned, one("p", at="Wed14", is_plenary=True), one("q", at="Wed14"), *others(3)])


def two_causes_of_one_kind() -> Problem:
    return event(
        [*(one(name, at="Tue9", people="ada") for name in "ab"), *(one(name, at="Wed9", people="bo") for name in "cd"), *others(2)]
    )


def three_causes_in_a_full_event() -> Problem:
    full = [one(f"z{at}", people=f"p{at % 7}", audience=30 + at % 20) for at in range(18)]
    far = [one("a", at="Tue9", where="barn", people="ada"), one("b", at="Tue10", where="hall", people="ada")]
    sessions = [*full, *far, one("c", needs=some("sauna")), one("d", n_slots=2, at="Tue11")]
    return event(sessions)


@dataclass(frozen=True, slots=True)
class Case:
    """causes: sessions of each cause → its rules."""

    build: Callable[[], Problem]
    causes: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.build.__name__


CASES = (
    Case(only_two_step_free_rooms, {"a b c": "room_clash slot_not_allowed step_free"}),
    Case(no_room_with_all_it_needs, {"a": "equipment"}),
    Case(speaker_away_whenever_it_may_be, {"a": "person_away slot_not_allowed"}),
    Case(breaks_too_early, {"a": "slot_not_allowed"}),
    Case(person_in_too_few_slots, {"a b c": "person_away person_clash"}),
    Case(two_pinned_into_one_place, {"a b": "pinned room_clash"}),
    Case(pinned_into_a_closed_room, {"a": "pinned room_closed"}),
    Case(chain_longer_than_the_day, {"a b c d e f": "follows"}),
    Case(right_after_in_another_room, {"a b": "right_after room_not_allowed"}),
    Case(plenary_the_whole_time, {"a b": "plenary_alone"}),
    Case(one_team_of_interpreters, {"a b c": "resources slot_not_allowed"}),
    Case(more_sessions_than_places, {"a b c d e f g": "room_clash"}),
    Case(quiet_room_closed_that_day, {"a": "quiet_room room_closed slot_not_allowed"}),
    Case(one_large_hall, {"a b": "capacity room_clash slot_not_allowed"}),
    Case(too_far_to_walk, {"a b": "person_travel room_not_allowed slot_not_allowed"}),
    Case(two_themes_for_one_cell, {"a b": "one_theme_a_cell room_not_allowed"}),
    Case(odd_number_in_pairs, {"a b c": "lonely_pairs"}),
    Case(one_day_wanted_two_allowed, {"a b": "slot_not_allowed together"}),
    Case(nothing_in_english, {"a": "language_cover slot_not_allowed"}),
    Case(workshops_on_one_day, {"a b c": "format_balance slot_not_allowed"}),
    Case(path_with_too_little_time, {"a b c": "slot_not_allowed theme_parallel"}),
    Case(coming_on_one_day_only, {"a b": "compact_days slot_not_allowed"}),
    Case(three_who_share_people, {"a b c": "person_clash"}),
    Case(pause_between_two, {"a b": "rest slot_not_allowed"}),
    Case(published_and_not_to_move, {"a b": "room_clash rooms+stay times+stay"}),
    Case(two_causes_person_and_room, {"a": "equipment quiet_room", "b c": "person_clash slot_not_allowed"}),
    Case(two_causes_team_and_order, {"a b c": "resources slot_not_allowed", "d e": "follows slot_not_allowed"}),
    Case(two_causes_pins_and_plenary, {"a b": "pinned room_clash", "p q": "plenary_alone slot_not_allowed"}),
    Case(two_causes_of_one_kind, {"a b": "person_clash slot_not_allowed", "c d": "person_clash slot_not_allowed"}),
    Case(
        three_causes_in_a_full_event,
        {"a b": "person_travel room_not_allowed slot_not_allowed", "c": "equipment", "d": "slot_not_allowed"},
    ),
)
