"""Three people write one proposal, two hundred times, with kills. Its reduced copies are tests/call/test_interleavings*.py."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command

from benchmarks.proofs.ledger import Result
from tests.call import writing_runs as runs

WORDS = """\
Three authors write in one proposal at the same time (title, summary, description, an answer; French, Chinese, Arabic), each from a process
of its own that is both browser and server worker: they put sentences in, save them half typed, change anybody's, take their own out, move
them, save at random moments through the real views, write on for a while without a line, look at what the others did. Their parent kills
up to six of them with SIGKILL, at any moment: in a stroke, in a transaction, between a request and its answer. Whoever is killed begins
again from what the browser had kept. The database is one for all. In the end everybody sends what is left. Then:

1. every word typed by anyone stands in the proposal, unless whoever typed its sentence took the sentence out;
2. every author's page says what the server says."""
RUNS = 200


def cases() -> list[str]:
    return [f"interleaving {number:03}" for number in range(1, RUNS + 1)]


@contextmanager
def ready(folder: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    call_command("migrate", verbosity=0)
    runs.prepare()

    def run(case: str) -> dict[str, Any]:
        number = int(case.split()[1])
        return dict(runs.run(number, folder / str(number)))

    yield run


def told(results: Sequence[Result]) -> str:
    facts = [result.facts for result in results if result.is_passed]
    total = {name: sum(fact[name] for fact in facts) for name in ("typed", "owed", "killed", "revisions", "twice", "back")}
    return (
        f"In {len(facts)} interleavings {total['typed']} words were typed and {total['killed']} processes killed at work; the proposals have "
        f"{total['revisions']} revisions. Of the words, {total['owed']} were not taken out again by their authors: all of them stand, none is "
        f"lost. Beside them, {total['back']} words stand again whose sentence its author took out while somebody else changed or moved it (a "
        f"change is kept), and {total['twice']} stand more than once, because two people changed or moved their sentence at the same time (both "
        f"versions are kept, and the page shows them side by side)."
    )
