"""Schedules in and out: pure reading and writing, no database.

    reading = read(data, zone="Europe/Paris")     # Reading(document, findings, format) or UnreadableSchedule
    written = write_xml(reading.document, language="fr")     # Written(data, left_out)

Read tolerantly, write strictly: `read` takes every dialect it knows by content, not by file name, and says what it did not
understand; the writers give files that pass their validators, the same bytes for the same document, and say how many sessions the
format could not hold.
"""

from essaim.forum.interchange.document import Document
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Finding, Place, Severity
from essaim.forum.interchange.reading import Reading, read
from essaim.forum.interchange.writing import (
    LeftOut,
    Written,
    write_csv,
    write_ics,
    write_json,
    write_jsonld,
    write_model_xlsx,
    write_xlsx,
    write_xml,
)

__all__ = [
    "Document",
    "Finding",
    "LeftOut",
    "Place",
    "Reading",
    "Severity",
    "UnreadableSchedule",
    "Written",
    "read",
    "write_csv",
    "write_ics",
    "write_json",
    "write_jsonld",
    "write_model_xlsx",
    "write_xlsx",
    "write_xml",
]
