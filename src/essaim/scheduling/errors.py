"""What can be wrong with a problem before anything is solved."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """code: stable; subject: the id it is about; facts fill the sentence (`sentences.say`)."""

    code: str
    subject: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class ProblemError(ValueError):
    """The problem cannot be judged: every fault that was found, in the problem's order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.code} {fault.subject}".strip() for fault in faults))


class FileError(ValueError):
    """A file that cannot be read as an instance or a timetable: where (sheet, row, column or key), what, and what to do next."""

    def __init__(self, *, where: str, what: str, todo: str) -> None:
        self.where, self.what, self.todo = where, what, todo
        super().__init__(f"{where}: {what} {todo}")
