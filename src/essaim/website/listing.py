"""Lists by letter in the reader's alphabet. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from essaim.kit.sorting import first_letter, sort_key

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Named(Generic[Thing]):
    thing: Thing
    name: str
    letter: str


def lettered(things: Iterable[Thing], name_of: Callable[[Thing], str], language: str) -> list[Named[Thing]]:
    """In alphabetical order, each with the letter it stands under."""
    named = [Named(thing, name_of(thing), first_letter(name_of(thing), language)) for thing in things]
    return sorted(named, key=lambda one: sort_key(one.name, language))


def letters_of(named: Iterable[Named[Thing]]) -> list[str]:
    """The letters that occur, in order of first meeting."""
    return list(dict.fromkeys(one.letter for one in named))
