"""Two or three people on one proposal, over a line that loses messages, with browsers and transactions that die: no sentence is lost.

`make prove AREA=writing` does 200 of these with real processes killed by the system, on SQLite and PostgreSQL; see tests/call/writing_runs.py.
"""

import random
from collections.abc import Callable
from typing import Any

import pytest

from essaim.call.actions.writing import begin_proposal
from essaim.call.models import Proposal, Question
from tests.call.wire import DeathError, Wire
from tests.call.writers import Writer, judged, settled
from tests.factories import call as make
from tests.factories import forum as make_forum

RUNS, STEPS = 40, 60


class Run:
    """One random order of strokes, departures, arrivals, answers, losses and deaths. The same seed gives the same."""

    def __init__(self, seed: int, wires: list[Wire]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 an order of events
        self.writers = [Writer(letter, wire, self.chance) for letter, wire in zip("ABC", wires, strict=False)]
        self.under_way: list[tuple[Writer, str]] = []
        """Saves that have left and not arrived."""
        self.answers: list[tuple[Writer, str, dict[str, Any]]] = []
        self.seen: dict[str, int] = {}

    def step(self) -> None:
        what: Callable[[], None] = self.chance.choices(
            (self.stroke, self.departure, self.arrival, self.answer, self.question, self.loss, self.late, self.killed, self.server_dies),
            (30, 14, 14, 14, 8, 5, 3, 4, 4),
        )[0]
        what()

    def note(self, name: str) -> None:
        self.seen[name] = self.seen.get(name, 0) + 1

    def some_writer(self) -> Writer:
        writer = self.chance.choice(self.writers)
        if not writer.is_open:
            writer.open()
        return writer

    def stroke(self) -> None:
        self.some_writer().act()

    def departure(self) -> None:
        writer = self.some_writer()
        if body := writer.depart():
            self.under_way.append((writer, body))

    def taken(self) -> tuple[Writer, str] | None:
        return self.under_way.pop(self.chance.randrange(len(self.under_way))) if self.under_way else None

    def arrival(self) -> None:
        if one := self.taken():
            self.answers.append((*one, one[0].line.save(one[1])))

    def answer(self) -> None:
        if self.answers:
            writer, body, told = self.answers.pop(self.chance.randrange(len(self.answers)))
            writer.arrive(body, told)

    def question(self) -> None:
        self.some_writer().ask()

    def loss(self) -> None:
        """A save that never arrives, or an answer that never does: the same save sets out again some day."""
        if self.answers and self.chance.random() < 0.5:
            self.answers.pop()
            self.note("answers lost")
        elif self.taken():
            self.note("saves lost")

    def late(self) -> None:
        """A save arrives, and stays in the line to arrive once more, maybe long after."""
        if self.under_way:
            writer, body = self.chance.choice(self.under_way)
            writer.line.save(body)
            self.note("arrived twice")

    def killed(self) -> None:
        writer = self.some_writer()
        writer.die()
        self.note("browsers killed")

    def server_dies(self) -> None:
        if one := self.taken():
            with pytest.raises(DeathError):
                one[0].line.save_and_die(one[1])
            self.note("servers died")


@pytest.fixture
def proposal(cast) -> Proposal:
    make.make_question(cast.call, "plus", Question.Type.TEXT)
    return begin_proposal(call=cast.call, kind=make.make_kind(cast.call), language="fr", by=cast.contributor)


def wires_of(proposal: Proposal, number: int) -> list[Wire]:
    accounts = [proposal.created_by, *(make_forum.make_account(name="Encore quelqu'un") for _ in range(number - 1))]
    for account in accounts[1:]:
        make.make_contributor(proposal, account=account, email=account.email)
    return [Wire(account, proposal) for account in accounts]


@pytest.mark.parametrize("seed", range(RUNS))
def test_no_sentence_is_lost(proposal, seed):
    if seed % 2:
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.RECEIVED)
    run = Run(seed, wires_of(proposal, 2 + seed % 2))
    for _ in range(STEPS):
        run.step()
    settled(run.writers)
    told = judged(run.writers, run.writers[0].line.look()["texts"])
    assert told["owed"] > 0
    assert sum(run.seen.values()) > 0, "nothing went wrong in this run"
