"""Bad input is named before any solving, all of it at once, and nothing is raised."""

import doctest
import importlib
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings

from essaim.scheduling import constraints as c
from essaim.scheduling.check import check
from essaim.scheduling.constraints import Level, Pair, Pairs, Rule, When
from essaim.scheduling.problem import Person, Place, Problem, Resource, Room, Session, Slot
from essaim.scheduling.read import read_instance
from essaim.scheduling.result import Cost
from essaim.scheduling.validate import faults
from tests.scheduling import strategies
from tests.scheduling.cast import EVENT, ids

A, B, C, D = (Session(id=name) for name in "abcd")


def found(problem: Problem) -> list[tuple[str, str]]:
    return [(fault.code, fault.subject) for fault in faults(problem)]


def with_sessions(*sessions: Session, rules: tuple[Rule, ...] = ()) -> Problem:
    return replace(EVENT, sessions=sessions, rules=rules)


def test_sound_problem_has_no_fault() -> None:
    follow = c.follows((("a", "b"), ("b", "c"), ("a", "c")))
    assert faults(with_sessions(A, B, C, D, rules=(*c.STANDARD, follow, c.right_after((("c", "d"),))))) == ()


def test_empty_problem_lacks_everything() -> None:
    assert found(Problem(slots=(), rooms=(), sessions=())) == [("no_slots", ""), ("no_rooms", ""), ("no_sessions", "")]


def test_doubled_ids_of_every_kind() -> None:
    problem = replace(
        EVENT,
        slots=(*EVENT.slots, EVENT.slots[0]),
        rooms=(*EVENT.rooms, EVENT.rooms[0], EVENT.rooms[0]),
        people=(Person(id="ada"), Person(id="ada")),
        resources=(Resource(id="booth", number=1), Resource(id="booth", number=2)),
        sessions=(A, A),
    )
    assert [(fault.code, fault.subject, fault.facts["kind"], fault.facts["times"]) for fault in faults(problem)] == [
        ("id_doubled", "nine", "slot", 2),
        ("id_doubled", "hall", "room", 3),
        ("id_doubled", "ada", "person", 2),
        ("id_doubled", "booth", "resource", 2),
        ("id_doubled", "a", "session", 2),
    ]


@pytest.mark.parametrize(("starts", "ends", "is_wrong"), [(10, 20, False), (20, 20, True), (20, 10, True)])
def test_slot_ends_after_it_starts(*, starts: int, ends: int, is_wrong: bool) -> None:
    slot = Slot(id="s", day="d", block="b", starts_min=starts, ends_min=ends)
    expected = [("slot_ends_too_early", "s")] if is_wrong else []
    assert found(Problem(slots=(slot,), rooms=(Room(id="r"),), sessions=(A,))) == expected


def test_run_that_begins_in_the_second_of_two_slots_at_once_counts() -> None:
    """Of slots that begin together only the first is run into; a session may begin in any."""
    starts = (("short", 0, 10), ("long", 0, 20), ("next", 20, 30))
    slots = tuple(Slot(id=name, day="Mon", block="am", starts_min=start, ends_min=end) for name, start, end in starts)
    problem = Problem(slots=slots, rooms=(Room(id="hall"),), sessions=(Session(id="a", n_slots=2),))
    assert found(problem) == []
    assert check(problem, {"a": Place("long", "hall")}).cost == Cost()


def test_session_longer_than_any_block_says_the_longest() -> None:
    (fault,) = faults(with_sessions(Session(id="a", n_slots=2), Session(id="b", n_slots=3)))
    assert (fault.code, fault.subject, fault.facts) == ("session_too_long", "b", {"n_slots": 3, "longest": 2, "block": "pm"})


@pytest.mark.parametrize(("n_slots", "is_optional", "is_wrong"), [(0, True, False), (0, False, True), (-1, True, True), (1, True, False)])
def test_only_an_optional_session_takes_no_time(*, n_slots: int, is_optional: bool, is_wrong: bool) -> None:
    session = Session(id="a", n_slots=n_slots, is_optional=is_optional)
    assert found(with_sessions(session)) == ([("session_too_short", "a")] if is_wrong else [])


NAMED = {
    ("person", "people"): Session(id="a", people=ids("zoe")),
    ("slot", "slots"): Session(id="a", slots=ids("zoe nine")),
    ("room", "rooms"): Session(id="a", rooms=ids("zoe hall")),
    ("slot", "preferred_slots"): Session(id="a", preferred_slots=ids("zoe")),
    ("resource", "uses"): Session(id="a", uses={"zoe": 1}),
    ("slot", "pinned"): Session(id="a", pinned=Place("zoe", "hall")),
    ("room", "pinned"): Session(id="a", pinned=Place("nine", "zoe")),
    ("slot", "published"): Session(id="a", published=Place("zoe", "hall")),
    ("room", "published"): Session(id="a", published=Place("nine", "zoe")),
}


@pytest.mark.parametrize(("kind", "field"), NAMED)
def test_unknown_name_in_a_session(kind: str, field: str) -> None:
    (fault,) = faults(with_sessions(NAMED[kind, field]))
    assert (fault.code, fault.subject) == ("unknown_name", "a")
    assert fault.facts == {"owner": "session", "field": field, "kind": kind, "name": "zoe"}


def test_unknown_slot_of_a_room_or_a_person() -> None:
    rooms, people = (Room(id="hall", closed=ids("zoe")),), (Person(id="ada", away=ids("zoe")),)
    facts = [fault.facts for fault in faults(replace(EVENT, rooms=rooms, people=people, sessions=(A,)))]
    assert facts == [
        {"owner": "room", "field": "closed", "kind": "slot", "name": "zoe"},
        {"owner": "person", "field": "away", "kind": "slot", "name": "zoe"},
    ]


RULES = [
    (Pairs(name="r", when=When.OVERLAP, pairs=(Pair("a", "zoe"), Pair("zoe", "a"))), "pairs", "session"),
    (c.SlotCosts(name="r", costs={"zoe": {}}), "costs", "session"),
    (c.SlotCosts(name="r", costs={"a": {"zoe": 1}, "b": {"zoe": 1}}), "costs", "slot"),
    (c.RoomCosts(name="r", costs={"zoe": {}}), "costs", "session"),
    (c.RoomCosts(name="r", costs={"a": {"zoe": 1}}), "costs", "room"),
    (c.ThemeOrder(name="r", orders={"zoe": 1}), "orders", "session"),
    (c.ThemePositions(name="r", orders={"zoe": 1}), "orders", "session"),
    (c.LonelyPairs(name="r", sessions=ids("zoe a")), "sessions", "session"),
    (c.CellCosts(name="r", theme_block={("any", "zoe"): 1}), "theme_block", "block"),
    (c.CellCosts(name="r", theme_room={("any", "zoe"): 1}), "theme_room", "room"),
    (c.CellCosts(name="r", block_room={("zoe", "hall"): 1}), "block_room", "block"),
    (c.CellCosts(name="r", block_room={("am", "zoe"): 1}), "block_room", "room"),
]


@pytest.mark.parametrize(("rule", "field", "kind"), RULES)
def test_unknown_name_in_a_rule_is_named_once(rule: Rule, field: str, kind: str) -> None:
    (fault,) = faults(with_sessions(A, B, rules=(rule,)))
    assert (fault.code, fault.subject) == ("unknown_name", "r")
    assert fault.facts == {"owner": "rule", "field": field, "kind": kind, "name": "zoe"}


def test_one_session_uses_more_than_there_is() -> None:
    assert faults(with_sessions(Session(id="a", uses={"booth": 2}))) == ()
    (fault,) = faults(with_sessions(Session(id="a", uses={"booth": 3})))
    assert (fault.code, fault.subject, fault.facts) == ("resource_beyond", "a", {"resource": "booth", "used": 3, "number": 2})


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        (replace(EVENT, sessions=(A,), rooms=(Room(id="r", capacity=-1),)), "capacity"),
        (replace(EVENT, sessions=(A,), resources=(Resource(id="q", number=-1),)), "number"),
        (replace(EVENT, sessions=(A,), travel_min={("town", "mill"): -1}), "travel_min"),
        (with_sessions(Session(id="a", audience=-1)), "audience"),
        (with_sessions(Session(id="a", uses={"booth": -1})), "uses of “booth”"),
        (with_sessions(A, rules=(c.RoomClash(weight=-1),)), "weight"),
        (with_sessions(A, rules=(c.PersonTravel(pause_min=-1),)), "pause_min"),
        (with_sessions(A, rules=(Pairs(name="p", when=When.OVERLAP, pairs=(), pause_min=-1),)), "pause_min"),
        (with_sessions(A, rules=(c.ThemeOrder(orders={"a": -1}),)), "order of “a”"),
        (with_sessions(A, rules=(c.LanguageCover(groups={"fr": -1}),)), "people of “fr”"),
    ],
)
def test_number_below_0(problem: Problem, field: str) -> None:
    (fault,) = faults(problem)
    assert (fault.code, fault.facts["field"], fault.facts["number"]) == ("number_below_0", field, -1)


def cycles(*rules: Rule) -> list[tuple[object, object]]:
    made = faults(with_sessions(A, B, C, D, rules=rules))
    assert {fault.code for fault in made} <= {"order_cycle"}
    return [(fault.facts["sessions"], fault.facts["rules"]) for fault in made]


def test_cycle_is_named_in_order() -> None:
    assert cycles(c.follows((("b", "c"), ("c", "a"), ("a", "b"), ("c", "d")))) == [(("a", "b", "c"), ("follows",))]
    assert cycles(c.follows((("a", "b"),)), c.right_after((("b", "a"),))) == [(("a", "b"), ("follows", "right_after"))]
    assert cycles(c.follows((("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "c")))) == [
        (("a", "b"), ("follows",)),
        (("c", "d"), ("follows",)),
    ]


def test_cycle_is_one_of_hard_orders_only() -> None:
    pairs = (Pair("a", "b"), Pair("b", "a"))
    assert cycles(Pairs(name="p", level=Level.SOFT, when=When.NOT_BEFORE, pairs=pairs)) == []
    assert cycles(Pairs(name="p", weight=0, when=When.NOT_BEFORE, pairs=pairs)) == []
    assert cycles(Pairs(name="p", when=When.OVERLAP, pairs=pairs)) == []
    assert cycles(Pairs(name="p", when=When.NOT_BEFORE, pairs=(Pair("a", "b"), Pair("b", "a", -1)))) == []


def test_rules_are_told_apart_by_name() -> None:
    assert found(with_sessions(A, rules=(c.RoomClash(), c.PersonClash(name="room_clash")))) == [("rule_doubled", "room_clash")]
    assert found(with_sessions(A, rules=(c.RoomClash(name="unplaced"),))) == [("rule_doubled", "unplaced")]
    assert found(with_sessions(A, rules=(c.SlotCosts(),))) == [("rule_without_name", "SlotCosts")]


def test_rules_that_a_problem_has_once() -> None:
    assert found(with_sessions(A, rules=(c.LonelyPairs(name="x"), c.LonelyPairs(name="y")))) == [("rules_rival", "LonelyPairs")]
    assert found(with_sessions(A, rules=(c.ThemeRooms(name="x"), c.ThemeRooms(name="y", per_day=True)))) == [("rules_rival", "ThemeRooms")]
    assert found(with_sessions(A, rules=(c.ThemeRooms(name="x"), c.ThemeRooms(name="y")))) == []
    assert found(with_sessions(A, rules=(c.ThemePositions(name="x"), c.ThemePositions(name="y", weight=0)))) == []


def test_odd_details_of_rules() -> None:
    assert found(with_sessions(A, rules=(c.SlotCosts(name="s", over="session"),))) == [("over_unknown", "s")]
    assert found(with_sessions(A, rules=(c.RoomCosts(name="s", over="start"),))) == [("over_unknown", "s")]
    assert found(with_sessions(A, rules=(Pairs(name="p", when=When.OVERLAP, pairs=(Pair("a", "a"),)),))) == [("pair_of_one", "a")]


def test_all_faults_are_told_at_once() -> None:
    bad = with_sessions(
        Session(id="a", n_slots=9, people=ids("zoe"), uses={"booth": 5}, pinned=Place("x", "y")),
        rules=(c.follows((("a", "q"), ("q", "a"))),),
    )
    codes = [code for code, _ in found(bad)]
    assert codes == ["session_too_long", "resource_beyond", *["unknown_name"] * 4, "order_cycle"]


def test_long_chain_and_long_cycle_are_read_quickly() -> None:
    sessions = tuple(Session(id=f"s{number}") for number in range(5000))
    chain = [(f"s{number}", f"s{number + 1}") for number in range(4999)]
    before = time.perf_counter()
    assert faults(with_sessions(*sessions, rules=(c.follows(tuple(chain)),))) == ()
    (fault,) = faults(with_sessions(*sessions, rules=(c.follows((*chain, ("s4999", "s0"))),)))
    assert len(fault.facts["sessions"]) == 5000  # type: ignore[arg-type]
    assert time.perf_counter() - before < 2


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(strategies.problems())
def test_problem_drawn_at_random_is_sound(problem: Problem) -> None:
    assert faults(problem) == ()


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(strategies.problems(), strategies.problems())
def test_nothing_is_raised_where_names_fit_nowhere(one: Problem, other: Problem) -> None:
    """Two events mixed up: doubled, unknown and too long."""
    mixed = replace(one, sessions=(*other.sessions, *one.sessions), slots=other.slots[:1], people=(), rules=one.rules + other.rules)
    assert {fault.code for fault in faults(mixed)} >= {"id_doubled"}
    assert faults(mixed) == faults(mixed)


@pytest.mark.parametrize("folder", ["cosplib/instances", "optaplanner_conference"])
def test_published_instance_is_sound(scheduling_data, folder: str) -> None:
    books = sorted((scheduling_data / folder).rglob("*.xlsx"))
    assert books
    for book in books:
        assert faults(read_instance(book).problem) == ()


def test_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(importlib.import_module("essaim.scheduling.validate")).failed == 0
