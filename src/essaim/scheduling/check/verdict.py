"""What the checker says of a timetable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from essaim.scheduling.constraints import Level
from essaim.scheduling.result import Cost


class Found(NamedTuple):
    """One thing a rule counts. amount: in the rule's own unit, weight not in it, never 0; below 0: a reward."""

    amount: int
    sessions: tuple[str, ...]
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One place where a rule is broken; with a cost below 0, one where it rewards.

    rule: the rule's name.   sessions: ids, in the problem's order (in a pair's own order where that matters).
    amount: in the unit of the rule's docstring.   cost: weight × amount.
    code, facts: the sentence (`sentences.say`) and what fills it; ids, not labels; minutes where the name says so.
    """

    rule: str
    level: Level
    sessions: tuple[str, ...]
    amount: int
    cost: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a timetable costs. The costs of `breaches` add up to `cost`, and by rule to `by_rule`.

    by_rule: rule name → cost, weight included; rules that cost nothing in all are left out.
    breaches: the structural ones first, then in the order of the problem's rules.
    """

    cost: Cost
    by_rule: dict[str, int]
    breaches: tuple[Breach, ...]

    @property
    def is_feasible(self) -> bool:
        """No hard rule is broken anywhere; no reward makes up for one that is."""
        return not any(breach.level == Level.HARD and breach.cost > 0 for breach in self.breaches)


def verdict_of(breaches: Iterable[Breach]) -> Verdict:
    """Adds up."""
    kept = tuple(breaches)
    by_level, by_rule = [0, 0, 0], dict[str, int]()
    for breach in kept:
        by_level[breach.level] += breach.cost
        by_rule[breach.rule] = by_rule.get(breach.rule, 0) + breach.cost
    return Verdict(Cost(*by_level), {rule: cost for rule, cost in by_rule.items() if cost}, kept)
