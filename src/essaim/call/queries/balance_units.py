"""What is counted of a proposal or session, and by which rule: the one place that says so for every draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from essaim.call.balancing import UNKNOWN, Unit
from essaim.call.models import Aim
from essaim.kit.continents import continent_of
from essaim.registry.models import Territory

DIMENSIONS: tuple[str, ...] = tuple(Aim.Dimension.values)
"""In the order pages show them."""
OF_PEOPLE = frozenset({Aim.Dimension.GENDER, Aim.Dimension.NEWCOMER})
TERRITORY = ("scheme", "code", "parent__scheme", "parent__code", "parent__parent__scheme", "parent__parent__code")
"""What tells a territory's country, to be read in this order below a relation's name."""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation behind a proposal or session; "" is unknown."""

    country: str = ""
    kind: str = ""
    is_lead: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who takes part, as they declared."""

    gender: str = ""
    is_newcomer: bool | None = None
    country: str = ""
    organisation: Body | None = None


def below(relation: str) -> tuple[str, ...]:
    return tuple(f"{relation}__{name}" for name in TERRITORY)


def country_code(values: Sequence[str | None]) -> str:
    """From what TERRITORY names: the country of the territory or of what it is part of. "" when none tells."""
    for scheme, code in zip(values[::2], values[1::2], strict=True):
        if scheme == Territory.Scheme.ISO and code:
            return code.partition("-")[0]
        if scheme == Territory.Scheme.COG:
            return "FR"
    return ""


@cache
def unit(value: str) -> Unit:
    """The same one each time: thousands of members share a few values."""
    return frozenset({value}) if value else UNKNOWN


NEWCOMER: dict[bool | None, Unit] = {True: unit("yes"), False: unit("no"), None: UNKNOWN}


def units_of_session(*, languages: Iterable[str], format_slug: str, goals: Iterable[str]) -> dict[str, tuple[Unit, ...]]:
    """Languages, goals and the format belong to the session, which is one unit with all its languages or goals."""
    return {
        Aim.Dimension.LANGUAGE: (frozenset(languages),),
        Aim.Dimension.FORMAT: (unit(format_slug),),
        Aim.Dimension.GOAL: (frozenset(goals),),
    }


def units_of_people(*, bodies: Iterable[Body], voices: Sequence[Voice]) -> dict[str, tuple[Unit, ...]]:
    """One organisation or person each is a unit."""
    behind = origins(tuple(bodies), voices)
    return {
        Aim.Dimension.CONTINENT: tuple(unit(continent_of(body.country)) for body in behind),
        Aim.Dimension.COUNTRY: tuple(unit(body.country) for body in behind),
        Aim.Dimension.ORGANISATION_KIND: tuple(unit(body.kind) for body in behind),
        Aim.Dimension.GENDER: tuple(unit(voice.gender) for voice in voices),
        Aim.Dimension.NEWCOMER: tuple(NEWCOMER[voice.is_newcomer] for voice in voices),
    }


def origins(bodies: Sequence[Body], voices: Sequence[Voice]) -> Sequence[Body]:
    """Lead organisations; without any, all that are named; without any, whom and where its people speak for; else one of which nothing is known."""
    leads = [body for body in bodies if body.is_lead] or bodies
    if leads:
        return leads
    spoken_for = [Body(voice.country or (voice.organisation.country if voice.organisation else ""), kind_of(voice)) for voice in voices]
    return spoken_for or [Body()]


def kind_of(voice: Voice) -> str:
    return voice.organisation.kind if voice.organisation else ""
