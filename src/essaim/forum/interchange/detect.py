"""Which format a file is in, by what stands in it; its name is not asked."""

from enum import StrEnum

from essaim.forum.interchange.errors import UnreadableSchedule

BYTES_MAX = 25_000_000
HEAD = 4096
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
SIGNATURES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\xd0\xcf\x11\xe0": "XLS / DOC",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x7fELF": "ELF",
}


class Kind(StrEnum):
    FRAB_XML = "frab-xml"
    FRAB_JSON = "frab-json"
    ICALENDAR = "icalendar"
    XLSX = "xlsx"
    CSV = "csv"


def detect(data: bytes, name: str = "") -> Kind:
    """Raises UnreadableSchedule for an empty file, one too large, and one that is plainly something else."""
    if len(data) > BYTES_MAX:
        raise UnreadableSchedule("too_large", file=name, value=f"{len(data):,}", limit=f"{BYTES_MAX:,}")
    head = data[:HEAD]
    if data.startswith(b"PK\x03\x04"):
        return Kind.XLSX
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableSchedule("format_unknown", file=name, value=what)
    return _by_text(_bare(head), name)


def _by_text(bare: bytes, name: str) -> Kind:
    if not bare:
        raise UnreadableSchedule("empty", file=name)
    if bare[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableSchedule("format_unknown", file=name, value="HTML")
    if bare.startswith(b"<"):
        return Kind.FRAB_XML
    if bare.startswith((b"{", b"[")):
        return Kind.FRAB_JSON
    if b"BEGIN:VCALENDAR" in bare.upper() or b"BEGIN:VEVENT" in bare.upper():
        return Kind.ICALENDAR
    if b"\0" in bare:
        raise UnreadableSchedule("format_unknown", file=name, value=repr(bare[:8]))
    return Kind.CSV


def _bare(head: bytes) -> bytes:
    """The first signs without byte order mark, white space and UTF-16's zeros."""
    wide = head.startswith(BOMS[1:])
    for mark in BOMS:
        head = head.removeprefix(mark)
    return (head.replace(b"\0", b"") if wide else head).strip()
