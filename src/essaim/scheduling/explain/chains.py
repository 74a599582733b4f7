"""Pins that clash, pairs that never go together, and sessions in a row that end too late."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from essaim.scheduling import constraints as c
from essaim.scheduling.check import check
from essaim.scheduling.constraints import Level, Per, When
from essaim.scheduling.explain.facts import Part
from essaim.scheduling.explain.relations import Relations
from essaim.scheduling.explain.scope import Scope
from essaim.scheduling.result import Reason

FIRM = (c.RoomClash, c.PersonClash, c.PersonTravel, c.PlenaryAlone, c.Resources, c.Pairs, c.OneThemeACell, c.ThemeParallel, c.ThemeOrder)
"""Rules on several sessions that stay broken wherever all others stand."""
SEVERAL_SPOTS = 250_000
"""Pairs of places looked at for one pair of sessions, at most."""


def pins(scope: Scope, musts: frozenset[int]) -> Iterator[Reason]:
    """One reason for each hard rule that two or more pinned sessions break between them."""
    facts = scope.facts
    pinning = next((rule for rule in facts.rules if isinstance(rule, c.Pinned)), None)
    pinned = {facts.sessions[number].id: pin for number in sorted(musts) if (pin := facts.sessions[number].pinned)}
    if pinning is None or len(pinned) < 2:
        return
    firm = replace(facts.problem, rules=tuple(rule for rule in facts.rules if isinstance(rule, FIRM)))
    for breach in check(firm, pinned).breaches:
        if breach.level == Level.HARD and breach.cost > 0 and len(breach.sessions) > 1:
            numbers = {facts.session_number[session] for session in breach.sessions}
            parts = {Part(pinning.rule_name, (session,)) for session in breach.sessions}
            about = {name: fact for name, fact in breach.facts.items() if name in {"person", "room", "slot", "resource"}}
            yield scope.reason("pins_clash", numbers, parts | part_of(scope, breach.rule, breach.sessions, about), about)


def part_of(scope: Scope, name: str, sessions: tuple[str, ...], about: Mapping[str, object]) -> set[Part]:
    rule = next(rule for rule in scope.facts.rules if rule.rule_name == name)
    match rule:
        case c.RoomClash() | c.OneThemeACell():
            return {Part(name, (str(about["room"]),))}
        case c.PersonClash() | c.PersonTravel():
            return {Part(name, (str(about["person"]),))}
        case c.Resources():
            return {Part(name, (str(about["resource"]),))}
        case c.ThemeParallel():
            one, other = (scope.facts.sessions[scope.facts.session_number[session]].themes for session in sessions)
            return {Part(name, (theme,)) for theme in {*one} & {*other}}
        case c.PlenaryAlone():
            numbers = [scope.facts.session_number[session] for session in sessions]
            return {Part(name, (scope.facts.sessions[min(number for number in numbers if scope.facts.sessions[number].is_plenary)].id,))}
        case _:
            return {Part(name, sessions)}


def pairs(scope: Scope, musts: frozenset[int]) -> Iterator[Reason]:
    """Pairs of a hard rule that break it in all places left to the two."""
    facts, relations = scope.facts, Relations(scope.facts)
    for rule in facts.rules:
        if isinstance(rule, c.Pairs):
            for pair in dict.fromkeys(rule.pairs):
                first, second = facts.session_number[pair.first], facts.session_number[pair.second]
                if pair.number > 0 and first != second and {first, second} <= musts and is_never(scope, relations, rule, first, second):
                    part = Part(rule.rule_name, (pair.first, pair.second))
                    yield scope.reason("pair_impossible", (first, second), {part, *scope.bar_parts((first, second))}, {})


def is_never(scope: Scope, relations: Relations, rule: c.Pairs, first: int, second: int) -> bool:
    products = relations.of_pair(rule, first, second)
    mine, theirs = sorted(scope.spots(first)), sorted(scope.spots(second))
    if len(mine) * len(theirs) > SEVERAL_SPOTS:
        return False

    def is_barred(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return any(other[0] in times.get(one[0], ()) and (rooms is None or other[1] in rooms.get(one[1], ())) for times, rooms in products)

    return all(is_barred(one, other) for one in mine for other in theirs)


def chains(scope: Scope, musts: frozenset[int]) -> Iterator[Reason]:
    """Sessions each of which begins when the one before has ended, or later: one that can only begin too early, with those before it."""
    facts = scope.facts
    before = orders(scope, musts)
    ends: dict[int, float] = {}
    came_from: dict[int, tuple[int, Part]] = {}
    waiting = [number for number in sorted(musts) if number in before or any(number == one for some in before.values() for one, _ in some)]
    for number in sorted(waiting, key=lambda one: len(ancestors(before, one))):
        latest = max(((ends.get(one, float("-inf")), -one, part) for one, part in before.get(number, ())), default=None)
        earliest = float("-inf") if latest is None else latest[0]
        spans = facts.spans(number)
        possible = [spans[slot].ends_min for slot in {slot for slot, _ in scope.spots(number)} if spans[slot].starts_min >= earliest]
        if latest is not None:
            came_from[number] = -latest[1], latest[2]
        if not possible:
            yield told(scope, number, came_from)
            return
        ends[number] = min(possible)


def ancestors(before: Mapping[int, list[tuple[int, Part]]], number: int) -> set[int]:
    found: set[int] = set()
    waiting = [number]
    while waiting:
        for one, _ in before.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def orders(scope: Scope, musts: frozenset[int]) -> dict[int, list[tuple[int, Part]]]:
    """Session → those it begins after the end of, and what says so. Nothing goes round in a circle: that is a fault."""
    facts = scope.facts
    found: dict[int, list[tuple[int, Part]]] = {}
    for rule in facts.rules:
        if isinstance(rule, c.Pairs) and rule.when in {When.NOT_BEFORE, When.NOT_RIGHT_AFTER} and rule.per != Per.OVERLAP_MIN:
            for pair in rule.pairs:
                first, second = facts.session_number[pair.first], facts.session_number[pair.second]
                lasts = facts.sessions[first].n_slots or rule.per == Per.MATCH
                if pair.number > 0 and first != second and {first, second} <= musts and lasts:
                    found.setdefault(second, []).append((first, Part(rule.rule_name, (pair.first, pair.second))))
    return found


def told(scope: Scope, number: int, came_from: Mapping[int, tuple[int, Part]]) -> Reason:
    row, parts = [number], set[Part]()
    while row[-1] in came_from:
        one, part = came_from[row[-1]]
        row.append(one)
        parts.add(part)
    facts = {"sessions": tuple(scope.facts.sessions[one].id for one in reversed(row))}
    return scope.reason("order_impossible", row, parts | scope.bar_parts(row), facts)
