"""From ids to what organisers call things, and from numbers to numbers with their unit."""

from collections.abc import Iterable, Mapping

from essaim.scheduling.problem import Problem

KINDS = {
    **dict.fromkeys(("slot", "other_slot", "slots"), "slot"),
    **dict.fromkeys(("room", "other_room", "rooms"), "room"),
    **dict.fromkeys(("person",), "person"),
    **dict.fromkeys(("resource",), "resource"),
    **dict.fromkeys(("sessions", "plenaries"), "session"),
}
"""Fact → the kind of thing it names."""
UNITS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("minutes", "needed"), ("minute", "minutes")),
    **dict.fromkeys(("n_slots", "lacking", "longest", "least", "n_needed", "n_there", "fewer"), ("slot", "slots")),
    **dict.fromkeys(("audience", "people"), ("person", "people")),
    **dict.fromkeys(("n_sessions", "share"), ("session", "sessions")),
    "seats": ("seat", "seats"),
    "beside": ("other", "others"),
    "times": ("time", "times"),
}
"""Fact → one of it, several of it."""
PLAIN = ("kind", "owner", "field")
"""Facts that are words of ours, not the caller's names."""


class Labels:
    """What each thing of a problem is called: its label, or its id."""

    def __init__(self, problem: Problem) -> None:
        self._by_kind = {
            "slot": {one.id: one.label for one in problem.slots},
            "room": {one.id: one.label for one in problem.rooms},
            "person": {one.id: one.label for one in problem.people},
            "resource": {one.id: one.label for one in problem.resources},
            "session": {one.id: one.label for one in problem.sessions},
        }

    def quoted(self, kind: str, name: str) -> str:
        return f"“{self._by_kind.get(kind, {}).get(name) or name}”"

    def listed(self, kind: str, names: Iterable[str]) -> str:
        """“a”, “b” and “c”."""
        *before, last = [self.quoted(kind, name) for name in names] or ["none"]
        return f"{', '.join(before)} and {last}" if before else last

    def word(self, fact: str, value: object) -> str:
        """How a fact stands in a sentence."""
        if isinstance(value, int):
            one, several = UNITS.get(fact, ("", ""))
            return f"{value:,} {one if value == 1 else several}".rstrip()
        if isinstance(value, tuple | list | frozenset):
            return self.listed(KINDS.get(fact, ""), value)
        return str(value) if fact in PLAIN else self.quoted(KINDS.get(fact, ""), str(value))
