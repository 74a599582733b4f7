"""One exchange, what it does to every aim, and why it breaks no rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from essaim.call.balancing.aims import WHOLE, Reading, parts_of
from essaim.call.balancing.member import Member
from essaim.call.balancing.timetable import Proof

Act: TypeAlias = Literal["replace", "exchange"]
REPLACE: Literal["replace"] = "replace"
EXCHANGE: Literal["exchange"] = "exchange"


@dataclass(frozen=True, slots=True)
class Effect:
    """An aim before and after."""

    before: Reading
    after: Reading

    @property
    def is_changed(self) -> bool:
        return (self.before.hits, self.before.known, self.before.unknown) != (self.after.hits, self.after.known, self.after.unknown)

    @property
    def is_better(self) -> bool:
        """Nearer to what is aimed at, of what is known; an aim that holds cannot get better."""
        one, two = self.before.share, self.after.share
        if one is None or two is None or self.before.holds:
            return False
        return two > one if self.before.is_too_low else two < one

    @property
    def is_worse(self) -> bool:
        one, two = self.before.share, self.after.share
        if one is None or two is None or one == two:
            return False
        aim = self.before.aim
        return (aim.least_percent is not None and two < one) or (aim.most_percent is not None and two > one)


@dataclass(frozen=True, slots=True)
class Swap:
    """`replace`: `other`, which waits, takes the place of `one`. `exchange`: the two change hours and rooms with each other."""

    act: Act
    one: str
    other: str
    effects: tuple[Effect, ...] = ()
    """Every aim, in order, also those that stay as they are."""
    proofs: tuple[Proof, ...] = ()
    """For whoever enters, or for the first of the two."""
    other_proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """All single exchanges looked at for one aim that is not kept. No swap: none exists, and the counts say why."""

    target: Reading
    swaps: tuple[Swap, ...]
    """The best first, at most as many as were asked for."""
    n_examined: int = 0
    n_improving: int = 0
    """Of them: bring the aim nearer."""
    n_breaking_aims: int = 0
    """Of the improving: break an aim that is kept."""
    obstacles: Mapping[str, int] = field(default_factory=dict)
    """Of the others, by rule broken; only those that were looked through before enough were found."""
    has_more: bool = False
    """There were further candidates when enough were found."""


def applied(members: Iterable[Member], waiting: Iterable[Member], swap: Swap) -> list[Member]:
    """The draft after the swap."""
    held = {member.key: member for member in members}
    if swap.act == REPLACE:
        newcomer = next(member for member in waiting if member.key == swap.other)
        return [replace(newcomer, place=member.place) if member.key == swap.one else member for member in held.values()]
    places = {swap.one: held[swap.other].place, swap.other: held[swap.one].place}
    return [replace(member, place=places[key]) if key in places else member for key, member in held.items()]


def effects_of(act: Act, one: Member, other: Member, checks: Sequence[Reading]) -> tuple[Effect, ...]:
    """Every check before and after, from what the two add to it."""
    return tuple(Effect(check, after(check, act, one, other)) for check in checks)


def after(check: Reading, act: Act, one: Member, other: Member) -> Reading:
    mine, theirs = (parts_of(member, check.aim) if check.path in (WHOLE, *member.paths) else (0, 0, 0) for member in (one, other))
    if act == REPLACE:
        weight = one.room_seats if check.by_seats else 1
        steps = [weight * (new - old) for old, new in zip(mine, theirs, strict=True)]
    else:
        weight = other.room_seats - one.room_seats if check.by_seats else 0
        steps = [weight * (old - new) for old, new in zip(mine, theirs, strict=True)]
    return replace(check, hits=check.hits + steps[0], known=check.known + steps[1], unknown=check.unknown + steps[2])
