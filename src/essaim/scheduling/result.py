"""What a solver hands back, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from essaim.scheduling.constraints import Level
from essaim.scheduling.problem import Timetable


class Cost(NamedTuple):
    """Compared level by level; `hard` 0 is a timetable that can be used. Rewards make `soft` negative."""

    hard: int = 0
    medium: int = 0
    soft: int = 0

    def plus(self, level: Level, amount: int) -> "Cost":
        parts = list(self)
        parts[level] += amount
        return Cost(*parts)


class Status(StrEnum):
    OPTIMAL = "optimal"
    """Feasible, and the bound proves that nothing costs less."""
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    """Proved: no timetable keeps the hard rules. `reasons` say why; `timetable` is the nearest that was found."""
    NOT_FOUND = "not_found"
    """None was found in the time, and none was proved impossible. `timetable` is the nearest that was found."""


@dataclass(frozen=True, slots=True)
class Step:
    """The best cost known at one moment of the search."""

    seconds: float
    work: int
    cost: Cost
    solver: str
    bound: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What one rule adds to a reason. rule: its name; sessions: those of the reason it bears on; `facts` fill the phrase of `code`."""

    code: str
    rule: str
    sessions: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One set of rules and sessions that cannot hold together: these sessions cannot all be placed while these rules hold for them.

    is_minimal: proved that without any one of `sessions` (it need not be placed) or `rules` the rest can hold; False: not proved.
    grounds: what each of the rules adds; `facts` fill the sentence of `code`. Ids, not labels.
    """

    code: str
    rules: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    grounds: tuple[Ground, ...] = ()
    is_minimal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One change that was proved to help: the sessions of a reason can then be placed while its rules hold.

    is_enough: proved that all sessions of the problem can then be placed, every hard rule kept; False: proved that they cannot; None: neither
        in the time.
    number, unit: how much is to be changed or found ("session", "room", "slot", "person", "resource", "rule").
    n_sessions, n_people: sessions and people it touches; 0: nobody who is there already.
    sessions: those it is about; `facts` fill the sentence of `code`.
    """

    code: str
    number: int
    unit: str
    n_sessions: int
    n_people: int
    sessions: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    is_enough: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """bound: no timetable that keeps the hard rules has a smaller soft cost than this; None: none is known (0 is a bound like any other)."""

    status: Status
    timetable: Timetable
    cost: Cost
    by_rule: Mapping[str, int]
    """Rule name → what it costs in this timetable, weight included; rules that cost nothing are left out."""
    bound: int | None = None
    history: tuple[Step, ...] = ()
    reasons: tuple[Reason, ...] = ()
    seconds: float = 0.0
    work: int = 0
    seed: int = 0
