"""What a document is, by its content. Pure."""

import io
import json
import lzma
import zipfile
import zlib

from essaim.desk.errors import DeskError

MOST_ENTRIES = 5000
MOST_UNPACKED = 300 * 1024 * 1024
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT = frozenset(f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation"))
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
MACROS = "vbaProject.bin"


def document_type(content: bytes, name: str) -> str:
    """Its media type, or an error that says what it seems to be. Pages and drawings that run scripts are refused."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    for magic, media_type in PICTURES.items():
        if content.startswith(magic):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return office_type(content, name)
    return text_type(content, name)


def office_type(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise DeskError("archive_too_large", name=name)
            names = [entry.filename for entry in entries]
            declared = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise DeskError("broken_archive", name=name, problem=str(error)) from error
    if any(entry.endswith(MACROS) for entry in names):
        raise DeskError("has_macros", name=name)
    if declared in OPEN_DOCUMENT:
        return declared
    found = next((media_type for folder, media_type in OFFICE.items() if any(entry.startswith(folder) for entry in names)), "")
    if not found or "[Content_Types].xml" not in names:
        raise DeskError("unknown_document", name=name, seen="ZIP")
    return found


def text_type(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DeskError("unknown_document", name=name, seen="?") from None
    if "\0" in text:
        raise DeskError("unknown_document", name=name, seen="?")
    head = text[:4096].lstrip().lower()
    if head.startswith(("<!doctype html", "<html")) or "<svg" in head or "<script" in head:
        raise DeskError("unknown_document", name=name, seen="SVG" if "<svg" in head else "HTML")
    if head.startswith("<"):
        return "application/xml"
    if head.startswith("begin:vcalendar"):
        return "text/calendar"
    if head.startswith(("{", "[")) and is_json(text):
        return "application/json"
    return "text/csv" if name.lower().endswith((".csv", ".tsv")) else "text/plain"


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
