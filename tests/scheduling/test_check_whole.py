"""Rules on the event as a whole, each worked out by hand on the small event of `cast`."""

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.problem import Session
from tests.scheduling.cast import amounts, ids, judged


def using(name: str, number: int, n_slots: int = 1) -> Session:
    return Session(id=name, n_slots=n_slots, uses={"booth": number})


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("a nine hall | b ten attic", []),
        ("a nine hall | b nine attic", []),  # 1 + 1 of 2
        ("a nine hall | c nine attic", [("a c", 60)]),  # 1 + 2 of 2
        ("a nine hall | b nine attic | c nine tent", [("a b c", 120)]),
        ("a nine hall | c lab attic", [("a c", 30)]),
        ("a nine hall | b ten hall | c lab attic", [("a b c", 60)]),  # 9:30–10:30
        ("d nine hall | c ten attic", [("c d", 30)]),
        ("a eleven hall | c lab attic | d nine tent", [("a c d", 90)]),  # 9:30–10:30 and 11:00–11:30
    ],
)
def test_resources_count_minutes_times_too_many(timetable: str, expected: list[tuple[str, int]]) -> None:
    sessions = (using("a", 1), using("b", 1), using("c", 2), using("d", 1, n_slots=2))
    assert amounts(c.Resources(), sessions, timetable) == expected


def test_language_cover_counts_people_without_anything_they_understand() -> None:
    rule = c.LanguageCover(groups={"fr": 100, "es": 7})
    french, both = Session(id="f", understood=ids("fr")), Session(id="x", understood=ids("fr es"))
    assert amounts(rule, (french, both), "f nine hall | x nine attic") == []
    assert amounts(rule, (french, both), "f nine hall | x lab attic") == [("f", 210)]  # es, 9:00–9:30
    assert amounts(rule, (french, both), "f noon hall") == [("f", 420)]
    english = Session(id="e", understood=ids("en"))
    assert amounts(rule, (english,), "e ten hall") == [("e", 3000), ("e", 210)]
    assert amounts(rule, (), "") == []


def test_format_balance_counts_beyond_an_even_share_of_all_sessions() -> None:
    """Five workshops on two days: three a day."""
    sessions = (
        *(Session(id=f"w{n}", format="workshop") for n in range(5)),
        Session(id="t", format="talk"),
        Session(id="n"),
        Session(id="o"),
    )
    monday = "w0 nine hall | w1 ten hall | w2 eleven hall"
    assert amounts(c.FormatBalance(), sessions, monday) == []
    assert amounts(c.FormatBalance(), sessions, f"{monday} | w3 noon hall | w4 lab hall") == [("w0 w1 w2 w3 w4", 2)]
    assert amounts(c.FormatBalance(), sessions, f"{monday} | w3 tuesday hall | n nine attic | o nine tent | t nine tent") == []


def test_compact_days_counts_days_beyond_the_first() -> None:
    sessions = (Session(id="a", people=ids("ada")), Session(id="b", people=ids("ada bo")), Session(id="c", people=ids("bo")))
    assert amounts(c.CompactDays(), sessions, "a nine hall | b noon hall | c eleven hall") == []
    assert amounts(c.CompactDays(), sessions, "a nine hall | b tuesday hall | c eleven hall") == [("a b", 1), ("b c", 1)]
    assert judged(c.CompactDays(weight=5), sessions, "a nine hall | b tuesday hall | c tuesday attic").by_rule["compact_days"] == 5


@pytest.mark.parametrize(
    ("timetable", "expected"),
    [
        ("a nine hall | b nine attic", []),
        ("a nine hall", [("a", 60)]),
        ("a nine hall | b lab attic", [("a", 60), ("b", 120)]),
        ("a nine hall | z nine attic", [("a", 60)]),
        ("a nine hall | b nine attic | c nine tent", [("a", 60), ("b", 60), ("c", 90)]),  # c lasts two slots
        ("a noon hall | b noon attic | c nine tent", [("c", 90)]),
    ],
)
def test_lonely_pairs_want_exactly_one_beside_them(timetable: str, expected: list[tuple[str, int]]) -> None:
    sessions = (Session(id="a"), Session(id="b"), Session(id="c", n_slots=2), Session(id="z"))
    assert amounts(c.LonelyPairs(sessions=ids("a b c")), sessions, timetable) == expected
