"""A problem as numbers: what the compiled search reads. Sessions, slots, rooms, blocks, days, themes are counted from 0 in the problem's order.

`n_levels` = 3: costs stand by level (hard, medium, soft), weight included. A *span* is (length, start slot): what a session fills.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Smalls = NDArray[np.int32]
Flags = NDArray[np.bool_]

OVERLAP, SAME_START, SAME_BLOCK_OTHER_ROOM, SAME_DAY_OTHER_ROOM, OTHER_DAY = 0, 1, 2, 3, 4
NOT_BEFORE, NOT_RIGHT_AFTER, SHORT_PAUSE, LARGER_ROOM, SHORT_TRAVEL = 5, 6, 7, 8, 9
MATCH, OVERLAP_MIN, MINUTE, BOTH_MIN, SLOTS = 0, 1, 2, 3, 4


class Arrays(NamedTuple):
    # sessions
    length: Smalls
    """(n_sessions,) index of its length among `n_lengths` different ones."""
    n_slots: Smalls
    first_theme: Smalls
    """(n_sessions,) -1: none."""
    format: Smalls
    is_optional: Flags
    pin_slot: Smalls
    """(n_sessions,) -1: not pinned."""
    pin_room: Smalls
    start_ptr: Smalls
    """(n_sessions + 1,) where its sensible starts begin in `starts`."""
    starts: Smalls
    hall_ptr: Smalls
    halls: Smalls
    """Its sensible rooms, as `starts`."""
    # time and place
    slot_start: Ints
    slot_block: Smalls
    slot_day: Smalls
    span_end: Ints
    """(n_lengths, n_slots) the minute it ends."""
    span_tick: Smalls
    """(n_lengths, n_slots, 2) first tick and the one after the last; a tick lies between two borders of slots."""
    span_lack: Smalls
    """(n_lengths, n_slots) slots lacking before a break or the end."""
    span_minutes: Ints
    """(n_lengths, n_slots) minutes of the slots it fills."""
    after_slot: Flags
    """(n_lengths, n_slots, n_slots) does this slot come right after the span?"""
    shared: Smalls
    """(n_lengths, n_slots, n_lengths, n_slots) slots both fill; of size 1 where no rule asks."""
    tick_min: Ints
    block_tick: Smalls
    """(n_blocks, 2)"""
    block_slots: Smalls
    """(n_blocks, 2) its first slot and how many; 0 where its slots do not stand one after another."""
    room_site: Smalls
    room_capacity: Ints
    """(n_rooms,) -1: unknown."""
    travel: Ints
    """(n_sites, n_sites)"""
    # costs of a place
    slot_cost: Ints
    """(n_sessions, n_slots, n_levels)"""
    room_cost: Ints
    """(n_sessions, n_rooms, n_levels)"""
    room_minute_cost: Ints
    """(n_sessions, n_rooms, n_levels), of size 1 where no rule asks."""
    closed_cost: Ints
    """(n_lengths, n_slots, n_rooms, n_levels)"""
    pin_cost: Ints
    """(n_levels,)"""
    lack_cost: Ints
    clash_cost: Ints
    """(n_levels,) per minute two sessions share a room."""
    # relations: for session i the entries overlap_ptr[i]:overlap_ptr[i + 1] (cost when two overlap), pair_ptr[i]:pair_ptr[i + 1] (the others)
    overlap_ptr: Ints
    overlap_other: Smalls
    overlap_cost: Ints
    """(n_entries, n_levels) once"""
    overlap_minute_cost: Ints
    """(n_entries, n_levels) per minute"""
    pair_ptr: Ints
    pair_other: Smalls
    pair_kind: Smalls
    pair_per: Smalls
    pair_first: Flags
    """Is this session the first of the pair?"""
    pair_level: Smalls
    pair_cost: Ints
    pair_pause: Smalls
    # resources
    use_ptr: Smalls
    use_resource: Smalls
    use_number: Smalls
    resource_number: Smalls
    resource_cost: Ints
    # themes
    theme_ptr: Smalls
    theme_of: Smalls
    """All themes of a session."""
    theme_rooms_cost: Ints
    theme_rooms_day: Flags
    """(1,)"""
    cell_theme_block: Ints
    """(n_themes, n_blocks, n_levels)"""
    cell_theme_room: Ints
    cell_block_room: Ints
    mixed_cost: Ints
    similar: Ints
    """(n_themes, n_themes, n_levels), symmetric."""
    similar_ptr: Smalls
    similar_theme: Smalls
    """For theme t the others it is similar to."""
    together_cost: Ints
    runs_cost: Ints
    position_cost: Ints
    position: Smalls
    """(n_sessions,) 0: none asked."""
    member_ptr: Smalls
    member: Smalls
    """Sessions by first theme, those with slots."""
    # the whole
    language_ptr: Smalls
    language: Smalls
    language_people: Ints
    language_cost: Ints
    format_share: Ints
    format_cost: Ints
    person_ptr: Smalls
    person: Smalls
    n_people: Smalls
    """(1,)"""
    compact_cost: Ints
    lonely: Flags
    lonely_cost: Ints
    uses_cells: Flags
    """(1,) does any rule ask about room × block?"""
