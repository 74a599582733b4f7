"""Hard rules on where one session stands: which places each bars."""

from collections.abc import Callable, Iterator, Mapping

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule
from essaim.scheduling.explain.facts import Bar, Facts, Part, Span
from essaim.scheduling.problem import Room, Session


def bars_of(facts: Facts) -> tuple[tuple[Bar, ...], ...]:
    """(n_sessions,) what bars places to each session, in the order of the rules."""
    return tuple(tuple(bar for rule in facts.rules for bar in bars(facts, rule, number) if bar) for number in range(len(facts.sessions)))


def bars(facts: Facts, rule: Rule, number: int) -> Iterator[Bar]:
    session = facts.sessions[number]
    part = Part(rule.rule_name, (session.id,))
    match rule:
        case c.PersonAway():
            yield from away(facts, rule, session)
        case c.SlotNotAllowed() if session.slots is not None:
            yield Bar(rule, part, starts=starts(facts, session, lambda slot, _: slot not in session.slots))  # type: ignore[operator]
        case c.PreferredSlots() if session.preferred_slots:
            yield Bar(rule, part, starts=starts(facts, session, lambda slot, _: slot not in session.preferred_slots))
        case c.MovedTime() if session.published:
            yield Bar(rule, part, starts=starts(facts, session, lambda slot, _: slot != session.published.slot))  # type: ignore[union-attr]
        case c.SlotCosts():
            costs = rule.costs.get(session.id, {})
            yield Bar(rule, part, starts=starts(facts, session, lambda slot, span: slot_number(facts, rule, costs, slot, span) > 0))
        case c.Pinned() if session.pinned:
            pin = session.pinned
            slots = starts(facts, session, lambda slot, _: slot != pin.slot)
            yield Bar(rule, part, starts=slots, rooms=rooms(facts, lambda room: room.id != pin.room))
        case c.RoomClosed():
            yield Bar(rule, part, places=closed(facts, session))
        case c.RoomCosts():
            yield room_costs(facts, rule, session, part)
        case _ if test := ROOM_TESTS.get(type(rule)):
            yield Bar(rule, part, rooms=rooms(facts, lambda room: test(session, room)))


def starts(facts: Facts, session: Session, is_barred: Callable[[str, Span], bool]) -> frozenset[int]:
    return frozenset(slot for slot, span in facts.starts(session.n_slots).items() if is_barred(facts.slots[slot].id, span))


def rooms(facts: Facts, is_barred: Callable[[Room], bool]) -> frozenset[int]:
    return frozenset(number for number, room in enumerate(facts.rooms) if is_barred(room))


def is_short(session: Session, room: Room) -> bool:
    return session.audience is not None and room.capacity is not None and session.audience > room.capacity


ROOM_TESTS: Mapping[type[Rule], Callable[[Session, Room], bool]] = {
    c.RoomNotAllowed: lambda session, room: session.rooms is not None and room.id not in session.rooms,
    c.Equipment: lambda session, room: bool(session.needs - room.features),
    c.StepFree: lambda session, room: session.needs_step_free and room.is_step_free is not True,
    c.QuietRoom: lambda session, room: session.needs_quiet and not room.is_quiet,
    c.Capacity: lambda session, room: session.must_seat and is_short(session, room),
    c.SeatsShort: is_short,
    c.MovedRoom: lambda session, room: session.published is not None and session.published.room != room.id,
}
"""Rules that look at the room alone."""


def away(facts: Facts, rule: c.PersonAway, session: Session) -> Iterator[Bar]:
    """One bar for each of its people."""
    for person in facts.problem.people:
        if person.id in session.people and person.away:
            gone = {facts.slot_number[slot] for slot in person.away}
            barred = starts(facts, session, lambda _, span, gone=gone: not gone.isdisjoint(span.fills))  # type: ignore[misc]
            yield Bar(rule, Part(rule.rule_name, (person.id,)), starts=barred)


def closed(facts: Facts, session: Session) -> frozenset[tuple[int, int]]:
    shut = [frozenset(facts.slot_number[slot] for slot in room.closed) for room in facts.rooms]
    spans = facts.starts(session.n_slots)
    return frozenset(
        (slot, room) for room, gone in enumerate(shut) if gone for slot, span in spans.items() if not gone.isdisjoint(span.fills)
    )


def slot_number(facts: Facts, rule: c.SlotCosts, costs: Mapping[str, int], slot: str, span: Span) -> int:
    if rule.over == "start":
        return costs.get(slot, 0)
    filled = [facts.slots[number] for number in span.fills]
    return sum(costs.get(one.id, 0) * (one.ends_min - one.starts_min if rule.over == "minute" else 1) for one in filled)


def room_costs(facts: Facts, rule: c.RoomCosts, session: Session, part: Part) -> Bar:
    costs = rule.costs.get(session.id, {})
    dear = rooms(facts, lambda room: costs.get(room.id, 0) > 0)
    takes_any = {"session": True, "each": session.n_slots > 0, "minute": session.n_slots > 0}[rule.over]
    return Bar(rule, part, rooms=dear if takes_any else frozenset())
