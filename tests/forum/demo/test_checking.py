"""What an edition may not say, whoever wrote it."""

from dataclasses import replace
from datetime import date, time

import pytest

from essaim.forum.demo.checking import check_edition
from essaim.forum.demo.errors import DemoError
from essaim.forum.demo.facts import (
    AppearanceFact,
    ClaimFact,
    EditionFact,
    FormatFact,
    MoveFact,
    PlaceFact,
    ReleaseFact,
    SeriesFact,
    SessionFact,
)

DAY = date(2027, 6, 9)
NINE, TEN, ELEVEN = time(9), time(10), time(11)


def session(code: str, start: time | None = NINE, end: time | None = TEN, room: str = "a", **fields: object) -> SessionFact:
    place = PlaceFact(day=DAY, start=start, end=end, room=room)
    return SessionFact(where=f"x.yaml:1 {code}", **{"code": code, "place": place, **fields})


def edition(*sessions: SessionFact, **fields: object) -> EditionFact:
    facts = {"slug": "x", "name": {"fr": "X"}, "starts_on": DAY, "ends_on": date(2027, 6, 11), "languages": ("fr", "en")}
    return EditionFact(series=SeriesFact(slug="s", name={"fr": "S"}), sessions=sessions, **{**facts, **fields})


def code_of(wrong: EditionFact) -> str:
    with pytest.raises(DemoError) as caught:
        check_edition(wrong)
    assert str(caught.value.value) in caught.value.sentence()
    return caught.value.code


def test_sessions_one_after_the_other_in_a_room_pass():
    check_edition(edition(session("one"), session("two", TEN, ELEVEN)))


def test_room_twice_at_once_is_refused_with_both_sessions():
    with pytest.raises(DemoError) as caught:
        check_edition(edition(session("one", NINE, ELEVEN), session("two", TEN, ELEVEN)))

    assert (caught.value.code, caught.value.value, caught.value.facts["other"]) == ("room_taken", "a", "one")


def test_room_of_a_cancelled_session_is_free():
    check_edition(edition(session("one"), session("two", state="cancelled")))


def test_room_freed_by_a_release_is_free():
    move = MoveFact(session="one", to=PlaceFact(day=DAY, start=TEN, end=ELEVEN, room="a"))
    check_edition(edition(session("one"), session("two"), releases=(ReleaseFact(moved=(move,)),)))


def test_person_in_two_rooms_at_once_is_refused():
    people = (AppearanceFact(person="ada"),)

    assert code_of(edition(session("one", people=people), session("two", room="b", people=people))) == "person_taken"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (PlaceFact(start=NINE), "hour_without_day"),
        (PlaceFact(day=DAY, end=TEN), "end_without_start"),
        (PlaceFact(day=DAY, start=TEN, end=NINE), "end_before_start"),
        (PlaceFact(day=date(2027, 7, 1)), "outside_edition"),
        (PlaceFact(day=DAY, part="teatime"), "not_among"),
    ],
)
def test_wrong_place_is_refused(place, code):
    assert code_of(edition(session("one", place=place))) == code


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (edition(session("one", spoken=("ko",))), "language_not_of_edition"),
        (edition(session("one", title={"eu": "Bat"})), "language_not_of_edition"),
        (edition(session("one"), session("one", TEN, ELEVEN)), "twice"),
        (edition(session("one", state="perhaps")), "not_among"),
        (edition(ends_on=date(2027, 6, 8)), "end_before_start"),
        (edition(formats=(FormatFact(slug="f", kind="circus", name={"fr": "F"}),)), "not_among"),
        (edition(claims=(ClaimFact(measure="participants", said_by="X", source="s"),)), "claim_says_nothing"),
    ],
)
def test_wrong_edition_is_refused(wrong, code):
    assert code_of(wrong) == code


def test_day_before_the_edition_passes_for_routes_and_youth_days():
    check_edition(edition(replace(session("one"), place=PlaceFact(day=date(2027, 6, 7)))))
