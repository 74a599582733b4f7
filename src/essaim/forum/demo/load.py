"""The front door: `load_demo` puts the demo editions on line, once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from essaim.desk.models import Account
from essaim.forum.demo.facts import EditionFact
from essaim.forum.demo.known import registry_known
from essaim.forum.demo.reading import read_facts
from essaim.forum.demo.registry import load_registry
from essaim.forum.demo.writing import write_edition
from essaim.forum.models import Edition

DATA = Path(__file__).parent / "data"
REAL = ("niort-2019.yaml",)
"""In the order a visitor should meet them."""


class State(StrEnum):
    MADE = "made"
    KEPT = "kept"
    REFRESHED = "refreshed"


@dataclass(frozen=True, slots=True)
class Outcome:
    slug: str
    state: State
    n_sessions: int
    seconds: float


def demo_editions() -> Iterator[EditionFact]:
    for name in REAL:
        yield read_facts(EditionFact, DATA / name)


def load_demo(*, refresh: bool = False, by: Account | None = None, progress: Callable[[Outcome], None] = lambda _: None) -> list[Outcome]:
    """Load what is not there yet. With `refresh`, editions already there get the files' words again; what people added stays.

    Each edition is one transaction: an error in one leaves those before it.
    """
    editions = list(demo_editions())
    there = set(Edition.objects.filter(slug__in=[edition.slug for edition in editions]).values_list("slug", flat=True))
    wanted = [edition for edition in editions if refresh or edition.slug not in there]
    if wanted:
        load_registry(refresh=refresh)
    known = registry_known({name for edition in wanted for name in territories_of(edition)})
    outcomes = []
    for edition in editions:
        started = perf_counter()
        if edition in wanted:
            write_edition(edition, known, by)
        state = State.KEPT if edition not in wanted else State.REFRESHED if edition.slug in there else State.MADE
        outcomes.append(Outcome(edition.slug, state, len(edition.sessions), perf_counter() - started))
        progress(outcomes[-1])
    return outcomes


def territories_of(edition: EditionFact) -> Iterable[str]:
    if edition.territory:
        yield edition.territory
    for session in edition.sessions:
        yield from (person.country for person in session.people if person.country)
    for claim in edition.claims:
        if claim.about.startswith("territory:"):
            yield claim.about.removeprefix("territory:")
