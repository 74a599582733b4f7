"""A small event to judge by hand. One Monday and a Tuesday, minutes from Monday 00:00:

block am: nine 9:00–10:00, ten 10:00–10:30 | pause | block pm: eleven 11:00–12:00, noon 12:00–13:00 | block lab (beside): lab 9:30–11:30
Tuesday, block tue: tuesday 9:00–10:00
"""

from dataclasses import replace

from essaim.scheduling.check import Verdict, check
from essaim.scheduling.constraints import Rule
from essaim.scheduling.problem import Person, Place, Problem, Resource, Room, Session, Slot

SLOTS = (
    Slot(id="nine", day="Mon", block="am", starts_min=540, ends_min=600, label="Monday 9:00"),
    Slot(id="ten", day="Mon", block="am", starts_min=600, ends_min=630),
    Slot(id="lab", day="Mon", block="lab", starts_min=570, ends_min=690),
    Slot(id="eleven", day="Mon", block="pm", starts_min=660, ends_min=720),
    Slot(id="noon", day="Mon", block="pm", starts_min=720, ends_min=780),
    Slot(id="tuesday", day="Tue", block="tue", starts_min=1980, ends_min=2040),
)
ROOMS = (
    Room(id="hall", site="town", capacity=100, features=frozenset({"screen"}), is_step_free=True, closed=frozenset({"ten"})),
    Room(id="attic", site="mill", capacity=20, is_step_free=False, is_quiet=True),
    Room(id="tent", site="mill"),
)
PEOPLE = (Person(id="ada", away=frozenset({"ten", "lab"}), label="Ada L."), Person(id="bo"))
EVENT = Problem(
    slots=SLOTS,
    rooms=ROOMS,
    sessions=(),
    people=PEOPLE,
    resources=(Resource(id="booth", number=2),),
    travel_min={("town", "mill"): 20},
)


def ids(text: str) -> frozenset[str]:
    return frozenset(text.split())


def judged(rule: Rule, sessions: tuple[Session, ...], timetable: str) -> Verdict:
    """timetable: "a nine hall | b ten attic"."""
    places = (one.split() for one in timetable.split("|") if one.strip())
    return check(replace(EVENT, sessions=sessions, rules=(rule,)), {name: Place(slot, room) for name, slot, room in places})


def amounts(rule: Rule, sessions: tuple[Session, ...], timetable: str) -> list[tuple[str, int]]:
    """(sessions, amount) of every breach of the rule; the structural ones left out."""
    verdict = judged(rule, sessions, timetable)
    return [(" ".join(one.sessions), one.amount) for one in verdict.breaches if one.rule == rule.rule_name]
