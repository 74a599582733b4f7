"""Names that stand for nothing: in people, rooms, sessions and rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule
from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem, Session


@dataclass(frozen=True, slots=True)
class Known:
    """The problem's own names by kind."""

    problem: Problem
    by_kind: Mapping[str, frozenset[str]]

    def unknown(self, owner: str, subject: str, field: str, kind: str, names: Iterable[str]) -> Iterator[Fault]:
        """A fault for each name that is not one of the kind; each once, sorted where the problem knows no order."""
        there = self.by_kind[kind]
        for name in sorted(names) if isinstance(names, frozenset) else dict.fromkeys(names):
            if name not in there:
                yield Fault(code="unknown_name", subject=subject, facts={"owner": owner, "field": field, "kind": kind, "name": name})


def known(problem: Problem) -> Known:
    return Known(
        problem,
        {
            "slot": frozenset(one.id for one in problem.slots),
            "block": frozenset(one.block for one in problem.slots),
            "room": frozenset(one.id for one in problem.rooms),
            "person": frozenset(one.id for one in problem.people),
            "resource": frozenset(one.id for one in problem.resources),
            "session": frozenset(one.id for one in problem.sessions),
        },
    )


def name_faults(problem: Problem) -> Iterator[Fault]:
    names = known(problem)
    for room in problem.rooms:
        yield from names.unknown("room", room.id, "closed", "slot", room.closed)
    for person in problem.people:
        yield from names.unknown("person", person.id, "away", "slot", person.away)
    for session in problem.sessions:
        yield from in_session(names, session)
    for rule in problem.rules:
        for field, kind, used in in_rule(rule):
            yield from names.unknown("rule", rule.rule_name, field, kind, used)


def in_session(names: Known, session: Session) -> Iterator[Fault]:
    places = {"pinned": session.pinned, "published": session.published}
    used: list[tuple[str, str, Iterable[str]]] = [
        ("people", "person", session.people),
        ("slots", "slot", session.slots or ()),
        ("rooms", "room", session.rooms or ()),
        ("preferred_slots", "slot", session.preferred_slots),
        ("uses", "resource", session.uses),
        *((field, "slot", (place.slot,)) for field, place in places.items() if place),
        *((field, "room", (place.room,)) for field, place in places.items() if place),
    ]
    for field, kind, some in used:
        yield from names.unknown("session", session.id, field, kind, some)


def in_rule(rule: Rule) -> Iterator[tuple[str, str, Iterable[str]]]:
    """(field, kind, names). Themes, languages and formats are not asked for: one that no session has does no harm."""
    match rule:
        case c.Pairs():
            yield "pairs", "session", chain.from_iterable((pair.first, pair.second) for pair in rule.pairs)
        case c.SlotCosts():
            yield "costs", "session", rule.costs
            yield "costs", "slot", chain.from_iterable(rule.costs.values())
        case c.RoomCosts():
            yield "costs", "session", rule.costs
            yield "costs", "room", chain.from_iterable(rule.costs.values())
        case c.ThemeOrder() | c.ThemePositions():
            yield "orders", "session", rule.orders
        case c.LonelyPairs():
            yield "sessions", "session", rule.sessions
        case c.CellCosts():
            yield "theme_block", "block", (block for _, block in rule.theme_block)
            yield "theme_room", "room", (room for _, room in rule.theme_room)
            yield "block_room", "block", (block for block, _ in rule.block_room)
            yield "block_room", "room", (room for _, room in rule.block_room)
