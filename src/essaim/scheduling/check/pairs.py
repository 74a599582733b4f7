"""Rules on two sessions."""

from collections.abc import Iterator
from itertools import combinations

from essaim.scheduling import constraints as c
from essaim.scheduling.check.laid import Laid, Stand, names, overlap_min, overlapping
from essaim.scheduling.check.verdict import Found
from essaim.scheduling.constraints import Per, When
from essaim.scheduling.problem import Problem


def room_clash(table: Laid, rule: c.RoomClash) -> Iterator[Found]:
    for room in table.rooms:
        held = [stand for stand in table.stands if stand.room.id == room]
        for one, other, minutes in overlapping(held):
            yield Found(minutes, names((one, other)), "room_clash", {"room": room, "minutes": minutes, "slot": later(one, other)})


def person_clash(table: Laid, rule: c.PersonClash) -> Iterator[Found]:
    for person, held in table.by_person.items():
        for one, other, minutes in overlapping(held):
            yield Found(minutes, names((one, other)), "person_clash", {"person": person, "minutes": minutes, "slot": later(one, other)})


def later(one: Stand, other: Stand) -> str:
    """The slot in which the later of two begins."""
    return max(one, other, key=lambda stand: stand.starts_min).slot.id


def person_travel(table: Laid, rule: c.PersonTravel) -> Iterator[Found]:
    for person, held in table.by_person.items():
        for one, other in combinations(held, 2):
            needed = max(rule.pause_min, travel_min(table.problem, one.room.site, other.room.site))
            if one.slot.day == other.slot.day and not overlap_min(one, other) and pause_min(one, other) < needed:
                facts = {"person": person, "minutes": pause_min(one, other), "needed": needed, "room": one.room.id}
                yield Found(1, names((one, other)), "person_travel", {**facts, "other_room": other.room.id})


def travel_min(problem: Problem, one: str, other: str) -> int:
    """The longer way, where both are given."""
    return max(problem.travel_min.get((one, other), 0), problem.travel_min.get((other, one), 0))


def pause_min(one: Stand, other: Stand) -> int:
    """Minutes between the end of the one and the start of the other; 0 where there are none."""
    return max(0, other.starts_min - one.ends_min, one.starts_min - other.ends_min)


def plenary_alone(table: Laid, rule: c.PlenaryAlone) -> Iterator[Found]:
    for one, other, minutes in overlapping(table.stands):
        if one.session.is_plenary or other.session.is_plenary:
            plenary, beside = (one, other) if one.session.is_plenary else (other, one)
            yield Found(minutes, (plenary.id, beside.id), "plenary_alone", {"minutes": minutes, "slot": later(one, other)})


def pairs(table: Laid, rule: c.Pairs) -> Iterator[Found]:
    """A pair of a session with itself never counts."""
    for pair in rule.pairs:
        one, other = table.by_id.get(pair.first), table.by_id.get(pair.second)
        if one is None or other is None or one is other or not holds(table, rule, one, other):
            continue
        if amount := pair.number * per_pair(rule.per, one, other):
            places = {"slot": one.slot.id, "room": one.room.id, "other_slot": other.slot.id, "other_room": other.room.id}
            yield Found(amount, (one.id, other.id), f"pair_{rule.when.value}", {**places, "needed": rule.pause_min})


def per_pair(per: Per, one: Stand, other: Stand) -> int:
    match per:
        case Per.MATCH:
            return 1
        case Per.OVERLAP_MIN:
            return overlap_min(one, other)
        case Per.MINUTE:
            return one.minutes
        case Per.BOTH_MIN:
            return one.minutes + other.minutes


def holds(table: Laid, rule: c.Pairs, one: Stand, other: Stand) -> bool:
    """Are the two in the rule's relation, in this order?"""
    match rule.when:
        case When.OVERLAP:
            return overlap_min(one, other) > 0
        case When.SAME_START:
            return one.slot.id == other.slot.id and overlap_min(one, other) > 0
        case When.SAME_BLOCK_OTHER_ROOM:
            return one.slot.block == other.slot.block and one.room.id != other.room.id
        case When.SAME_DAY_OTHER_ROOM:
            return one.slot.day == other.slot.day and one.room.id != other.room.id
        case When.OTHER_DAY:
            return one.slot.day != other.slot.day
        case When.NOT_BEFORE:
            return one.ends_min > other.starts_min
        case When.NOT_RIGHT_AFTER:
            return not is_right_after(table, one, other)
        case When.SHORT_PAUSE:
            is_short = one.slot.day == other.slot.day and pause_min(one, other) < rule.pause_min
            return is_short or overlap_min(one, other) > 0
        case When.LARGER_ROOM:
            mine, theirs = one.room.capacity, other.room.capacity
            return mine is not None and theirs is not None and mine > theirs


def is_right_after(table: Laid, one: Stand, other: Stand) -> bool:
    """Does the other begin in the one's room, in the first minute from its end on at which a slot of its day begins?"""
    starts = (slot.starts_min for slot in table.problem.slots if slot.day == one.slot.day and slot.starts_min >= one.ends_min)
    is_next = other.starts_min == min(starts, default=None)
    return is_next and other.slot.day == one.slot.day and other.room.id == one.room.id
