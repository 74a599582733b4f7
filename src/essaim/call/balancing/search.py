"""Exchanges that bring an aim nearer and break no rule: every single one is looked at, so that none found means none exists."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from essaim.call.balancing.aims import WHOLE, Aim, Reading, readings
from essaim.call.balancing.member import Member
from essaim.call.balancing.reckoning import After, Counts, Gains, Mask, Parts
from essaim.call.balancing.swap import EXCHANGE, REPLACE, Act, Search, Swap, effects_of
from essaim.call.balancing.timetable import Obstacle, Proof, Timetable


@dataclass(frozen=True, slots=True)
class Draft:
    """What is looked at."""

    members: Sequence[Member]
    waiting: Sequence[Member] = ()
    aims: Sequence[Aim] = ()
    paths: Sequence[str] = ()
    timetable: Timetable = field(default_factory=Timetable)
    by_seats: bool = False
    """Aims are held against seats, too: for a draft whose sessions have rooms."""

    def readings(self) -> list[Reading]:
        found = readings(self.members, self.aims, self.paths)
        return found + (readings(self.members, self.aims, self.paths, by_seats=True) if self.by_seats else [])


@dataclass(frozen=True)
class Group:
    """Members that may change with each other, and every reading as each change would leave it. Cells are flat."""

    act: Act
    one: Counts
    other: Counts
    """Rows of the two, a cell each."""
    afters: Sequence[After | None]
    """None for a reading that none of these changes can touch."""

    @cached_property
    def worsened(self) -> Counts:
        """How many readings that do not hold each change takes further away."""
        found = np.zeros(len(self.one), dtype=np.int64)
        for after in self.afters:
            if after is not None and (after.before.is_too_low or after.before.is_too_high):
                found += (after.gain() < 0).ravel()
        return found

    @cached_property
    def keeping(self) -> Mask:
        kept = np.ones(len(self.one), dtype=bool)
        for after in self.afters:
            if after is not None:
                kept &= after.keeps().ravel()
        return kept


def find_swaps(draft: Draft, *, wanted: Callable[[Reading], bool] = lambda _reading: True, limit: int = 5) -> list[Search]:
    """For each reading that does not hold of what is known and is `wanted`, the best swaps of both kinds.

    Replacements: a member by one that waits, of the same paths, kind and format, which takes over its place. Exchanges: two members of one
    format and length change places; they only help where aims are weighed by seats. Never one that breaks an aim which holds.
    """
    everybody = [*draft.members, *draft.waiting]
    parts = Parts(everybody, draft.aims)
    checks = parts.readings(len(draft.members), draft.aims, draft.paths, by_seats=draft.by_seats)
    targets = [check for check in checks if (check.is_too_low or check.is_too_high) and wanted(check)]
    if not targets:
        return []
    groups = [*replacing(draft, parts, checks), *(exchanging(draft, parts, checks) if draft.by_seats else ())]
    return [search(draft, everybody, target, groups, checks, limit) for target in targets]


def search(
    draft: Draft, everybody: Sequence[Member], target: Reading, groups: Sequence[Group], checks: Sequence[Reading], limit: int
) -> Search:
    number = checks.index(target)
    examined = improving = breaking = 0
    offers: list[tuple[Group, Counts]] = []
    gains, costs = [], []
    for group in groups:
        after = group.afters[number]
        examined += len(group.one)
        if after is None:
            continue
        better = after.improves().ravel()
        good = np.flatnonzero(better & group.keeping)
        n_better = int(better.sum())
        improving, breaking = improving + n_better, breaking + n_better - len(good)
        offers.append((group, good))
        gains.append(after.gain().ravel()[good])
        costs.append(group.worsened[good])
    swaps: list[Swap] = []
    met: Counter[str] = Counter()
    for act, one, other in best_first(everybody, offers, gains, costs):
        if len(swaps) == limit:
            return Search(target, tuple(swaps), examined, improving, breaking, dict(met), has_more=True)
        made = checked(draft, act, one, other, checks)
        if isinstance(made, Obstacle):
            met[made.code] += 1
        else:
            swaps.append(made)
    return Search(target, tuple(swaps), examined, improving, breaking, dict(met))


def best_first(
    everybody: Sequence[Member], offers: Sequence[tuple[Group, Counts]], gains: Sequence[Gains], costs: Sequence[Counts]
) -> Iterator[tuple[Act, Member, Member]]:
    """By gain; of equal ones first those that take no other missed aim further away; then in the order the members were given."""
    starts = np.cumsum([0, *(len(cells) for _, cells in offers)])
    gained, cost = np.concatenate([*gains, np.zeros(0)]), np.concatenate([*costs, np.zeros(0, dtype=np.int64)])
    for place in np.lexsort((cost, -gained)):
        which = int(np.searchsorted(starts, place, side="right")) - 1
        group, cells = offers[which]
        cell = cells[place - starts[which]]
        yield group.act, everybody[group.one[cell]], everybody[group.other[cell]]


NONE: tuple[Proof, ...] = ()


def checked(draft: Draft, act: Act, one: Member, other: Member, checks: Sequence[Reading]) -> Swap | Obstacle:
    """The swap with its effects and the reasons why no rule breaks, or the rule that would."""
    here, there = one.place, other.place
    if act == REPLACE:
        obstacle = draft.timetable.obstacle(other, here, {one.key}) if here else None
        proofs, other_proofs = draft.timetable.proofs(other, here) if here else NONE, NONE
    else:
        if here is None or there is None:
            raise ValueError("an exchange of places between sessions that have none")
        pair = {one.key, other.key}
        obstacle = draft.timetable.obstacle(one, there, pair, now=here) or draft.timetable.obstacle(other, here, pair, now=there)
        obstacle = obstacle or both_at_once(one, other)
        proofs, other_proofs = draft.timetable.proofs(one, there), draft.timetable.proofs(other, here)
    return obstacle or Swap(act, one.key, other.key, effects_of(act, one, other, checks), proofs, other_proofs)


def both_at_once(one: Member, other: Member) -> Obstacle | None:
    """Somebody in both, whose sessions overlap: it was so before and stays so, but is nothing to suggest."""
    here, there = one.place and one.place.hours, other.place and other.place.hours
    shared = one.people & other.people
    if shared and here and there and here[0] < there[1] and there[0] < here[1]:
        return Obstacle("person_elsewhere", {"person": min(shared), "session": other.key})
    return None


def replacing(draft: Draft, parts: Parts, checks: Sequence[Reading]) -> Iterator[Group]:
    """Same paths, kind and format."""
    n = len(draft.members)
    leaving = grouped((number, likeness(member)) for number, member in enumerate(draft.members) if not member.is_fixed)
    entering = grouped((number, likeness(member)) for number, member in enumerate(draft.waiting, start=n) if not member.is_fixed)
    for like, into in entering.items():
        out = leaving.get(like)
        if out is not None:
            paths = draft.members[out[0]].paths
            afters = [parts.replacing(check, out, into) if check.path in (WHOLE, *paths) else None for check in checks]
            yield Group(REPLACE, np.repeat(out, len(into)), np.tile(into, len(out)), afters)


def exchanging(draft: Draft, parts: Parts, checks: Sequence[Reading]) -> Iterator[Group]:
    """Two sessions of one format and length, in rooms of different sizes."""
    rows = ((number, stand) for number, member in enumerate(draft.members) if (stand := standing_of(member)))
    for group in grouped(rows).values():
        first, second = np.triu_indices(len(group), k=1)
        one, other = group[first], group[second]
        differ = parts.seats[one] != parts.seats[other]
        one, other = one[differ], other[differ]
        if len(one):
            yield Group(EXCHANGE, one, other, [parts.exchanging(check, one, other) if check.by_seats else None for check in checks])


def likeness(member: Member) -> Hashable:
    return member.paths, member.kind, member.format


def standing_of(member: Member) -> Hashable:
    """Format and length of what may change places; None for what may not."""
    place = member.place
    if member.is_fixed or place is None or not place.room or place.capacity is None or place.hours is None:
        return None
    return member.format, place.hours[1] - place.hours[0]


def grouped(rows: Iterable[tuple[int, Hashable]]) -> dict[Hashable, Counts]:
    found: dict[Hashable, list[int]] = {}
    for number, like in rows:
        found.setdefault(like, []).append(number)
    return {like: np.array(numbers, dtype=np.int64) for like, numbers in found.items()}
