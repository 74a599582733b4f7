"""The field of grains on a first page: one grain for each thing counted, drawn the same every time. Pure: a number in, SVG out."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, sin, sqrt
from random import Random
from typing import TypeAlias

WIDTH, HEIGHT = 600, 470
MOST = 1200
"""Grains are data: beyond this many they would merge, and the page shows no field."""
CANDIDATES = 14
"""Each grain takes the roomiest of this many random places (Mitchell's best candidate): even, and no lattice shows."""
SEED = 2019
BANDS = ((0.36, 1.0), (0.7, 1.44), (1.01, 1.84))
"""Up to which part of the way, and how thick a grain is there against the thinnest."""


Place: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Grain:
    x: float
    y: float
    dx: float
    dy: float
    band: int


@dataclass(frozen=True, slots=True)
class Band:
    stroke: str
    path: str


@dataclass(frozen=True, slots=True)
class Swarm:
    """What a template draws: one path a thickness. `count` grains in all."""

    count: int
    width: int
    height: int
    bands: tuple[Band, ...]


@lru_cache(maxsize=64)
def swarm(count: int) -> Swarm:
    """`count` grains moving one way, from a loose tail at the lower left to a close head at the upper right; none above MOST or below 1."""
    shown = count if 0 < count <= MOST else 0
    grains = [grain(place, shown, number) for number, place in enumerate(places(shown))]
    thinnest = thickness(shown)
    bands = (
        Band(f"{thinnest * factor:.1f}", "".join(stroke(one) for one in grains if one.band == number))
        for number, (_, factor) in enumerate(BANDS)
    )
    return Swarm(shown, WIDTH, HEIGHT, tuple(band for band in bands if band.path))


def thickness(count: int) -> float:
    """Few grains are thick, many are thin: the ink on the page stays about the same."""
    return max(2.2, min(9.0, 5.0 * sqrt(161 / max(count, 1))))


def places(count: int) -> list[Place]:
    """Evenly scattered over the swarm: the same for the same count."""
    chance = Random(SEED)  # noqa: S311 a drawing, not a secret
    taken: list[Place] = []
    for _ in range(count):
        offered = [place_at(chance) for _ in range(CANDIDATES)]
        taken.append(max(offered, key=lambda place: room(place, taken)))
    return sorted(taken)


def room(place: Place, taken: list[Place]) -> float:
    """Square of the distance to the nearest grain; closer is fine towards the head, where the swarm is dense."""
    _, x, y = place
    return min(((x - other_x) ** 2 + (y - other_y) ** 2 for _, other_x, other_y in taken), default=0.0)


def place_at(chance: Random) -> Place:
    """A random place of the swarm, its broad part likelier than its tail and head: (part of the way, x, y)."""
    along, across = chance.random(), chance.random() * 2 - 1
    while chance.random() * BROADEST > width_at(along):
        along = chance.random()
    x, y = centre(along)
    side_x, side_y = heading(along)
    breadth = width_at(along) * across
    return along, x - breadth * side_y, y + breadth * side_x


def grain(place: Place, count: int, number: int) -> Grain:
    along, x, y = place
    slope_x, slope_y = heading(along)
    wobble = 0.2 * sin(number * 2.4)
    slope_x, slope_y = slope_x * cos(wobble) - slope_y * sin(wobble), slope_x * sin(wobble) + slope_y * cos(wobble)
    size = thickness(count) * (0.95 + 0.55 * along)
    band = next(number for number, (end, _) in enumerate(BANDS) if along < end)
    return Grain(x, y, slope_x * size, slope_y * size, band)


def centre(along: float) -> tuple[float, float]:
    """The swarm's way: it leaves level and climbs."""
    return 24 + 540 * along, 378 - 60 * along - 290 * along**2.1


def heading(along: float) -> tuple[float, float]:
    """The way's direction there, of length 1."""
    (x, y), (ahead_x, ahead_y) = centre(along), centre(along + 0.01)
    norm = hypot(ahead_x - x, ahead_y - y)
    return (ahead_x - x) / norm, (ahead_y - y) / norm


def width_at(along: float) -> float:
    """Half the swarm's breadth: a loose tail, a broad body, a narrow head."""
    return float(14 + 100 * (1 - along) ** 0.62 * (0.62 + 0.9 * along))


BROADEST = 125


def stroke(one: Grain) -> str:
    return f"M{one.x:.0f} {one.y:.0f}l{one.dx:.1f} {one.dy:.1f}"
