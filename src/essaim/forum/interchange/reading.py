"""The front door for reading: bytes in, a document and its findings out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from essaim.forum.interchange.checks import check
from essaim.forum.interchange.csv_reader import read_csv
from essaim.forum.interchange.detect import Kind, detect
from essaim.forum.interchange.document import Document
from essaim.forum.interchange.findings import Finding, Findings
from essaim.forum.interchange.frab_json import read_frab_json
from essaim.forum.interchange.frab_xml import read_frab_xml
from essaim.forum.interchange.icalendar_reader import read_icalendar
from essaim.forum.interchange.xlsx_reader import read_xlsx

READERS: dict[Kind, Callable[..., tuple[Document, Findings]]] = {
    Kind.FRAB_XML: read_frab_xml,
    Kind.FRAB_JSON: read_frab_json,
    Kind.ICALENDAR: read_icalendar,
    Kind.XLSX: read_xlsx,
    Kind.CSV: read_csv,
}


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    findings: tuple[Finding, ...]
    """The gravest first."""
    format: str
    """frab-xml, frab-json, icalendar, xlsx or csv."""


def read(data: bytes, *, name: str = "", zone: str | None = None, languages: Sequence[str] = ()) -> Reading:
    """The schedule in `data`, whatever its format.

    name: the file's name, only quoted in errors. zone: IANA zone used where the file names none. languages: the edition's own, where
    the file names none; a session in another one is a finding. Raises UnreadableSchedule when nothing can be read.
    """
    kind = detect(data, name)
    document, findings = READERS[kind](data, zone=zone)
    if languages and not document.edition.languages:
        document = replace(document, edition=replace(document.edition, languages=tuple(languages)))
    check(document, findings)
    return Reading(document, findings.all(), kind.value)
