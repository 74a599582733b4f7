"""Rules on themes: which holds which block and room, in parallel with what, in what order."""

from collections.abc import Iterator
from itertools import combinations

from essaim.scheduling import constraints as c
from essaim.scheduling.check.laid import Laid, Stand, names, overlapping
from essaim.scheduling.check.verdict import Found


def one_theme_a_cell(table: Laid, rule: c.OneThemeACell) -> Iterator[Found]:
    for (block, room), held in table.cells.items():
        if len(held) > 1:
            sessions = names(stand for stands in held.values() for stand in stands)
            yield Found(len(held) - 1, sessions, "one_theme_a_cell", {"block": block, "room": room, "themes": tuple(held)})


def cell_costs(table: Laid, rule: c.CellCosts) -> Iterator[Found]:
    for (block, room), held in table.cells.items():
        amount = rule.block_room.get((block, room), 0)
        for theme in held:
            amount += rule.theme_block.get((theme, block), 0) + rule.theme_room.get((theme, room), 0)
        if amount:
            sessions = names(stand for stands in held.values() for stand in stands)
            yield Found(amount, sessions, "cell_costs", {"block": block, "room": room, "themes": tuple(held)})


def themes_together(table: Laid, rule: c.ThemesTogether) -> Iterator[Found]:
    for block in table.block_number:
        held = [(room, theme, stands) for (at, room), themes in table.cells.items() if at == block for theme, stands in themes.items()]
        for (room, theme, one), (other_room, other_theme, other) in combinations(held, 2):
            number = rule.numbers.get((theme, other_theme), 0) + rule.numbers.get((other_theme, theme), 0)
            if number and room != other_room and theme != other_theme:
                facts = {"block": block, "theme": theme, "other_theme": other_theme, "room": room, "other_room": other_room}
                yield Found(number, names((*one, *other)), "themes_together", facts)


def theme_cells_together(table: Laid, rule: c.ThemeCellsTogether) -> Iterator[Found]:
    for theme, stands in table.by_first_theme.items():
        by_block: dict[str, list[Stand]] = {}
        for stand in stands:
            by_block.setdefault(stand.slot.block, []).append(stand)
        for block, held in by_block.items():
            rooms = tuple(dict.fromkeys(stand.room.id for stand in held))
            if len(rooms) > 1:
                yield Found(len(rooms) - 1, names(held), "theme_cells_together", {"theme": theme, "block": block, "rooms": rooms})


def theme_rooms(table: Laid, rule: c.ThemeRooms) -> Iterator[Found]:
    for theme, stands in table.by_theme.items():
        by_day: dict[str, list[Stand]] = {}
        for stand in stands:
            by_day.setdefault(stand.slot.day if rule.per_day else "", []).append(stand)
        for day, held in by_day.items():
            rooms = tuple(dict.fromkeys(stand.room.id for stand in held))
            if len(rooms) > 1:
                code = "theme_rooms_in_a_day" if rule.per_day else "theme_rooms"
                yield Found(len(rooms) - 1, names(held), code, {"theme": theme, "rooms": rooms, "day": day})


def theme_runs(table: Laid, rule: c.ThemeRuns) -> Iterator[Found]:
    for theme, stands in table.by_first_theme.items():
        blocks = sorted({stand.slot.block for stand in stands}, key=table.block_number.__getitem__)
        numbers = [table.block_number[block] for block in blocks]
        if numbers[-1] - numbers[0] + 1 > len(numbers):
            yield Found(1, names(stands), "theme_runs", {"theme": theme, "blocks": tuple(blocks)})


def theme_parallel(table: Laid, rule: c.ThemeParallel) -> Iterator[Found]:
    for one, other, minutes in overlapping(table.stands):
        if shared := {*one.session.themes} & {*other.session.themes}:
            facts = {"themes": tuple(sorted(shared)), "minutes": minutes, "slot": one.slot.id}
            yield Found(len(shared), names((one, other)), "theme_parallel", facts)


def theme_order(table: Laid, rule: c.ThemeOrder) -> Iterator[Found]:
    for theme, stands in table.by_first_theme.items():
        ranked = sorted(((rank, stand) for stand in stands if (rank := rule.orders.get(stand.id, 0))), key=lambda one: one[0])
        for (rank, first), (other_rank, second) in combinations(ranked, 2):
            if rank < other_rank and second.starts_min < first.ends_min:
                facts = {"theme": theme, "rank": rank, "other_rank": other_rank, "slot": first.slot.id, "other_slot": second.slot.id}
                yield Found(1, (first.id, second.id), "theme_order", facts)


def theme_positions(table: Laid, rule: c.ThemePositions) -> Iterator[Found]:
    for theme, stands in table.by_first_theme.items():
        lined = sorted((stand for stand in stands if stand.fills), key=lambda stand: reading_order(table, stand))
        for position, stand in enumerate(lined, 1):
            order = rule.orders.get(stand.id, 0)
            if order not in {0, position}:
                yield Found(1, (stand.id,), "theme_positions", {"theme": theme, "order": order, "position": position})
        ordered = [stand for stand in stands if rule.orders.get(stand.id, 0)]
        for one, other, _ in overlapping(ordered):
            shared = [slot.id for slot in one.fills if slot in other.fills]
            if shared:
                yield Found(len(shared), names((one, other)), "theme_positions_at_once", {"theme": theme, "slots": tuple(shared)})


def reading_order(table: Laid, stand: Stand) -> tuple[int, int, int, int]:
    """By block, room, slot, and last as the problem tells the sessions."""
    return table.block_number[stand.slot.block], table.room_number[stand.room.id], table.slot_number[stand.slot.id], stand.number
