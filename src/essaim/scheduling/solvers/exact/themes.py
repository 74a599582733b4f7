"""Rules on themes and cells in the model."""

from collections import defaultdict

from ortools.sat.python import cp_model

from essaim.scheduling.solvers.exact.model import Literal, Model, weighted

MOST_BLOCKS = 16
"""Beyond, runs are told from their beginnings alone, not from every three blocks."""


def add_themes(model: Model) -> None:
    if model.a.uses_cells[0]:
        add_theme_cells(model)
        held = theme_blocks(model)
        add_similar(model, held)
        add_runs(model, held)
    add_theme_rooms(model)
    add_positions(model)


def add_theme_cells(model: Model) -> None:
    """A theme holds a cell where one of its sessions begins there."""
    a = model.a
    inside: defaultdict[tuple[int, int, int], list[tuple[Literal, int]]] = defaultdict(list)
    for i, cells in enumerate(model.cell):
        if a.first_theme[i] >= 0:
            for (b, r), literal in cells.items():
                inside[int(a.first_theme[i]), b, r].append((literal, int(a.n_slots[i])))
    by_cell: defaultdict[tuple[int, int], list[Literal]] = defaultdict(list)
    for (t, b, r), parts in inside.items():
        holds = model.theme_cell[t, b, r] = model.new(f"h{t},{b},{r}")
        by_cell[b, r].append(holds)
        for literal, _ in parts:
            model.cp.add_implication(literal, holds)
        model.cp.add_bool_or([~holds, *(literal for literal, _ in parts)])
        model.add_cost(holds, a.cell_theme_block[t, b] + a.cell_theme_room[t, r])
        if a.clash_cost[0] and a.mixed_cost[0] and a.block_slots[b, 1]:
            model.cp.add(weighted(parts) <= int(a.block_slots[b, 1]) * holds)
    for (b, r), holders in by_cell.items():
        share_cell(model, b, r, holders)


def share_cell(model: Model, b: int, r: int, holders: list[Literal]) -> None:
    a = model.a
    if a.mixed_cost[0]:
        model.cp.add_at_most_one(holders)
    if not a.cell_block_room[b, r].any() and not a.mixed_cost[1:].any():
        return
    if a.mixed_cost[0]:
        for holder in holders:
            model.add_cost(holder, a.cell_block_room[b, r])
        return
    used = model.new(f"u{b},{r}")
    for holder in holders:
        model.cp.add_implication(holder, used)
    model.cp.add_bool_or([~used, *holders])
    model.add_cost(used, a.cell_block_room[b, r] - a.mixed_cost)
    for holder in holders:
        model.add_cost(holder, a.mixed_cost)


def theme_blocks(model: Model) -> dict[tuple[int, int], Literal]:
    """(theme, block) → does it hold a room there? Counts the rooms beyond one."""
    a = model.a
    rooms: defaultdict[tuple[int, int], list[Literal]] = defaultdict(list)
    for (t, b, _), holds in model.theme_cell.items():
        rooms[t, b].append(holds)
    held = {}
    for (t, b), holders in rooms.items():
        is_held = held[t, b] = model.new(f"t{t},{b}")
        for holder in holders:
            model.cp.add_implication(holder, is_held)
        model.cp.add_bool_or([~is_held, *holders])
        if a.together_cost.any() and len(holders) > 1:
            model.add_cost(beyond_one(model, holders, f"m{t},{b}"), a.together_cost)
    return held


def beyond_one(model: Model, literals: list[Literal], name: str) -> Literal:
    """How many hold beyond the first."""
    beyond = model.cp.new_int_var(0, len(literals) - 1, name)
    model.cp.add(cp_model.LinearExpr.sum(literals) <= 1 + beyond)
    return beyond


def add_similar(model: Model, held: dict[tuple[int, int], Literal]) -> None:
    """Two themes in one block: once, however many rooms they hold; left out where both may share a room."""
    a = model.a
    is_apart = bool(a.mixed_cost[0])
    for t in range(len(a.similar)):
        for e in range(a.similar_ptr[t], a.similar_ptr[t + 1]):
            other = int(a.similar_theme[e])
            cost = a.similar[t, other]
            if other <= t:
                continue
            for b in range(len(a.block_slots)):
                if (t, b) not in held or (other, b) not in held:
                    continue
                if (cost < 0).any():
                    model.constant = [
                        part + min(0, int(more)) * len(a.room_site) ** 2 for part, more in zip(model.constant, cost, strict=True)
                    ]
                elif is_apart and cost[0]:
                    model.cp.add_bool_or([~held[t, b], ~held[other, b]])
                elif is_apart:
                    both = model.new(f"s{t},{other},{b}")
                    model.cp.add_bool_or([~held[t, b], ~held[other, b], both])
                    model.add_cost(both, cost)


def add_runs(model: Model, held: dict[tuple[int, int], Literal]) -> None:
    a = model.a
    if not a.runs_cost.any():
        return
    by_theme: defaultdict[int, dict[int, Literal]] = defaultdict(dict)
    for (t, b), literal in held.items():
        by_theme[t][b] = literal
    for t, blocks in by_theme.items():
        broken = model.new(f"b{t}")
        model.add_cost(broken, a.runs_cost)
        order = sorted(blocks)
        if a.runs_cost[0]:
            model.cp.add(broken == 0)
        begins = []
        for at, b in enumerate(order):
            begin = model.new(f"g{t},{b}")
            begins.append(begin)
            before = [blocks[order[at - 1]]] if at and order[at - 1] == b - 1 else []
            model.cp.add_bool_or([~blocks[b], begin, *before])
        model.cp.add(cp_model.LinearExpr.sum(begins) <= 1 + len(order) * broken)
        if len(order) <= MOST_BLOCKS:
            for first in range(len(order)):
                for last in range(first + 2, len(order)):
                    for middle in range(first + 1, last):
                        model.cp.add_bool_or([~blocks[order[first]], ~blocks[order[last]], blocks[order[middle]], broken])


def add_theme_rooms(model: Model) -> None:
    a = model.a
    if not a.theme_rooms_cost.any():
        return
    if a.theme_rooms_day[0]:
        return  # left out: costs are not negative
    users: defaultdict[tuple[int, int], list[Literal]] = defaultdict(list)
    required = set()
    for i, rooms in enumerate(model.room):
        for t in a.theme_of[a.theme_ptr[i] : a.theme_ptr[i + 1]]:
            if not a.is_optional[i]:
                required.add(int(t))
            for r, literal in rooms.items():
                users[int(t), r].append(literal)
    by_theme: defaultdict[int, list[Literal]] = defaultdict(list)
    for (t, r), literals in users.items():
        uses = model.new(f"r{t},{r}")
        by_theme[t].append(uses)
        for literal in literals:
            model.cp.add_implication(literal, uses)
    for t, used in by_theme.items():
        if t in required:
            model.cp.add_bool_or(used)
        if len(used) > 1:
            model.add_cost(beyond_one(model, used, f"y{t}"), a.theme_rooms_cost)


def add_positions(model: Model) -> None:
    """Of two sessions of a theme that both stand at their positions, the one with the smaller is read first."""
    a = model.a
    if not a.position_cost.any():
        return
    n_rooms, n_slots = len(a.room_site), 1 if model.by_block else len(a.slot_block)
    for t in range(len(a.member_ptr) - 1):
        members = [int(i) for i in a.member[a.member_ptr[t] : a.member_ptr[t + 1]] if a.position[i] > 0 and not a.is_optional[i]]
        n = int(a.member_ptr[t + 1] - a.member_ptr[t])
        members.sort(key=lambda i: int(a.position[i]))
        wrong = {}
        for i in members:
            wrong[i] = model.new(f"w{i}")
            model.add_cost(wrong[i], a.position_cost)
            if a.position[i] > n or a.position_cost[0]:
                model.cp.add(wrong[i] == (0 if a.position_cost[0] else 1))
        for at, i in enumerate(members):
            for j in members[at + 1 : at + 4]:
                if a.position[i] == a.position[j]:
                    model.cp.add_bool_or([wrong[i], wrong[j]])
                    continue
                before, after = key_of(model, i, n_rooms, n_slots), key_of(model, j, n_rooms, n_slots)
                gap = int(bool(a.clash_cost[0]) and not model.by_block)
                model.cp.add(before + gap <= after).only_enforce_if([~wrong[i], ~wrong[j]])


def key_of(model: Model, i: int, n_rooms: int, n_slots: int) -> cp_model.LinearExprT:
    """Where a session is read: by block, room, slot."""
    a = model.a
    parts = [(literal, int(a.slot_block[s]) * n_rooms * n_slots + (0 if model.by_block else s)) for s, literal in model.at[i].items()]
    return weighted([*parts, *((literal, r * n_slots) for r, literal in model.room[i].items())])
