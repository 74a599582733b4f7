"""Counting members along dimensions: how many have each value, and of how many nothing is known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from essaim.call.balancing.member import Member


@dataclass(frozen=True, slots=True)
class Tally:
    """One dimension of one path, or of all. A census, so without an interval; the unknown stand apart and are in no share."""

    counts: Mapping[str, int] = field(default_factory=dict)
    """Value → units that have it, the most frequent first. A unit with two values (a session in two languages) counts in both."""
    known: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.known + self.unknown

    def share(self, value: str) -> float | None:
        """Of the known, 0 to 1; None where nothing is known."""
        return self.counts.get(value, 0) / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of a path, or of all."""

    seats: int = 0
    known: int = 0
    """Members whose seats are known."""
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """The whole draft, and each of its paths."""

    members: int
    whole: Mapping[str, Tally]
    """Dimension → tally."""
    paths: Mapping[str, Mapping[str, Tally]]
    """Path → dimension → tally. A member on two paths counts in both, and once in the whole."""
    sizes: Mapping[str, int]
    """Path → members."""
    seats: Seats
    path_seats: Mapping[str, Seats]


def balance(members: Iterable[Member], dimensions: Sequence[str], paths: Sequence[str] = ()) -> Balance:
    """Tables of the draft. `paths` are listed even where they have no member; "" stands for members on no path, when there are any.

    >>> one = Member(key="1", paths=frozenset("A"), units={"gender": (frozenset({"woman"}), frozenset())})
    >>> balance([one], ["gender"]).whole["gender"]
    Tally(counts={'woman': 1}, known=1, unknown=1)
    """
    held = list(members)
    groups: dict[str, list[Member]] = {path: [] for path in paths}
    for member in held:
        for path in member.paths or {""}:
            groups.setdefault(path, []).append(member)
    ordered = {path: groups[path] for path in (*paths, *sorted(groups.keys() - set(paths)))}
    return Balance(
        members=len(held),
        whole={dimension: tally(held, dimension) for dimension in dimensions},
        paths={path: {dimension: tally(group, dimension) for dimension in dimensions} for path, group in ordered.items()},
        sizes={path: len(group) for path, group in ordered.items()},
        seats=seats_of(held),
        path_seats={path: seats_of(group) for path, group in ordered.items()},
    )


def tally(members: Iterable[Member], dimension: str) -> Tally:
    counts: Counter[str] = Counter()
    known = unknown = 0
    for member in members:
        for unit in member.units.get(dimension, ()):
            if unit:
                known += 1
                counts.update(unit)
            else:
                unknown += 1
    return Tally(dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))), known, unknown)


def seats_of(members: Iterable[Member]) -> Seats:
    seats = [member.seats for member in members]
    told = [one for one in seats if one is not None]
    return Seats(sum(told), len(told), len(seats) - len(told))
