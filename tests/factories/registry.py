"""Makers of registry rows that a forum does not need; people, organisations and sources are made as for the forum."""

from datetime import date
from itertools import count
from pathlib import Path

from essaim.registry.models import Affiliation, Claim, Framework, Goal, Membership, Organisation, Person, Source, Territory
from essaim.registry.sources.cog import FRANCE, Cog, Former, Place, write_table
from tests.factories.forum import Text, make_account, make_grant, make_organisation, make_person, make_source, make_territory, text

__all__ = ["make_account", "make_grant", "make_organisation", "make_person", "make_source", "make_territory", "text"]
_numbers = count(1)

SMALL_COG = Cog(
    vintage="COG test",
    places=(
        Place("region", "75", "Nouvelle-Aquitaine", FRANCE, population=6_000_000),
        Place("region", "11", "Île-de-France", FRANCE),
        Place("department", "79", "Deux-Sèvres", "region:75"),
        Place("department", "75", "Paris", "region:11"),
        Place("epci", "200041317", "CA du Niortais", "department:79"),
        Place("municipality", "79191", "Niort", "department:79", "200041317", 59_854),
        Place("municipality", "79081", "Chauray", "department:79", "200041317", 7_000),
        Place("municipality", "75056", "Paris", "department:75"),
    ),
    former=(
        Former("79248", "", "ancien-code", "79191"),
        Former("75111", "Paris 11e Arrondissement", "arrondissement-municipal", "75056"),
    ),
)


def write_cog(folder: Path, cog: Cog = SMALL_COG) -> Path:
    path = folder / "cog.tsv.gz"
    write_table(cog, path)
    return path


def make_affiliation(
    person: Person, organisation: Organisation, *, role: Text = "rôle", source: Source | None = None, is_own_statement: bool = False
) -> Affiliation:
    return Affiliation.objects.create(
        person=person, organisation=organisation, role=text(role), source=source, is_own_statement=is_own_statement
    )


def make_membership(member: Organisation, network: Organisation, *, start: date | None = None) -> Membership:
    return Membership.objects.create(member=member, network=network, start=start)


def make_figure(
    thing: Organisation | Person | Territory, value: int | None = 60, *, measure: str = "members", said_by: str = "RTES", **facts: object
) -> Claim:
    """A claim about a thing of the registry."""
    return Claim.objects.create(kind=thing._meta.label_lower, key=str(thing.pk), measure=measure, value=value, said_by=said_by, **facts)


def make_framework(code: str = "", name: Text = "Cadre") -> Framework:
    return Framework.objects.create(code=code or f"cadre-{next(_numbers)}", name=text(name))


def make_goal(framework: Framework, code: str = "", *, kind: str = Goal.Kind.GOAL, parent: Goal | None = None) -> Goal:
    number = next(_numbers)
    return Goal.objects.create(
        framework=framework, kind=kind, code=code or str(number), parent=parent, place=number, name=text(f"But {number}")
    )
