"""`essaim registry`: territories, goals and the facts we ship."""

from pathlib import Path

import click

from essaim.cli.console import RefusedError, out, progress, set_up_django

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def registry() -> None:
    """Who and where: territories, goals, and the organisations and people our demo editions name."""


@registry.command()
@click.option("--facts/--no-facts", default=False, help="Also the organisations, people and sources of our fact files.")
@click.option("--refresh", is_flag=True, help="Read everything again and take over what differs.")
def load(facts: bool, refresh: bool) -> None:
    """Load countries, their subdivisions, all of France's territories and the SDGs. Loading again is an update, not a copy."""
    set_up_django()
    from essaim.registry.errors import RegistryError
    from essaim.registry.facts import Existing, load_ground, load_shipped_facts
    from essaim.registry.sentences import sentence

    try:
        with progress("territories") as report:
            ground = load_ground(progress=report, is_forced=refresh)
        for name, counts in ground.items():
            out.print(f"{name}: {counts.made} made, {counts.changed} changed, {counts.same} as they were")
        if not ground:
            out.print("Territories and goals are loaded already (--refresh reads them again).")
        loaded = load_shipped_facts(existing=Existing.UPDATE if refresh else Existing.KEEP) if facts else {}
    except RegistryError as error:
        raise RefusedError(sentence(error)) from error
    for name, facts_loaded in loaded.items():
        out.print(f"{name}: {len(facts_loaded.made)} made, {len(facts_loaded.changed)} changed, {len(facts_loaded.same)} as they were")


@registry.command()
@click.argument("folder", type=FOLDER)
@click.argument("table", type=FILE)
@click.option("--vintage", required=True, help="Its name, as “COG 2026”.")
def pack_cog(folder: Path, table: Path, vintage: str) -> None:
    """Make our table of French territories from Etalab's JSON files (npm: @etalab/decoupage-administratif)."""
    set_up_django()
    from essaim.registry.errors import RegistryError
    from essaim.registry.sentences import sentence
    from essaim.registry.sources import cog

    try:
        found = cog.read_etalab(folder, vintage)
    except RegistryError as error:
        raise RefusedError(sentence(error)) from error
    cog.write_table(found, table)
    out.print(f"{table}: {len(found.places)} places, {len(found.former)} codes that lead to them, {table.stat().st_size // 1024} kB")


@registry.command()
@click.argument("folder", type=FOLDER)
@click.argument("table", type=FILE)
def pack_goals(folder: Path, table: Path) -> None:
    """Make our table of the SDGs from goals_, targets_ and indicators_en_fr_es.csv."""
    set_up_django()
    from essaim.registry.errors import RegistryError
    from essaim.registry.sentences import sentence
    from essaim.registry.sources import sdg

    try:
        items = list(sdg.read_framework(folder))
    except RegistryError as error:
        raise RefusedError(sentence(error)) from error
    sdg.write_items(items, table)
    out.print(f"{table}: {len(items)} goals, targets and indicators")
