"""From names to numbers, once."""

from collections.abc import Iterable
from dataclasses import dataclass

from essaim.scheduling.problem import Problem


@dataclass(frozen=True, slots=True)
class Numbers:
    """id → number, in the problem's order."""

    session: dict[str, int]
    slot: dict[str, int]
    room: dict[str, int]
    block: dict[str, int]
    day: dict[str, int]
    theme: dict[str, int]
    format: dict[str, int]
    person: dict[str, int]
    site: dict[str, int]


def numbered(problem: Problem) -> Numbers:
    return Numbers(
        session=counted(one.id for one in problem.sessions),
        slot=counted(one.id for one in problem.slots),
        room=counted(one.id for one in problem.rooms),
        block=counted(one.block for one in problem.slots),
        day=counted(one.day for one in problem.slots),
        theme=counted(theme for one in problem.sessions for theme in one.themes),
        format=counted(one.format for one in problem.sessions if one.format),
        person=counted(sorted({person for one in problem.sessions for person in one.people})),
        site=counted(one.site for one in problem.rooms),
    )


def counted(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
