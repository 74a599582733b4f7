from datetime import date, timedelta

import pytest

from essaim.forum.demo.day import demo_day
from essaim.forum.demo.errors import DemoError
from essaim.forum.demo.example import example_edition


def test_example_is_the_same_at_every_making():
    assert example_edition() == example_edition()


def test_example_moves_as_a_whole_to_the_day_asked_for():
    _, fixed = example_edition()
    _, moved = example_edition(date(2026, 11, 24))

    assert (moved.starts_on, moved.ends_on) == (date(2026, 11, 23), date(2026, 11, 25))
    by = moved.starts_on - fixed.starts_on
    for one, other in zip(fixed.sessions, moved.sessions, strict=True):
        assert other.place.day == (one.place.day + by if one.place.day else None)
        assert other.place.start == one.place.start
    assert by != timedelta(0)


def test_demo_date_is_a_day_or_nothing():
    assert demo_day("") is None
    assert demo_day("2027-01-02") == date(2027, 1, 2)
    assert isinstance(demo_day("today"), date)


def test_demo_date_that_is_none_is_refused():
    with pytest.raises(DemoError) as caught:
        demo_day("demain")

    assert "“demain”" in caught.value.sentence()
    assert "ESSAIM_DEMO_DATE" in caught.value.sentence()
