"""Rules on two sessions, each worked out by hand on the small event of `cast`."""

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Pair, Pairs, Per, When
from essaim.scheduling.problem import Session
from tests.scheduling.cast import amounts, ids

A, B, C = (Session(id=name) for name in "abc")
LONG = Session(id="a", n_slots=2)


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("a nine hall | b nine hall", [("a b", 60)]),
        ("a nine hall | b nine attic", []),
        ("a nine hall | b ten hall", []),
        ("a nine hall | b lab hall", [("a b", 30)]),
        ("b lab hall | a eleven hall", [("a b", 30)]),
        ("a nine hall | b tuesday hall", []),
        ("a nine hall | b nine hall | c lab hall", [("a b", 60), ("a c", 30), ("b c", 30)]),
        ("a nine hall", []),
    ],
)
def test_room_clash_is_per_pair_and_minute(timetable: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(amounts(c.RoomClash(), (A, B, C), timetable)) == expected


def test_room_clash_of_a_session_over_two_slots() -> None:
    assert amounts(c.RoomClash(), (LONG, B), "a nine hall | b ten hall") == [("a b", 30)]
    assert amounts(c.RoomClash(), (LONG, B), "a nine hall | b lab hall") == [("a b", 60)]
    assert amounts(c.RoomClash(), (LONG, B), "a nine hall | b eleven hall") == []


def test_person_clash_is_per_person() -> None:
    one, other = Session(id="a", people=ids("ada bo")), Session(id="b", people=ids("bo ada"))
    assert amounts(c.PersonClash(), (one, other), "a nine hall | b lab attic") == [("a b", 30), ("a b", 30)]
    assert amounts(c.PersonClash(), (one, B), "a nine hall | b lab attic") == []
    assert amounts(c.PersonClash(), (one, other), "a nine hall | b ten attic") == []


@pytest.mark.parametrize(
    ("timetable", "pause_min", "amount"),
    [
        ("a nine hall | b ten attic", 0, 1),  # 0 minutes, 20 needed
        ("a nine hall | b ten hall", 0, 0),
        ("a nine hall | b ten hall", 5, 1),
        ("a nine attic | b ten tent", 0, 0),  # one site
        ("a ten hall | b eleven attic", 30, 0),  # 30 minutes between
        ("a ten hall | b eleven attic", 31, 1),
        ("b ten hall | a eleven attic", 31, 1),
        ("a nine hall | b lab attic", 31, 0),  # they overlap: another rule's business
        ("a noon hall | b tuesday attic", 9999, 0),
    ],
)
def test_person_travel_asks_the_longer_of_way_and_pause(timetable: str, pause_min: int, amount: int) -> None:
    sessions = (Session(id="a", people=ids("ada")), Session(id="b", people=ids("ada")))
    assert amounts(c.PersonTravel(pause_min=pause_min), sessions, timetable) == [("a b", 1)] * amount


def test_plenary_alone_counts_two_plenaries_once() -> None:
    plenary = Session(id="p", is_plenary=True)
    other = Session(id="q", is_plenary=True)
    assert amounts(c.PlenaryAlone(), (A, plenary, B), "a lab hall | p nine attic | b lab tent") == [("p a", 30), ("p b", 30)]
    assert amounts(c.PlenaryAlone(), (plenary, other), "p nine attic | q nine attic") == [("p q", 60)]
    assert amounts(c.PlenaryAlone(), (plenary, A), "p nine attic | a ten hall") == []


HAND = [
    (When.OVERLAP, "a nine hall | b lab hall", 1),
    (When.OVERLAP, "a nine hall | b ten hall", 0),
    (When.SAME_START, "a nine hall | b nine attic", 1),
    (When.SAME_START, "a nine hall | b lab attic", 0),
    (When.SAME_BLOCK_OTHER_ROOM, "a nine hall | b ten attic", 1),
    (When.SAME_BLOCK_OTHER_ROOM, "a nine hall | b ten hall", 0),
    (When.SAME_BLOCK_OTHER_ROOM, "a nine hall | b lab attic", 0),
    (When.SAME_DAY_OTHER_ROOM, "a nine hall | b noon attic", 1),
    (When.SAME_DAY_OTHER_ROOM, "a nine hall | b tuesday attic", 0),
    (When.SAME_DAY_OTHER_ROOM, "a nine hall | b noon hall", 0),
    (When.OTHER_DAY, "a nine hall | b tuesday hall", 1),
    (When.OTHER_DAY, "a nine hall | b noon hall", 0),
    (When.NOT_BEFORE, "a nine hall | b ten hall", 0),
    (When.NOT_BEFORE, "a nine hall | b lab hall", 1),
    (When.NOT_BEFORE, "a ten hall | b nine hall", 1),
    (When.NOT_BEFORE, "a nine hall | b nine attic", 1),
    (When.NOT_BEFORE, "a tuesday hall | b noon hall", 1),
    (When.NOT_RIGHT_AFTER, "a nine hall | b ten hall", 0),
    (When.NOT_RIGHT_AFTER, "a nine hall | b ten attic", 1),
    (When.NOT_RIGHT_AFTER, "a ten hall | b eleven hall", 0),  # the day's next slot after the pause
    (When.NOT_RIGHT_AFTER, "a ten hall | b noon hall", 1),
    (When.NOT_RIGHT_AFTER, "a nine hall | b lab hall", 1),
    (When.NOT_RIGHT_AFTER, "a ten hall | b nine hall", 1),
    (When.NOT_RIGHT_AFTER, "a noon hall | b tuesday hall", 1),  # another day
    (When.NOT_RIGHT_AFTER, "a lab hall | b noon hall", 0),  # 11:30: the next to begin is 12:00
    (When.SHORT_PAUSE, "a nine hall | b lab hall", 1),
    (When.SHORT_PAUSE, "a nine hall | b ten hall", 1),
    (When.SHORT_PAUSE, "b nine hall | a ten hall", 1),
    (When.SHORT_PAUSE, "a ten hall | b eleven hall", 0),  # 30 minutes
    (When.SHORT_PAUSE, "a noon hall | b tuesday hall", 0),
    (When.LARGER_ROOM, "a nine hall | b ten attic", 1),
    (When.LARGER_ROOM, "a nine attic | b ten hall", 0),
    (When.LARGER_ROOM, "a nine hall | b ten hall", 0),
    (When.LARGER_ROOM, "a nine hall | b ten tent", 0),  # unknown
    (When.LARGER_ROOM, "a nine tent | b ten hall", 0),
    (When.OVERLAP, "a nine hall", 0),
]


@pytest.mark.parametrize(("when", "timetable", "amount"), HAND)
def test_relation_holds_or_not(when: When, timetable: str, amount: int) -> None:
    rule = Pairs(name="pairs", when=when, pairs=(Pair("a", "b", 7),), pause_min=30)
    assert amounts(rule, (A, B), timetable) == [("a b", 7)] * amount


def test_every_relation_is_worked_out_by_hand() -> None:
    assert {when for when, _, amount in HAND if amount} == set(When)
    assert {when for when, _, amount in HAND if not amount} == set(When)


@pytest.mark.parametrize(("per", "amount"), [(Per.MATCH, 2), (Per.OVERLAP_MIN, 120), (Per.MINUTE, 180), (Per.BOTH_MIN, 420)])
def test_amount_of_a_pair(per: Per, amount: int) -> None:
    """a fills 9:00–10:30 (90 minutes), b 9:30–11:30 (120): together 60."""
    assert amounts(Pairs(name="p", when=When.OVERLAP, per=per, pairs=(Pair("a", "b", 2),)), (LONG, B), "a nine hall | b lab hall") == [
        ("a b", amount)
    ]


def test_pair_over_a_block_border_and_after_a_session_of_two_slots() -> None:
    follow = c.follows((("a", "b"),))
    assert amounts(follow, (LONG, B), "a nine hall | b ten hall") == [("a b", 1)]
    assert amounts(follow, (LONG, B), "a nine hall | b eleven hall") == []
    assert amounts(c.right_after((("a", "b"),)), (LONG, B), "a nine hall | b eleven hall") == []
    assert amounts(c.right_after((("a", "b"),)), (LONG, B), "a eleven hall | b noon hall") == [("a b", 1)]


def test_pair_given_twice_counts_twice_and_order_is_the_pairs_own() -> None:
    rule = Pairs(name="p", when=When.LARGER_ROOM, pairs=(Pair("b", "a", 2), Pair("b", "a", 3), Pair("a", "b", 9)))
    assert amounts(rule, (A, B), "a nine attic | b nine hall") == [("b a", 2), ("b a", 3)]


def test_mark_overlaps_nothing() -> None:
    mark = Session(id="b", n_slots=0, is_optional=True, themes=("t",), people=ids("ada"))
    long = Session(id="a", n_slots=2, themes=("t",), people=ids("ada"))
    rules = (
        c.ThemeParallel(),
        c.PersonClash(),
        c.PersonTravel(pause_min=0),
        Pairs(name="p", when=When.OVERLAP, pairs=(Pair("a", "b"),)),
        Pairs(name="q", when=When.SHORT_PAUSE, pairs=(Pair("a", "b"),)),
    )
    assert [amounts(rule, (long, mark), "a nine attic | b ten tent") for rule in rules] == [[]] * 5
