"""What a session costs by where it stands alone: its slot, its room, a closed room."""

from collections.abc import Callable, Iterator

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
from essaim.scheduling.problem import Problem

N_LEVELS = 3
UNKNOWN_SEATS = 2**40
"""Holds everybody."""


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
    return spans.fills[length] @ each


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
        elif found := UNFITNESS.get(type(rule)):
            costs[:, :, rule.level] += rule.weight * found(problem, numbers)
    return costs, by_minute


def add_room_costs(costs: Ints, rule: RoomCosts, problem: Problem, numbers: Numbers) -> None:
    for name, by_room in rule.costs.items():
        i = numbers.session[name]
        times = problem.sessions[i].n_slots if rule.over == "each" else 1
        for room, number in by_room.items():
            costs[i, numbers.room[room], rule.level] += rule.weight * number * times


Amounts = Callable[[Problem, Numbers], Ints]
"""(n_sessions, n_rooms) what is wrong with each room for each session."""


def not_allowed(problem: Problem, numbers: Numbers) -> Ints:
    found = np.zeros((len(problem.sessions), len(problem.rooms)), np.int64)
    for i, one in enumerate(problem.sessions):
        if one.rooms is not None:
            found[i] = ~mask(one.rooms, numbers.room)
    return found


def lacking(problem: Problem, numbers: Numbers) -> Ints:
    features = {name: number for number, name in enumerate(sorted({name for one in problem.sessions for name in one.needs}))}
    wanted, missing = np.zeros((len(problem.sessions), len(features)), np.int64), np.ones((len(problem.rooms), len(features)), np.int64)
    for i, one in enumerate(problem.sessions):
        wanted[i, [features[name] for name in one.needs]] = 1
    for r, room in enumerate(problem.rooms):
        missing[r, [features[name] for name in room.features if name in features]] = 0
    return wanted @ missing.T


def stepped(problem: Problem, numbers: Numbers) -> Ints:
    return np.outer([one.needs_step_free for one in problem.sessions], [room.is_step_free is not True for room in problem.rooms]).astype(
        np.int64
    )


def noisy(problem: Problem, numbers: Numbers) -> Ints:
    return np.outer([one.needs_quiet for one in problem.sessions], [not room.is_quiet for room in problem.rooms]).astype(np.int64)


def seats_short(problem: Problem, numbers: Numbers) -> Ints:
    audience = np.array([one.audience if one.audience is not None else -1 for one in problem.sessions], np.int64)
    seats = np.array([room.capacity if room.capacity is not None else UNKNOWN_SEATS for room in problem.rooms], np.int64)
    return np.maximum(0, audience[:, None] - seats[None, :])


def required_seats_short(problem: Problem, numbers: Numbers) -> Ints:
    return seats_short(problem, numbers) * np.array([one.must_seat for one in problem.sessions], np.int64)[:, None]


def moved(problem: Problem, numbers: Numbers) -> Ints:
    published = np.array([numbers.room[one.published.room] if one.published else -1 for one in problem.sessions], np.int64)[:, None]
    return ((published >= 0) & (published != np.arange(len(problem.rooms)))).astype(np.int64)


UNFITNESS: dict[type[Rule], Amounts] = {
    RoomNotAllowed: not_allowed,
    Equipment: lacking,
    StepFree: stepped,
    QuietRoom: noisy,
    Capacity: required_seats_short,
    SeatsShort: seats_short,
    MovedRoom: moved,
}


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
