"""Stable ids out of what a source gives: the same source read again gives the same ids."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "https://joinup.ec.europa.eu/essaim/interchange")
"""Never to change: every derived guid hangs on it."""
NUMBER_SPACE = 1 << 28


def derived_guid(*parts: object) -> UUID:
    return uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))


def read_guid(text: str) -> UUID | None:
    """A UUID in its usual form, braces or urn:uuid: allowed; None when it is none."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def numbers_for(wanted: Iterable[tuple[UUID, int | None]]) -> dict[UUID, int]:
    """The positive number of each: the one wanted if it is free, else one derived from the guid. Who asks first gets it."""
    numbers: dict[UUID, int] = {}
    taken: set[int] = set()
    rest: list[UUID] = []
    for guid, number in wanted:
        if number is not None and 0 < number < 1 << 31 and number not in taken:
            numbers[guid] = number
            taken.add(number)
        else:
            rest.append(guid)
    for guid in sorted(rest):
        number = guid.int % NUMBER_SPACE or 1
        while number in taken:
            number = number % NUMBER_SPACE + 1
        numbers[guid] = number
        taken.add(number)
    return numbers
