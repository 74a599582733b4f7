"""Every code has a sentence, and it is filled by the facts the checker and the validation really give."""

import doctest
import importlib
from dataclasses import replace
from random import Random

import pytest

from essaim.scheduling import constraints as c
from essaim.scheduling.check import Breach, check
from essaim.scheduling.constraints import Level, Pair, Pairs, When
from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem, Resource, Room, Session, Slot
from essaim.scheduling.sentences import Sentences, say
from essaim.scheduling.sentences.breaches import BREACHES
from essaim.scheduling.sentences.faults import FAULTS
from essaim.scheduling.validate import faults
from tests.scheduling import strategies
from tests.scheduling.cast import EVENT, ids

BROKEN = Problem(
    slots=(Slot(id="s", day="d", block="b", starts_min=9, ends_min=9),),
    rooms=(Room(id="r", capacity=-1), Room(id="r")),
    sessions=(Session(id="a", n_slots=0, people=ids("zoe")), Session(id="b", n_slots=2, uses={"q": 3}), Session(id="c")),
    resources=(Resource(id="q", number=1),),
    rules=(
        c.RoomClash(weight=-1),
        c.RoomClash(),
        c.SlotCosts(),
        c.RoomCosts(name="odd", over="often"),
        c.LonelyPairs(name="one"),
        c.LonelyPairs(name="two"),
        Pairs(name="self", when=When.OVERLAP, pairs=(Pair("a", "a"),)),
        c.follows((("a", "b"), ("b", "c"), ("c", "a"))),
    ),
)


def is_sentence(text: str) -> bool:
    return text[-1] in ".)" and text[0].isprintable() and not any(wrong in text for wrong in ("{", "}", "None")) and "“”" not in text


def test_every_fault_has_a_sentence_that_its_facts_fill() -> None:
    found = (*faults(BROKEN), *faults(Problem(slots=(), rooms=(), sessions=())))
    assert {fault.code for fault in found} == FAULTS.keys()
    for fault in found:
        assert is_sentence(say(fault, BROKEN)), say(fault, BROKEN)


def test_every_breach_has_a_sentence_that_its_facts_fill() -> None:
    """Random problems until every code was met."""
    met: set[str] = set()
    for seed in range(3000):
        dice = Random(seed)  # noqa: S311 - a seeded test
        problem = strategies.drawn(dice)
        sentences = Sentences(problem)
        for breach in check(problem, strategies.placed(dice, problem)).breaches:
            assert is_sentence(sentences.say(breach)), breach
            met.add(breach.code)
    assert met == BREACHES.keys()


FORUM = replace(EVENT, sessions=(Session(id="a", label="Opening"), Session(id="b", n_slots=2)), rules=())


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (
            Breach(
                rule="person_clash",
                level=Level.HARD,
                sessions=("a", "b"),
                amount=60,
                cost=60,
                code="person_clash",
                facts={"person": "ada", "minutes": 60, "slot": "nine"},
            ),
            "“Ada L.” is needed at “Opening” and “b” at once, for 60 minutes from “Monday 9:00” on. Move one of them, or ask somebody else.",
        ),
        (
            Breach(
                rule="seats_short",
                level=Level.SOFT,
                sessions=("a",),
                amount=1200,
                cost=2400,
                code="seats_short",
                facts={"room": "hall", "audience": 1300, "seats": 1},
            ),
            "“Opening” expects 1,300 people, and “hall” has 1 seat. A larger room would seat all. (This costs 2,400.)",
        ),
        (
            Breach(rule="wish", level=Level.SOFT, sessions=("a", "b"), amount=-3, cost=-6, code="pair_overlap"),
            "“Opening” and “b”: rule “wish” rewards where this stands, by 6. Nothing needs to be done.",
        ),
        (
            Fault(code="unknown_name", subject="a", facts={"owner": "session", "field": "people", "kind": "person", "name": "zoe"}),
            "Session “Opening”, people: no person is called “zoe”. Correct the name, add that person, or take it out.",
        ),
        (
            Fault(code="session_too_long", subject="b", facts={"n_slots": 2, "longest": 1, "block": "am"}),
            "Session “b” takes 2 slots in a row, and the longest block, “am”, has 1 slot. Shorten the session, split it, or lengthen a block.",
        ),
        (
            Fault(code="order_cycle", subject="a", facts={"sessions": ("a", "b"), "rules": ("follows",)}),
            (
                "“Opening” and “b” are each to follow the one before, and the first is to follow the last (rules: “follows”). "
                "Take one of these orders out."
            ),
        ),
        (
            Fault(code="number_below_0", subject="hall", facts={"kind": "room", "field": "capacity", "number": -5}),
            "Room “hall”, capacity: “-5” is below 0. Give 0 or more.",
        ),
    ],
)
def test_sentence_uses_labels_and_units(thing: Breach | Fault, text: str) -> None:
    assert say(thing, FORUM) == text


def test_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(importlib.import_module("essaim.scheduling.sentences")).failed == 0
