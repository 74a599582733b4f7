"""Single changes that may help against one reason: each a function from a problem to the problem with that change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from essaim.scheduling import constraints as c
from essaim.scheduling.problem import Person, Problem, Resource, Session
from essaim.scheduling.result import Ground, Reason

Apply = Callable[[Problem], Problem]
MORE = 3
"""How many more of a resource, and how many slots less of a session, at most."""


@dataclass(frozen=True, slots=True)
class Change:
    """What `Suggestion` says of it. settles: facts of which the timetable found decides the value.

    narrowed: the same for some slots only, of a change that frees more slots than it may have to.
    """

    code: str
    unit: str
    apply: Apply
    sessions: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    facts: dict[str, object] = field(default_factory=dict)
    number: int = 1
    n_sessions: int = 0
    settles: str = ""
    narrowed: Callable[[frozenset[str]], Apply] | None = None


def with_session(name: str, change: Callable[[Session], Session]) -> Apply:
    return lambda problem: replace(problem, sessions=tuple(change(one) if one.id == name else one for one in problem.sessions))


Sessions = dict[str, Session]


def other_times(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    for name in ground.sessions:
        apply = with_session(name, lambda one: replace(one, slots=None))
        yield Change("other_time", "session", apply, (name,), by_id[name].people, n_sessions=1, settles="slot")


def other_rooms(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    for name in ground.sessions:
        yield Change(
            "other_room", "session", with_session(name, lambda one: replace(one, rooms=None)), (name,), n_sessions=1, settles="room"
        )


def unpinned(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    for name in ground.sessions:
        apply = with_session(name, lambda one: replace(one, pinned=None))
        yield Change("unpin", "session", apply, (name,), by_id[name].people, n_sessions=1, settles="place")


def person_there(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    name = str(ground.facts["person"])

    away = next(one.away for one in problem.people if one.id == name)

    def there_at(slots: frozenset[str]) -> Apply:
        def there(one: Person) -> Person:
            return replace(one, away=one.away - slots) if one.id == name else one

        return lambda problem: replace(problem, people=tuple(there(one) for one in problem.people))

    people, about = frozenset({name}), {"person": name}
    yield Change("person_there", "slot", there_at(away), ground.sessions, people, {**about}, settles="slots", narrowed=there_at)


def person_replaced(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    name = str(ground.facts["person"])
    for session in ground.sessions:
        apply = with_session(session, lambda one: replace(one, people=one.people - {name}))
        yield Change("replace_person", "person", apply, (session,), frozenset({name}), {"person": name}, n_sessions=1)


def more_of_resource(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    name = str(ground.facts["resource"])

    def apply(more: int) -> Apply:
        def grown(one: Resource) -> Resource:
            return replace(one, number=one.number + more) if one.id == name else one

        return lambda problem: replace(problem, resources=tuple(grown(one) for one in problem.resources))

    for more in range(1, MORE + 1):
        yield Change("more_of_resource", "resource", apply(more), facts={"resource": name, "more": more}, number=more)


def pair_dropped(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    pair = ground.sessions[:2]

    def kept(rule: c.Rule) -> c.Rule:
        if isinstance(rule, c.Pairs) and rule.rule_name == ground.rule:
            return replace(rule, pairs=tuple(one for one in rule.pairs if (one.first, one.second) != pair))
        return rule

    def apply(problem: Problem) -> Problem:
        return replace(problem, rules=tuple(kept(rule) for rule in problem.rules))

    people = by_id[pair[0]].people | by_id[pair[1]].people
    code = "drop_order" if ground.code in {"pair_not_before", "pair_not_right_after"} else "drop_pair"
    yield Change(code, "rule", apply, pair, people, {"rule": ground.rule}, n_sessions=2)


def not_plenary(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    for name in ground.sessions:
        apply = with_session(name, lambda one: replace(one, is_plenary=False))
        yield Change("not_plenary", "session", apply, (name,), by_id[name].people, n_sessions=1)


def lifted(problem: Problem, ground: Ground, by_id: Sessions) -> Iterator[Change]:
    """The rule switched off; for rules nothing smaller is known for."""

    def apply(problem: Problem) -> Problem:
        return replace(problem, rules=tuple(replace(rule, weight=0) if rule.rule_name == ground.rule else rule for rule in problem.rules))

    people = frozenset[str]().union(*(by_id[name].people for name in ground.sessions))
    yield Change("lift_rule", "rule", apply, ground.sessions, people, {"rule": ground.rule}, n_sessions=len(ground.sessions))


def more_time(problem: Problem, reason: Reason) -> Iterator[Change]:
    """One slot more behind the last of a day, as long as that."""
    last = {slot.day: slot for slot in sorted(problem.slots, key=lambda slot: slot.ends_min)}
    for day, slot in sorted(last.items()) if len(reason.sessions) > 1 else ():
        name = f"after {slot.id}"
        new = replace(slot, id=name, starts_min=slot.ends_min, ends_min=2 * slot.ends_min - slot.starts_min, label="")
        if all(one.starts_min >= new.ends_min or one.ends_min <= new.starts_min for one in problem.slots):
            about: dict[str, object] = {"slot": slot.id, "day": day, "minutes": slot.ends_min - slot.starts_min}
            yield Change("one_more_slot", "slot", lambda some, new=new: replace(some, slots=(*some.slots, new)), facts=about)  # type: ignore[misc]


def shortened(sessions: Iterable[Session]) -> Iterator[Change]:
    for one in sessions:
        for fewer in range(1, min(one.n_slots, MORE + 1)):
            apply = with_session(one.id, lambda some, fewer=fewer: replace(some, n_slots=some.n_slots - fewer))  # type: ignore[misc]
            yield Change("shorten", "slot", apply, (one.id,), one.people, {"fewer": fewer}, fewer, n_sessions=1)


def left_out(sessions: Iterable[Session]) -> Iterator[Change]:
    """Those with the fewest people first."""
    for one in sorted(sessions, key=lambda one: len(one.people)):
        yield Change(
            "leave_out", "session", with_session(one.id, lambda some: replace(some, is_optional=True)), (one.id,), one.people, n_sessions=1
        )


BY_GROUND: dict[str, Callable[[Problem, Ground, Sessions], Iterable[Change]]] = {
    "slot_not_allowed": other_times,
    "room_not_allowed": other_rooms,
    "pinned": unpinned,
    "person_away": person_there,
    "person_clash": person_replaced,
    "person_travel": person_replaced,
    "compact_days": person_replaced,
    "resources": more_of_resource,
    "plenary_alone": not_plenary,
    **{f"pair_{when.value}": pair_dropped for when in c.When},
}
"""By code of the ground; the rules of all others but those of rooms are lifted."""
