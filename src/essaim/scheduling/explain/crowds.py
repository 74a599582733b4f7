"""More needed than there is: sessions of a room, a person, a theme or a resource counted against the slots that are left to them.

A session fills its `n_slots` slots, no two of which overlap; what excludes one another in a lane cannot fill more slots than the lane has
that do not overlap. So what is said is proved, whatever the slots look like.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from essaim.scheduling import constraints as c
from essaim.scheduling.explain.facts import Bar, Part
from essaim.scheduling.explain.scope import Scope, union
from essaim.scheduling.result import Reason

Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Sessions that share something, in `n_lanes` at once (None: a lane is a room). weight: how many lanes each takes."""

    code: str
    parts: frozenset[Part]
    sessions: Numbers
    weight: Callable[[int], int]
    n_lanes: int | None
    facts: dict[str, object]
    plenaries: Numbers = frozenset()


def crowds(scope: Scope, musts: Numbers) -> Iterator[Reason]:
    """One reason for each crowd that is too large: all of it, or the smallest group of those that can only use the same."""
    lasting = frozenset(number for number in musts if scope.facts.sessions[number].n_slots)
    for crowd in every_crowd(scope, lasting):
        found = [group for group in groups(scope, crowd) if is_too_full(scope, crowd, group)]
        if found:
            group = min(found, key=lambda one: (len(one), sorted(one)))
            yield told(scope, crowd, group)


def every_crowd(scope: Scope, lasting: Numbers) -> Iterator[Crowd]:
    facts = scope.facts
    for rule in facts.rules:
        name = rule.rule_name
        match rule:
            case c.RoomClash():
                parts = frozenset(Part(name, (room.id,)) for room in facts.rooms)
                yield Crowd("rooms_overfull", parts, lasting, lambda _: 1, None, {})
                yield from plenary_crowds(scope, lasting, parts)
            case c.PersonClash():
                for person, numbers in facts.by_person.items():
                    sessions = lasting.intersection(numbers)
                    yield Crowd("person_overbooked", frozenset((Part(name, (person,)),)), sessions, lambda _: 1, 1, {"person": person})
            case c.ThemeParallel():
                for theme, numbers in facts.by_theme.items():
                    sessions = lasting.intersection(numbers)
                    yield Crowd("theme_overbooked", frozenset((Part(name, (theme,)),)), sessions, lambda _: 1, 1, {"theme": theme})
            case c.Resources():
                for one in facts.problem.resources:
                    uses = {number: facts.sessions[number].uses.get(one.id, 0) for number in lasting}
                    users = frozenset(number for number, used in uses.items() if used)
                    about: dict[str, object] = {"resource": one.id, "number": one.number}
                    yield Crowd("resource_short", frozenset((Part(name, (one.id,)),)), users, uses.__getitem__, one.number, about)


def plenary_crowds(scope: Scope, lasting: Numbers, room_parts: frozenset[Part]) -> Iterator[Crowd]:
    """A plenary fills every room."""
    sessions, n_rooms = scope.facts.sessions, len(scope.facts.rooms)
    plenaries = frozenset(number for number in lasting if sessions[number].is_plenary)
    for rule in scope.facts.rules:
        if isinstance(rule, c.PlenaryAlone) and plenaries:
            parts = room_parts | {Part(rule.rule_name, (sessions[number].id,)) for number in plenaries}
            about: dict[str, object] = {"plenaries": scope.facts.named(plenaries)}
            yield Crowd("plenary_crowded", parts, lasting, lambda number: n_rooms if number in plenaries else 1, None, about, plenaries)


def groups(scope: Scope, crowd: Crowd) -> Iterator[Numbers]:
    """All, and for each session those that can use nothing it cannot: rooms, slots, and both."""
    if len(crowd.sessions) < 2:
        return
    alike: dict[tuple[Numbers, Numbers], set[int]] = {}
    for number in crowd.sessions:
        use = scope.use(number)
        alike.setdefault((use.rooms, use.slots), set()).add(number)
    wanted = {(halls, None) for halls, _ in alike} | {(None, times) for _, times in alike} | {*alike} | {(None, None)}
    seen: set[Numbers] = set()
    for halls, times in wanted:
        within = (
            numbers for (rooms, slots), numbers in alike.items() if (halls is None or rooms <= halls) and (times is None or slots <= times)
        )
        group = frozenset(number for numbers in within for number in numbers)
        if group not in seen:
            seen.add(group)
            yield group


def is_too_full(scope: Scope, crowd: Crowd, group: Numbers) -> bool:
    needed, there = counted(scope, crowd, group)
    return needed > there


def counted(scope: Scope, crowd: Crowd, group: Numbers) -> tuple[int, int]:
    """Slots needed, and slots there, over all lanes."""
    needed = sum(scope.facts.sessions[number].n_slots * crowd.weight(number) for number in group)
    uses = {id(use): use for use in map(scope.use, group)}.values()
    if crowd.n_lanes is not None:
        return needed, crowd.n_lanes * scope.most(union(use.slots for use in uses))
    plenary = union(scope.use(number).slots for number in group & crowd.plenaries)
    lanes = (union(use.by_room.get(room, frozenset()) for use in uses) for room in range(len(scope.facts.rooms)))
    return needed, sum(scope.most(lane | plenary) for lane in lanes)


def told(scope: Scope, crowd: Crowd, group: Numbers) -> Reason:
    """Rules without which it is too full all the same are not told; facts: slots needed and there."""
    dropped: list[str] = []
    bars = scope.bar_parts(group)
    for name in sorted({part.rule for part in bars}):
        trial = Scope(scope.facts, without(scope, {*dropped, name}))
        if is_too_full(trial, crowd, group):
            dropped.append(name)
    kept = Scope(scope.facts, without(scope, dropped))
    needed, there = counted(kept, crowd, group)
    spots = {spot for number in group for spot in kept.spots(number)}
    facts = {
        **crowd.facts,
        "n_needed": needed,
        "n_there": there,
        "rooms": tuple(scope.facts.rooms[room].id for room in sorted({room for _, room in spots})),
        "slots": tuple(scope.facts.slots[slot].id for slot in sorted({slot for slot, _ in spots})),
    }
    is_all = crowd.code == "rooms_overfull" and group == crowd.sessions and not kept.bar_parts(group)
    code = "too_many_sessions" if is_all else crowd.code
    parts = crowd.parts if crowd.plenaries == crowd.plenaries & group else of_group(scope, crowd, group)
    return scope.reason(code, group, {*parts, *kept.bar_parts(group)}, facts)


def of_group(scope: Scope, crowd: Crowd, group: Numbers) -> frozenset[Part]:
    """Without the plenaries that are not in the group."""
    others = {scope.facts.sessions[number].id for number in crowd.plenaries - group}
    return frozenset(part for part in crowd.parts if not others.issuperset(part.subject))


def without(scope: Scope, rules: Collection[str]) -> tuple[tuple[Bar, ...], ...]:
    return tuple(tuple(bar for bar in bars if bar.part.rule not in rules) for bars in scope.bars)
