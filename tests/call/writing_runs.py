"""People writing one proposal from processes of their own, killed by the system at any moment. Called inside a site's process, never in a
test's own: see test_interleavings_killed.py and `make prove AREA=writing`.

A writer is browser and server worker in one process: SIGKILL ends a stroke, a transaction or an answer half way. What the browser keeps is a
file written whole before anything is sent; whoever is killed begins again from it.
"""

import os
import random
import signal
import time
import traceback
from pathlib import Path
from typing import Any

from django.db import OperationalError, connections

from essaim.call.actions.writing import begin_proposal
from essaim.call.models import Call, Proposal, Question
from essaim.desk.models import Account
from tests.call.wire import Wire
from tests.call.writers import Writer, judged, settled
from tests.factories import call as make
from tests.factories import forum as make_forum

SLUG = "ecrite-a-plusieurs"
LONGEST_S = 60


class Cut(Wire):
    """A line that fails when the database is busy, as a worker's would."""

    def look(self) -> dict[str, Any] | None:
        return self.tried(super().look)

    def save(self, body: str) -> dict[str, Any] | None:
        return self.tried(lambda: super(Cut, self).save(body))

    def tried(self, ask: Any) -> dict[str, Any] | None:
        try:
            told: dict[str, Any] = ask()
        except OperationalError:
            connections.close_all()
            return None
        return told


def prepare() -> None:
    """An open call with a question answered in free words."""
    if Call.objects.filter(edition__slug=SLUG).exists():
        return
    call = make.make_call(make_forum.make_edition(SLUG))
    make.make_question(call, "plus", Question.Type.TEXT)
    make.make_kind(call)


def run(seed: int, folder: Path, *, writers: int = 3, words: int = 14, kills: int = 6) -> dict[str, int]:
    """What was typed, owed and killed. Raises when a sentence is lost."""
    chance = random.Random(f"writing {seed}")  # noqa: S311 an order of events
    folder.mkdir(parents=True, exist_ok=True)
    proposal, accounts = begun(writers)
    if chance.random() < 0.5:
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.RECEIVED)
    files = [folder / f"{letter}.json" for letter in "ABCDE"[:writers]]
    connections.close_all()
    killed = watched(chance, [(account, proposal, file, words) for account, file in zip(accounts, files, strict=True)], seed, kills)
    back = [Writer(file.stem, Cut(account, proposal), chance, kept=read(file)) for account, file in zip(accounts, files, strict=True)]
    settled(back)
    told = Cut(accounts[0], proposal).look()
    assert told
    return judged(back, told["texts"]) | {"killed": killed, "revisions": proposal.revisions.count()}


def begun(writers: int) -> tuple[Proposal, list[Account]]:
    call = Call.objects.get(edition__slug=SLUG)
    accounts = [make_forum.make_account(f"{os.urandom(6).hex()}@example.org") for _ in range(writers)]
    proposal = begin_proposal(call=call, kind=call.kinds.get(), language="fr", by=accounts[0])
    for account in accounts[1:]:
        make.make_contributor(proposal, account=account, email=account.email)
    return proposal, accounts


Part = tuple[Account, Proposal, Path, int]


def watched(chance: random.Random, parts: list[Part], seed: int, kills: int) -> int:
    """Each part in a process, some killed and begun again, until all have written what they had to. How many were killed at work."""
    living = {forked(part, f"{seed} {place} 0"): part for place, part in enumerate(parts)}
    killed, end = 0, time.monotonic() + LONGEST_S
    while living:
        assert time.monotonic() < end, f"still writing after {LONGEST_S} s"
        time.sleep(chance.uniform(0.01, 0.12))
        if killed < kills and living:
            pid = chance.choice(list(living))
            os.kill(pid, signal.SIGKILL)
            part = living.pop(pid)
            status = os.waitpid(pid, 0)[1]
            if os.WIFSIGNALED(status):
                killed += 1
                living[forked(part, f"{seed} {part[2].stem} {killed}")] = part
            else:
                assert status == 0, wrong(part)
        for pid in list(living):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                assert status == 0, wrong(living[pid])
                del living[pid]
    return killed


def wrong(part: Part) -> str:
    return part[2].with_suffix(".wrong").read_text()


def forked(part: Part, seed: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        play(part, random.Random(seed))  # noqa: S311 an order of events
    except BaseException:  # noqa: BLE001 the parent says what is wrong
        part[2].with_suffix(".wrong").write_text(traceback.format_exc())
        os._exit(1)
    os._exit(0)


def play(part: Part, chance: random.Random) -> None:
    """Strokes, saves, looks and stretches without a line, until enough words are typed."""
    account, proposal, file, words = part
    writer = Writer(file.stem, Cut(account, proposal), chance, keep=lambda kept: write(file, kept), kept=read(file))
    while not writer.open():
        time.sleep(0.05)
    while writer.kept.typed < words or writer.half:
        for _ in range(chance.choice((1, 1, 2, 6))):  # six strokes: a while without a line
            writer.act()
            time.sleep(chance.uniform(0, 0.004))
        writer.save()
        if chance.random() < 0.3:
            writer.ask()


def write(file: Path, kept: str) -> None:
    """Whole or not at all."""
    fresh = file.with_suffix(".new")
    fresh.write_text(kept)
    fresh.replace(file)


def read(file: Path) -> str:
    return file.read_text() if file.exists() else ""
