"""Fact files: typed YAML about sources, places, organisations, people and published figures, loaded again without copies.

    load_sources(read_facts(folder / "sources.yaml"), file="sources.yaml")

Every loader is one transaction, knows its rows again by slug or code, and raises FactError(where="file:entry:field").
Load in this order: sources, places, organisations, people, claims. Or all we ship: load_ground(), then load_shipped_facts().
"""

from essaim.registry.facts.claims import Resolve, load_claims
from essaim.registry.facts.entry import Facts, read_facts
from essaim.registry.facts.loaded import Existing, Loaded
from essaim.registry.facts.organisations import load_organisations
from essaim.registry.facts.people import load_people
from essaim.registry.facts.places import load_places
from essaim.registry.facts.shipped import load_ground, load_shipped_facts
from essaim.registry.facts.sources import load_sources

__all__ = [
    "Existing",
    "Facts",
    "Loaded",
    "Resolve",
    "load_claims",
    "load_ground",
    "load_organisations",
    "load_people",
    "load_places",
    "load_shipped_facts",
    "load_sources",
    "read_facts",
]
