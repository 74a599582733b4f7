"""The front door: `load_demo` puts the demo editions on line, once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from django.db.models import Count

from essaim.desk.models import Account
from essaim.forum.demo.example import Company, example_edition
from essaim.forum.demo.facts import EditionFact
from essaim.forum.demo.known import registry_known
from essaim.forum.demo.reading import read_facts
from essaim.forum.demo.writing import write_company, write_edition
from essaim.forum.models import Edition
from essaim.registry.facts import Existing, load_claims, load_organisations, load_people, load_shipped_facts, load_sources
from essaim.registry.facts import read_facts as read_registry_facts

DATA = Path(__file__).parent / "data"
REGISTRY = DATA / "registry"
EXAMPLE = "forum-exemple"
LOADERS = {"sources": load_sources, "organisations": load_organisations, "people": load_people, "claims": load_claims}
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


def demo_slugs() -> list[str]:
    """Real editions by name, the fictional one last. A file is called as its edition's slug."""
    return [*sorted(path.stem for path in DATA.glob("*.yaml")), EXAMPLE]


def real_edition(slug: str) -> EditionFact:
    return read_facts(EditionFact, DATA / f"{slug}.yaml")


def load_demo(
    *, refresh: bool = False, middle: date | None = None, by: Account | None = None, progress: Progress = silent
) -> list[Outcome]:
    """Load what is not there yet. With `refresh`, editions already there get the files' words again; what people added stays.

    Needs the registry's territories and goals. Each edition is one transaction: an error in one leaves those before it.
    `middle` becomes the second day of the fictional edition.
    """
    slugs = demo_slugs()
    there = dict(Edition.objects.filter(slug__in=slugs).annotate(n_sessions=Count("sessions")).values_list("slug", "n_sessions"))
    wanted = [slug for slug in slugs if refresh or slug not in there]
    kept = [Outcome(slug, State.KEPT, there[slug], 0.0) for slug in slugs if slug not in wanted]
    return kept + write_wanted(wanted, set(there), refresh=refresh, middle=middle, by=by, progress=progress) if wanted else kept


def write_wanted(
    wanted: list[str], there: set[str], *, refresh: bool, middle: date | None, by: Account | None, progress: Progress
) -> list[Outcome]:
    progress(0, len(wanted) + 1, "registry")
    company, example = example_edition(middle) if EXAMPLE in wanted else (None, None)
    load_registry(company, existing=Existing.UPDATE if refresh else Existing.KEEP, by=by)
    editions = [example if example and slug == EXAMPLE else real_edition(slug) for slug in wanted]
    known = registry_known({name for edition in editions for name in territories_of(edition)})
    outcomes = []
    for number, edition in enumerate(editions, start=1):
        progress(number, len(wanted) + 1, edition.slug)
        started = perf_counter()
        write_edition(edition, known, by)
        state = State.REFRESHED if edition.slug in there else State.MADE
        outcomes.append(Outcome(edition.slug, state, len(edition.sessions), perf_counter() - started))
    return outcomes


def load_registry(company: Company | None, *, existing: Existing, by: Account | None) -> None:
    """The facts the registry ships, those only sessions of these editions name, and the fictional cast."""
    load_shipped_facts(existing=existing, by=by)
    for name, load in LOADERS.items():
        load(read_registry_facts(REGISTRY / f"{name}.yaml"), file=f"demo/{name}.yaml", existing=existing, by=by)
    if company:
        write_company(company)


def territories_of(edition: EditionFact) -> Iterable[str]:
    if edition.territory:
        yield edition.territory
    for session in edition.sessions:
        yield from (person.country for person in session.people if person.country)
