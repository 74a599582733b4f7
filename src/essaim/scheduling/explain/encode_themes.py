"""Hard rules on themes, written into the model."""

from itertools import combinations

from essaim.scheduling import constraints as c
from essaim.scheduling.explain.facts import Part
from essaim.scheduling.explain.model import Model, Var


def slots_of(model: Model, block: str) -> frozenset[int]:
    return frozenset(at for at, slot in enumerate(model.facts.slots) if slot.block == block)


def cell(model: Model, theme: str, block: str, room: int) -> list[Var]:
    """Places in one block and room of sessions whose first theme it is."""
    slots, halls = slots_of(model, block), frozenset((room,))
    numbers = model.facts.by_first_theme.get(theme, ())
    return [one for number in numbers for one in model.among(number, slots, halls)]


def cells(model: Model, block: str, room: int) -> dict[str, Var]:
    """Theme → is it in this block and room? Themes that cannot be are left out."""
    found = {theme: cell(model, theme, block, room) for theme in model.facts.by_first_theme}
    return {theme: model.either(some) for theme, some in found.items() if some}


def one_theme_a_cell(model: Model, rule: c.OneThemeACell) -> None:
    for room, one in enumerate(model.facts.rooms):
        if model.holds(Part(rule.rule_name, (one.id,))):
            for block in model.facts.blocks:
                model.at_most_one(cells(model, block, room).values())


def theme_rooms(model: Model, rule: c.ThemeRooms) -> None:
    days = sorted({slot.day for slot in model.facts.slots}) if rule.per_day else [None]
    for theme, numbers in model.facts.by_theme.items():
        if model.holds(Part(rule.rule_name, (theme,))):
            for day in days:
                slots = None if day is None else frozenset(at for at, slot in enumerate(model.facts.slots) if slot.day == day)
                used = [
                    [one for number in numbers for one in model.among(number, slots, frozenset((room,)))]
                    for room in range(len(model.facts.rooms))
                ]
                model.at_most_one(model.either(some) for some in used if some)


def theme_cells_together(model: Model, rule: c.ThemeCellsTogether) -> None:
    for theme in model.facts.by_first_theme:
        if model.holds(Part(rule.rule_name, (theme,))):
            for block in model.facts.blocks:
                used = [cell(model, theme, block, room) for room in range(len(model.facts.rooms))]
                model.at_most_one(model.either(some) for some in used if some)


def cell_costs(model: Model, rule: c.CellCosts) -> None:
    for room, hall in enumerate(model.facts.rooms):
        if not model.holds(Part(rule.rule_name, (hall.id,))):
            continue
        for block in model.facts.blocks:
            held = cells(model, block, room)
            costs = {theme: rule.theme_block.get((theme, block), 0) + rule.theme_room.get((theme, hall.id), 0) for theme in held}
            base = rule.block_room.get((block, hall.id), 0)
            if base + sum(cost for cost in costs.values() if cost > 0) > 0 and held:
                model.at_most(0, [*((costs[theme], one) for theme, one in held.items()), (base, model.either(held.values()))])


def themes_together(model: Model, rule: c.ThemesTogether) -> None:
    rooms = range(len(model.facts.rooms))
    for one, other in combinations(model.facts.by_first_theme, 2):
        number = rule.numbers.get((one, other), 0) + rule.numbers.get((other, one), 0)
        if number > 0 and model.holds(Part(rule.rule_name, (one, other))):
            for block in model.facts.blocks:
                for room in rooms:
                    here = cell(model, one, block, room)
                    beside = [var for hall in rooms if hall != room for var in cell(model, other, block, hall)]
                    if here and beside:
                        model.at_most_one((model.either(here), model.either(beside)))


def theme_runs(model: Model, rule: c.ThemeRuns) -> None:
    """At most one block of a theme in which it was not in the block before."""
    for theme, numbers in model.facts.by_first_theme.items():
        if model.holds(Part(rule.rule_name, (theme,))):
            held = [[one for number in numbers for one in model.among(number, slots_of(model, block))] for block in model.facts.blocks]
            used = [model.either(some) for some in held]
            begins = [*used[:1], *(model.cp.new_bool_var("") for _ in used[1:])]
            for at in range(1, len(used)):
                model.cp.add(begins[at] >= used[at] - used[at - 1])
            model.at_most_one(begins)


def theme_positions(model: Model, rule: c.ThemePositions) -> None:
    for theme, numbers in model.facts.by_first_theme.items():
        if model.holds(Part(rule.rule_name, (theme,))):
            lined = [number for number in numbers if number in model.vars and model.facts.sessions[number].n_slots]
            ordered = [number for number in lined if rule.orders.get(model.facts.sessions[number].id, 0)]
            for one, other in combinations(ordered, 2):
                model.apart(one, other, model.relations.of_shared_slot(one, other))
            ranks = {number: rank(model, number) for number in lined} if ordered else {}
            for number in ordered:
                earlier = [(1, is_before(model, ranks, other, number)) for other in lined if other != number]
                place, order = model.either(model.among(number)), rule.orders[model.facts.sessions[number].id]
                model.at_most(order - 1, earlier, place)
                model.at_most(1 - order, [(-1, one) for _, one in earlier], place)
                if not earlier and order > 1:
                    model.never([place])


def rank(model: Model, number: int) -> Var:
    """A number that tells the reading order: by block, room, slot, and the session's number; only while it is placed."""
    facts = model.facts
    n_sessions, n_slots, n_rooms = len(facts.sessions), len(facts.slots), len(facts.rooms)
    found = model.cp.new_int_var(0, len(facts.blocks) * n_rooms * n_slots * n_sessions, "")
    values = [
        (((facts.blocks[facts.slots[slot].block] * n_rooms + room) * n_slots + slot) * n_sessions + number, one)
        for (slot, room), one in model.vars[number].items()
    ]
    model.cp.add(found == sum(value * one for value, one in values))
    return found


def is_before(model: Model, ranks: dict[int, Var], one: int, other: int) -> Var:
    """Both placed, and the one first."""
    before, after = model.cp.new_bool_var(""), model.cp.new_bool_var("")
    placed = [model.either(model.among(one)), model.either(model.among(other))]
    model.cp.add(ranks[one] + 1 <= ranks[other]).only_enforce_if(before)
    model.cp.add(ranks[other] + 1 <= ranks[one]).only_enforce_if(after)
    model.cp.add_implication(before, placed[0])
    model.cp.add_implication(before, placed[1])
    model.cp.add_bool_or([before, after, ~placed[0], ~placed[1]])
    return before
