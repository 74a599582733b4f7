"""What the registry holds, looked up by the names the facts use: six statements for a whole load."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from essaim.forum.demo.errors import DemoError
from essaim.registry.models import Goal, Organisation, Person, Source, Territory

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    sources: Mapping[str, Source]
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    territories: Mapping[str, Territory]
    """By "iso-3166/country/FR" and, for countries, by "FR"."""
    goals: Mapping[str, Goal]
    """By "sdg/8", goals and targets."""


def registry_known(territories: set[str]) -> Known:
    """All that editions name; of the many territories, those asked for."""
    return Known(
        sources={row.code: row for row in Source.objects.all()},
        organisations={row.slug: row for row in Organisation.objects.all()},
        people={row.slug: row for row in Person.objects.all()},
        territories=territories_named(territories),
        goals={
            f"{row.framework.code}/{row.code}": row for row in Goal.objects.exclude(kind=Goal.Kind.INDICATOR).select_related("framework")
        },
    )


def territories_named(names: set[str]) -> dict[str, Territory]:
    codes = {name.rsplit("/", 1)[-1] for name in names}
    rows = Territory.objects.filter(code__in=codes)
    found = {f"{row.scheme}/{row.level}/{row.code}": row for row in rows}
    countries = {row.code: row for row in rows if row.scheme == Territory.Scheme.ISO and row.level == Territory.Level.COUNTRY}
    return found | countries


def find(rows: Mapping[str, T], name: str, *, where: str, field: str) -> T:
    if name not in rows:
        near = ", ".join(get_close_matches(name, rows, 3, cutoff=0.5)) or "–"
        raise DemoError(where=where, field=field, value=name, code="not_found", near=near)
    return rows[name]


def find_any(rows: Mapping[str, T], name: str, *, where: str, field: str) -> T | None:
    """None for an empty name: unknown."""
    return find(rows, name, where=where, field=field) if name else None
