"""Rules on one session's place, each worked out by hand on the small event of `cast`."""

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule
from essaim.scheduling.problem import Place, Session
from tests.scheduling.cast import amounts, ids


def of(rule: Rule, place: str, **facts: object) -> int:
    """Amount in all for one session "a" standing there."""
    return sum(amount for _, amount in amounts(rule, (Session(id="a", **facts),), f"a {place}"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "n_slots", "minutes"),
    [("nine hall", 1, 0), ("ten hall", 1, 30), ("nine hall", 2, 30), ("nine attic", 2, 0), ("ten hall", 3, 30)],
)
def test_room_closed_counts_its_closed_minutes(place: str, n_slots: int, minutes: int) -> None:
    assert of(c.RoomClosed(), place, n_slots=n_slots) == minutes


@pytest.mark.parametrize(("place", "n_slots", "minutes"), [("nine hall", 1, 0), ("nine hall", 2, 30), ("lab hall", 1, 120)])
def test_person_away_counts_minutes_of_slots_away(place: str, n_slots: int, minutes: int) -> None:
    assert of(c.PersonAway(), place, n_slots=n_slots, people=ids("ada bo")) == minutes


def test_person_away_counts_each_slot_named_not_the_time() -> None:
    """Ada is away in “ten” and “lab”: a session in “nine” is not one of them, though 9:30 is in both."""
    assert of(c.PersonAway(), "nine hall", people=ids("ada")) == 0


@pytest.mark.parametrize(("slots", "amount"), [(None, 0), ("nine", 0), ("ten noon", 1), ("", 1)])
def test_slot_not_allowed_asks_where_it_begins(slots: str | None, amount: int) -> None:
    assert of(c.SlotNotAllowed(), "nine hall", n_slots=2, slots=None if slots is None else ids(slots)) == amount


@pytest.mark.parametrize(("rooms", "amount"), [(None, 0), ("hall", 0), ("attic tent", 1)])
def test_room_not_allowed(rooms: str | None, amount: int) -> None:
    assert of(c.RoomNotAllowed(), "nine hall", rooms=None if rooms is None else ids(rooms)) == amount


@pytest.mark.parametrize(("needs", "amount"), [("", 0), ("screen", 0), ("piano screen", 1), ("piano kitchen", 2)])
def test_equipment_counts_features_lacking(needs: str, amount: int) -> None:
    assert of(c.Equipment(), "nine hall", needs=ids(needs)) == amount


@pytest.mark.parametrize(("room", "amount"), [("hall", 0), ("attic", 1), ("tent", 1)])
def test_step_free_unknown_is_not_known_to_be(room: str, amount: int) -> None:
    assert of(c.StepFree(), f"nine {room}", needs_step_free=True) == amount
    assert of(c.StepFree(), f"nine {room}") == 0


@pytest.mark.parametrize(("room", "amount"), [("hall", 1), ("attic", 0)])
def test_quiet_room(room: str, amount: int) -> None:
    assert of(c.QuietRoom(), f"nine {room}", needs_quiet=True) == amount
    assert of(c.QuietRoom(), f"nine {room}") == 0


@pytest.mark.parametrize(("room", "audience", "short"), [("attic", 20, 0), ("attic", 27, 7), ("tent", 27, 0), ("attic", None, 0)])
def test_seats_are_counted_where_both_are_known(room: str, audience: int | None, short: int) -> None:
    assert of(c.SeatsShort(), f"nine {room}", audience=audience) == short
    assert of(c.Capacity(), f"nine {room}", audience=audience, must_seat=True) == short
    assert of(c.Capacity(), f"nine {room}", audience=audience) == 0


@pytest.mark.parametrize(("place", "amount"), [("nine hall", 0), ("ten hall", 1), ("nine attic", 1), ("ten attic", 1)])
def test_pinned_is_one_slot_and_room(place: str, amount: int) -> None:
    assert of(c.Pinned(), place, pinned=Place("nine", "hall")) == amount


@pytest.mark.parametrize(("place", "time", "room"), [("nine hall", 0, 0), ("ten hall", 1, 0), ("nine attic", 0, 1), ("ten attic", 1, 1)])
def test_moved_time_and_moved_room_are_two_rules(place: str, time: int, room: int) -> None:
    assert of(c.MovedTime(), place, published=Place("nine", "hall")) == time
    assert of(c.MovedRoom(), place, published=Place("nine", "hall")) == room
    assert of(c.MovedTime(), place) == of(c.MovedRoom(), place) == 0


@pytest.mark.parametrize(("wish", "amount"), [("", 0), ("nine ten", 0), ("ten", 1)])
def test_preferred_slots_are_those_it_begins_in(wish: str, amount: int) -> None:
    assert of(c.PreferredSlots(), "nine hall", n_slots=2, preferred_slots=ids(wish)) == amount


@pytest.mark.parametrize(
    ("over", "place", "n_slots", "amount"),
    [
        ("start", "nine hall", 2, 2),
        ("each", "nine hall", 2, 5),
        ("minute", "nine hall", 2, 210),
        ("each", "ten hall", 3, 3),
        ("start", "noon hall", 1, -4),
        ("minute", "eleven hall", 2, -240),
        ("each", "lab hall", 1, 0),
    ],
)
def test_slot_costs_over_start_each_slot_or_minute(over: str, place: str, n_slots: int, amount: int) -> None:
    """nine costs 2 (60 min), ten 3 (30 min), noon rewards 4 (60 min): 2 × 60 + 3 × 30 = 210."""
    rule = c.SlotCosts(name="slots", costs={"a": {"nine": 2, "ten": 3, "noon": -4}}, over=over)
    assert of(rule, place, n_slots=n_slots) == amount


@pytest.mark.parametrize(
    ("over", "place", "amount"),
    [("session", "nine hall", 3), ("each", "nine hall", 6), ("minute", "nine hall", 270), ("each", "nine tent", 0)],
)
def test_room_costs_over_session_slots_or_minutes(over: str, place: str, amount: int) -> None:
    assert of(c.RoomCosts(name="rooms", costs={"a": {"hall": 3}}, over=over), place, n_slots=2) == amount


def test_room_costs_of_each_slot_count_what_it_asks_for_and_minutes_what_it_fills() -> None:
    assert of(c.RoomCosts(name="rooms", costs={"a": {"hall": 3}}, over="each"), "ten hall", n_slots=2) == 6
    assert of(c.RoomCosts(name="rooms", costs={"a": {"hall": 3}}, over="minute"), "ten hall", n_slots=2) == 90
