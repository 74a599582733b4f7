"""Why a session stands where it stands: what every other place would cost and break, all others staying where they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from essaim.scheduling import constraints as c
from essaim.scheduling.check import Breach, check
from essaim.scheduling.constraints import Level
from essaim.scheduling.problem import Place, Problem, Session, Timetable
from essaim.scheduling.result import Cost

ALONE = (
    *(c.PersonAway, c.SlotNotAllowed, c.RoomNotAllowed, c.RoomClosed, c.Equipment, c.StepFree, c.QuietRoom, c.Capacity, c.Pinned),
    *(c.SlotCosts, c.RoomCosts, c.PreferredSlots, c.SeatsShort, c.MovedTime, c.MovedRoom),
)
"""Rules that look at one session: asked with this one alone."""
IN_PAIRS = (c.RoomClash, c.PersonClash, c.PersonTravel, c.PlenaryAlone, c.Pairs, c.ThemeParallel, c.ThemeOrder)
"""Rules that add up over pairs: asked with those others alone that can make a pair with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCost:
    """One place of one session.

    cost: of the whole timetable with the session there, less what it costs now; `by_rule` splits that, weights included, by rule name,
        rules that cost the same left out. A session that stands nowhere yet: less what it costs without it.
    breaks: hard rules that cost more with the session there than with the session nowhere, by name, in the problem's order.
    """

    place: Place
    cost: Cost
    by_rule: Mapping[str, int]
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """place: where it stands, None: nowhere. here: what the timetable costs more, by rule, than with the session nowhere.
    breaches: everything broken there in which it has a part. others: the best other places, the cheapest first."""

    session: str
    place: Place | None
    here: PlaceCost | None
    breaches: tuple[Breach, ...]
    others: tuple[PlaceCost, ...]


def places_of(problem: Problem, timetable: Timetable, session: str) -> tuple[PlaceCost, ...]:
    """Every slot and room of the problem, slots first, the one where it stands among them at cost 0.

    Raises FileError for a timetable that names what the problem has not, KeyError for a session that is not the problem's.
    """
    there = _There(problem, timetable, session)
    now = timetable.get(session)
    before = there.costs(now)
    nowhere = there.costs(None)
    return tuple(there.compared(Place(slot.id, room.id), before, nowhere) for slot in problem.slots for room in problem.rooms)


def why(problem: Problem, timetable: Timetable, session: str, *, most: int = 5) -> Why:
    """Where a session stands, what it costs there by rule, and the `most` best other places. Raises as `places_of`."""
    place = timetable.get(session)
    every = places_of(problem, timetable, session)
    others = sorted((one for one in every if one.place != place), key=lambda one: one.cost)
    there = _There(problem, timetable, session)
    nowhere = there.costs(None)
    here = there.compared(place, nowhere, nowhere) if place else None
    breaches = tuple(one for one in check(problem, timetable).breaches if session in one.sessions and one.cost > 0)
    return Why(session=session, place=place, here=here, breaches=breaches, others=tuple(others[:most]))


def concerns(rule: c.Rule, session: Session) -> bool:
    """May where this session stands change what a rule on the whole costs?"""
    match rule:
        case c.Resources():
            return any(session.uses.values())
        case c.CompactDays():
            return bool(session.people)
        case c.FormatBalance():
            return bool(session.format)
        case c.LonelyPairs():
            return session.id in rule.sessions
        case c.LanguageCover():
            return True
        case _:
            return bool(session.themes)


class _There:
    """One session of a timetable, tried in places. The rules are asked in three parts, each with as few sessions as it needs."""

    def __init__(self, problem: Problem, timetable: Timetable, name: str) -> None:
        sessions = {one.id: one for one in problem.sessions}
        self.session = sessions[name]
        self.rest = {one: place for one, place in timetable.items() if one != name}
        check(replace(problem, rules=()), timetable)
        self.levels = {rule.rule_name: rule.level for rule in problem.rules} | {"unplaced": Level.HARD, "does_not_fit": Level.HARD}
        free = tuple(replace(one, is_optional=one.is_optional or one.id != name) for one in problem.sessions)
        rules = {
            "alone": tuple(rule for rule in problem.rules if isinstance(rule, ALONE)),
            "pairs": tuple(self._own(rule) for rule in problem.rules if isinstance(rule, IN_PAIRS)),
            "whole": tuple(rule for rule in problem.rules if not isinstance(rule, (*ALONE, *IN_PAIRS)) and concerns(rule, self.session)),
        }
        self.alone, self.pairs, self.whole = (replace(problem, sessions=free, rules=some) for some in rules.values())
        self.slots = {slot.id: slot for slot in problem.slots}
        self.partners = self._partners(sessions)

    def _own(self, rule: c.Rule) -> c.Rule:
        """Pairs that it is in."""
        if not isinstance(rule, c.Pairs):
            return rule
        return replace(rule, pairs=tuple(pair for pair in rule.pairs if self.session.id in {pair.first, pair.second}))

    def _partners(self, sessions: Mapping[str, Session]) -> frozenset[str]:
        """Placed sessions that a rule on pairs, but that on rooms, may look at beside it."""
        paired = {
            name for rule in self.pairs_rules() if isinstance(rule, c.Pairs) for pair in rule.pairs for name in (pair.first, pair.second)
        }
        has_plenaries = any(isinstance(rule, c.PlenaryAlone) for rule in self.pairs_rules())
        mine = self.session

        def is_partner(other: Session) -> bool:
            shares = bool(mine.people & other.people or {*mine.themes} & {*other.themes})
            return shares or other.id in paired or (has_plenaries and (mine.is_plenary or other.is_plenary))

        return frozenset(name for name in self.rest if is_partner(sessions[name]))

    def pairs_rules(self) -> tuple[c.Rule, ...]:
        return self.pairs.rules

    def costs(self, place: Place | None) -> Mapping[str, int]:
        """Rule → cost with the session there: of the whole timetable for some rules, of what it has a part in for the others."""
        found: dict[str, int] = {}
        for breach in self._breaches(place):
            found[breach.rule] = found.get(breach.rule, 0) + breach.cost
        return found

    def _breaches(self, place: Place | None) -> Iterator[Breach]:
        name = self.session.id
        mine = {} if place is None else {name: place}
        yield from check(self.alone, mine).breaches
        near = {one: where for one, where in self.rest.items() if place and (one in self.partners or where.room == place.room)}
        for problem, others in ((self.pairs, near), (self.whole, self.rest)):
            for breach in check(problem, {**others, **mine}).breaches if problem.rules else ():
                is_own = problem is self.whole or name in breach.sessions
                if is_own and breach.rule not in {"unplaced", "does_not_fit"}:
                    yield breach

    def compared(self, place: Place, before: Mapping[str, int], nowhere: Mapping[str, int]) -> PlaceCost:
        there = self.costs(place)
        by_rule = {rule: number for rule in self.levels if (number := there.get(rule, 0) - before.get(rule, 0))}
        cost = Cost()
        for rule, number in by_rule.items():
            cost = cost.plus(self.levels[rule], number)
        is_hard = [rule for rule, level in self.levels.items() if level == Level.HARD]
        breaks = tuple(rule for rule in is_hard if rule != "unplaced" and there.get(rule, 0) > nowhere.get(rule, 0))
        return PlaceCost(place=place, cost=cost, by_rule=by_rule, breaks=breaks)
