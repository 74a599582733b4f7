"""Rules on themes and cells, each worked out by hand on the small event of `cast`."""

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.problem import Session
from tests.scheduling.cast import amounts

RED, RED2, RED3 = (Session(id=name, themes=("red",)) for name in ("r", "r2", "r3"))
BLUE, BOTH, BARE = Session(id="b", themes=("blue",)), Session(id="x", themes=("red", "blue")), Session(id="z")
MARK = Session(id="m", n_slots=0, is_optional=True, themes=("blue",))
ALL = (RED, RED2, RED3, BLUE, BOTH, BARE, MARK)


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("r nine hall | r2 ten hall", []),
        ("r nine hall | b ten hall", [("r b", 1)]),
        ("r nine hall | b ten attic", []),
        ("r ten hall | b eleven hall", []),
        ("r nine hall | x ten hall | z nine hall", []),  # x's first theme is red, z has none
        ("r nine hall | m nine hall", [("r m", 1)]),
    ],
)
def test_one_theme_a_cell(timetable: str, expected: list[tuple[str, int]]) -> None:
    assert amounts(c.OneThemeACell(), ALL, timetable) == expected


def test_theme_parallel_counts_themes_shared() -> None:
    other = Session(id="y", themes=("blue", "red", "green"))
    assert amounts(c.ThemeParallel(), (BOTH, other), "x nine hall | y lab attic") == [("x y", 2)]
    assert amounts(c.ThemeParallel(), ALL, "r nine hall | x nine attic | b nine tent") == [("r x", 1), ("b x", 1)]
    assert amounts(c.ThemeParallel(), ALL, "r nine hall | r2 ten hall") == []
    assert amounts(c.ThemeParallel(), ALL, "r nine hall | b nine attic") == []


def test_theme_rooms_beyond_one_in_all_or_within_a_day() -> None:
    moving = "r nine hall | r2 ten attic | r3 tuesday tent"
    assert amounts(c.ThemeRooms(), ALL, moving) == [("r r2 r3", 2)]
    assert amounts(c.ThemeRooms(per_day=True), ALL, moving) == [("r r2", 1)]
    assert amounts(c.ThemeRooms(), ALL, "r nine hall | r2 ten hall | b nine attic") == []
    assert amounts(c.ThemeRooms(), ALL, "b nine attic | x ten hall") == [("b x", 1)]
    assert amounts(c.ThemeRooms(), ALL, "b nine attic | m ten hall") == [("b m", 1)]


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("r nine hall | r2 ten hall", []),
        ("r ten hall | r2 nine hall", [("r r2", 1)]),
        ("r nine hall | r2 lab hall", [("r r2", 1)]),
        ("r nine hall | r2 nine attic | r3 nine tent", [("r r3", 1), ("r2 r3", 1)]),  # r and r2 have one rank
        ("r nine hall | b nine attic", []),
    ],
)
def test_theme_order_within_a_theme(timetable: str, expected: list[tuple[str, int]]) -> None:
    ranks = {"r": 1, "r2": 1, "r3": 2, "b": 2} if "r3" in timetable else {"r": 1, "r2": 2, "b": 2, "x": 0}
    assert amounts(c.ThemeOrder(orders=ranks), ALL, timetable) == expected


COSTS = c.CellCosts(
    theme_block={("red", "am"): 100, ("blue", "am"): 50},
    theme_room={("red", "hall"): 10},
    block_room={("am", "hall"): 1, ("pm", "hall"): 2},
)


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("r nine hall | r2 ten hall", [("r r2", 111)]),
        ("r nine attic", [("r", 100)]),
        ("r eleven hall | r2 nine hall", [("r2", 111), ("r", 12)]),
        ("r nine hall | b ten hall", [("r b", 161)]),
        ("m nine tent", [("m", 50)]),
        ("z nine hall", []),
        ("r tuesday attic", []),
    ],
)
def test_cell_costs_once_a_cell(timetable: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(amounts(COSTS, ALL, timetable), reverse=True) == sorted(expected, reverse=True)


def test_themes_together_is_per_pair_of_cells() -> None:
    rule = c.ThemesTogether(numbers={("blue", "red"): 4})
    assert amounts(rule, ALL, "r nine hall | b ten attic") == [("r b", 4)]
    assert amounts(rule, ALL, "r nine hall | r2 ten hall | b ten attic") == [("r r2 b", 4)]
    assert amounts(rule, ALL, "r nine hall | r2 ten tent | b ten attic") == [("r b", 4), ("r2 b", 4)]
    assert amounts(rule, ALL, "r nine hall | b nine hall") == []
    assert amounts(rule, ALL, "r nine hall | b lab attic") == []
    assert amounts(rule, ALL, "r nine hall | r2 nine attic") == []


def test_theme_cells_together_counts_rooms_beyond_one_in_a_block() -> None:
    rule = c.ThemeCellsTogether()
    assert amounts(rule, ALL, "r nine hall | r2 ten attic | r3 ten tent") == [("r r2 r3", 2)]
    assert amounts(rule, ALL, "r nine hall | r2 eleven attic") == []
    assert amounts(rule, ALL, "b nine hall | m nine attic") == [("b m", 1)]


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("r nine hall | r2 lab attic | r3 eleven tent", []),  # am, lab, pm follow one another in the problem's order
        ("r nine hall | r2 eleven hall", [("r r2", 1)]),
        ("r nine hall | r2 tuesday hall | r3 eleven hall", [("r r2 r3", 1)]),
        ("b nine hall | m lab hall", []),
        ("b nine hall | m tuesday hall", [("b m", 1)]),
        ("r nine hall", []),
    ],
)
def test_theme_runs_are_unbroken(timetable: str, expected: list[tuple[str, int]]) -> None:
    assert amounts(c.ThemeRuns(), ALL, timetable) == expected


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("r nine hall | r2 ten hall | r3 eleven hall", []),
        ("r2 nine hall | r ten hall | r3 eleven hall", [("r2", 1), ("r", 1)]),
        ("r2 nine hall | r3 ten hall", [("r2", 1), ("r3", 1)]),  # counted among those placed
        ("r ten hall | r2 nine attic | r3 tuesday tent", []),  # one block: the room comes before the slot
        ("r nine hall | r2 nine attic | r3 ten hall", [("r3", 1), ("r2", 1), ("r r2", 1)]),
        ("r nine hall | r2 nine hall", [("r r2", 1)]),  # as the problem tells them
        ("r nine hall | x nine attic | r2 eleven hall", [("r2", 1)]),  # x takes position 2 and asks for none
    ],
)
def test_theme_positions(timetable: str, expected: list[tuple[str, int]]) -> None:
    assert amounts(c.ThemePositions(orders={"r": 1, "r2": 2, "r3": 3, "x": 0, "b": 1}), ALL, timetable) == expected


def test_theme_positions_counts_each_slot_two_share_and_no_marks() -> None:
    long = (Session(id="a", n_slots=2, themes=("red",)), Session(id="c", n_slots=2, themes=("red",)))
    rule = c.ThemePositions(orders={"a": 1, "c": 2, "m": 9})
    assert amounts(rule, (*long, MARK), "a nine hall | c nine attic | m nine tent") == [("a c", 2)]
    assert amounts(rule, (*long, MARK), "a nine hall | c ten attic") == [("a c", 1)]
