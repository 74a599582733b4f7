"""Bad input, named before anything is solved."""

from itertools import chain

from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem
from essaim.scheduling.validate.facts import fact_faults
from essaim.scheduling.validate.names import name_faults
from essaim.scheduling.validate.orders import order_faults
from essaim.scheduling.validate.rules import rule_faults

__all__ = ["faults"]


def faults(problem: Problem) -> tuple[Fault, ...]:
    """Everything that makes the problem one that cannot be judged or solved; none: it can. Never raises.

    In this order: what is missing or doubled, slots, rooms, people, resources and sessions by themselves, names that stand for nothing,
    rules, orders that go round in a circle; each in the problem's order. `sentences.say` says them.

    >>> from essaim.scheduling.problem import Room, Session, Slot
    >>> nine = Slot(id="nine", day="Monday", block="morning", starts_min=540, ends_min=600)
    >>> problem = Problem(slots=(nine,), rooms=(), sessions=(Session(id="a", n_slots=2, people=frozenset({"zoe"})),))
    >>> [(fault.code, fault.subject) for fault in faults(problem)]
    [('no_rooms', ''), ('session_too_long', 'a'), ('unknown_name', 'a')]
    """
    return tuple(chain(fact_faults(problem), name_faults(problem), rule_faults(problem), order_faults(problem)))
