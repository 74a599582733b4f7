"""What taking a document over does to an edition's draft."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypedDict

PLACES_KEPT = 5
SHOWN_MAX = 200


class Note(TypedDict):
    """Something met while writing, as JSON holds it: a code of `sentences.NOTES` and the facts its sentence quotes."""

    severity: str
    code: str
    facts: dict[str, str]
    places: list[str]
    count: int


class Difference(TypedDict):
    """One session of the file beside the draft."""

    kind: str
    """created, changed or gone."""
    title: str
    code: str
    fields: list[str]


@dataclass(slots=True)
class Outcome:
    """`counts` by "sessions.created", "people.created"…"""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    notes: dict[tuple[str, str], Note] = field(default_factory=dict)

    def note(self, code: str, place: str, *, severity: str = "note", **facts: object) -> None:
        """Equal ones are put together, with the first places."""
        key = (code, str(sorted(facts.items())))
        note = self.notes.setdefault(
            key, Note(severity=severity, code=code, facts={name: str(value) for name, value in facts.items()}, places=[], count=0)
        )
        note["count"] += 1
        if len(note["places"]) < PLACES_KEPT:
            note["places"].append(place)

    def differ(self, kind: str, title: str, code: str, fields: list[str]) -> None:
        self.counts[f"sessions.{kind}"] += 1
        if len(self.differences) < SHOWN_MAX:
            self.differences.append(Difference(kind=kind, title=title, code=code, fields=fields))
