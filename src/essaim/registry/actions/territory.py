"""Every territory we ship: countries and subdivisions (ISO 3166), regions to municipalities of France (COG)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from django.db import transaction
from i18nfield.strings import LazyI18nString

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.actions.merge import absorb
from essaim.registry.actions.source import save_source
from essaim.registry.errors import RegistryError
from essaim.registry.models import FormerCode, Source, Territory
from essaim.registry.sources import cog, iso

COG_TABLE = Path(__file__).resolve().parents[1] / "data" / "cog2026.tsv.gz"
ISO, COG = Territory.Scheme.ISO, Territory.Scheme.COG
Level = Territory.Level
Key: TypeAlias = tuple[str, str, str]
"""Scheme, level, code."""
FRANCE: Key = (ISO, Level.COUNTRY, "FR")
BATCH = 1000
CHANGING = ("name", "parent", "intermunicipal", "population", "source")


Progress: TypeAlias = Callable[[int, int, str], None]
"""Hears how much is done, of how much, and what."""


def silent(done: int, total: int, what: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Row:
    key: Key
    name: LazyI18nString
    parent: Key | None = None
    intermunicipal: Key | None = None
    population: int | None = None


@dataclass(slots=True)
class TerritoriesLoaded:
    made: int = 0
    changed: int = 0
    same: int = 0
    former: int = 0
    absorbed: list[str] = field(default_factory=list)
    """Municipalities we had that this vintage leads elsewhere: what hung on them has moved."""
    orphaned: list[str] = field(default_factory=list)
    """French territories we have that this vintage knows nothing of: left as they are."""


@transaction.atomic
def load_territories(*, by: Account | None = None, progress: Progress = silent, table: Path = COG_TABLE) -> TerritoriesLoaded:
    """All of them, or none when it fails; loading again writes only what differs. Around 41,000 rows, a few seconds.

    `progress` hears of each batch; nothing is written to the journal but one entry a source.
    """
    loaded = TerritoriesLoaded()
    french = cog.read_table(table)
    sources = save_sources(french.vintage, by)
    known = Known.read()
    rows = [*country_rows(), *subdivision_rows(), *french_rows(french)]
    done = 0
    for (level, _), wave in groupby(rows, key=wave_of):
        for batch in batches(list(wave)):
            save_batch(batch, known, sources, loaded)
            done += len(batch)
            progress(done, len(rows), level)
    loaded.former = save_former(former_rows(french, known))
    retire(french, known, loaded, by)
    if loaded.made or loaded.changed or loaded.former:
        counts = {"made": loaded.made, "changed": loaded.changed, "former": loaded.former}
        journal.record(by=by, action="load_territories", thing=sources[COG], after={**counts, "vintage": french.vintage})
    return loaded


def save_sources(vintage: str, by: Account | None) -> dict[str, Source]:
    french, _ = save_source(
        code="insee-cog",
        by=by,
        title=f"Code officiel géographique ({vintage})",
        publisher="INSEE, DGCL, Etalab",
        url="https://www.insee.fr/fr/information/2560452",
        licence="Licence Ouverte 2.0",
    )
    world, _ = save_source(
        code="iso-3166",
        by=by,
        title="ISO 3166-1, ISO 3166-2 (iso-codes, pycountry; names: Unicode CLDR)",
        publisher="ISO, Debian iso-codes",
        url="https://www.iso.org/iso-3166-country-codes.html",
        licence="LGPL-2.1 (pycountry), Unicode License (CLDR)",
    )
    return {COG: french, ISO: world}


# --- what we ship, as rows ----------------------------------------------------------------------


def country_rows() -> list[Row]:
    return [Row((ISO, Level.COUNTRY, each.code), LazyI18nString(dict(each.names))) for each in iso.countries()]


def subdivision_rows() -> list[Row]:
    return [
        Row(
            (ISO, Level.SUBDIVISION, each.code),
            LazyI18nString(dict(each.names)),
            (ISO, Level.SUBDIVISION, each.parent) if each.parent else (ISO, Level.COUNTRY, each.country),
        )
        for each in iso.subdivisions()
    ]


def french_rows(french: cog.Cog) -> Iterable[Row]:
    for place in french.places:
        level, _, code = place.parent.partition(":")
        parent = FRANCE if place.parent == cog.FRANCE else (COG, level, code)
        intermunicipal = (COG, Level.INTERMUNICIPAL, place.intermunicipal) if place.intermunicipal else None
        yield Row((COG, place.level, place.code), LazyI18nString({"fr": place.name}), parent, intermunicipal, place.population)


def wave_of(row: Row) -> tuple[str, bool]:
    """Rows of a wave hang on earlier waves only."""
    return row.key[1], bool(row.parent and row.parent[1] == Level.SUBDIVISION)


def batches(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


# --- what the database holds --------------------------------------------------------------------


@dataclass(slots=True)
class Known:
    """Territories by key: their row, and what was found of each."""

    rows: dict[Key, Territory]

    @classmethod
    def read(cls) -> "Known":
        found = Territory.objects.filter(scheme__in=(ISO, COG))
        return cls({(each.scheme, each.level, each.code): each for each in found})

    def of(self, key: Key) -> Territory:
        if key not in self.rows:
            raise RegistryError("unknown_territory", value="/".join(key))
        return self.rows[key]

    def pk(self, key: Key | None) -> int | None:
        return self.of(key).pk if key else None


def save_batch(batch: Sequence[Row], known: Known, sources: dict[str, Source], loaded: TerritoriesLoaded) -> None:
    new: list[Territory] = []
    changed: list[Territory] = []
    for row in batch:
        scheme, level, code = row.key
        former = known.rows.get(row.key)
        territory = former or Territory(scheme=scheme, level=level, code=code)
        facts = (row.name, known.pk(row.parent), known.pk(row.intermunicipal), row.population, sources[scheme].pk)
        if former and facts == (former.name, former.parent_id, former.intermunicipal_id, former.population, former.source_id):
            loaded.same += 1
            continue
        territory.name, territory.parent_id, territory.intermunicipal_id, territory.population, territory.source_id = facts
        (changed if former else new).append(territory)
        known.rows[row.key] = territory
    Territory.objects.bulk_create(new)
    Territory.objects.bulk_update(changed, CHANGING, batch_size=100)
    loaded.made += len(new)
    loaded.changed += len(changed)


def former_rows(french: cog.Cog, known: Known) -> list[FormerCode]:
    """Codes that lead to a territory: former ones of the COG, and other codes ISO has for it."""
    found = [other_code(Level.COUNTRY, each.code3, known.rows[ISO, Level.COUNTRY, each.code], "alpha-3") for each in iso.countries()]
    for code, (level, current) in iso.french_codes().items():
        if territory := known.rows.get((COG, level, current)):
            found.append(other_code(Level.SUBDIVISION, code, territory, "iso-3166-2"))
    for each in french.former:
        territory = known.of((COG, Level.MUNICIPALITY, each.current))
        found.append(
            FormerCode(scheme=COG, level=Level.MUNICIPALITY, code=each.code, name=each.name, reason=each.reason, territory=territory)
        )
    return found


def other_code(level: str, code: str, territory: Territory, reason: str) -> FormerCode:
    return FormerCode(scheme=ISO, level=level, code=code, reason=reason, territory=territory)


def save_former(rows: Sequence[FormerCode]) -> int:
    """Adds and removes what differs; how many that were."""
    known = {facts_of(each): each.pk for each in FormerCode.objects.filter(scheme__in=(ISO, COG))}
    wanted = {facts_of(each): each for each in rows}
    gone = [pk for facts, pk in known.items() if facts not in wanted]
    new = [each for facts, each in wanted.items() if facts not in known]
    for start in range(0, len(gone), BATCH // 2):
        FormerCode.objects.filter(pk__in=gone[start : start + BATCH // 2]).delete()
    FormerCode.objects.bulk_create(new)
    return len(gone) + len(new)


def facts_of(row: FormerCode) -> tuple[str | int, ...]:
    return row.scheme, row.level, row.code, row.name, row.reason, row.territory_id


def retire(french: cog.Cog, known: Known, loaded: TerritoriesLoaded, by: Account | None) -> None:
    """A municipality that is no longer one becomes part of the one its code leads to: organisations, editions and all that hang on it move."""
    current = {(COG, place.level, place.code) for place in french.places}
    leads = {each.code: each.current for each in french.former}
    for key in sorted(key for key in known.rows if key[0] == COG and key not in current):
        code = leads.get(key[2]) if key[1] == Level.MUNICIPALITY else None
        if code:
            absorb(kept=known.rows[COG, Level.MUNICIPALITY, code], given_up=known.rows[key], by=by, action="absorb_territory")
            loaded.absorbed.append(key[2])
        else:
            loaded.orphaned.append("/".join(key))
