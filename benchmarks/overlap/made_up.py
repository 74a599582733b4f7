"""Proposals of a realistic length for timing: sentences of the labelled set thrown together. They mean nothing."""

import random
from typing import Any

import yaml

from benchmarks.overlap.labelled import PAIRS
from essaim.call.overlap import Named, Offer, Text

SENTENCES, LANGUAGES = 5, ("fr", "en", "es")


def made_up(n: int, seed: int = 2027) -> list[Offer]:
    chance = random.Random(seed)
    said: dict[str, list[list[str]]] = {code: [] for code in LANGUAGES}
    for row in yaml.safe_load(PAIRS.read_text()):
        for side in (row["a"], row["b"]):
            for code in LANGUAGES:
                said[code] += [side[code]] if code in side else []
    return [offer(number, said, chance) for number in range(n)]


def offer(number: int, said: dict[str, list[list[str]]], chance: random.Random) -> Offer:
    code: Any = chance.choice(("fr", "fr", "fr", "en", "es"))
    title = chance.choice(said[code])[0]
    body = " ".join(" ".join(chance.choice(said[code])) for _ in range(SENTENCES))
    organisation, place = str(chance.randrange(600)), str(chance.randrange(100))
    return Offer(
        number,
        (Text(code, title, body),),
        organisations=(Named(f"o{organisation}", f"Organisation {organisation}"),),
        territories=(Named(f"t{place}", f"Place {place}"), Named("fr", "France")),
        goals=frozenset(str(chance.randrange(1, 18)) for _ in range(2)),
    )
