"""The Sustainable Development Goals: goals, targets and indicators in three languages, as one plain table."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from essaim.registry.errors import RegistryError

LANGUAGES = ("en", "fr", "es")
COLUMNS = ("kind", "code", "parent", *(f"{part}_{language}" for part in ("name", "statement") for language in LANGUAGES))

CORRECTED: dict[tuple[str, str], str] = {
    ("7", "fr"): "Énergie propre et d'un coût abordable",
    ("8", "fr"): "Travail décent et croissance économique",
    ("16", "es"): "Paz, justicia e instituciones sólidas",
}
"""Short names that are slips in the files we read, as SOURCES.md says: (goal, language) → the name the United Nations give."""


@dataclass(frozen=True, slots=True)
class Item:
    kind: str
    """goal, target or indicator."""
    code: str
    parent: str
    """`kind:code` of the item it is under, or empty."""
    name: Mapping[str, str]
    """Short, for goals only."""
    statement: Mapping[str, str]


def read_framework(folder: Path) -> Iterator[Item]:
    """From the three files goals_, targets_ and indicators_en_fr_es.csv; goals first, then targets, then indicators."""
    for row in table(folder / "goals_en_fr_es.csv"):
        names, statements = ({language: row[f"{language}_{part}"] for language in LANGUAGES} for part in ("short", "title"))
        corrected = {language: CORRECTED.get((row["goal"], language), name) for language, name in names.items()}
        yield Item("goal", row["goal"], "", corrected, statements)
    for row in table(folder / "targets_en_fr_es.csv"):
        yield Item("target", row["target"], f"goal:{row['goal']}", {}, {language: row[language] for language in LANGUAGES})
    for row in table(folder / "indicators_en_fr_es.csv"):
        yield Item("indicator", row["indicator"], f"target:{row['target']}", {}, {language: row[language] for language in LANGUAGES})


def write_items(items: Iterable[Item], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for item in items:
            texts = [each.get(language, "") for each in (item.name, item.statement) for language in LANGUAGES]
            writer.writerow((item.kind, item.code, item.parent, *texts))


def read_items(path: Path) -> list[Item]:
    return [
        Item(
            row["kind"],
            row["code"],
            row["parent"],
            {language: row[f"name_{language}"] for language in LANGUAGES if row[f"name_{language}"]},
            {language: row[f"statement_{language}"] for language in LANGUAGES if row[f"statement_{language}"]},
        )
        for row in table(path, COLUMNS)
    ]


def table(path: Path, columns: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise RegistryError("no_such_file", value=str(path))
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise RegistryError("missing_columns", value=path.name, columns=", ".join(sorted(missing)))
        yield from reader
