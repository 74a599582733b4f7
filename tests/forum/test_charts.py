"""Drawings: pure functions from numbers to marks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.forum.charts.dotplot import NARROW, WIDE, Row, dot_plot, round_top
from essaim.forum.charts.swarm import HEIGHT, MOST, WIDTH, places, swarm

GRAIN = re.compile(r"M(-?\d+) (-?\d+)l(-?[\d.]+) (-?[\d.]+)")


def grains(count):
    return [tuple(map(float, found)) for band in swarm(count).bands for found in GRAIN.findall(band.path)]


@pytest.mark.parametrize("count", [1, 13, 161, 200, 700])
def test_swarm_draws_as_many_grains_as_were_counted_inside_its_frame(count):
    drawn = grains(count)
    assert len(drawn) == swarm(count).count == count
    for x, y, dx, dy in drawn:
        assert -10 <= min(x, x + dx) <= max(x, x + dx) <= WIDTH + 10
        assert -10 <= min(y, y + dy) <= max(y, y + dy) <= HEIGHT + 10
        assert dx > 0, "every grain moves the same way"


@pytest.mark.parametrize("count", [-1, 0, MOST + 1])
def test_swarm_draws_nothing_where_grains_would_not_be_data(count):
    assert swarm(count).count == 0
    assert swarm(count).bands == ()


def test_swarm_is_the_same_every_time_and_grains_keep_their_own_place():
    first = places(161)
    assert places(161) == first
    nearest = min((ax - bx) ** 2 + (ay - by) ** 2 for _, ax, ay in first for _, bx, by in first if (ax, ay) != (bx, by))
    assert nearest > 6**2


ROWS = [Row("Bordeaux 2025", 10800, "10 800", others=(4000, 9000, 10200)), Row("Mexico 2021", None), Row("Dakar 2023", 5000, "5 000 +")]


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
def test_plot_marks_what_was_kept_what_others_said_and_what_is_unknown(frame):
    drawing = dot_plot(ROWS, frame, unknown="inconnu", number=lambda value: f"{value:g}")
    assert len(drawing.dots) == 2
    assert len(drawing.rings) == 3
    assert len(drawing.ranges) == 1
    words = [word.text for word in drawing.words]
    assert words.count("inconnu") == 1
    assert {"Bordeaux 2025", "10 800", "5 000 +", "0", "12000"} <= set(words)


def test_plot_places_figures_in_proportion():
    drawing = dot_plot([Row("a", 0.0), Row("b", 50.0), Row("c", 100.0)], WIDE, unknown="", number=str)
    (left, _), (middle, _), (right, _) = drawing.dots
    assert middle == pytest.approx((left + right) / 2, abs=0.1)
    assert (left, right) == (WIDE.left, WIDE.right)


def test_plot_of_words_shows_the_words_instead_of_unknown():
    drawing = dot_plot([Row("a", None, instead="une centaine")], WIDE, unknown="inconnu", number=str)
    assert "une centaine" in [word.text for word in drawing.words]
    assert "inconnu" not in [word.text for word in drawing.words]


@given(st.lists(st.floats(min_value=0, max_value=1e9), min_size=1, max_size=6))
def test_every_figure_stands_inside_the_axis(figures):
    drawing = dot_plot([Row("a", figures[0], str(figures[0]), others=tuple(figures[1:]))], NARROW, unknown="", number=str)
    for x, _ in (*drawing.dots, *drawing.rings):
        assert NARROW.left <= x <= NARROW.right + 0.2


@pytest.mark.parametrize(("most", "top"), [(0, 1), (1, 1), (1500, 1600), (10800, 12000), (15000, 16000), (99, 100), (0.3, 0.32)])
def test_axis_ends_at_a_round_number(most, top):
    assert round_top(most) == pytest.approx(top)


def test_plot_writes_the_range_over_figures_none_of_which_was_kept():
    drawing = dot_plot([Row("a", None, others=(1400, 2000), range_label="1 400–2 000")], WIDE, unknown="inconnu", number=str)
    assert drawing.dots == ()
    assert "1 400–2 000" in [word.text for word in drawing.words]
    assert "inconnu" not in [word.text for word in drawing.words]
