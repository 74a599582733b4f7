"""What an edition's facts must hold before a row is written: words of the model, days, hours, and no double use of a room or person."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import combinations

from essaim.forum.demo.errors import DemoError
from essaim.forum.demo.facts import EditionFact, Fact, PlaceFact, SessionFact, Text
from essaim.forum.demo.history import final_places, is_cancelled
from essaim.forum.models import Appearance, Download, Format, Involvement, Partner, Session, Site, Slot
from essaim.registry.models import Claim

AROUND = timedelta(days=7)
"""Routes, visits and youth days come before and after the edition's own days."""


def check_edition(edition: EditionFact) -> None:
    check_words(edition)
    check_once(edition)
    check_days(edition)
    for session in edition.sessions:
        check_languages(edition, session)
        check_place(edition, session.place, session.where)
    for release in edition.releases:
        for move in release.moved:
            check_place(edition, move.to, move.where)
    check_clashes(edition)


def check_words(edition: EditionFact) -> None:
    for session in edition.sessions:
        among(session, "state", session.state, Session.State.values)
        among(session, "publication", session.publication, Session.Publication.values)
        among(session, "part", session.place.part, Slot.Part.values)
        for person in session.people:
            among(person, "role", person.role, Appearance.Role.values)
        for organisation in session.organisations:
            among(organisation, "role", organisation.role, Involvement.Role.values)
    for site in edition.sites:
        among(site, "access", site.access, Site.Access.values)
    for kind in edition.formats:
        among(kind, "kind", kind.kind, Format.Kind.values)
    for partner in edition.partners:
        among(partner, "role", partner.role, Partner.Role.values)
    for download in edition.downloads:
        among(download, "kind", download.kind, Download.Kind.values)
    for claim in edition.claims:
        among(claim, "qualifier", claim.qualifier, Claim.Qualifier.values)
        among(claim, "state", claim.state, Claim.State.values)
        if claim.value is None and not claim.words:
            raise DemoError(where=claim.where, field="value", value="", code="claim_says_nothing")


def among(fact: Fact, field: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise DemoError(where=fact.where, field=field, value=value, code="not_among", known=", ".join(word for word in known if word))


def check_once(edition: EditionFact) -> None:
    """Every name by which something else is found stands once."""
    once("code", ((fact, fact.code) for fact in edition.sessions))
    once("letter", ((fact, fact.letter) for fact in edition.paths))
    once("slug", ((fact, fact.slug) for fact in edition.formats))
    once("slug", ((fact, fact.slug) for fact in edition.sites))
    once("slug", ((room, room.slug) for site in edition.sites for room in site.rooms))
    once("organisation", ((fact, f"{fact.organisation} ({fact.role})") for fact in edition.partners))


def once(field: str, named: Iterable[tuple[Fact, str]]) -> None:
    seen: set[str] = set()
    for fact, name in named:
        if name in seen:
            raise DemoError(where=fact.where, field=field, value=name, code="twice")
        seen.add(name)


def check_days(edition: EditionFact) -> None:
    if edition.ends_on < edition.starts_on:
        raise DemoError(where=edition.where, field="ends_on", value=edition.ends_on, code="end_before_start", start=edition.starts_on)


def check_languages(edition: EditionFact, session: SessionFact) -> None:
    """A session's languages, and those of its texts, are languages of the edition."""
    used = {*session.spoken, *session.interpreted, *languages_of(session.title, session.summary, session.description)}
    for language in sorted(used - set(edition.languages)):
        known = ", ".join(edition.languages)
        raise DemoError(where=session.where, field="languages", value=language, code="language_not_of_edition", known=known)


def languages_of(*texts: Text) -> Iterator[str]:
    for text in texts:
        yield from text


def check_place(edition: EditionFact, place: PlaceFact, where: str) -> None:
    if place.end and not place.start:
        raise DemoError(where=where, field="end", value=place.end, code="end_without_start")
    if place.start and not place.day:
        raise DemoError(where=where, field="start", value=place.start, code="hour_without_day")
    if place.start and place.end and place.end <= place.start:
        raise DemoError(where=where, field="end", value=place.end, code="end_before_start", start=place.start)
    if place.day and not edition.starts_on - AROUND <= place.day <= edition.ends_on + AROUND:
        raise DemoError(where=where, field="day", value=place.day, code="outside_edition", first=edition.starts_on, last=edition.ends_on)


def check_clashes(edition: EditionFact) -> None:
    """No room and no person is in two sessions at once, in the programme as it stands after the last release."""
    places = final_places(edition)
    timed = [
        (session, span) for session in edition.sessions if not is_cancelled(edition, session) and (span := span_of(places[session.code]))
    ]
    rooms: dict[str, list[tuple[SessionFact, tuple[datetime, datetime]]]] = {}
    people: dict[str, list[tuple[SessionFact, tuple[datetime, datetime]]]] = {}
    for session, span in timed:
        if places[session.code].room:
            rooms.setdefault(places[session.code].room, []).append((session, span))
        for person in {appearance.person for appearance in session.people}:
            people.setdefault(person, []).append((session, span))
    guard_apart(rooms, field="room", code="room_taken")
    guard_apart(people, field="people", code="person_taken")


def span_of(place: PlaceFact) -> tuple[datetime, datetime] | None:
    if not (place.day and place.start and place.end):
        return None
    return datetime.combine(place.day, place.start), datetime.combine(place.day, place.end)


def guard_apart(used: dict[str, list[tuple[SessionFact, tuple[datetime, datetime]]]], *, field: str, code: str) -> None:
    for name, spans in used.items():
        for (_, first), (session, second) in combinations(sorted(spans, key=lambda pair: pair[1]), 2):
            if second[0] < first[1]:
                other = next(a.code for a, span in spans if span is first)
                raise DemoError(where=session.where, field=field, value=name, code=code, other=other)
