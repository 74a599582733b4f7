"""Every hard rule, written into the model; rules on one session's place are there already (`bars`)."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule
from essaim.scheduling.explain import encode_themes as themes
from essaim.scheduling.explain.facts import Part
from essaim.scheduling.explain.model import Model, Var
from essaim.scheduling.explain.relations import orders


def encode(model: Model, rule: Rule) -> None:
    """Adds what the rule forbids, in its parts."""
    if write := ENCODERS.get(type(rule)):
        write(model, rule)


def room_clash(model: Model, rule: c.RoomClash) -> None:
    for room in range(len(model.facts.rooms)):
        if model.holds(Part(rule.rule_name, (model.facts.rooms[room].id,))):
            for tick in model.facts.ticks:
                model.at_most_one(one for number in model.vars for one in here(model, number, tick, room))


def here(model: Model, number: int, tick: int, room: int) -> list[Var]:
    """Places in which a session is on in the room at the minute."""
    found: list[Var] = []
    for slot in model.facts.covering(model.facts.sessions[number].n_slots, tick):
        one = model.vars[number].get((slot, room))
        found += [] if one is None else [one]
    return found


def one_at_a_time(model: Model, numbers: Iterable[int]) -> None:
    """No two of these overlap."""
    placed = [number for number in numbers if number in model.vars]
    if len(placed) > 1:
        for tick in model.facts.ticks:
            model.at_most_one(one for number in placed for one in model.on(number, tick))


def person_clash(model: Model, rule: c.PersonClash) -> None:
    for person, numbers in model.facts.by_person.items():
        if model.holds(Part(rule.rule_name, (person,))):
            one_at_a_time(model, numbers)


def theme_parallel(model: Model, rule: c.ThemeParallel) -> None:
    for theme, numbers in model.facts.by_theme.items():
        if model.holds(Part(rule.rule_name, (theme,))):
            one_at_a_time(model, numbers)


def person_travel(model: Model, rule: c.PersonTravel) -> None:
    for person, numbers in model.facts.by_person.items():
        if model.holds(Part(rule.rule_name, (person,))):
            for one, other in combinations([number for number in numbers if number in model.vars], 2):
                model.apart(one, other, model.relations.of_travel(rule, one, other))


def plenary_alone(model: Model, rule: c.PlenaryAlone) -> None:
    sessions = model.facts.sessions
    for plenary in [number for number in model.vars if sessions[number].is_plenary]:
        if model.holds(Part(rule.rule_name, (sessions[plenary].id,))):
            for other in model.vars:
                if other != plenary and not (sessions[other].is_plenary and other < plenary):
                    one_at_a_time(model, (plenary, other))


def pairs(model: Model, rule: c.Pairs) -> None:
    numbers = model.facts.session_number
    for pair in dict.fromkeys(rule.pairs):
        first, second = numbers[pair.first], numbers[pair.second]
        is_here = first in model.vars and second in model.vars and first != second and pair.number > 0
        if is_here and model.holds(Part(rule.rule_name, (pair.first, pair.second))):
            model.apart(first, second, model.relations.of_pair(rule, first, second))


def theme_order(model: Model, rule: c.ThemeOrder) -> None:
    sessions = model.facts.sessions
    for one, other in orders(model.facts, rule):
        if one in model.vars and other in model.vars and model.holds(Part(rule.rule_name, (sessions[one].id, sessions[other].id))):
            model.apart(one, other, model.relations.of_order(one, other))


def resources(model: Model, rule: c.Resources) -> None:
    for resource in model.facts.problem.resources:
        users = [number for number in model.vars if model.facts.sessions[number].uses.get(resource.id)]
        if users and model.holds(Part(rule.rule_name, (resource.id,))):
            for tick in model.facts.ticks:
                used = [(model.facts.sessions[number].uses[resource.id], one) for number in users for one in model.on(number, tick)]
                model.at_most(resource.number, used)


def language_cover(model: Model, rule: c.LanguageCover) -> None:
    sessions = model.facts.sessions
    for language in [language for language, people in rule.groups.items() if people]:
        if not model.holds(Part(rule.rule_name, (language,))):
            continue
        speaking = [number for number in model.vars if language in sessions[number].understood]
        for border in model.facts.borders:
            covered = [one for number in speaking for one in model.on(number, border)]
            others = [one for number in model.vars if number not in speaking for one in model.on(number, border)]
            if not covered:
                model.never(others)
            elif others:
                model.some_of(covered, model.either(others))


def format_balance(model: Model, rule: c.FormatBalance) -> None:
    days = dict.fromkeys(slot.day for slot in model.facts.slots)
    every = [session.format for session in model.facts.sessions if session.format]
    for kind in dict.fromkeys(every):
        if model.holds(Part(rule.rule_name, (kind,))):
            share = -(-every.count(kind) // len(days))
            numbers = [number for number in model.vars if model.facts.sessions[number].format == kind]
            for day in days:
                slots = frozenset(at for at, slot in enumerate(model.facts.slots) if slot.day == day)
                held = [one for number in numbers for one in model.among(number, slots)]
                if len(numbers) > share:
                    model.at_most(share, ((1, one) for one in held))


def compact_days(model: Model, rule: c.CompactDays) -> None:
    days: dict[str, set[int]] = {}
    for at, slot in enumerate(model.facts.slots):
        days.setdefault(slot.day, set()).add(at)
    for person, numbers in model.facts.by_person.items():
        placed = [number for number in numbers if number in model.vars]
        if len(placed) > 1 and model.holds(Part(rule.rule_name, (person,))):
            coming = [[one for number in placed for one in model.among(number, frozenset(slots))] for slots in days.values()]
            model.at_most_one(model.either(some) for some in coming if some)


def lonely_pairs(model: Model, rule: c.LonelyPairs) -> None:
    facts = model.facts
    members = [number for number in model.vars if facts.sessions[number].id in rule.sessions]
    if model.holds(Part(rule.rule_name)):
        for slot in range(len(facts.slots)):
            begin = {number: found for number in members if (found := model.among(number, frozenset((slot,))))}
            lasting = [one for number, some in begin.items() if facts.sessions[number].n_slots for one in some]
            if lasting:
                model.exactly(2, (one for some in begin.values() for one in some), model.either(lasting))


# Each takes its own class of rule: `Any` says what a table by class cannot.
ENCODERS: Mapping[type[Rule], Callable[[Model, Any], None]] = {
    c.RoomClash: room_clash,
    c.PersonClash: person_clash,
    c.PersonTravel: person_travel,
    c.PlenaryAlone: plenary_alone,
    c.Resources: resources,
    c.Pairs: pairs,
    c.ThemeParallel: theme_parallel,
    c.ThemeOrder: theme_order,
    c.LanguageCover: language_cover,
    c.FormatBalance: format_balance,
    c.CompactDays: compact_days,
    c.LonelyPairs: lonely_pairs,
    c.OneThemeACell: themes.one_theme_a_cell,
    c.ThemeRooms: themes.theme_rooms,
    c.CellCosts: themes.cell_costs,
    c.ThemesTogether: themes.themes_together,
    c.ThemeCellsTogether: themes.theme_cells_together,
    c.ThemeRuns: themes.theme_runs,
    c.ThemePositions: themes.theme_positions,
}
