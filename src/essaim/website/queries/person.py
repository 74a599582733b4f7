"""What is public about a person."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from django.http import Http404

from essaim.forum.models import Appearance, Edition, Report, Slot, Statement
from essaim.forum.queries.released import by_place, public_slots, with_session
from essaim.registry.models import Affiliation, Person, PersonName


@dataclass(frozen=True, slots=True)
class Part:
    """What the person did in one session."""

    slot: Slot
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class EditionParts:
    edition: Edition
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    affiliations: tuple[Affiliation, ...]
    spellings: tuple[PersonName, ...]
    printed: tuple[Appearance, ...]
    """Appearances whose programme prints the name otherwise."""
    editions: tuple[EditionParts, ...]
    statements: tuple[Statement, ...]
    reports: tuple[Report, ...]


def public_people() -> QuerySet[Person]:
    """By name. People with a public page who stand on something public: a released session, a public report, a role in an organisation."""
    released = Appearance.objects.filter(session__in=public_slots().values("session")).values("person")
    reported = Report.objects.filter(is_public=True, edition__is_public=True).values("people")
    roles = Affiliation.objects.values("person")
    shown = Q(pk__in=released) | Q(pk__in=reported) | Q(pk__in=roles)
    return Person.objects.filter(shown, is_public=True).order_by("sort_name", "name", "pk")


def public_person(slug: str) -> Person:
    """One statement, or 404 when the person has no public page."""
    person = Person.objects.filter(slug=slug, is_public=True).select_related("source").first()
    if person is None:
        raise Http404(f"no public person {slug!r}")
    return person


def person_page(person: Person) -> PersonPage:
    """Editions newest first, sessions by day and hour; roles newest first. Eight statements whatever the number of rows."""
    slots = list(with_session(public_slots().filter(session__appearances__person=person).distinct()))
    appearances = Appearance.objects.filter(person=person, session__in=[slot.session_id for slot in slots])
    by_session: dict[int, list[Appearance]] = {}
    for appearance in appearances.select_related("organisation", "country", "session__edition").order_by("place", "pk"):
        by_session.setdefault(appearance.session_id, []).append(appearance)
    statements = Statement.objects.filter(person=person, report__is_public=True, report__edition__is_public=True)
    reports = Report.objects.filter(people=person, is_public=True, edition__is_public=True)
    return PersonPage(
        person=person,
        affiliations=tuple(person.affiliations.select_related("organisation", "source").order_by("-start", "-seen_on", "pk")),
        spellings=tuple(person.other_names.select_related("source").order_by("name")),
        printed=tuple(one for found in by_session.values() for one in found if one.printed_as and one.printed_as != person.name),
        editions=editions_of(slots, by_session),
        statements=tuple(statements.select_related("report__edition", "report__organisation").order_by("report", "place", "pk")),
        reports=tuple(reports.select_related("edition", "organisation").order_by("-edition__starts_on", "pk")),
    )


def editions_of(slots: list[Slot], by_session: dict[int, list[Appearance]]) -> tuple[EditionParts, ...]:
    newest = sorted(slots, key=lambda slot: (slot.session.edition.starts_on, slot.session.edition_id), reverse=True)
    return tuple(
        EditionParts(edition, tuple(Part(slot, tuple(by_session.get(slot.session_id, ()))) for slot in by_place(list(group))))
        for edition, group in groupby(newest, key=lambda slot: slot.session.edition)
    )
