"""What one session costs where it stands, counted from the state without it. Compiled; indices are trusted.

`marginal` is read, `count` keeps the counters: a session is added by marginal, then count(+1); dropped by count(-1), then marginal.
"""

import numpy as np

from essaim.scheduling.compile.arrays import (
    BOTH_MIN,
    LARGER_ROOM,
    MINUTE,
    NOT_BEFORE,
    NOT_RIGHT_AFTER,
    OTHER_DAY,
    OVERLAP,
    OVERLAP_MIN,
    SAME_BLOCK_OTHER_ROOM,
    SAME_DAY_OTHER_ROOM,
    SAME_START,
    SHORT_PAUSE,
    SHORT_TRAVEL,
    SLOTS,
    Arrays,
    Ints,
    Smalls,
)
from essaim.scheduling.solvers.jit import Number, compiled, inlined, within
from essaim.scheduling.solvers.state import NEVER, State


@within
def holds(
    kind: Number, least: Number, same_block: bool, same_day: bool, same_room: bool, larger: bool, after: bool, apart: tuple[int, int, bool]
) -> bool | np.bool_:
    """Does the relation hold? apart: minutes from the first's end to the second's start, minutes both last (from 0 down: minutes between
    them), and whether they begin in one slot. least: minutes that must lie between."""
    ahead, common, same_start = apart
    overlap = common > 0
    if kind == OVERLAP:
        return overlap
    if kind == SAME_BLOCK_OTHER_ROOM:
        return same_block and not same_room
    if kind == SAME_START:
        return same_start and overlap
    if kind == NOT_BEFORE:
        return ahead < 0
    if kind == LARGER_ROOM:
        return larger
    if kind == SAME_DAY_OTHER_ROOM:
        return same_day and not same_room
    if kind == OTHER_DAY:
        return not same_day
    if kind == NOT_RIGHT_AFTER:
        return not same_room or not after
    short = same_day and -common < least
    if kind == SHORT_PAUSE:
        return overlap or short
    return kind == SHORT_TRAVEL and short and not overlap


@inlined
def add_relations(a: Arrays, x: State, i: Number, s: Number, r: Number, out: Ints) -> None:
    """Arrays are named once, before the loop: naming them is what costs."""
    at_slot, at_room, length = x.slot, x.room, a.length
    others, kinds, pers, firsts, levels, costs, pauses = (
        a.pair_other,
        a.pair_kind,
        a.pair_per,
        a.pair_first,
        a.pair_level,
        a.pair_cost,
        a.pair_pause,
    )
    starts, ends, blocks, days, minutes = a.slot_start, a.span_end, a.slot_block, a.slot_day, a.span_minutes
    capacity, site, travel, after_slot, shared = a.room_capacity, a.room_site, a.travel, a.after_slot, a.shared
    n = length[i]
    start, end = starts[s], ends[n, s]
    for e in range(a.pair_ptr[i], a.pair_ptr[i + 1]):
        j = others[e]
        sj = at_slot[j]
        if sj < 0:
            continue
        nj, rj, kind, per, is_first = length[j], at_room[j], kinds[e], pers[e], firsts[e]
        common = min(end, ends[nj, sj]) - max(start, starts[sj])
        if kind == OVERLAP:
            if common <= 0:
                continue
        else:
            least, larger, after = pauses[e], False, False
            if kind == SHORT_TRAVEL:
                least = max(least, travel[site[r], site[rj]])
            elif kind == LARGER_ROOM:
                mine, theirs = capacity[r], capacity[rj]
                larger = theirs >= 0 and mine > theirs if is_first else mine >= 0 and theirs > mine
            elif kind == NOT_RIGHT_AFTER:
                after = after_slot[n, s, sj] if is_first else after_slot[nj, sj, s]
            apart = (starts[sj] - end if is_first else start - ends[nj, sj], common, s == sj)
            if not holds(kind, least, blocks[s] == blocks[sj], days[s] == days[sj], r == rj, larger, after, apart):
                continue
        number = costs[e]
        if per == OVERLAP_MIN:
            number *= max(0, common)
        elif per == MINUTE:
            number *= minutes[n, s] if is_first else minutes[nj, sj]
        elif per == BOTH_MIN:
            number *= minutes[n, s] + minutes[nj, sj]
        elif per == SLOTS:
            number *= shared[n, s, nj, sj]
        out[levels[e]] += number


@inlined
def add_overlaps(a: Arrays, x: State, i: Number, s: Number, out: Ints) -> None:
    begins, ends, others = x.begin, x.end, a.overlap_other
    once, by_minute = a.overlap_cost, a.overlap_minute_cost
    start, end = a.slot_start[s], a.span_end[a.length[i], s]
    for e in range(a.overlap_ptr[i], a.overlap_ptr[i + 1]):
        j = others[e]
        minutes = min(end, ends[j]) - max(start, begins[j])
        if minutes > 0:
            for level in range(3):
                out[level] += once[e, level] + minutes * by_minute[e, level]


@inlined
def add_place(a: Arrays, x: State, i: Number, s: Number, r: Number, out: Ints) -> None:
    n = a.length[i]
    per_minute = a.room_minute_cost.shape[2] > 1
    clash, held, tick_min = 0, x.held, a.tick_min
    for k in range(a.span_tick[n, s, 0], a.span_tick[n, s, 1]):
        clash += held[r, k] * tick_min[k]
    elsewhere = a.pin_slot[i] >= 0 and (a.pin_slot[i] != s or a.pin_room[i] != r)
    for level in range(3):
        out[level] += a.slot_cost[i, s, level] + a.room_cost[i, r, level] + a.closed_cost[n, s, r, level]
        out[level] += a.clash_cost[level] * clash + a.lack_cost[level] * a.span_lack[n, s]
        if per_minute:
            out[level] += a.room_minute_cost[i, r, level] * a.span_minutes[n, s]
        if elsewhere:
            out[level] += a.pin_cost[level]


@inlined
def add_cells(a: Arrays, x: State, i: Number, s: Number, r: Number, out: Ints) -> None:
    """Of the session's first theme, where it is new in the cell (room × block)."""
    t, b = a.first_theme[i], a.slot_block[s]
    if t < 0 or x.cell[b, r, t] > 0:
        return
    others = x.cell_themes[b, r]
    again = x.theme_cells[t, b] > 0
    breaks = 0
    if not again:
        before = b > 0 and x.theme_cells[t, b - 1] > 0
        behind = b + 1 < x.theme_cells.shape[1] and x.theme_cells[t, b + 1] > 0
        runs = x.theme_runs[t]
        then = runs + 1 - before - behind
        breaks = (then > 1) - (runs > 1)
    for level in range(3):
        out[level] += a.cell_theme_block[t, b, level] + a.cell_theme_room[t, r, level] + breaks * a.runs_cost[level]
        if others == 0:
            out[level] += a.cell_block_room[b, r, level]
        else:
            out[level] += a.mixed_cost[level]
        if again:
            out[level] += a.together_cost[level]
    theme_cells, cell, similar, similar_theme = x.theme_cells, x.cell, a.similar, a.similar_theme
    for e in range(a.similar_ptr[t], a.similar_ptr[t + 1]):
        other = similar_theme[e]
        cells = theme_cells[other, b]
        if cells > 0:
            if others and cell[b, r, other] > 0:
                cells -= 1
            for level in range(3):
                out[level] += cells * similar[t, other, level]


@within
def positions(a: Arrays, x: State, t: Number, i: Number, s: Number, r: Number) -> int:
    """How many of a theme's sessions are not at their position, were i at (s, r); i = -1: as they stand."""
    n_slots, n_rooms = len(a.slot_block), len(a.room_site)
    keys, who = x.keys, x.who
    n = 0
    for e in range(a.member_ptr[t], a.member_ptr[t + 1]):
        j = a.member[e]
        sj, rj = (s, r) if j == i else (np.int64(x.slot[j]), np.int64(x.room[j]))
        if sj < 0:
            continue
        key = (a.slot_block[sj] * n_rooms + rj) * n_slots + sj
        at = n
        while at > 0 and keys[at - 1] > key:
            keys[at], who[at] = keys[at - 1], who[at - 1]
            at -= 1
        keys[at], who[at] = key, j
        n += 1
    wrong = 0
    for at in range(n):
        wrong += a.position[who[at]] > 0 and a.position[who[at]] != at + 1
    return wrong


@inlined
def add_themes(a: Arrays, x: State, i: Number, s: Number, r: Number, out: Ints) -> None:
    if a.theme_rooms_cost[0] or a.theme_rooms_cost[1] or a.theme_rooms_cost[2]:
        d = a.slot_day[s] if a.theme_rooms_day[0] else 0
        more = 0
        for e in range(a.theme_ptr[i], a.theme_ptr[i + 1]):
            t = a.theme_of[e]
            more += x.theme_room[t, r, d] == 0 and x.theme_rooms[t, d] > 0
        for level in range(3):
            out[level] += more * a.theme_rooms_cost[level]
    t = a.first_theme[i]
    if t >= 0 and a.n_slots[i] > 0 and (a.position_cost[0] or a.position_cost[1] or a.position_cost[2]):
        more = positions(a, x, np.int64(t), i, s, r) - x.out_of_place[t]
        for level in range(3):
            out[level] += more * a.position_cost[level]


@inlined
def add_whole(a: Arrays, x: State, i: Number, s: Number, r: Number, out: Ints) -> None:
    n = a.length[i]
    k0, k1 = a.span_tick[n, s, 0], a.span_tick[n, s, 1]
    for e in range(a.use_ptr[i], a.use_ptr[i + 1]):
        q, more = a.use_resource[e], 0
        for k in range(k0, k1):
            free = a.resource_number[q] - x.used[q, k]
            more += (max(0, a.use_number[e] - free) - max(0, -free)) * a.tick_min[k]
        for level in range(3):
            out[level] += more * a.resource_cost[level]
    f, d = a.format[i], a.slot_day[s]
    if f >= 0 and x.format_day[f, d] >= a.format_share[f]:
        for level in range(3):
            out[level] += a.format_cost[level]
    if a.compact_cost[0] or a.compact_cost[1] or a.compact_cost[2]:
        more = 0
        for e in range(a.person_ptr[i], a.person_ptr[i + 1]):
            more += x.person_day[a.person[e], d] == 0 and x.person_days[a.person[e]] > 0
        for level in range(3):
            out[level] += more * a.compact_cost[level]
    if a.lonely[i]:
        now = 0 if x.lonely[s] == 2 else x.lonely_min[s]
        then = 0 if x.lonely[s] + 1 == 2 else x.lonely_min[s] + a.span_minutes[n, s]
        for level in range(3):
            out[level] += (then - now) * a.lonely_cost[level]


@inlined
def add_languages(a: Arrays, x: State, i: Number, s: Number, out: Ints) -> None:
    """People × minutes without a session they understand, where some session is on."""
    n = a.length[i]
    for g in range(len(a.language_people)):
        understands = False
        for e in range(a.language_ptr[i], a.language_ptr[i + 1]):
            understands = understands or a.language[e] == g
        more = 0
        for k in range(a.span_tick[n, s, 0], a.span_tick[n, s, 1]):
            without = x.understood[g, k] == 0
            more += ((without and not understands) - (without and x.on[k] > 0)) * a.tick_min[k]
        for level in range(3):
            out[level] += more * a.language_people[g] * a.language_cost[g, level]


@within
def marginal(a: Arrays, x: State, i: Number, s: Number, r: Number, out: Ints, sign: Number) -> None:
    """Adds to `out` (n_levels,), sign times, what session i costs at (s, r), the state being without it."""
    sum_ = x.scratch
    sum_[:] = 0
    add_place(a, x, i, s, r, sum_)
    add_overlaps(a, x, i, s, sum_)
    add_relations(a, x, i, s, r, sum_)
    if a.uses_cells[0]:
        add_cells(a, x, i, s, r, sum_)
    add_themes(a, x, i, s, r, sum_)
    add_whole(a, x, i, s, r, sum_)
    if len(a.language_people) > 0:
        add_languages(a, x, i, s, sum_)
    for level in range(3):
        out[level] += sign * sum_[level]


@inlined
def count_cell(a: Arrays, x: State, t: Number, b: Number, r: Number, sign: Number) -> None:
    had = x.cell[b, r, t]
    x.cell[b, r, t] = had + sign
    if had > 0 and had + sign > 0:
        return
    x.cell_themes[b, r] += sign
    before = x.theme_cells[t, b]
    x.theme_cells[t, b] = before + sign
    if before > 0 and before + sign > 0:
        return
    left = b > 0 and x.theme_cells[t, b - 1] > 0
    right = b + 1 < x.theme_cells.shape[1] and x.theme_cells[t, b + 1] > 0
    x.theme_runs[t] += sign * (1 - left - right)


@within
def count(a: Arrays, x: State, i: Number, s: Number, r: Number, sign: Number) -> None:
    """Keeps the counters: sign 1 for a session that comes, -1 for one that goes. `x.slot`, `x.room` are set here too."""
    n, b, d = a.length[i], a.slot_block[s], a.slot_day[s]
    if sign > 0:
        x.slot[i], x.room[i], x.begin[i], x.end[i] = s, r, a.slot_start[s], a.span_end[n, s]
    else:
        x.slot[i], x.room[i], x.begin[i], x.end[i] = -1, -1, NEVER, -NEVER
    held, holder, on = x.held, x.holder, x.on
    for k in range(a.span_tick[n, s, 0], a.span_tick[n, s, 1]):
        held[r, k] += sign
        holder[r, k] += sign * (i + 1)
        on[k] += sign
        for e in range(a.use_ptr[i], a.use_ptr[i + 1]):
            x.used[a.use_resource[e], k] += sign * a.use_number[e]
        for e in range(a.language_ptr[i], a.language_ptr[i + 1]):
            x.understood[a.language[e], k] += sign
    t = a.first_theme[i]
    if a.uses_cells[0] and t >= 0:
        count_cell(a, x, t, b, r, sign)
    theme_day = d if a.theme_rooms_day[0] else 0
    for e in range(a.theme_ptr[i], a.theme_ptr[i + 1]):
        theme = a.theme_of[e]
        had = x.theme_room[theme, r, theme_day]
        x.theme_room[theme, r, theme_day] = had + sign
        if had == 0 or had + sign == 0:
            x.theme_rooms[theme, theme_day] += sign
    if t >= 0 and a.n_slots[i] > 0 and (a.position_cost[0] or a.position_cost[1] or a.position_cost[2]):
        x.out_of_place[t] = positions(a, x, np.int64(t), -1, 0, 0)
    if a.format[i] >= 0:
        x.format_day[a.format[i], d] += sign
    if a.compact_cost[0] or a.compact_cost[1] or a.compact_cost[2]:
        for e in range(a.person_ptr[i], a.person_ptr[i + 1]):
            p = a.person[e]
            x.person_day[p, d] += sign
            if (sign > 0 and x.person_day[p, d] == 1) or (sign < 0 and x.person_day[p, d] == 0):
                x.person_days[p] += sign
    if a.lonely[i]:
        x.lonely[s] += sign
        x.lonely_min[s] += sign * a.span_minutes[n, s]


@within
def put(a: Arrays, x: State, i: Number, s: Number, r: Number) -> None:
    marginal(a, x, i, s, r, x.cost, 1)
    count(a, x, i, s, r, 1)


@within
def take(a: Arrays, x: State, i: Number, s: Number, r: Number) -> None:
    """From (s, r), where it stands."""
    count(a, x, i, s, r, -1)
    marginal(a, x, i, s, r, x.cost, -1)


@compiled
def place_all(a: Arrays, x: State, slot: Smalls, room: Smalls) -> None:
    """Every session that has a place there; the state is empty."""
    for i in range(len(slot)):
        if slot[i] >= 0:
            put(a, x, np.int64(i), np.int64(slot[i]), np.int64(room[i]))


@compiled
def move_to(a: Arrays, x: State, i: Number, s: Number, r: Number) -> None:
    """From wherever it stands to (s, r); s = -1: to nowhere."""
    if x.slot[i] >= 0:
        take(a, x, i, np.int64(x.slot[i]), np.int64(x.room[i]))
    if s >= 0:
        put(a, x, i, s, r)


@compiled
def every_place(a: Arrays, x: State, i: Number, costs: Ints) -> None:
    """Into `costs` (n_slots, n_rooms, n_levels): what session i would cost at each place. It ends where it stood."""
    old_slot, old_room = np.int64(x.slot[i]), np.int64(x.room[i])
    if old_slot >= 0:
        take(a, x, i, old_slot, old_room)
    found = x.before
    for s in range(costs.shape[0]):
        for r in range(costs.shape[1]):
            for level in range(3):
                found[level] = 0
            marginal(a, x, i, np.int64(s), np.int64(r), found, 1)
            for level in range(3):
                costs[s, r, level] = found[level]
    if old_slot >= 0:
        put(a, x, i, old_slot, old_room)
