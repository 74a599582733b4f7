"""Deadlines as people type them. GSEF 2021's "15 May 2021 23:59 (GMT-6)": Mexico City was on UTC−5 that day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from essaim.call.deadline import Doubt, understand, utc_words

MEXICO, PARIS, MADRID = ZoneInfo("America/Mexico_City"), ZoneInfo("Europe/Paris"), ZoneInfo("Europe/Madrid")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_offset_that_is_not_the_citys_own_that_day_has_two_readings():
    found = understand(date(2021, 5, 15), "23:59 (GMT-6)", MEXICO)
    assert found.doubt == Doubt.OFFSET
    assert [(one.at, one.by_offset) for one in found.readings] == [(at("2021-05-16T04:59"), False), (at("2021-05-16T05:59"), True)]
    assert utc_words(found.readings[0].offset) == "UTC−5"


@pytest.mark.parametrize("typed", ["23:59 GMT-5", "23:59 (UTC−05:00)", "23h59 UTC-5", "11:59 pm GMT-5", "23:59", "23.59"])
def test_hour_that_agrees_with_the_place_has_one_reading(typed):
    found = understand(date(2021, 5, 15), typed, MEXICO)
    assert found.is_clear
    assert found.doubt == Doubt.NONE
    assert found.readings[0].at == at("2021-05-16T04:59")


def test_midnight_may_be_either_end_of_the_day():
    """GSEF 2018: "28 Feb 2018 midnight UTC+01:00"."""
    found = understand(date(2018, 2, 28), "midnight UTC+01:00", MADRID)
    assert found.doubt == Doubt.MIDNIGHT
    assert [one.at for one in found.readings] == [at("2018-02-27T23:00"), at("2018-02-28T23:00")]


@pytest.mark.parametrize("typed", ["minuit", "medianoche", "24:00"])
def test_midnight_in_other_words(typed):
    assert len(understand(date(2018, 2, 28), typed, MADRID).readings) == 2


def test_hour_that_comes_twice_when_clocks_go_back():
    found = understand(date(2024, 10, 27), "02:30", PARIS)
    assert found.doubt == Doubt.TWICE
    assert [one.at for one in found.readings] == [at("2024-10-27T00:30"), at("2024-10-27T01:30")]
    assert understand(date(2024, 10, 27), "02:30 CET", PARIS).readings[0].at == at("2024-10-27T01:30")


def test_hour_that_is_skipped_when_clocks_go_forward():
    found = understand(date(2025, 3, 30), "02:30", PARIS)
    assert found.doubt == Doubt.NEVER
    assert [one.at.astimezone(PARIS).strftime("%H:%M") for one in found.readings] == ["01:30", "03:30"]


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "12:75", "13 pm", "23:59 CST", "23:59 Mexico", "23:59 GMT-19"])
def test_what_cannot_be_read_has_no_reading(typed):
    """CST is Chicago's, Beijing's and Havana's."""
    assert understand(date(2021, 5, 15), typed, MEXICO).doubt == Doubt.UNREADABLE


def test_offsets_in_words():
    assert [utc_words(timedelta(minutes=one)) for one in (0, 60, -300, 330, -210)] == ["UTC", "UTC+1", "UTC−5", "UTC+5:30", "UTC−3:30"]
