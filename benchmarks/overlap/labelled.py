"""The labelled set as offers."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from essaim.call.overlap import Named, Offer, Text

PAIRS = Path(__file__).resolve().parents[2] / "tests" / "data" / "overlap" / "pairs.yaml"
Split = Literal["dev", "held_out"]
MAIN = ("fr-fr", "en-en", "es-es", "fr-en", "fr-es", "en-es")


@dataclass(frozen=True, slots=True)
class Pair:
    name: str
    languages: str
    """"fr-en"; what is not among the three main languages' pairs is "other"."""
    is_overlap: bool
    one: Offer
    other: Offer


def read_pairs(split: Split) -> list[Pair]:
    rows = [row for row in yaml.safe_load(PAIRS.read_text()) if row["split"] == split]
    return [pair_of(row, number) for number, row in enumerate(rows)]


def pair_of(row: dict[str, Any], number: int) -> Pair:
    languages = row["id"][:5]
    return Pair(
        row["id"],
        languages if languages in MAIN else "other",
        row["overlap"],
        offer_of(row["a"], 2 * number),
        offer_of(row["b"], 2 * number + 1),
    )


def offer_of(side: dict[str, Any], key: int) -> Offer:
    texts = tuple(Text(code, *words) for code, words in side.items() if code not in ("orgs", "partners", "at", "goals"))
    return Offer(
        key,
        texts,
        organisations=named(side.get("orgs", ())),
        partners=named(side.get("partners", ())),
        territories=named(side.get("at", ())),
        goals=frozenset(side.get("goals", ())),
    )


def named(names: list[str]) -> tuple[Named, ...]:
    return tuple(Named(plain(name), name) for name in names)


def plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(sign for sign in parts if not unicodedata.combining(sign))))
