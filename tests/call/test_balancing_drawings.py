"""Bars and strips: well-formed, with every count, in proportion, and what is unknown told apart."""

import re

import pytest
from defusedxml.ElementTree import fromstring

from essaim.call.balancing import Aim, Reading
from essaim.call.balancing import strip as strips
from essaim.call.balancing.bars import NARROW, WIDE, Row, stacked

ROWS = [Row("Tous", (60, 30), withheld=0, unknown=10, is_strong=True), Row("A", (6, 0), withheld=3, unknown=1), Row("B", (), note="aucune")]


def drawn(frame=WIDE, rows=ROWS, **more: object) -> str:
    return stacked(
        rows, ["Europe & co", "Afrique"], frame, title="Europe : 60 « sur » 90 <b>", withheld="masqué", unknown="inconnu", **more
    )


def boxes(svg: str, style: str) -> list[tuple[float, float]]:
    """(x, width) of the parts of bars; the first is the key's."""
    found = [one for one in fromstring(svg).iter() if one.tag.endswith("rect") and one.get("class") == style]
    return [(float(one.get("x")), float(one.get("width"))) for one in found]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_every_row_fills_its_hundred_per_cent(frame):
    svg = drawn(frame)
    length = frame.right - frame.left
    assert boxes(svg, "q5")[1][1] == pytest.approx(0.6 * length - 1.5, abs=0.2)
    assert boxes(svg, "q4")[1][0] == pytest.approx(frame.left + 0.6 * length, abs=0.2)
    unknown = boxes(svg, "q0")
    assert [round(x + width - frame.right, 0) for x, width in unknown[1:]] == [-2, -2] or all(
        abs(x + width + 1.5 - frame.right) < 0.3 for x, width in unknown[1:]
    )


def test_words_are_escaped_and_said():
    texts = ["".join(one.itertext()) for one in fromstring(drawn()).iter() if one.tag.endswith("text")]
    assert {"Europe & co", "Afrique", "masqué", "inconnu", "60", "30", "10", "100", "aucune", "A"} <= set(texts)
    assert fromstring(drawn()).get("aria-label") == "Europe : 60 « sur » 90 <b>"


def test_nothing_reaches_out_of_the_drawing():
    for frame in (WIDE, NARROW):
        root = fromstring(drawn(frame))
        height = float(root.get("viewBox").split()[3])
        for one in root.iter():
            if one.tag.endswith("rect"):
                assert 0 <= float(one.get("x")) <= float(one.get("x")) + float(one.get("width")) <= frame.width
                assert float(one.get("y")) + float(one.get("height")) <= height
            if one.tag.endswith("path"):
                numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*", one.get("d"))]
                assert all(0 <= x <= frame.width for x in numbers[::2])
                assert all(0 <= y <= height for y in numbers[1::2])


def test_one_scale_for_all_where_it_is_told():
    svg = stacked([Row("A", (50,)), Row("B", (100,))], ["places"], WIDE, title="", withheld="", unknown="", top=100)
    widths = [width for _, width in boxes(svg, "q5")[1:]]
    assert widths[0] * 2 == pytest.approx(widths[1], abs=2)


AIM = Aim(key="1", dimension="gender", values=frozenset({"woman"}), least_percent=50)


def test_a_strip_shows_share_range_and_aim():
    root = fromstring(strips.strip(Reading(AIM, "", 40, 80, 20), strips.WIDE, title="x"))
    (dot,) = [one for one in root.iter() if one.get("class") == "me"]
    (span,) = [one for one in root.iter() if one.get("class") == "range"]
    assert float(dot.get("cx")) == 320
    assert span.get("d").startswith("M260.0 34H380.0")
    assert "≥\u00a050" in "".join(root.itertext())


def test_a_strip_of_nothing_has_no_dot_and_no_range():
    root = fromstring(strips.strip(Reading(AIM, "", 0, 0, 3), strips.NARROW, title="x"))
    assert not [one for one in root.iter() if one.get("class") in ("me", "range", "hole")]
