"""One cell's times, zones and numbers, as spreadsheets hand them over."""

from datetime import date, datetime, time, timedelta

import pytest

from essaim.scheduling.errors import FileError
from essaim.scheduling.read import cells
from essaim.scheduling.read.workbook import Cell


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (time(9, 30), 570),
        (datetime(2021, 7, 28, 9, 30), 570),  # noqa: DTZ001 - what a spreadsheet has
        (timedelta(hours=9, minutes=30), 570),
        ("9:30", 570),
        (" 09:30:00 ", 570),
        ("24:00", 1440),
    ],
)
def test_clock_is_read(value: object, minutes: int) -> None:
    assert cells.clock(Cell(value, "A1")) == minutes


@pytest.mark.parametrize("value", [None, "", "9", "24:01", "09:60", 0.4, True, timedelta(days=2), "9h30"])
def test_clock_that_is_none_is_named(value: object) -> None:
    with pytest.raises(FileError, match=r"A1: .* is not a time of day"):
        cells.clock(Cell(value, "A1"))


@pytest.mark.parametrize(("value", "hours"), [("GMT+2", 2), ("gmt-11", -11), (" GMT+0 ", 0), ("GMT 3", 3), (2, 2)])
def test_zone_is_read(value: object, hours: int) -> None:
    assert cells.zone(Cell(value, "A1")) == hours


@pytest.mark.parametrize("value", [None, "GMT", "GMT+5:30", "UTC+2", "GMT+15", 2.5])
def test_zone_that_is_none_is_named(value: object) -> None:
    with pytest.raises(FileError, match="is not a time zone"):
        cells.zone(Cell(value, "A1"))


@pytest.mark.parametrize(("value", "number"), [(None, 0), (3, 3), (3.0, 3), (" 3 ", 3), ("-3", -3)])
def test_whole_number_is_read(value: object, number: int) -> None:
    assert cells.whole(Cell(value, "A1")) == number


def test_day_is_a_date_without_its_time() -> None:
    moments = (datetime(2021, 7, 28), date(2021, 7, 28), "2021-07-28")  # noqa: DTZ001 - what a spreadsheet has
    assert {cells.day(Cell(moment, "A1")) for moment in moments} == {"2021-07-28"}


def test_names_are_split_at_a_comma_and_a_blank_and_told_once() -> None:
    assert cells.names(Cell("Ada, Bo,Cy, Ada", "A1")) == ("Ada", "Bo,Cy")
