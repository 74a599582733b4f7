"""What a reader did not understand or had to repair: where, what (the value quoted), how often. Never an exception."""

from dataclasses import dataclass, field
from enum import StrEnum

PLACES_KEPT = 5
VALUE_LENGTH = 80


class Severity(StrEnum):
    NOTE = "note"
    """Read, but by a guess or in another form than written."""
    WARNING = "warning"
    """A part was not understood or contradicts another; the session stands."""
    ERROR = "error"
    """A part is wrong and was left out; someone has to look."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file; what does not apply is empty."""

    line: int | None = None
    path: str = ""
    """Path of the element or key: /schedule/day[1]/room[2]/event[3]."""
    sheet: str = ""
    cell: str = ""
    """A spreadsheet cell: C14."""
    component: int | None = None
    """Number of the iCalendar component, from 1."""

    def __str__(self) -> str:
        parts = [self.sheet and f"{self.sheet}!", self.cell, self.line and f"line {self.line}", self.path]
        return " ".join(str(part) for part in [*parts, self.component and f"component {self.component}"] if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of trouble with one thing, however often it occurs."""

    severity: Severity
    code: str
    """A key of `sentences.FINDINGS`."""
    facts: dict[str, str]
    """What the sentence quotes; `name` is the element, `value` the value at the first place."""
    places: tuple[Place, ...]
    """The first places, at most five."""
    count: int = 1


@dataclass(slots=True)
class _Heap:
    severity: Severity
    code: str
    facts: dict[str, str]
    places: list[Place] = field(default_factory=list)
    count: int = 0


class Findings:
    """Collects findings and puts equal ones together: the same code about the same `name`."""

    def __init__(self) -> None:
        self._heaps: dict[tuple[str, str], _Heap] = {}

    def note(self, code: str, place: Place, **facts: object) -> None:
        self._add(Severity.NOTE, code, place, facts)

    def warning(self, code: str, place: Place, **facts: object) -> None:
        self._add(Severity.WARNING, code, place, facts)

    def error(self, code: str, place: Place, **facts: object) -> None:
        self._add(Severity.ERROR, code, place, facts)

    def _add(self, severity: Severity, code: str, place: Place, facts: dict[str, object]) -> None:
        key = (code, str(facts.get("name", "")))
        heap = self._heaps.get(key)
        if heap is None:
            heap = self._heaps[key] = _Heap(severity, code, {name: shortened(str(value)) for name, value in facts.items()})
        heap.count += 1
        if len(heap.places) < PLACES_KEPT:
            heap.places.append(place)

    def all(self) -> tuple[Finding, ...]:
        """The gravest first, each kind in the order it was met."""
        order = list(Severity)
        heaps = sorted(self._heaps.values(), key=lambda heap: -order.index(heap.severity))
        return tuple(Finding(h.severity, h.code, h.facts, tuple(h.places), h.count) for h in heaps)


def shortened(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= VALUE_LENGTH else value[: VALUE_LENGTH - 1] + "…"
