"""The front door for reading: bytes in, a document and its findings out."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.forum.interchange.document import Document
from essaim.forum.interchange.findings import Finding


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    findings: tuple[Finding, ...]
    format: str
    """frab-xml, frab-json, icalendar, xlsx or csv."""


def read(data: bytes, *, name: str = "", zone: str | None = None, languages: Sequence[str] = ()) -> Reading:
    """The schedule in `data`, whatever its format.

    name: the file's name, only quoted in errors. zone: IANA zone used where the file names none. languages: the edition's own; a
    session in another one is a finding. Raises UnreadableSchedule when nothing can be read.
    """
    raise NotImplementedError
