"""When no session fits: which choice to give up, and how many sessions that would bring back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from essaim.forum.choices import ALL, Choices, fitting
from essaim.forum.queries.programme import Programme


@dataclass(frozen=True, slots=True)
class Way:
    """One choice to give up ("day" among them), what is left then, and where it is shown."""

    name: str
    number: int
    address: str


def ways_out(programme: Programme, choices: Choices, day: date | str, kept: Mapping[str, str]) -> tuple[Way, ...]:
    """Ways that bring back something, the most first."""
    others = {"day": kept.get("day", ""), "version": kept.get("version", "")}
    found = [Way(name, count(programme, choices.without(name), day), choices.without(name).address(**others)) for name in choices.chosen]
    found.append(Way("day", len(fitting(programme, choices)), choices.address(day=ALL, version=others["version"])))
    return tuple(sorted((way for way in found if way.number), key=lambda way: -way.number))


def count(programme: Programme, choices: Choices, day: date | str) -> int:
    wanted = day if isinstance(day, date) else None
    return sum(day == ALL or line.day == wanted for line in fitting(programme, choices))
