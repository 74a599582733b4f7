"""What is wrong with a document as a whole, whatever file it came from."""

from collections import defaultdict
from datetime import timedelta

from essaim.forum.interchange.document import Document, Session, State, pick
from essaim.forum.interchange.findings import Findings, Place

LONG = timedelta(hours=24)


def check(document: Document, findings: Findings) -> None:
    """Adds: a room twice at once, a session in a language the edition lacks, outside its dates, longer than a day; an empty file."""
    if not document.sessions:
        findings.warning("no_session", Place())
    rooms: dict[tuple[str | None, str], list[Session]] = defaultdict(list)
    for session in document.sessions:
        if session.room and session.start and session.end and session.state is not State.CANCELLED:
            rooms[session.site, session.room].append(session)
        _check_languages(session, document, findings)
        _check_dates(session, document, findings)
    for (_, room), sessions in rooms.items():
        _check_room(room, sessions, findings)


def named(session: Session) -> str:
    return pick(session.title, "")[0] or session.uid


def place_of(session: Session) -> Place:
    """The session itself: a check over the whole file has no single line."""
    return Place(path=f"{named(session)[:60]} ({session.uid})")


def _check_room(room: str, sessions: list[Session], findings: Findings) -> None:
    latest: Session | None = None
    for session in sorted(sessions, key=lambda one: (one.start, one.end)):
        if latest and latest.end and session.start and session.start < latest.end:
            facts = {"other": named(latest), "at": session.start.isoformat(" ", "minutes")}
            findings.warning("room_twice", place_of(session), name=room, value=named(session), **facts)
        if latest is None or (session.end and latest.end and session.end > latest.end):
            latest = session


def _check_languages(session: Session, document: Document, findings: Findings) -> None:
    known = {language.split("-")[0] for language in document.edition.languages}
    if not known:
        return
    texts = {code for told in (session.title, session.abstract, session.description) for code in told if code}
    for language in sorted({*session.spoken, *session.interpreted, *texts}):
        if language.split("-")[0] not in known:
            shown = ", ".join(document.edition.languages)
            findings.warning("language_lacking", place_of(session), name=language, value=language, languages=shown)


def _check_dates(session: Session, document: Document, findings: Findings) -> None:
    edition = document.edition
    if session.day and ((edition.start and session.day < edition.start) or (edition.end and session.day > edition.end)):
        dates = f"{edition.start or '…'} – {edition.end or '…'}"
        findings.note("outside_dates", place_of(session), value=session.day.isoformat(), dates=dates)
    if session.start and session.end and session.end - session.start > LONG:
        findings.note("very_long", place_of(session), value=str(session.end - session.start))
