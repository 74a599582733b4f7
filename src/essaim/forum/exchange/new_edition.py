"""An edition made from what a file says of itself; what it does not say is asked for."""

from datetime import date

from essaim.forum.interchange.document import Document
from essaim.kit.languages import is_language


def dates_of(document: Document) -> tuple[date, date] | None:
    """The edition's first and last day: said, or those of its days and sessions."""
    said = [day for day in (document.edition.start, document.edition.end) if day]
    days = [*said, *(day.date for day in document.days), *(session.day for session in document.sessions if session.day)]
    return (min(days), max(days)) if days else None


def languages_of(document: Document, language: str) -> list[str]:
    """Said, and spoken; the language told for texts without one comes first."""
    spoken = [code for session in document.sessions for code in (*session.spoken, *session.interpreted)]
    found = [language, *document.edition.languages, *sorted(set(spoken), key=lambda code: (-spoken.count(code), code))]
    return [code for code in dict.fromkeys(found) if is_language(code)]


def name_of(document: Document, language: str) -> dict[str, str]:
    return {code or language: text for code, text in document.edition.title.items() if text}
