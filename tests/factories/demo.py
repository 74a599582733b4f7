"""A loaded demo without France's 40,000 territories: those that our facts name, and the goals."""

import re
from functools import cache
from pathlib import Path

import pycountry

from essaim.forum.demo import load
from essaim.registry.actions.framework import load_sdgs
from essaim.registry.facts import shipped
from essaim.registry.models import Territory

NAME = re.compile(r"(iso-3166|fr-cog)/(country|subdivision|region|department|epci|municipality)/([\w-]+)")


@cache
def territories_named() -> frozenset[tuple[str, str, str]]:
    files = [*Path(shipped.FOLDER).glob("*.yaml"), *load.DATA.rglob("*.yaml")]
    named = {match.groups() for file in files for match in NAME.finditer(file.read_text(encoding="utf-8"))}
    return frozenset(named | {("iso-3166", "country", country.alpha_2) for country in pycountry.countries})


def make_ground() -> None:
    """Territories are called by their code: tests of names belong to the registry."""
    Territory.objects.bulk_create(
        [Territory(scheme=scheme, level=level, code=code, name=code) for scheme, level, code in sorted(territories_named())],
        ignore_conflicts=True,
    )
    load_sdgs()


def load_whole_demo() -> list[load.Outcome]:
    make_ground()
    return load.load_demo()
