"""Exchanges that bring an aim nearer and break no rule: every single one is looked at, so that none found means none exists."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from essaim.call.balancing.aims import Aim, Reading, readings
from essaim.call.balancing.member import Member
from essaim.call.balancing.reckoning import After, Mask, after_exchanging, after_replacing
from essaim.call.balancing.swap import EXCHANGE, REPLACE, Search, Swap, applied, effects_of
from essaim.call.balancing.timetable import Obstacle, Timetable


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

    def missed(self) -> list[Reading]:
        """Readings that do not hold of what is known: what a swap is looked for."""
        return [reading for reading in self.readings() if reading.is_too_low or reading.is_too_high]


@dataclass(frozen=True, slots=True)
class Group:
    """Members that may change with each other, and every reading as each change would leave it."""

    pairs: Callable[[int], tuple[Member, Member]]
    """Flat cell → the two."""
    size: int
    afters: Sequence[After]

    def keeping(self) -> Mask:
        kept = np.ones(self.size, dtype=bool)
        for after in self.afters:
            kept &= after.keeps().ravel()
        return kept


def find_swaps(draft: Draft, *, targets: Sequence[Reading] | None = None, limit: int = 5) -> list[Search]:
    """For each reading that does not hold (or each of `targets`), the best swaps of both kinds.

    Replacements: a member by one that waits, of the same paths, kind and format, which takes over its place. Exchanges: two members of one
    format and length change places; they only help where aims are weighed by seats. Never one that breaks an aim which holds.
    """
    wanted = list(targets) if targets is not None else draft.missed()
    if not wanted:
        return []
    checks = draft.readings()
    groups: list[tuple[str, Group]] = [(REPLACE, group) for group in replacing(draft, checks)]
    if draft.by_seats:
        groups += [(EXCHANGE, group) for group in exchanging(draft, checks)]
    return [search(draft, target, groups, checks.index(target), limit) for target in wanted]


def search(draft: Draft, target: Reading, groups: Sequence[tuple[str, Group]], number: int, limit: int) -> Search:
    examined = improving = breaking = 0
    offered: list[tuple[float, str, Member, Member]] = []
    for act, group in groups:
        better = group.afters[number].improves().ravel()
        good = better & group.keeping()
        examined, improving = examined + group.size, improving + int(better.sum())
        breaking += int(better.sum() - good.sum())
        gains = group.afters[number].gain().ravel()
        offered += [(float(gains[cell]), act, *group.pairs(int(cell))) for cell in np.flatnonzero(good)]
    offered.sort(key=lambda one: -one[0])
    swaps: list[Swap] = []
    met: Counter[str] = Counter()
    for _, act, one, other in offered:
        if len(swaps) == limit:
            return Search(target, tuple(swaps), examined, improving, breaking, dict(met), has_more=True)
        made = checked(draft, act, one, other)
        if isinstance(made, Obstacle):
            met[made.code] += 1
        else:
            swaps.append(made)
    return Search(target, tuple(swaps), examined, improving, breaking, dict(met))


def checked(draft: Draft, act: str, one: Member, other: Member) -> Swap | Obstacle:
    """The swap with its effects and the reasons why no rule breaks, or the rule that would."""
    if act == REPLACE:
        obstacle = draft.timetable.obstacle(other, one.place, {one.key}) if one.place else None
        made = Swap(REPLACE, one.key, other.key, proofs=draft.timetable.proofs(other, one.place) if one.place else ())
    else:
        pair = {one.key, other.key}
        here, there = one.place, other.place
        if here is None or there is None:
            raise ValueError("an exchange of places between sessions that have none")
        obstacle = draft.timetable.obstacle(one, there, pair, now=here) or draft.timetable.obstacle(other, here, pair, now=there)
        obstacle = obstacle or both_at_once(one, other)
        proofs, other_proofs = draft.timetable.proofs(one, there), draft.timetable.proofs(other, here)
        made = Swap(EXCHANGE, one.key, other.key, proofs=proofs, other_proofs=other_proofs)
    if obstacle:
        return obstacle
    after = applied(draft.members, draft.waiting, made)
    effects = effects_of(draft.members, after, draft.aims, draft.paths, by_seats=draft.by_seats)
    return Swap(made.act, made.one, made.other, effects, made.proofs, made.other_proofs)


def both_at_once(one: Member, other: Member) -> Obstacle | None:
    """Somebody in both, whose sessions overlap: it was so before and stays so, but is nothing to suggest."""
    here, there = one.place and one.place.hours, other.place and other.place.hours
    shared = one.people & other.people
    if shared and here and there and here[0] < there[1] and there[0] < here[1]:
        return Obstacle("person_elsewhere", {"person": min(shared), "session": other.key})
    return None


def replacing(draft: Draft, checks: Sequence[Reading]) -> Iterator[Group]:
    """Same paths, kind and format."""
    leaving = by_likeness(member for member in draft.members if not member.is_fixed)
    for likeness, entering in by_likeness(member for member in draft.waiting if not member.is_fixed).items():
        out = leaving.get(likeness, [])
        if out:
            afters = [after_replacing(check, out, entering) for check in checks]

            def pairs(cell: int, out: list[Member] = out, entering: list[Member] = entering) -> tuple[Member, Member]:
                return out[cell // len(entering)], entering[cell % len(entering)]

            yield Group(pairs, len(out) * len(entering), afters)


def by_likeness(members: Iterator[Member]) -> dict[tuple[frozenset[str], str, str], list[Member]]:
    found: dict[tuple[frozenset[str], str, str], list[Member]] = {}
    for member in members:
        found.setdefault((member.paths, member.kind, member.format), []).append(member)
    return found


def exchanging(draft: Draft, checks: Sequence[Reading]) -> Iterator[Group]:
    """Two sessions of one format and length, in rooms of different sizes."""
    found: dict[tuple[str, object], list[Member]] = {}
    for member in draft.members:
        hours = member.place.hours if member.place else None
        if hours and not member.is_fixed and member.place and member.place.room and member.place.capacity is not None:
            found.setdefault((member.format, hours[1] - hours[0]), []).append(member)
    for group in found.values():
        both = [(one, other) for one, other in combinations(group, 2) if one.room_seats != other.room_seats]
        if both:
            one, other = [pair[0] for pair in both], [pair[1] for pair in both]
            yield Group(both.__getitem__, len(both), [after_exchanging(check, one, other) for check in checks])
