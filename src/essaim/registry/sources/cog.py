"""The French official geographic code: read from Etalab's JSON files, kept as one small table.

The table is gzip'd TSV. Its first line names the vintage; then `level code name parent intermunicipal population` a place, where
`parent` is `level:code`, and `= code name reason current` a code that leads to a current municipality.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from essaim.registry.errors import RegistryError

REGION, DEPARTMENT, EPCI, MUNICIPALITY = "region", "department", "epci", "municipality"
FRANCE = "country:FR"
CURRENT = "commune-actuelle"


@dataclass(frozen=True, slots=True)
class Place:
    level: str
    code: str
    name: str
    parent: str
    """`level:code`, the country being country:FR."""
    intermunicipal: str = ""
    """The code of the EPCI a municipality belongs to."""
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Former:
    code: str
    name: str
    reason: str
    current: str


@dataclass(frozen=True, slots=True)
class Cog:
    vintage: str
    places: tuple[Place, ...]
    """Parents before children."""
    former: tuple[Former, ...]


def read_etalab(folder: Path, vintage: str) -> Cog:
    """From @etalab/decoupage-administratif: regions, departements, epci and communes, as JSON. Populations above the municipality are
    sums: the file's own figures for an EPCI are of an older year than its municipalities'.
    """
    communes = records(folder, "communes")
    current = [row for row in communes if row["type"] == CURRENT]
    home = {code: str(row["code"]) for row in records(folder, "epci") for code in members(row)}
    municipalities = [municipality(row, home) for row in current]
    people, inside = totals(current), defaultdict(list)
    for row in current:
        inside[home.get(text(row, "code"), "")].append(row)
    places = [
        *(
            Place(REGION, text(row, "code"), text(row, "nom"), FRANCE, population=people.get((REGION, text(row, "code"))))
            for row in records(folder, "regions")
        ),
        *(department(row, people) for row in records(folder, "departements")),
        *(epci(row, inside[text(row, "code")]) for row in records(folder, "epci")),
        *municipalities,
    ]
    return Cog(vintage, tuple(places), tuple(sorted(former_codes(communes), key=lambda each: each.code)))


def records(folder: Path, name: str) -> list[Mapping[str, object]]:
    path = folder / f"{name}.json"
    if not path.is_file():
        raise RegistryError("no_such_file", value=str(path))
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, list) or not all(isinstance(row, dict) and isinstance(row.get("code"), str) for row in data):
        raise RegistryError("not_cog", value=str(path))
    return data


def text(row: Mapping[str, object], field: str) -> str:
    value = row.get(field)
    if not isinstance(value, str):
        raise RegistryError("not_cog", value=f"{row.get('code')}: {field} {value!r}")
    return value


def members(row: Mapping[str, object]) -> list[str]:
    found = row.get("membres")
    return [text(member, "code") for member in found if isinstance(member, dict)] if isinstance(found, list) else []


def number(row: Mapping[str, object], field: str) -> int | None:
    value = row.get(field)
    return value if isinstance(value, int) else None


def municipality(row: Mapping[str, object], home: Mapping[str, str]) -> Place:
    code = text(row, "code")
    parent = f"{DEPARTMENT}:{text(row, 'departement')}"
    return Place(MUNICIPALITY, code, text(row, "nom"), parent, home.get(code, ""), number(row, "population"))


def department(row: Mapping[str, object], people: Mapping[tuple[str, str], int]) -> Place:
    code = text(row, "code")
    return Place(DEPARTMENT, code, text(row, "nom"), f"{REGION}:{text(row, 'region')}", population=people.get((DEPARTMENT, code)))


def epci(row: Mapping[str, object], mine: Sequence[Mapping[str, object]]) -> Place:
    """Under the département all its members are in, else the region, else the country."""
    departments, regions = {text(each, "departement") for each in mine}, {text(each, "region") for each in mine}
    parent = FRANCE
    if len(departments) == 1:
        parent = f"{DEPARTMENT}:{departments.pop()}"
    elif len(regions) == 1:
        parent = f"{REGION}:{regions.pop()}"
    return Place(
        EPCI, text(row, "code"), text(row, "nom"), parent, population=sum(number(each, "population") or 0 for each in mine) or None
    )


def totals(current: Iterable[Mapping[str, object]]) -> Mapping[tuple[str, str], int]:
    people: Counter[tuple[str, str]] = Counter()
    for row in current:
        for level, field in ((REGION, "region"), (DEPARTMENT, "departement")):
            people[level, text(row, field)] += number(row, "population") or 0
    return {key: total for key, total in people.items() if total}


def former_codes(communes: Iterable[Mapping[str, object]]) -> list[Former]:
    """Delegated and associated communes, municipal districts, and codes that were given up. A code may lead to two municipalities."""
    rows, found = list(communes), {}
    parts = defaultdict(list)
    for row in rows:
        if row["type"] != CURRENT:
            parts[text(row, "code")].append(row)
            current = text(row, "commune" if row["type"] == "arrondissement-municipal" else "chefLieu")
            found[text(row, "code"), current] = Former(text(row, "code"), text(row, "nom"), text(row, "type"), current)
    for row in rows:
        codes = row.get("anciensCodes")
        for code in codes if isinstance(codes, list) else []:
            if (code, row["code"]) not in found:
                found[code, text(row, "code")] = Former(
                    code, next((text(p, "nom") for p in parts[code]), ""), "ancien-code", text(row, "code")
                )
    return list(found.values())


def write_table(cog: Cog, path: Path) -> None:
    """The same bytes for the same content."""
    lines = [f"# {cog.vintage}\t{len(cog.places)}\t{len(cog.former)}"]
    for place in cog.places:
        population = "" if place.population is None else str(place.population)
        lines.append(f"{place.level}\t{place.code}\t{place.name}\t{place.parent}\t{place.intermunicipal}\t{population}")
    lines += [f"=\t{each.code}\t{each.name}\t{each.reason}\t{each.current}" for each in cog.former]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


def read_table(path: Path) -> Cog:
    with gzip.open(path, "rt", encoding="utf-8") as table:
        vintage = header(table.readline(), path)[0]
        places, former = [], []
        for line in table:
            cells = line.rstrip("\n").split("\t")
            if cells[0] == "=":
                former.append(Former(*cells[1:]))
            else:
                level, code, name, parent, intermunicipal, population = cells
                places.append(Place(level, code, name, parent, intermunicipal, int(population) if population else None))
    return Cog(vintage, tuple(places), tuple(former))


def read_size(path: Path) -> tuple[str, int, int]:
    """Vintage, number of places and of former codes: the first line alone."""
    with gzip.open(path, "rt", encoding="utf-8") as table:
        return header(table.readline(), path)


def header(line: str, path: Path) -> tuple[str, int, int]:
    cells = line.removeprefix("# ").split("\t")
    if not line.startswith("# ") or len(cells) != 3:
        raise RegistryError("not_cog", value=str(path))
    return cells[0], int(cells[1]), int(cells[2])
