from dataclasses import dataclass, field
from enum import StrEnum


class Existing(StrEnum):
    """What becomes of a row that is already there."""

    UPDATE = "update"
    """It says again what the file says; what the file leaves out stays."""
    KEEP = "keep"
    """It is left as it is, with whatever the team has changed since."""


@dataclass(slots=True)
class Loaded:
    """What a loader did, by slug or code."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.made) + len(self.changed) + len(self.same)

    def note(self, name: str, *, is_new: bool, is_changed: bool) -> None:
        (self.made if is_new else self.changed if is_changed else self.same).append(name)
