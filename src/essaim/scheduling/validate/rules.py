"""What is wrong with rules by themselves and beside one another."""

from collections import Counter
from collections.abc import Iterator

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule
from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem
from essaim.scheduling.validate.facts import below_0

RESERVED = ("unplaced", "does_not_fit")
"""Names of the rules that always stand."""
OVER = {c.SlotCosts: ("start", "each", "minute"), c.RoomCosts: ("session", "each", "minute")}


def rule_faults(problem: Problem) -> Iterator[Fault]:
    for rule in problem.rules:
        if not rule.rule_name:
            yield Fault(code="rule_without_name", subject=type(rule).__name__)
        yield from numbers_below_0(rule)
        yield from odd_details(rule)
    counts = Counter(RESERVED) + Counter(rule.rule_name for rule in problem.rules if rule.rule_name)
    for name, times in counts.items():
        if times > 1:
            yield Fault(code="rule_doubled", subject=name, facts={"times": times})
    yield from rivals(problem)


def numbers_below_0(rule: Rule) -> Iterator[Fault]:
    yield from below_0("rule", rule.rule_name, "weight", rule.weight)
    match rule:
        case c.Pairs() | c.PersonTravel():
            yield from below_0("rule", rule.rule_name, "pause_min", rule.pause_min)
        case c.ThemeOrder() | c.ThemePositions():
            for session, order in rule.orders.items():
                yield from below_0("rule", rule.rule_name, f"order of “{session}”", order)
        case c.LanguageCover():
            for language, people in rule.groups.items():
                yield from below_0("rule", rule.rule_name, f"people of “{language}”", people)


def odd_details(rule: Rule) -> Iterator[Fault]:
    if isinstance(rule, c.SlotCosts | c.RoomCosts) and rule.over not in OVER[type(rule)]:
        yield Fault(code="over_unknown", subject=rule.rule_name, facts={"over": rule.over, "choices": OVER[type(rule)]})
    if isinstance(rule, c.Pairs):
        for session in dict.fromkeys(pair.first for pair in rule.pairs if pair.first == pair.second):
            yield Fault(code="pair_of_one", subject=session, facts={"rule": rule.rule_name})


def rivals(problem: Problem) -> Iterator[Fault]:
    """Rules of a class that a problem has once (ThemeRooms: in one way)."""
    for kind in (c.ThemePositions, c.LonelyPairs, c.ThemeRooms):
        found = [rule for rule in problem.rules if isinstance(rule, kind) and rule.weight]
        ways = {rule.per_day for rule in found if isinstance(rule, c.ThemeRooms)}
        if len(found) > 1 and (kind is not c.ThemeRooms or len(ways) > 1):
            yield Fault(code="rules_rival", subject=kind.__name__, facts={"rules": tuple(rule.rule_name for rule in found)})
