"""Where everything stands, and the counters that make the cost of one change cheap to know."""

from typing import NamedTuple

import numpy as np

from essaim.scheduling.compile.arrays import Arrays, Ints, Smalls

NEVER = 2**60
"""Minutes."""


class State(NamedTuple):
    slot: Smalls
    """(n_sessions,) -1: unplaced."""
    room: Smalls
    begin: Ints
    """(n_sessions,) minutes; of an unplaced one later than its end, so that it overlaps nothing."""
    end: Ints
    cost: Ints
    """(n_levels,)"""
    scratch: Ints
    """(n_levels,)"""
    before: Ints
    """(n_levels,) what it cost before the change under way."""
    keys: Ints
    who: Smalls
    """Room to sort a theme's sessions in."""
    held: Smalls
    """(n_rooms, n_ticks) sessions there."""
    holder: Ints
    """(n_rooms, n_ticks) their numbers + 1, added up: who it is where there is one."""
    used: Smalls
    """(n_resources, n_ticks)"""
    cell: Smalls
    """(n_blocks, n_rooms, n_themes) sessions; of size 1 where no rule asks."""
    cell_themes: Smalls
    """(n_blocks, n_rooms)"""
    theme_cells: Smalls
    """(n_themes, n_blocks) rooms."""
    theme_runs: Smalls
    """(n_themes,) unbroken runs of blocks."""
    theme_room: Smalls
    """(n_themes, n_rooms, days or 1) sessions."""
    theme_rooms: Smalls
    """(n_themes, days or 1) rooms."""
    out_of_place: Ints
    """(n_themes,) sessions not at their position."""
    on: Smalls
    """(n_ticks,)"""
    understood: Smalls
    """(n_groups, n_ticks) sessions."""
    format_day: Smalls
    person_day: Smalls
    """(n_people, n_days), of size 1 where no rule asks."""
    person_days: Smalls
    lonely: Smalls
    """(n_slots,) sessions that want exactly one beside them, by start."""
    lonely_min: Ints


def empty_state(a: Arrays) -> State:
    n_sessions, n_slots, n_rooms, n_ticks = len(a.length), len(a.slot_start), len(a.room_site), len(a.tick_min)
    n_blocks, n_themes, n_days = len(a.block_tick), len(a.member_ptr) - 1, int(a.slot_day.max()) + 1
    cells = (n_blocks, n_rooms, n_themes) if a.uses_cells[0] else (1, 1, 1)
    theme_days = n_days if a.theme_rooms_day[0] else 1
    n_people = int(a.n_people[0]) if a.compact_cost.any() else 1
    return State(
        slot=np.full(n_sessions, -1, np.int32),
        room=np.full(n_sessions, -1, np.int32),
        begin=np.full(n_sessions, NEVER, np.int64),
        end=np.full(n_sessions, -NEVER, np.int64),
        cost=np.zeros(3, np.int64),
        scratch=np.zeros(3, np.int64),
        before=np.zeros(3, np.int64),
        keys=np.zeros(n_sessions, np.int64),
        who=np.zeros(n_sessions, np.int32),
        held=np.zeros((n_rooms, n_ticks), np.int32),
        holder=np.zeros((n_rooms, n_ticks), np.int64),
        used=np.zeros((len(a.resource_number), n_ticks), np.int32),
        cell=np.zeros(cells, np.int32),
        cell_themes=np.zeros((n_blocks, n_rooms), np.int32),
        theme_cells=np.zeros((n_themes, n_blocks), np.int32),
        theme_runs=np.zeros(n_themes, np.int32),
        theme_room=np.zeros((n_themes, n_rooms, theme_days), np.int32),
        theme_rooms=np.zeros((n_themes, theme_days), np.int32),
        out_of_place=np.zeros(n_themes, np.int64),
        on=np.zeros(n_ticks, np.int32),
        understood=np.zeros((len(a.language_people), n_ticks), np.int32),
        format_day=np.zeros((len(a.format_share), n_days), np.int32),
        person_day=np.zeros((n_people, n_days), np.int32),
        person_days=np.zeros(n_people, np.int32),
        lonely=np.zeros(n_slots, np.int32),
        lonely_min=np.zeros(n_slots, np.int64),
    )
