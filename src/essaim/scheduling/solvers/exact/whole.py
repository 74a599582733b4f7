"""Rules on the event as a whole in the model: resources, languages, formats, people's days."""

from collections import defaultdict

from ortools.sat.python import cp_model

from essaim.scheduling.solvers.exact.model import Literal, Model, times_of, weighted


def add_whole(model: Model) -> None:
    add_resources(model)
    add_languages(model)
    add_formats(model)
    add_days(model)


def add_resources(model: Model) -> None:
    """Hard ones alone: else they are left out."""
    a = model.a
    if not a.resource_cost[0]:
        return
    users: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for i in range(len(a.length)):
        for e in range(a.use_ptr[i], a.use_ptr[i + 1]):
            if not a.is_optional[i] and a.n_slots[i]:
                users[int(a.use_resource[e])].append((i, int(a.use_number[e])))
    for resource, who in users.items():
        intervals = [model.cp.new_interval_var(*times_of(model, i), f"z{resource},{i}") for i, _ in who]
        model.cp.add_cumulative(intervals, [number for _, number in who], int(a.resource_number[resource]))


def on_ticks(model: Model) -> dict[tuple[int, int], list[Literal]]:
    """(session, tick) → its starts that cover the tick."""
    a = model.a
    found: defaultdict[tuple[int, int], list[Literal]] = defaultdict(list)
    for i, starts in enumerate(model.at):
        for s, literal in starts.items():
            for k in range(a.span_tick[a.length[i], s, 0], a.span_tick[a.length[i], s, 1]):
                found[i, k].append(literal)
    return found


def add_languages(model: Model) -> None:
    """A group without a session it understands, in a tick where some session is on."""
    a = model.a
    n_groups = len(a.language_people)
    if not n_groups or (a.language_cost < 0).any():
        return
    by_tick: defaultdict[int, dict[int, list[Literal]]] = defaultdict(dict)
    for (i, k), literals in on_ticks(model).items():
        by_tick[k][i] = literals
    for k, sessions in by_tick.items():
        everything = [literal for literals in sessions.values() for literal in literals]
        is_on = model.new(f"o{k}")
        for literal in everything:
            model.cp.add_implication(literal, is_on)
        for g in range(n_groups):
            cost = a.language_cost[g] * a.language_people[g] * a.tick_min[k]
            if not cost.any():
                continue
            own = [
                literal
                for i, literals in sessions.items()
                if g in a.language[a.language_ptr[i] : a.language_ptr[i + 1]]
                for literal in literals
            ]
            without = model.new(f"l{g},{k}")
            model.add_cost(without, cost)
            model.cp.add_bool_or([~is_on, without, *own])


def add_formats(model: Model) -> None:
    a = model.a
    if not a.format_cost.any() or (a.format_cost < 0).any():
        return
    on_day: defaultdict[tuple[int, int], list[Literal]] = defaultdict(list)
    for i, starts in enumerate(model.at):
        for s, literal in starts.items():
            if a.format[i] >= 0:
                on_day[int(a.format[i]), int(a.slot_day[s])].append(literal)
    for (f, d), literals in on_day.items():
        share = int(a.format_share[f])
        if len(literals) > share:
            beyond = model.cp.new_int_var(0, len(literals), f"f{f},{d}")
            model.cp.add(cp_model.LinearExpr.sum(literals) <= share + beyond)
            model.add_cost(beyond, a.format_cost)


def add_days(model: Model) -> None:
    """Of each person, the days beyond the first."""
    a = model.a
    if not a.compact_cost.any() or (a.compact_cost < 0).any():
        return
    on_day: defaultdict[int, defaultdict[int, defaultdict[int, list[Literal]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for i, starts in enumerate(model.at):
        if not a.is_optional[i]:
            for p in a.person[a.person_ptr[i] : a.person_ptr[i + 1]]:
                for s, literal in starts.items():
                    on_day[int(p)][int(a.slot_day[s])][i].append(literal)
    for p, days in on_day.items():
        if len(days) < 2:
            continue
        present = []
        for d, sessions in days.items():
            there = model.new(f"j{p},{d}")
            present.append(there)
            for literals in sessions.values():
                model.cp.add(weighted([(literal, 1) for literal in literals]) <= there)
        beyond = model.cp.new_int_var(0, len(days) - 1, f"k{p}")
        model.cp.add(cp_model.LinearExpr.sum(present) <= 1 + beyond)
        model.add_cost(beyond, a.compact_cost)
