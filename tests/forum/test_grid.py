"""The day as a grid: columns, rows, spans, bands."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from essaim.forum.grid import Grid, day_grid
from essaim.forum.queries.programme import Line, Named, Programme

DAY = date(2027, 6, 9)
ZONE = ZoneInfo("Europe/Paris")
_numbers = count(1)


def line(start: str, end: str = "", *, room: int | None = None, site: int | None = 1, kind: str = "workshop", day: date = DAY) -> Line:
    """A session at a wall-clock time; "25:30" is half past one in the night after."""
    pk = next(_numbers)
    return Line(
        pk,
        f"s{pk}",
        {"fr": f"S{pk}"},
        False,
        1,
        kind,
        ("fr",),
        (),
        day,
        "",
        moment(start),
        moment(end) if end else None,
        room,
        site,
        None,
        ("A",),
    )


def moment(clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime(2027, 6, 9, tzinfo=ZONE) + timedelta(hours=hours, minutes=minutes)


def grid_of(*lines: Line, sites: int = 1, rooms: int = 30, now: datetime | None = None) -> Grid:
    programme = Programme(
        edition=SimpleNamespace(zone=ZONE),  # type: ignore[arg-type]
        version=None,
        lines=tuple(lines),
        paths={},
        formats={},
        sites={pk: Named(f"site-{pk}", {}) for pk in range(1, sites + 1)},
        rooms={pk: Named(f"room-{pk}", {}) for pk in range(1, rooms + 1)},
        goals={},
        countries={},
    )
    return day_grid(sorted(lines, key=lambda line: (line.starts_at, line.pk)), programme, DAY, now)


def cells(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    """code → (row, rows, column, width)"""
    return {cell.line.code: (cell.row, cell.rows, cell.column, cell.width) for hour in grid.hours for cell in hour.cells}


def test_sessions_stand_in_their_rooms_columns_and_hours_rows():
    one, other = line("09:00", "10:15", room=1), line("09:30", "10:00", room=2)
    grid = grid_of(one, other)
    assert cells(grid) == {one.code: (0, 15, 1, 1), other.code: (6, 6, 2, 1)}
    assert [hour.label for hour in grid.hours] == ["09:00", "09:30"]
    assert grid.columns == 2
    assert not grid.is_banded


def test_a_plenary_alone_at_its_site_spans_it_and_leaves_the_other_site():
    plenary = line("08:00", "08:50", room=1, kind="plenary")
    grid = grid_of(plenary, line("09:00", "10:00", room=1), line("09:00", "10:00", room=2), line("08:00", "09:00", room=3, site=2), sites=2)
    assert cells(grid)[plenary.code] == (0, 10, 1, 2)


def test_a_plenary_beside_another_session_keeps_to_its_room():
    plenary = line("09:00", "10:00", room=1, kind="plenary")
    grid = grid_of(plenary, line("09:30", "10:00", room=2))
    assert cells(grid)[plenary.code][2:] == (1, 1)


def test_a_break_fills_the_columns_that_are_free_meanwhile():
    lunch = line("10:00", "11:00", site=None, kind="break")
    grid = grid_of(line("09:00", "10:30", room=1), line("09:00", "10:00", room=2), line("09:00", "10:00", room=3), lunch)
    assert cells(grid)[lunch.code][2:] == (2, 2)


def test_a_break_without_any_free_column_gets_one():
    lunch = line("09:30", "10:00", site=None, kind="break")
    grid = grid_of(line("09:00", "10:30", room=1), lunch)
    assert cells(grid)[lunch.code][2:] == (2, 1)


def test_an_unknown_room_is_a_column_of_its_own_after_the_rooms():
    homeless = line("09:00", "10:00", room=None)
    grid = grid_of(homeless, line("09:00", "10:00", room=5))
    assert cells(grid)[homeless.code][2] == 2
    assert [(head.room, head.site) for head in grid.heads if not head.is_site] == [(5, 1), (None, 1)]


def test_two_sessions_in_one_room_at_one_time_stand_side_by_side():
    one, other = line("09:00", "10:00", room=1), line("09:30", "10:30", room=1)
    assert [cells(grid_of(one, other))[each.code][2] for each in (one, other)] == [1, 2]


def test_more_than_ten_rooms_make_one_band_a_site():
    lines = [line("09:00", "10:00", room=room, site=1 if room <= 8 else 2) for room in range(1, 13)]
    grid = grid_of(*lines, sites=2)
    assert grid.is_banded
    assert grid.columns == 8
    rows = [cells(grid)[each.code][0] for each in lines]
    assert set(rows[:8]) == {9}, "nine rows are kept for the heads"
    assert min(rows[8:]) > 9 + 12, "the second site stands below the first"
    assert grid.hours[0].marks == (rows[8],)


def test_a_site_of_more_than_ten_rooms_makes_several_bands():
    grid = grid_of(*[line("09:00", "10:00", room=room) for room in range(1, 21)])
    assert grid.columns == 10
    assert len({head.row for head in grid.heads}) == 2


def test_after_midnight_is_still_the_evenings_day():
    night = line("23:30", "25:30", room=1)
    grid = grid_of(line("22:00", "23:00", room=1), night)
    assert cells(grid)[night.code][:2] == (18, 24)
    assert grid.hours[1].label == "23:30"


def test_long_empty_hours_are_drawn_short():
    evening = line("20:00", "21:00", room=1)
    grid = grid_of(line("09:00", "10:00", room=1), evening)
    assert cells(grid)[evening.code][0] == 12 + 6


def test_odd_minutes_are_rounded_outwards_to_five():
    assert cells(grid_of(odd := line("09:02", "09:41", room=1)))[odd.code][:2] == (0, 9)


def test_an_unknown_end_is_drawn_as_half_an_hour():
    assert cells(grid_of(open_ended := line("09:00", room=1)))[open_ended.code][1] == 6


def test_a_line_without_an_hour_is_refused_by_name():
    homeless = Line(1, "atelier", {}, False, 1, "", (), (), DAY, "", None, None, None, None, None, ())
    with pytest.raises(ValueError, match="'atelier' has no hour"):
        grid_of(homeless)


@pytest.mark.parametrize(("clock", "row"), [("09:10", 2), ("10:30", 18), ("11:55", None)])
def test_the_line_of_the_present_stands_between_the_rows(clock, row):
    grid = grid_of(line("09:00", "10:00", room=1), line("11:00", "11:30", room=1), now=moment(clock).astimezone(UTC))
    assert grid.now_row == row
    assert grid.now_label == clock


def test_the_present_is_marked_before_the_hour_that_comes_next():
    grid = grid_of(line("09:00", "10:00", room=1), line("11:00", "11:30", room=1), now=moment("10:30"))
    assert [hour.is_next for hour in grid.hours] == [False, True]


def test_a_stand_all_day_does_not_keep_a_plenary_narrow():
    plenary, stand = line("09:00", "10:00", room=1, kind="plenary"), line("08:00", "18:00", room=3, kind="stand")
    grid = grid_of(plenary, stand, line("11:00", "12:00", room=2))
    assert cells(grid)[plenary.code][2:] == (1, 2)
