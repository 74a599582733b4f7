"""Every rule has one function that says where a timetable breaks it; `check` asks them all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from essaim.scheduling import constraints as c
from essaim.scheduling.check import pairs, places, themes, whole
from essaim.scheduling.check.laid import Laid
from essaim.scheduling.check.verdict import Breach, Found, Verdict, verdict_of
from essaim.scheduling.constraints import Level
from essaim.scheduling.problem import Problem, Timetable

STRUCTURAL: Mapping[str, Callable[[Laid], Iterable[Found]]] = {"unplaced": whole.unplaced, "does_not_fit": whole.does_not_fit}
"""Rules of every problem, hard and of weight 1, by name."""

# Each takes its own class of rule: `Any` says what a table by class cannot.
EVALUATORS: Mapping[type[c.Rule], Callable[[Laid, Any], Iterable[Found]]] = {
    c.RoomClash: pairs.room_clash,
    c.PersonClash: pairs.person_clash,
    c.PersonTravel: pairs.person_travel,
    c.PersonAway: places.person_away,
    c.SlotNotAllowed: places.slot_not_allowed,
    c.RoomNotAllowed: places.room_not_allowed,
    c.RoomClosed: places.room_closed,
    c.Equipment: places.equipment,
    c.StepFree: places.step_free,
    c.QuietRoom: places.quiet_room,
    c.Capacity: places.capacity,
    c.PlenaryAlone: pairs.plenary_alone,
    c.Resources: whole.resources,
    c.Pinned: places.pinned,
    c.OneThemeACell: themes.one_theme_a_cell,
    c.Pairs: pairs.pairs,
    c.SlotCosts: places.slot_costs,
    c.RoomCosts: places.room_costs,
    c.PreferredSlots: places.preferred_slots,
    c.SeatsShort: places.seats_short,
    c.MovedTime: places.moved_time,
    c.MovedRoom: places.moved_room,
    c.ThemeParallel: themes.theme_parallel,
    c.ThemeRooms: themes.theme_rooms,
    c.ThemeOrder: themes.theme_order,
    c.CellCosts: themes.cell_costs,
    c.ThemesTogether: themes.themes_together,
    c.ThemeCellsTogether: themes.theme_cells_together,
    c.ThemeRuns: themes.theme_runs,
    c.ThemePositions: themes.theme_positions,
    c.LanguageCover: whole.language_cover,
    c.FormatBalance: whole.format_balance,
    c.CompactDays: whole.compact_days,
    c.LonelyPairs: whole.lonely_pairs,
}


def check(problem: Problem, timetable: Timetable) -> Verdict:
    """What a timetable costs and breaks, complete or not, feasible or not. The problem is one without faults (`validate.faults`).

    Raises FileError for a session, slot or room that is not the problem's.

    >>> from essaim.scheduling.problem import Place, Room, Session, Slot
    >>> nine = Slot(id="nine", day="Monday", block="morning", starts_min=540, ends_min=600)
    >>> problem = Problem(slots=(nine,), rooms=(Room(id="hall"),), sessions=(Session(id="a"), Session(id="b")), rules=(c.RoomClash(),))
    >>> check(problem, {"a": Place("nine", "hall"), "b": Place("nine", "hall")}).by_rule
    {'room_clash': 60}
    >>> check(problem, {"a": Place("nine", "hall")}).cost
    Cost(hard=1, medium=0, soft=0)
    """
    return verdict_of(_breaches(Laid(problem, timetable)))


def _breaches(table: Laid) -> Iterator[Breach]:
    for name, structural in STRUCTURAL.items():
        for found in structural(table):
            yield _breach(name, Level.HARD, 1, found)
    for rule in table.problem.rules:
        if rule.weight:
            for found in EVALUATORS[type(rule)](table, rule):
                yield _breach(rule.rule_name, rule.level, rule.weight, found)


def _breach(name: str, level: Level, weight: int, found: Found) -> Breach:
    cost = weight * found.amount
    return Breach(rule=name, level=level, sessions=found.sessions, amount=found.amount, cost=cost, code=found.code, facts=found.facts)
