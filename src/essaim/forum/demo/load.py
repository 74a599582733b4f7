"""The front door: `load_demo` puts the demo editions on line, once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from essaim.desk.models import Account
from essaim.forum.demo.example import Cast, example_edition
from essaim.forum.demo.facts import EditionFact
from essaim.forum.demo.known import registry_known
from essaim.forum.demo.reading import read_facts
from essaim.forum.demo.writing import write_edition
from essaim.forum.models import Edition
from essaim.registry.facts import Existing, load_organisations, load_people, load_shipped_facts, load_sources
from essaim.registry.facts import read_facts as read_registry_facts

DATA = Path(__file__).parent / "data"
REGISTRY = DATA / "registry"
LOADERS = {"sources": load_sources, "organisations": load_organisations, "people": load_people}
Progress = Callable[[int, int, str], None]
"""Hears how much is done, of how much, and what."""


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


def silent(done: int, total: int, what: str) -> None:
    """Nobody watches."""


def real_editions() -> Iterator[EditionFact]:
    """From the files, by name."""
    for path in sorted(DATA.glob("*.yaml")):
        yield read_facts(EditionFact, path)


def load_demo(
    *, refresh: bool = False, middle: date | None = None, by: Account | None = None, progress: Progress = silent
) -> list[Outcome]:
    """Load what is not there yet. With `refresh`, editions already there get the files' words again; what people added stays.

    Needs the registry's territories and goals. Each edition is one transaction: an error in one leaves those before it.
    `middle` becomes the second day of the fictional edition.
    """
    cast, fictional = example_edition(middle)
    editions = [*real_editions(), fictional]
    there = set(Edition.objects.filter(slug__in=[edition.slug for edition in editions]).values_list("slug", flat=True))
    wanted = [edition for edition in editions if refresh or edition.slug not in there]
    if wanted:
        progress(0, len(editions), "registry")
        load_registry(cast if fictional in wanted else None, existing=Existing.UPDATE if refresh else Existing.KEEP, by=by)
    known = registry_known({name for edition in wanted for name in territories_of(edition)})
    outcomes = []
    for number, edition in enumerate(editions, start=1):
        started = perf_counter()
        progress(number - 1, len(editions), edition.slug)
        if edition in wanted:
            write_edition(edition, known, by)
        state = State.KEPT if edition not in wanted else State.REFRESHED if edition.slug in there else State.MADE
        outcomes.append(Outcome(edition.slug, state, len(edition.sessions), perf_counter() - started))
    progress(len(editions), len(editions), "")
    return outcomes


def load_registry(cast: Cast | None, *, existing: Existing, by: Account | None) -> None:
    """The facts the registry ships, those only sessions of these editions name, and the fictional cast."""
    load_shipped_facts(existing=existing, by=by)
    for name, load in LOADERS.items():
        load(read_registry_facts(REGISTRY / f"{name}.yaml"), file=f"demo/{name}.yaml", existing=existing, by=by)
    if cast:
        load_sources(cast.sources, file="example", existing=existing, by=by)
        load_organisations(cast.organisations, file="example/cast.yaml", existing=existing, by=by)
        load_people(cast.people, file="example/cast.yaml", existing=existing, by=by)


def territories_of(edition: EditionFact) -> Iterable[str]:
    if edition.territory:
        yield edition.territory
    for session in edition.sessions:
        yield from (person.country for person in session.people if person.country)
    for claim in edition.claims:
        if claim.about.startswith("territory:"):
            yield claim.about.removeprefix("territory:")
