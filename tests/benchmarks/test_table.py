"""What the tables say of the figures."""

from benchmarks.site.load import Measured
from benchmarks.site.pages import Row
from benchmarks.site.programme import twice
from benchmarks.site.table import figure, table


def measured(cpu_ms: float, size: int = 1234) -> Measured:
    return Measured(100, cpu_ms, 1.5, 20.25, size)


def row(state: str, cpu_ms: float, **aims: float) -> Row:
    return Row("schedule", state, measured(cpu_ms), measured(cpu_ms), **aims)  # type: ignore[arg-type]


def cells(text: str, state: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {state} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_ratio_and_aim_are_against_the_peer_of_the_same_run() -> None:
    text = table("schedule", [row("cold", 60, aim=10), row("warm", 0.5, aim=300), row("unchanged", 1.01, limit_ms=1)], row("pretalx", 300))
    assert cells(text, "pretalx")[1:4] == ["300", "", ""]
    assert cells(text, "cold")[1:4] == ["60.0", "5.0", "10 ×: **missed**"]
    assert cells(text, "warm")[1:4] == ["0.50", "600", "300 ×: reached"]
    assert cells(text, "unchanged")[3] == "≤ 1 ms: **missed**"
    assert cells(text, "warm")[4:] == ["1.50 / 20.2", "1.50 / 20.2", "1,234", "100 + 100"]


def test_without_a_peer_there_is_no_ratio_and_no_verdict() -> None:
    assert cells(table("schedule", [row("warm", 0.5, aim=300)], None), "warm")[2:4] == ["", ""]


def test_figures_have_three_digits_that_mean_something() -> None:
    assert [figure(number) for number in (0.0423, 4.234, 42.34, 423.4)] == ["0.04", "4.23", "42.3", "423"]


def test_a_programme_made_twice_as_large_keeps_every_session_apart() -> None:
    talks = [{"guid": f"00000000-0000-0000-0000-0000000000{n:02}", "title": f"T{n}", "room": "A", "type": "Workshop"} for n in range(3)]
    whole = twice({"schedule": {"conference": {"rooms": [{"name": "A"}], "tracks": None, "days": [{"rooms": {"A": talks}}]}}})
    conference = whole["schedule"]["conference"]
    every = [talk for day in conference["days"] for room in day["rooms"].values() for talk in room]
    assert [room["name"] for room in conference["rooms"]] == ["A", "A (2)"]
    assert len(every) == len({talk["guid"] for talk in every}) == len({talk["code"] for talk in every}) == 6
    assert {talk["room"] for talk in conference["days"][0]["rooms"]["A (2)"]} == {"A (2)"}
