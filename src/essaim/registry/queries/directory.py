"""People, organisations and places by what somebody types: accents, capitals and known spellings do not matter; slips are forgiven."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max
from rapidfuzz import fuzz, process

from essaim.desk import journal
from essaim.kit.languages import spoken
from essaim.registry.models import Organisation, OrganisationName, Person, PersonName, Territory
from essaim.registry.names import folded, spellings

NEAR_ENOUGH = 84
"""Of 100: "Rachid Abidi" and "Rachid Abibi" have 91."""


@dataclass(frozen=True, slots=True)
class Listed:
    pk: int
    label: str
    """What is shown, and understood when typed again."""
    about: str = ""


def lightly(name: str) -> str:
    """Like `folded`, ten times as fast, for the many thousands of places: their names hold no initials."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("œ", "oe").replace("æ", "ae")
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).translate(GAPS).split())


GAPS = str.maketrans(dict.fromkeys("-'’()/,.", " "))


class Directory:
    """One kind of thing, in memory. Cheap to ask, made anew when its key changes."""

    def __init__(self, entries: Iterable[tuple[Listed, Sequence[str]]], fold: Callable[[str], str] = folded) -> None:
        self.fold = fold
        self.by_label: dict[str, Listed] = {}
        self.by_name: dict[str, list[Listed]] = defaultdict(list)
        for listed, names in entries:
            self.by_label[listed.label.casefold()] = listed
            for name in {fold(name): None for name in names}:
                self.by_name[name].append(listed)

    def named(self, text: str) -> list[Listed]:
        """Those called exactly so; one when the label was typed whole."""
        whole = self.by_label.get(" ".join(text.split()).casefold())
        return [whole] if whole else list(dict.fromkeys(self.by_name.get(self.fold(text), [])))

    def near(self, text: str, limit: int = 5) -> list[Listed]:
        """Those called almost so, the nearest first."""
        found = process.extract(self.fold(text), self.by_name.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_ENOUGH, limit=limit)
        return list(dict.fromkeys(listed for name, _, _ in found for listed in self.by_name[name]))[:limit]

    def beginning(self, text: str, limit: int = 10) -> list[Listed]:
        """Those with words that begin as the words typed; short names first."""
        words = self.fold(text).split()
        if not words:
            return []
        found = [(len(name), name) for name in self.by_name if begins(name, words)]
        return list(dict.fromkeys(listed for _, name in sorted(found) for listed in self.by_name[name]))[:limit]


def begins(name: str, words: Sequence[str]) -> bool:
    parts = name.split()
    return all(any(part.startswith(word) for part in parts) for word in words)


_kept: dict[tuple[str, str], tuple[object, Directory]] = {}


def kept(name: str, reader: str, key: object, make: Callable[[], Directory]) -> Directory:
    held = _kept.get((name, reader))
    if held is None or held[0] != key:
        held = _kept[name, reader] = (key, make())
    return held[1]


def stand_of(model: type[models.Model]) -> tuple[object, ...]:
    """Changes when the journal says so, and when rows were loaded without it."""
    return (journal.revision(), *model._base_manager.aggregate(Count("pk"), Max("pk")).values())


def people_directory(reader: str) -> Directory:
    """Two statements to see that nothing changed, four when something did."""

    def make() -> Directory:
        names = list(Person.objects.values_list("pk", "name", "slug"))
        return Directory(labelled(names, others_of(PersonName, "person_id")))

    return kept("people", "", stand_of(Person), make)


def organisations_directory(reader: str) -> Directory:
    """One statement to see that nothing changed, three when something did."""

    def make() -> Directory:
        others = others_of(OrganisationName, "organisation_id")
        rows = []
        for pk, name, acronym, slug in Organisation.objects.values_list("pk", "name", "acronym", "slug"):
            others[pk] += [*spellings(name), *([acronym] if acronym else [])]
            rows.append((pk, spoken(name, reader).text or acronym, slug))
        return Directory(labelled(rows, others))

    return kept("organisations", reader, stand_of(Organisation), make)


def territories_directory(reader: str, level: str = "") -> Directory:
    """Labelled with their code, since many places share a name. One statement, two when territories were loaded since."""
    rows = Territory.objects.filter(level=level) if level else Territory.objects.all()

    def make() -> Directory:
        return Directory(
            (
                (Listed(pk, place_label(name, code, level, reader)), [*spellings(name), code if level else f"{name} {code}"])
                for pk, name, code in rows.order_by("pk").values_list("pk", "name", "code")
            ),
            lightly,
        )

    return kept(f"territories {level}", reader, tuple(rows.aggregate(Count("pk"), Max("pk")).values()), make)


def place_label(name: object, code: str, level: str, reader: str) -> str:
    said = spoken(name, reader).text  # type: ignore[arg-type]
    return said if level else f"{said} ({code})"


def others_of(model: type[models.Model], owner: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in model._base_manager.values_list(owner, "name"):
        found[pk].append(name)
    return found


def labelled(rows: Sequence[tuple[int, str, str]], others: dict[int, list[str]]) -> Iterable[tuple[Listed, Sequence[str]]]:
    """Two of the same name are told apart by their address name."""
    count: dict[str, int] = defaultdict(int)
    for _, name, _slug in rows:
        count[name.casefold()] += 1
    for pk, name, slug in rows:
        label = f"{name} [{slug}]" if count[name.casefold()] > 1 else name
        yield Listed(pk, label, slug), [name, *others[pk]]
