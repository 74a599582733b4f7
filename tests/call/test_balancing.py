"""Counting a draft, and aims held against it: cases small enough to check by hand."""

import pytest

from essaim.call.balancing import UNKNOWN, Aim, Member, Place, Seats, Tally, Verdict, balance, readings, withheld

W, M = frozenset({"woman"}), frozenset({"man"})


def member(key: str, *units: frozenset[str], path: str = "A", dimension: str = "gender", **facts: object) -> Member:
    return Member(key=key, paths=frozenset(path), units={dimension: units}, **facts)


def test_unknown_is_counted_apart_and_in_no_share():
    whole = balance([member("1", W, UNKNOWN), member("2", M, M, UNKNOWN)], ["gender"]).whole["gender"]
    assert whole == Tally({"man": 2, "woman": 1}, known=3, unknown=2)
    assert whole.share("woman") == pytest.approx(1 / 3)
    assert balance([member("1", UNKNOWN)], ["gender"]).whole["gender"].share("woman") is None


def test_a_member_on_two_paths_counts_in_both_and_once_in_all():
    found = balance([member("1", W, path="AB"), member("2", M, path="B"), member("3", W, path="")], ["gender"], ["A", "B", "C"])
    assert {path: tables["gender"].known for path, tables in found.paths.items()} == {"A": 1, "B": 2, "C": 0, "": 1}
    assert found.whole["gender"].known == 3
    assert found.sizes == {"A": 1, "B": 2, "C": 0, "": 1}


def test_a_unit_with_two_values_counts_in_both_and_once_among_the_known():
    both = frozenset({"fr", "es"})
    assert balance([member("1", both, dimension="language")], ["language"]).whole["language"] == Tally(
        {"es": 1, "fr": 1}, known=1, unknown=0
    )


def test_seats_are_the_rooms_and_before_that_the_audience_expected():
    held = [
        member("1", place=Place(room="r", capacity=80), audience=30),
        member("2", audience=15),
        member("3", place=Place(room="q"), audience=40),
        member("4"),
    ]
    assert balance(held, []).seats == Seats(seats=95, known=2, unknown=2)


# least 50 % women: hits, men, unknown → verdict
VERDICTS = [
    (5, 5, 0, Verdict.MET),
    (4, 6, 0, Verdict.MISSED),
    (5, 5, 1, Verdict.UNTOLD),  # five of eleven in the worst case
    (7, 3, 2, Verdict.MET),  # seven of twelve in the worst case
    (4, 6, 1, Verdict.MISSED),  # five of eleven in the best case
    (4, 6, 2, Verdict.UNTOLD),
    (0, 0, 3, Verdict.UNTOLD),
    (0, 0, 0, Verdict.UNTOLD),
]


@pytest.mark.parametrize(("hits", "others", "unknown", "verdict"), VERDICTS)
def test_an_aim_is_met_missed_or_cannot_be_told(hits, others, unknown, verdict):
    aim = Aim(key="1", dimension="gender", values=W, least_percent=50)
    (reading,) = readings([member("1", *[W] * hits, *[M] * others, *[UNKNOWN] * unknown)], [aim])
    assert reading.verdict == verdict
    assert (reading.hits, reading.known, reading.unknown) == (hits, hits + others, unknown)


def test_the_range_goes_from_the_worst_to_the_best_case():
    aim = Aim(key="1", dimension="gender", values=W, least_percent=50)
    (reading,) = readings([member("1", *[W] * 4, *[M] * 4, *[UNKNOWN] * 2)], [aim])
    assert (reading.lowest, reading.share, reading.highest) == (0.4, 0.5, 0.6)
    assert reading.holds
    assert reading.verdict == Verdict.UNTOLD
    (nothing,) = readings([], [aim])
    assert (nothing.lowest, nothing.share, nothing.highest, nothing.holds) == (None, None, None, False)


def test_at_most_and_a_corridor():
    members = [member("1", *[W] * 6, *[M] * 4, *[UNKNOWN] * 2)]
    most = Aim(key="1", dimension="gender", values=W, most_percent=45)
    corridor = Aim(key="2", dimension="gender", values=W, least_percent=40, most_percent=70)
    narrow = Aim(key="3", dimension="gender", values=W, least_percent=51, most_percent=52)
    assert [one.verdict for one in readings(members, [most, corridor, narrow])] == [Verdict.MISSED, Verdict.MET, Verdict.MISSED]


def test_an_aim_on_each_path_is_read_there_too():
    aims = [Aim(key="1", dimension="gender", values=W, least_percent=50, per_path=True), Aim(key="2", dimension="gender", values=W)]
    found = readings([member("1", W), member("2", M, path="B")], aims, ["A", "B"])
    assert [(one.aim.key, one.path, one.hits, one.known) for one in found] == [
        ("1", "", 1, 2),
        ("1", "A", 1, 1),
        ("1", "B", 0, 1),
        ("2", "", 1, 2),
    ]


def test_by_seats_a_unit_weighs_its_room():
    held = [member("1", W, place=Place(room="r", capacity=40)), member("2", M, M, place=Place(room="q", capacity=100)), member("3", W)]
    (reading,) = readings(held, [Aim(key="1", dimension="gender", values=W, least_percent=50)], by_seats=True)
    assert (reading.hits, reading.known) == (40, 240)


WHOLE = {"A": Tally({"woman": 12, "man": 10}, 22), "B": Tally({"woman": 9, "man": 20}, 29)}


def test_nothing_is_withheld_where_all_are_five_or_more():
    assert withheld(WHOLE | {"": Tally({"woman": 21, "man": 30}, 51)}) == frozenset()


def test_counts_of_one_to_four_are_withheld_with_what_would_tell_them():
    """Path C's 3 women: its men would tell them (25 − 22), and so would the sum of all paths but one."""
    rows = WHOLE | {"C": Tally({"woman": 3, "man": 22}, 25), "": Tally({"woman": 24, "man": 52}, 76)}
    assert withheld(rows) == {("C", "woman"), ("C", "man"), ("B", "woman"), ("B", "man")} or withheld(rows) >= {
        ("C", "woman"),
        ("C", "man"),
    }
    hidden = withheld(rows)
    for value in ("woman", "man"):
        away = [row for row in "ABC" if (row, value) in hidden]
        assert len(away) != 1
    for row in rows:
        assert len([value for value in ("woman", "man") if (row, value) in hidden]) != 1


def test_the_split_of_fewer_than_five_is_withheld_whole_with_its_zeros():
    hidden = withheld(WHOLE | {"C": Tally({"woman": 3}, 3), "D": Tally({"man": 4}, 4)})
    assert {("C", "woman"), ("C", "man"), ("D", "woman"), ("D", "man")} <= hidden


def test_two_single_people_are_not_told_by_their_sum():
    hidden = withheld({"A": Tally({"man": 20, "other": 1, "woman": 1}, 22), "B": Tally({"man": 30, "other": 8, "woman": 9}, 47)})
    assert ("A", "man") in hidden


def test_zero_is_shown():
    assert withheld({"A": Tally({"man": 20}, 20), "B": Tally({"man": 10, "woman": 10}, 20)}) == frozenset()
