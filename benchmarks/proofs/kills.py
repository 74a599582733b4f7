"""A worker that takes over a programme is killed, at a hundred moments. Its reduced copy is tests/forum/exchange/test_kill.py."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.proofs.ledger import Result
from tests.forum.exchange.killing import killed_at, prepared
from tests.sites.site import drop_site

WORDS = """\
An edition has one programme of 400 sessions on line; a second, a quarter of it other sessions and every title another, is to be taken
over and put on line by a background job. Its worker, a real process, is killed with SIGKILL at a random moment between its first look
for work and a little after the job's end; each time on a fresh copy of the whole site. Then:

1. when the job was not done, every row of every table of the programme is what it was before; when it was, the public programme and the
   number of rows in every table are those an undisturbed worker leaves. Anything between fails the case;
2. the next worker finishes the job: the same end, the take-over once in the journal, the job marked as lost once when it had begun."""
KILLS, SESSIONS, BEYOND = 100, 400, 1.08


def cases() -> list[str]:
    return [f"kill {number:03}" for number in range(1, KILLS + 1)]


@contextmanager
def ready(folder: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    made = prepared(folder, sessions=SESSIONS)

    def run(case: str) -> dict[str, Any]:
        share = random.Random(case).random() * BEYOND
        return {"share": round(share, 3)} | asdict(killed_at(made, share * made.lasts_s, folder / case.replace(" ", "-")))

    try:
        yield run
    finally:
        drop_site(made.site)


def told(results: Sequence[Result]) -> str:
    facts = [result.facts for result in results if result.is_passed]
    running = sum(fact["was_running"] for fact in facts)
    new = sum(fact["is_new"] for fact in facts)
    moments = sorted(fact["moment_s"] for fact in facts)
    span = f"{1000 * moments[0]:.0f} to {1000 * moments[-1]:.0f} ms after the first look for work" if moments else "none"
    return (
        f"Of {len(facts)} kills ({span}) {running} met the job under way, {new} came after its end, "
        f"{len(facts) - running - new} before its begin: the old programme was found whole {len(facts) - new} times, the new one {new}."
    )
