"""A problem made ready for the compiled search: names become numbers, rules become arrays. Shares nothing with `check`."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from essaim.scheduling.compile.arrays import Arrays, Ints, Smalls
from essaim.scheduling.compile.naming import Numbers, numbered
from essaim.scheduling.compile.places import closed_costs, room_costs, slot_costs
from essaim.scheduling.compile.relations import relations_of
from essaim.scheduling.compile.spans import Spans, spans_of
from essaim.scheduling.compile.themes import by_level, ragged, themes_of
from essaim.scheduling.compile.whole import whole_of
from essaim.scheduling.constraints import Pinned, RoomClash, ThemePositions
from essaim.scheduling.problem import Place, Problem, Timetable

__all__ = ["Arrays", "Compiled", "compiled"]

LACKING = 1
"""Hard cost of a slot lacking."""


@dataclass(frozen=True, slots=True)
class Compiled:
    problem: Problem
    numbers: Numbers
    arrays: Arrays

    def places(self, timetable: Timetable) -> tuple[Smalls, Smalls]:
        """(n_sessions,) slot and room of each session; -1: unplaced."""
        slot = np.full(len(self.problem.sessions), -1, np.int32)
        room = slot.copy()
        for name, place in timetable.items():
            number = self.numbers.session[name]
            slot[number], room[number] = self.numbers.slot[place.slot], self.numbers.room[place.room]
        return slot, room

    def timetable(self, slot: Smalls, room: Smalls) -> dict[str, Place]:
        problem = self.problem
        return {
            one.id: Place(problem.slots[slot[number]].id, problem.rooms[room[number]].id)
            for number, one in enumerate(problem.sessions)
            if slot[number] >= 0
        }


def compiled(problem: Problem) -> Compiled:
    """Raises KeyError for a name that is not the problem's: `validate.faults` comes first."""
    numbers = numbered(problem)
    spans = spans_of(problem)
    sessions, relations = problem.sessions, relations_of(problem, numbers)
    themes, whole = themes_of(problem, numbers), whole_of(problem, numbers)
    length = np.array([spans.lengths.index(one.n_slots) for one in sessions], np.int32)
    in_slot, (in_room, by_minute) = slot_costs(problem, numbers, spans), room_costs(problem, numbers)
    closed = closed_costs(problem, numbers, spans)
    is_pinning = any(isinstance(rule, Pinned) and rule.weight for rule in problem.rules)
    pinned = [one.pinned if is_pinning else None for one in sessions]
    start_ptr, starts = ragged([sensible(in_slot[i], spans.lack[length[i]]) for i in range(len(sessions))])
    hall_ptr, halls = ragged([sensible(in_room[i], np.zeros(len(problem.rooms), np.int32)) for i in range(len(sessions))])
    arrays = Arrays(
        length=length,
        n_slots=np.array([one.n_slots for one in sessions], np.int32),
        first_theme=themes.first,
        format=whole.format,
        is_optional=np.array([one.is_optional for one in sessions], bool),
        pin_slot=np.array([numbers.slot[one.slot] if one else -1 for one in pinned], np.int32),
        pin_room=np.array([numbers.room[one.room] if one else -1 for one in pinned], np.int32),
        start_ptr=start_ptr,
        starts=starts,
        hall_ptr=hall_ptr,
        halls=halls,
        slot_start=np.array([one.starts_min for one in problem.slots], np.int64),
        slot_block=np.array([numbers.block[one.block] for one in problem.slots], np.int32),
        slot_day=np.array([numbers.day[one.day] for one in problem.slots], np.int32),
        span_end=spans.end,
        span_tick=spans.ticks,
        span_lack=spans.lack,
        span_minutes=spans.minutes,
        after_slot=spans.after,
        shared=shared_slots(problem, spans),
        tick_min=spans.tick_min,
        block_tick=block_ticks(problem, numbers, spans),
        block_slots=block_slots(problem, numbers, spans),
        room_site=np.array([numbers.site[one.site] for one in problem.rooms], np.int32),
        room_capacity=np.array([-1 if one.capacity is None else one.capacity for one in problem.rooms], np.int64),
        travel=travel(problem, numbers),
        slot_cost=in_slot,
        room_cost=in_room,
        room_minute_cost=by_minute,
        closed_cost=closed,
        pin_cost=by_level(problem, Pinned),
        lack_cost=np.array([LACKING, 0, 0], np.int64),
        clash_cost=by_level(problem, RoomClash),
        overlap_ptr=relations.overlaps.ptr,
        overlap_other=relations.overlaps.other,
        overlap_cost=relations.overlaps.cost,
        overlap_minute_cost=relations.overlaps.minute_cost,
        pair_ptr=relations.ptr,
        pair_other=relations.other,
        pair_kind=relations.kind,
        pair_per=relations.per,
        pair_first=relations.first,
        pair_level=relations.level,
        pair_cost=relations.cost,
        pair_pause=relations.pause,
        use_ptr=whole.use_ptr,
        use_resource=whole.use_resource,
        use_number=whole.use_number,
        resource_number=whole.resource_number,
        resource_cost=whole.resource_cost,
        theme_ptr=themes.ptr,
        theme_of=themes.of,
        theme_rooms_cost=themes.rooms_cost,
        theme_rooms_day=themes.rooms_day,
        cell_theme_block=themes.theme_block,
        cell_theme_room=themes.theme_room,
        cell_block_room=themes.block_room,
        mixed_cost=themes.mixed,
        similar=themes.similar,
        similar_ptr=themes.similar_ptr,
        similar_theme=themes.similar_theme,
        together_cost=themes.together,
        runs_cost=themes.runs,
        position_cost=themes.position_cost,
        position=themes.position,
        member_ptr=themes.member_ptr,
        member=themes.member,
        language_ptr=whole.language_ptr,
        language=whole.language,
        language_people=whole.language_people,
        language_cost=whole.language_cost,
        format_share=whole.format_share,
        format_cost=whole.format_cost,
        person_ptr=whole.person_ptr,
        person=whole.person,
        n_people=np.array([len(numbers.person)], np.int32),
        compact_cost=whole.compact_cost,
        lonely=whole.lonely,
        lonely_cost=whole.lonely_cost,
        uses_cells=themes.uses_cells,
    )
    return Compiled(problem, numbers, arrays)


def sensible(costs: Ints, lack: Smalls) -> list[int]:
    """What breaks no hard rule by itself; all, when nothing does not."""
    fitting = np.flatnonzero(lack == 0)
    free = fitting[costs[fitting, 0] == 0]
    return [int(one) for one in (free if len(free) else fitting if len(fitting) else range(len(lack)))]


def shared_slots(problem: Problem, spans: Spans) -> Smalls:
    """(n_lengths, n_slots, n_lengths, n_slots) slots that both spans fill."""
    if not any(isinstance(rule, ThemePositions) and rule.weight for rule in problem.rules):
        return np.zeros((1, 1, 1, 1), np.int32)
    return np.einsum("abs,cds->abcd", spans.fills, spans.fills).astype(np.int32)


def block_ticks(problem: Problem, numbers: Numbers, spans: Spans) -> Smalls:
    ticks = np.zeros((len(numbers.block), 2), np.int32)
    borders = sorted({minute for one in problem.slots for minute in (one.starts_min, one.ends_min)})
    for block, number in numbers.block.items():
        own = [one for one in problem.slots if one.block == block]
        ticks[number] = borders.index(min(one.starts_min for one in own)), borders.index(max(one.ends_min for one in own))
    return ticks


def block_slots(problem: Problem, numbers: Numbers, spans: Spans) -> Smalls:
    """First slot and number of slots of each block whose slots follow one another without a gap or an overlap; else 0 slots."""
    found = np.zeros((len(numbers.block), 2), np.int32)
    for block, number in numbers.block.items():
        own = [at for at, one in enumerate(problem.slots) if one.block == block]
        touching = all(problem.slots[a].ends_min == problem.slots[b].starts_min and b == a + 1 for a, b in pairwise(own))
        found[number] = (own[0], len(own)) if touching else (0, 0)
    return found


def travel(problem: Problem, numbers: Numbers) -> Ints:
    minutes = np.zeros((len(numbers.site), len(numbers.site)), np.int64)
    for (start, end), number in problem.travel_min.items():
        if start in numbers.site and end in numbers.site:
            i, j = numbers.site[start], numbers.site[end]
            minutes[i, j] = max(minutes[i, j], number)
            minutes[j, i] = max(minutes[j, i], number)
    return minutes
