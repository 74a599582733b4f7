"""schema.org JSON-LD: the edition as an Event with every session as a subEvent, or one session within its edition."""

import json
from datetime import date, datetime

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.document import Document, Participation, Session, State, pick
from essaim.forum.interchange.plan import on_stage
from essaim.forum.interchange.texts import clean, one_line
from essaim.forum.interchange.written import Written

CONTEXT = "https://schema.org"
STATUS = {
    State.CONFIRMED: "https://schema.org/EventScheduled",
    State.TENTATIVE: "https://schema.org/EventScheduled",
    State.CANCELLED: "https://schema.org/EventCancelled",
}
Thing = dict[str, object]
IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""So that the text may stand in a <script type="application/ld+json">."""


def write_jsonld(document: Document, *, language: str = "") -> Written:
    """Every session, placed or not; what is unknown is not said."""
    language = language or next(iter(document.edition.languages), "")
    edition = _edition(document, language)
    edition["subEvent"] = [_session(session, document, language) for session in document.sessions]
    return Written(_bytes({"@context": CONTEXT, **edition}))


def session_jsonld(document: Document, session: Session, *, language: str = "") -> bytes:
    """One session, its edition as superEvent: for the session's own page."""
    language = language or next(iter(document.edition.languages), "")
    edition = _edition(document, language)
    if not session.spoken:  # the edition's languages are its texts', and would read as those of this session
        edition.pop("inLanguage", None)
    return _bytes({"@context": CONTEXT, **_session(session, document, language), "superEvent": edition})


def _bytes(thing: Thing) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(IN_HTML).encode("utf-8", "replace")


def _said(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}


def _edition(document: Document, language: str) -> Thing:
    edition = document.edition
    place: Thing = {
        "@type": "Place",
        "name": edition.venue or edition.city,
        "address": ", ".join(filter(None, (edition.city, edition.country))),
    }
    url = web_address(edition.url)
    return _said(
        {
            "@type": "Event",
            "@id": url,
            "name": one_line(pick(edition.title, language)[0]) or edition.acronym,
            "startDate": _moment(edition.start),
            "endDate": _moment(edition.end),
            "eventStatus": STATUS[State.CONFIRMED],
            "inLanguage": list(edition.languages),
            "location": _said(place) if place["name"] else None,
            "image": web_address(edition.logo),
            "url": url,
        }
    )


def _session(session: Session, document: Document, language: str) -> Thing:
    url = web_address(session.url)
    return _said(
        {
            "@type": "Event",
            "@id": url or f"urn:uuid:{session.guid}",
            "identifier": str(session.guid),
            "name": one_line(pick(session.title, language)[0]) or session.uid,
            "alternateName": one_line(pick(session.subtitle, language)[0]),
            "description": clean(pick(session.abstract, language)[0] or pick(session.description, language)[0]),
            "startDate": _moment(session.start or session.day),
            "endDate": _moment(session.end),
            "eventStatus": STATUS[session.state],
            "inLanguage": list(session.spoken),
            "location": _location(session, document),
            "performer": [_person(person) for person in on_stage(session)],
            "organizer": [{"@type": "Organization", "name": name} for name in session.organisations],
            "about": [{"@type": "DefinedTerm", "termCode": goal} for goal in session.goals],
            "keywords": [pick(path.name, language)[0] for path in document.paths if path.slug in session.paths and path.name],
            "maximumAttendeeCapacity": _capacity(session, document),
            "image": web_address(session.logo),
            "url": url,
        }
    )


def _moment(moment: datetime | date | None) -> str:
    return moment.isoformat() if moment else ""


def _location(session: Session, document: Document) -> Thing | None:
    if not (session.room or session.site):
        return None
    site = next((site for site in document.sites if site.name == session.site), None)
    whole = _said({"@type": "Place", "name": session.site or document.edition.venue, "address": site.address if site else ""})
    if not session.room:
        return whole
    return _said({"@type": "Place", "name": session.room, "containedInPlace": whole if "name" in whole else None})


def _capacity(session: Session, document: Document) -> int | None:
    return next((room.capacity for room in document.rooms if (room.site, room.name) == (session.site, session.room)), None)


def _person(person: Participation) -> Thing:
    organisation = {"@type": "Organization", "name": person.organisation} if person.organisation else None
    return _said(
        {"@type": "Person", "name": person.name, "jobTitle": person.capacity, "affiliation": organisation, "url": web_address(person.url)}
    )
