"""A small judge of the rules that published instances use, for the readers' tests alone: it says cost by rule, weight included."""

from collections import Counter, defaultdict
from itertools import combinations

from essaim.scheduling import constraints as c
from essaim.scheduling.problem import Problem, Timetable

Stand = tuple[str, str, int, int]
"""Block, room, first slot's and last slot's position (last < first: none)."""


def judge(problem: Problem, timetable: Timetable) -> dict[str, int]:
    found: Counter[str] = Counter()
    table = Laid(problem, timetable)
    for rule in problem.rules:
        found[rule.rule_name] += rule.weight * AMOUNTS[type(rule)](table, rule)
    return {name: cost for name, cost in found.items() if cost}


class Laid:
    """The timetable laid out."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.slots = problem.slots
        self.position = {slot.id: at for at, slot in enumerate(self.slots)}
        self.capacity = {room.id: room.capacity or 0 for room in problem.rooms}
        self.rooms = [room.id for room in problem.rooms]
        self.blocks = list(dict.fromkeys(slot.block for slot in self.slots))
        self.sessions = {session.id: session for session in problem.sessions if session.id in timetable}
        self.room = {name: timetable[name].room for name in self.sessions}
        self.fills = {
            name: range(self.position[timetable[name].slot], self.position[timetable[name].slot] + session.n_slots)
            for name, session in self.sessions.items()
        }
        self.first = {name: self.slots[spots.start] for name, spots in self.fills.items()}

    def minutes(self, name: str) -> int:
        return sum(self.slots[at].ends_min - self.slots[at].starts_min for at in self.fills[name])

    def overlap(self, one: str, other: str) -> int:
        return sum(
            max(0, min(self.slots[a].ends_min, self.slots[b].ends_min) - max(self.slots[a].starts_min, self.slots[b].starts_min))
            for a in self.fills[one]
            for b in self.fills[other]
        )

    def ends(self, name: str) -> int:
        return self.slots[self.fills[name][-1]].ends_min

    def cells(self) -> dict[tuple[str, str], str]:
        """(block, room) → its theme."""
        return {(self.first[name].block, self.room[name]): session.themes[0] for name, session in self.sessions.items()}


def pair_holds(table: Laid, rule: c.Pairs, a: str, b: str) -> bool:
    first, second = table.first[a], table.first[b]
    match rule.when:
        case c.When.OVERLAP:
            return table.overlap(a, b) > 0
        case c.When.SAME_START:
            return first.id == second.id
        case c.When.SAME_BLOCK_OTHER_ROOM:
            return first.block == second.block and table.room[a] != table.room[b]
        case c.When.SAME_DAY_OTHER_ROOM:
            return first.day == second.day and table.room[a] != table.room[b]
        case c.When.OTHER_DAY:
            return first.day != second.day
        case c.When.NOT_BEFORE:
            return table.ends(a) > second.starts_min
        case c.When.LARGER_ROOM:
            return table.capacity[table.room[a]] > table.capacity[table.room[b]]
        case c.When.SHORT_PAUSE:
            gap = max(first.starts_min - table.ends(b), second.starts_min - table.ends(a))
            return gap < 0 or (first.day == second.day and gap < rule.pause_min)
    raise NotImplementedError(rule.when)


def pairs(table: Laid, rule: c.Pairs) -> int:
    total = 0
    for pair in rule.pairs:
        if {pair.first, pair.second} <= table.room.keys() and pair_holds(table, rule, pair.first, pair.second):
            both = table.minutes(pair.first) + table.minutes(pair.second)
            amounts = {c.Per.MATCH: 1, c.Per.OVERLAP_MIN: table.overlap(pair.first, pair.second), c.Per.BOTH_MIN: both}
            total += pair.number * amounts[rule.per]
    return total


def slot_costs(table: Laid, rule: c.SlotCosts) -> int:
    total = 0
    for name, spots in table.fills.items():
        costs = rule.costs.get(name, {})
        for at in spots if rule.over != "start" else spots[:1]:
            slot = table.slots[at]
            total += costs.get(slot.id, 0) * (slot.ends_min - slot.starts_min if rule.over == "minute" else 1)
    return total


def room_costs(table: Laid, rule: c.RoomCosts) -> int:
    times = {"session": lambda _: 1, "each": lambda name: len(table.fills[name]), "minute": table.minutes}[rule.over]
    return sum(rule.costs.get(name, {}).get(room, 0) * times(name) for name, room in table.room.items())


def cell_costs(table: Laid, rule: c.CellCosts) -> int:
    return sum(
        rule.theme_block.get((theme, block), 0) + rule.theme_room.get((theme, room), 0) + rule.block_room.get((block, room), 0)
        for (block, room), theme in table.cells().items()
    )


def themes_together(table: Laid, rule: c.ThemesTogether) -> int:
    return sum(
        rule.numbers.get((one, other), 0) + rule.numbers.get((other, one), 0)
        for ((block, _), one), ((other_block, _), other) in combinations(table.cells().items(), 2)
        if block == other_block and one != other
    )


def theme_rooms(table: Laid, rule: c.ThemeRooms) -> int:
    used = {(theme, room) for (_, room), theme in table.cells().items()}
    return len(used) - len({theme for theme, _ in used})


def cells_together(table: Laid, rule: c.ThemeCellsTogether) -> int:
    held = [(theme, block) for (block, _), theme in table.cells().items()]
    return len(held) - len(set(held))


def theme_runs(table: Laid, rule: c.ThemeRuns) -> int:
    used = defaultdict(set)
    for (block, _), theme in table.cells().items():
        used[theme].add(table.blocks.index(block))
    return sum(max(some) - min(some) + 1 > len(some) for some in used.values())


def theme_positions(table: Laid, rule: c.ThemePositions) -> int:
    lined = defaultdict(list)
    for name, spots in table.fills.items():
        if spots:
            place = table.blocks.index(table.first[name].block), table.rooms.index(table.room[name]), spots.start
            lined[table.sessions[name].themes[0]].append((place, name))
    wrong = sum(rule.orders.get(name, at) != at for line in lined.values() for at, (_, name) in enumerate(sorted(line), 1))
    ordered = [[name for _, name in line if rule.orders.get(name)] for line in lined.values()]
    return wrong + sum(table.overlap(a, b) for line in ordered for a, b in combinations(line, 2))


def lonely(table: Laid, rule: c.LonelyPairs) -> int:
    at = Counter(table.first[name].id for name in rule.sessions if name in table.first)
    return sum(table.minutes(name) for name in rule.sessions if name in table.first and at[table.first[name].id] != 2)


def room_clash(table: Laid, rule: c.RoomClash) -> int:
    return sum(table.overlap(a, b) for a, b in combinations(table.room, 2) if table.room[a] == table.room[b])


def person_clash(table: Laid, rule: c.PersonClash) -> int:
    return sum(table.overlap(a, b) * len(table.sessions[a].people & table.sessions[b].people) for a, b in combinations(table.room, 2))


def person_away(table: Laid, rule: c.PersonAway) -> int:
    away = {person.id: person.away for person in table.problem.people}
    return sum(
        table.minutes(name) for name, session in table.sessions.items() for who in session.people if table.first[name].id in away[who]
    )


def room_closed(table: Laid, rule: c.RoomClosed) -> int:
    closed = {room.id: room.closed for room in table.problem.rooms}
    return sum(table.minutes(name) for name, room in table.room.items() if table.first[name].id in closed[room])


def one_theme(table: Laid, rule: c.OneThemeACell) -> int:
    held = defaultdict(set)
    for name, session in table.sessions.items():
        held[table.first[name].block, table.room[name]].add(session.themes[0])
    return sum(len(some) - 1 for some in held.values())


def slot_not_allowed(table: Laid, rule: c.SlotNotAllowed) -> int:
    return sum(session.slots is not None and table.first[name].id not in session.slots for name, session in table.sessions.items())


def room_not_allowed(table: Laid, rule: c.RoomNotAllowed) -> int:
    return sum(session.rooms is not None and table.room[name] not in session.rooms for name, session in table.sessions.items())


def pinned(table: Laid, rule: c.Pinned) -> int:
    return sum(
        session.pinned is not None and (table.first[name].id, table.room[name]) != (session.pinned.slot, session.pinned.room)
        for name, session in table.sessions.items()
    )


AMOUNTS = {
    c.Pairs: pairs,
    c.SlotCosts: slot_costs,
    c.RoomCosts: room_costs,
    c.CellCosts: cell_costs,
    c.ThemesTogether: themes_together,
    c.ThemeRooms: theme_rooms,
    c.ThemeCellsTogether: cells_together,
    c.ThemeRuns: theme_runs,
    c.ThemePositions: theme_positions,
    c.LonelyPairs: lonely,
    c.RoomClash: room_clash,
    c.PersonClash: person_clash,
    c.PersonAway: person_away,
    c.RoomClosed: room_closed,
    c.OneThemeACell: one_theme,
    c.SlotNotAllowed: slot_not_allowed,
    c.RoomNotAllowed: room_not_allowed,
    c.Pinned: pinned,
}
