"""What a session costs by where it stands alone: its slot, its room, a closed room."""

from collections.abc import Iterator

import numpy as np

from essaim.scheduling.compile.arrays import Ints
from essaim.scheduling.compile.naming import Numbers
from essaim.scheduling.compile.spans import Spans
from essaim.scheduling.constraints import (
    Capacity,
    Equipment,
    MovedRoom,
    MovedTime,
    PersonAway,
    PreferredSlots,
    QuietRoom,
    RoomClosed,
    RoomCosts,
    RoomNotAllowed,
    Rule,
    SeatsShort,
    SlotCosts,
    SlotNotAllowed,
    StepFree,
)
from essaim.scheduling.problem import Problem, Room, Session

N_LEVELS = 3


def slot_costs(problem: Problem, numbers: Numbers, spans: Spans) -> Ints:
    """(n_sessions, n_slots, n_levels)"""
    costs = np.zeros((len(problem.sessions), len(problem.slots), N_LEVELS), np.int64)
    for rule in problem.rules:
        if isinstance(rule, SlotNotAllowed):
            add_where(costs, rule, ((i, ~mask(one.slots, numbers.slot)) for i, one in enumerate(problem.sessions) if one.slots is not None))
        elif isinstance(rule, PreferredSlots):
            add_where(
                costs,
                rule,
                ((i, ~mask(one.preferred_slots, numbers.slot)) for i, one in enumerate(problem.sessions) if one.preferred_slots),
            )
        elif isinstance(rule, MovedTime):
            add_where(
                costs, rule, ((i, ~mask({one.published.slot}, numbers.slot)) for i, one in enumerate(problem.sessions) if one.published)
            )
        elif isinstance(rule, PersonAway):
            add_absences(costs, rule, problem, numbers, spans)
        elif isinstance(rule, SlotCosts):
            add_slot_costs(costs, rule, problem, numbers, spans)
    return costs


def mask(ids: "set[str] | frozenset[str]", numbers: dict[str, int]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    found = np.zeros(len(numbers), bool)
    found[[numbers[one] for one in ids]] = True
    return found


def add_where(costs: Ints, rule: Rule, masks: "Iterator[tuple[int, np.ndarray[tuple[int], np.dtype[np.bool_]]]]") -> None:
    for session, found in masks:
        costs[session, found, rule.level] += rule.weight


def summed(each: Ints, spans: Spans, length: int) -> Ints:
    """A number for every slot → for every start, the sum over the slots filled."""
    totals = np.zeros(each.shape[0], np.int64)
    for start in range(each.shape[0]):
        totals[start] = each[list(spans.filled[length, start])].sum() if spans.filled[length, start] else 0
    return totals


def minutes_of(problem: Problem) -> Ints:
    return np.array([one.ends_min - one.starts_min for one in problem.slots], np.int64)


def add_absences(costs: Ints, rule: PersonAway, problem: Problem, numbers: Numbers, spans: Spans) -> None:
    minutes = minutes_of(problem)
    away = {one.id: mask(one.away, numbers.slot) * minutes for one in problem.people if one.away}
    for i, one in enumerate(problem.sessions):
        lost = [away[person] for person in one.people if person in away]
        if lost:
            costs[i, :, rule.level] += rule.weight * summed(np.sum(lost, axis=0), spans, spans.lengths.index(one.n_slots))


def add_slot_costs(costs: Ints, rule: SlotCosts, problem: Problem, numbers: Numbers, spans: Spans) -> None:
    minutes = minutes_of(problem)
    for name, by_slot in rule.costs.items():
        i = numbers.session[name]
        each = np.zeros(len(problem.slots), np.int64)
        for slot, number in by_slot.items():
            each[numbers.slot[slot]] = number
        if rule.over != "start":
            each = summed(each * minutes if rule.over == "minute" else each, spans, spans.lengths.index(problem.sessions[i].n_slots))
        costs[i, :, rule.level] += rule.weight * each


def room_costs(problem: Problem, numbers: Numbers) -> tuple[Ints, Ints]:
    """(n_sessions, n_rooms, n_levels): once a session, and per minute (of size 1 where no rule asks)."""
    shape = (len(problem.sessions), len(problem.rooms), N_LEVELS)
    costs = np.zeros(shape, np.int64)
    by_minute = np.zeros(
        shape if any(isinstance(rule, RoomCosts) and rule.over == "minute" for rule in problem.rules) else (1, 1, 1), np.int64
    )
    for rule in problem.rules:
        if isinstance(rule, RoomCosts):
            add_room_costs(by_minute if rule.over == "minute" else costs, rule, problem, numbers)
        elif isinstance(rule, RoomNotAllowed | Equipment | StepFree | QuietRoom | Capacity | SeatsShort | MovedRoom):
            for i, one in enumerate(problem.sessions):
                costs[i, :, rule.level] += [rule.weight * unfitness(rule, one, room) for room in problem.rooms]
    return costs, by_minute


def add_room_costs(costs: Ints, rule: RoomCosts, problem: Problem, numbers: Numbers) -> None:
    for name, by_room in rule.costs.items():
        i = numbers.session[name]
        times = problem.sessions[i].n_slots if rule.over == "each" else 1
        for room, number in by_room.items():
            costs[i, numbers.room[room], rule.level] += rule.weight * number * times


def unfitness(rule: Rule, session: Session, room: Room) -> int:
    match rule:
        case RoomNotAllowed():
            return int(session.rooms is not None and room.id not in session.rooms)
        case Equipment():
            return len(session.needs - room.features)
        case StepFree():
            return int(session.needs_step_free and room.is_step_free is not True)
        case QuietRoom():
            return int(session.needs_quiet and not room.is_quiet)
        case Capacity():
            return seats_short(session, room) if session.must_seat else 0
        case SeatsShort():
            return seats_short(session, room)
        case MovedRoom():
            return int(session.published is not None and session.published.room != room.id)
        case _:
            raise TypeError(rule)


def seats_short(session: Session, room: Room) -> int:
    return max(0, session.audience - room.capacity) if session.audience is not None and room.capacity is not None else 0


def closed_costs(problem: Problem, numbers: Numbers, spans: Spans) -> Ints:
    """(n_lengths, n_slots, n_rooms, n_levels)"""
    costs = np.zeros((len(spans.lengths), len(problem.slots), len(problem.rooms), N_LEVELS), np.int64)
    minutes = minutes_of(problem)
    for rule in problem.rules:
        if isinstance(rule, RoomClosed):
            for r, room in enumerate(problem.rooms):
                if room.closed:
                    shut = mask(room.closed, numbers.slot) * minutes
                    for at in range(len(spans.lengths)):
                        costs[at, :, r, rule.level] += rule.weight * summed(shut, spans, at)
    return costs
