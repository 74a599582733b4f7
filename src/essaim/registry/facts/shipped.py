"""The registry's own facts, beside the code in data/: territories, goals, sources, places, organisations and people."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from essaim.desk.models import Account
from essaim.registry.actions.framework import load_sdgs
from essaim.registry.actions.territory import COG_TABLE, Progress, load_territories, silent
from essaim.registry.facts.entry import read_facts
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.facts.organisations import load_organisations
from essaim.registry.facts.people import load_people
from essaim.registry.facts.places import load_places
from essaim.registry.facts.sources import load_sources
from essaim.registry.models import Goal, Territory
from essaim.registry.sources import cog

FOLDER = Path(__file__).resolve().parents[1] / "data" / "facts"
LOADERS = {"sources": load_sources, "places": load_places, "organisations": load_organisations, "people": load_people}
"""In the order in which they refer to each other."""


@dataclass(frozen=True, slots=True)
class Counts:
    made: int
    changed: int
    same: int


def load_ground(*, by: Account | None = None, progress: Progress = silent, is_forced: bool = False) -> Mapping[str, Counts]:
    """Territories and the SDGs; where they stand already, two statements see it and nothing is read."""
    counts = {}
    if is_forced or not has_territories():
        territories = load_territories(by=by, progress=progress)
        counts["territories"] = Counts(territories.made, territories.changed, territories.same)
    if is_forced or not Goal.objects.filter(framework__code="sdg").exists():
        goals = load_sdgs(by=by)
        counts["goals"] = Counts(goals.made, goals.changed, goals.same)
    return counts


def has_territories() -> bool:
    """Is every place of the vintage we ship there? One statement."""
    _, places, _ = cog.read_size(COG_TABLE)
    return Territory.objects.filter(scheme=Territory.Scheme.COG).count() >= places


@transaction.atomic
def load_shipped_facts(*, by: Account | None = None, existing: Existing = Existing.KEEP, folder: Path = FOLDER) -> Mapping[str, Loaded]:
    """Sources, places, organisations and people of the fact files: all, or with a FactError none. Needs the ground.

    What the team has changed since stays, unless `existing` says update.
    """
    return {
        name: load(read_facts(folder / f"{name}.yaml"), file=f"{name}.yaml", by=by, existing=existing) for name, load in LOADERS.items()
    }
