"""The hard rules as a CP-SAT model: is there a timetable at all? Shares no code with `check`, which confirms every timetable found.

A session that must be placed, and a rule for one thing (`Part`), can each be left out, or stand behind a literal that is assumed true.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from ortools.sat.python import cp_model

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule
from essaim.scheduling.explain.facts import Bar, Facts, Part
from essaim.scheduling.explain.relations import Product, Relations
from essaim.scheduling.problem import Session

Var = cp_model.IntVar


class Assumed(StrEnum):
    """What stands behind literals that are assumed true, so that a core can be asked for; all else is firm."""

    NOTHING = "nothing"
    SESSIONS = "sessions"
    PARTS = "parts"


Member = int | Part
"""What can be taken away: the number of a session that must be placed, or a part of a rule."""


class Model:
    """musts: sessions that must be placed; parts: what holds of the rules, None: everything.

    literals: what stands for each member that is assumed. seen: every part that forbids something here.
    """

    def __init__(self, facts: Facts, bars: tuple[tuple[Bar, ...], ...], relations: Relations, musts: frozenset[int]) -> None:
        self.facts, self.bars, self.relations, self.musts = facts, bars, relations, musts
        self.cp = cp_model.CpModel()
        self.literals: dict[Member, Var] = {}
        self.seen: dict[Part, None] = {}
        self.vars: dict[int, dict[tuple[int, int], Var]] = {}
        self.is_hopeless = False
        """A session that must be placed has no place at all."""
        self.fixed: Mapping[int, tuple[int, int]] = {}
        """Sessions that stay at one (slot, room)."""
        self._parts: frozenset[Part] | None = None
        self._assumed = Assumed.NOTHING
        self._part = Part("")
        self._covers: dict[int, dict[int, list[Var]]] = {}

    def build(self, encode: "Callable[[Model, Rule], None]", parts: frozenset[Part] | None, assumed: Assumed) -> None:
        self._parts, self._assumed = parts, assumed
        names = None if parts is None else {part.rule for part in parts}
        rules = [rule for rule in self.facts.rules if names is None or rule.rule_name in names]
        helpers = (number for number, one in enumerate(self.facts.sessions) if any(may_mend(rule, one) for rule in rules))
        for number in sorted({*self.musts, *helpers}):
            self._place(number)
        for rule in self.facts.rules:
            encode(self, rule)

    # --- members

    def holds(self, part: Part) -> bool:
        """Is the part to hold? What is added until the next call belongs to it."""
        self._part = part
        return self._parts is None or part in self._parts

    def literal(self, member: Member) -> Var:
        if member not in self.literals:
            self.literals[member] = self.cp.new_bool_var("")
        return self.literals[member]

    def _behind(self, constraint: cp_model.Constraint, *also: Var) -> None:
        """Makes it hold only where the part's literal (and others) do."""
        self.seen.setdefault(self._part)
        conditions = [*also, self.literal(self._part)] if self._assumed == Assumed.PARTS else [*also]
        if conditions:
            constraint.only_enforce_if(conditions)

    # --- what rules are made of

    def never(self, variables: Iterable[Var]) -> None:
        if barred := list(variables):
            self._behind(self.cp.add_bool_and([~one for one in barred]))

    def at_most_one(self, variables: Iterable[Var]) -> None:
        some = list(variables)
        if len(some) < 2:
            return
        self._behind(self.cp.add(sum(some) <= 1) if self._assumed == Assumed.PARTS else self.cp.add_at_most_one(some))

    def at_most(self, number: int, terms: Iterable[tuple[int, Var]], *also: Var) -> None:
        some = [(factor, variable) for factor, variable in terms if factor]
        if some:
            self._behind(self.cp.add(sum(factor * variable for factor, variable in some) <= number), *also)

    def exactly(self, number: int, variables: Iterable[Var], *also: Var) -> None:
        self._behind(self.cp.add(sum(variables) == number), *also)

    def some_of(self, variables: Iterable[Var], *also: Var) -> None:
        self._behind(self.cp.add_bool_or(list(variables)), *also)

    def apart(self, first: int, second: int, products: Iterable[Product]) -> None:
        """No place of the first beside one of the second in any of the products. A session stands at most once: rows can be joined."""
        for times, rooms in products:
            for starts, others in joined(times).items():
                for halls, other_halls in ((None, None),) if rooms is None else joined(rooms).items():
                    one = self.among(first, starts, halls)
                    other = self.among(second, others, other_halls)
                    if one and other:
                        self.at_most_one([*one, *other])

    def either(self, variables: Iterable[Var]) -> Var:
        """A new variable, true just when one of these is; by no rule."""
        some = list(variables)
        if len(some) == 1:
            return some[0]
        found = self.cp.new_bool_var("")
        self.cp.add_max_equality(found, some) if some else self.cp.add(found == 0)
        return found

    # --- places

    def _place(self, number: int) -> None:
        kept = [bar for bar in self.bars[number] if self._parts is None or bar.part in self._parts]
        if self._assumed != Assumed.PARTS:
            self.seen.update(dict.fromkeys(bar.part for bar in kept))
        firm = () if self._assumed == Assumed.PARTS else kept
        self.vars[number] = {
            (slot, room): self.cp.new_bool_var("") for slot, room in self._spots(number) if not any(bar.bars(slot, room) for bar in firm)
        }
        every = list(self.vars[number].values())
        if number not in self.musts:
            self.cp.add_at_most_one(every)
        elif self._assumed == Assumed.SESSIONS:
            self.cp.add_exactly_one([*every, ~self.literal(number)])
        else:
            self.is_hopeless |= not every
            self.cp.add_exactly_one(every)
        if self._assumed == Assumed.PARTS:
            for bar in kept:
                self._part = bar.part
                self.never(one for place, one in self.vars[number].items() if bar.bars(*place))

    def _spots(self, number: int) -> Iterable[tuple[int, int]]:
        if number in self.fixed:
            return (self.fixed[number],)
        rooms = range(len(self.facts.rooms))
        return ((slot, room) for slot in self.facts.spans(number) for room in rooms)

    def among(self, number: int, slots: frozenset[int] | None = None, rooms: frozenset[int] | None = None) -> list[Var]:
        """Its places in these slots and rooms; None: all."""
        if number not in self.vars:
            return []
        if slots is None and rooms is None:
            return list(self.vars[number].values())
        index = self._index(number)
        chosen = index.items() if slots is None else [(slot, index[slot]) for slot in slots if slot in index]
        return [
            one for _, halls in sorted(chosen, key=lambda item: item[0]) for room, one in halls.items() if rooms is None or room in rooms
        ]

    def _index(self, number: int) -> dict[int, dict[int, Var]]:
        if number not in self._indices:
            found: dict[int, dict[int, Var]] = {}
            for (slot, room), one in self.vars[number].items():
                found.setdefault(slot, {})[room] = one
            self._indices[number] = found
        return self._indices[number]

    @cached_property
    def _indices(self) -> dict[int, dict[int, dict[int, Var]]]:
        return {}

    def on(self, number: int, minute: int) -> list[Var]:
        """Its places from which it is on at the minute."""
        if number not in self._covers:
            covers: dict[int, list[Var]] = {}
            spans = self.facts.spans(number)
            ticks = sorted({*self.facts.borders})
            for (slot, _), one in self.vars.get(number, {}).items():
                span = spans[slot]
                for tick in ticks:
                    if span.starts_min <= tick < span.ends_min:
                        covers.setdefault(tick, []).append(one)
            self._covers[number] = covers
        return self._covers[number].get(minute, [])

    def timetable(self, value: Callable[[Var], bool]) -> Mapping[int, tuple[int, int]]:
        """Session → (slot, room) of a solution."""
        return {number: place for number, places in self.vars.items() for place, one in places.items() if value(one)}


def may_mend(rule: Rule, session: Session) -> bool:
    """May the rule be kept because this session is placed? Then it is in the model, though it need not be placed."""
    match rule:
        case c.LonelyPairs():
            return session.id in rule.sessions
        case c.LanguageCover():
            return any(language in session.understood for language, people in rule.groups.items() if people)
        case c.ThemeRuns() | c.ThemePositions() | c.CellCosts():
            return bool(session.themes)
        case _:
            return False


def joined(rows: Mapping[int, frozenset[int]]) -> dict[frozenset[int], frozenset[int]]:
    """Those that bar the same, together → what they bar."""
    by_row: dict[frozenset[int], set[int]] = {}
    for one, row in rows.items():
        by_row.setdefault(row, set()).add(one)
    return {frozenset(ones): row for row, ones in by_row.items()}
