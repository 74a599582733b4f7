"""What is public about a person: the registry's profile, and what they did in public programmes and reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from essaim.forum.models import Appearance, Edition, Report, Slot, Statement
from essaim.forum.queries.people import listed_people
from essaim.forum.queries.released import by_place, on_public_bill, public_slots, with_session
from essaim.registry.queries.person import PublicPerson
from essaim.website.queries.attested import attested_at

__all__ = ["EditionParts", "Part", "PersonPage", "listed_people", "person_page"]


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
    profile: PublicPerson
    printed: tuple[Appearance, ...]
    """Appearances whose programme prints the name otherwise."""
    editions: tuple[EditionParts, ...]
    statements: tuple[Statement, ...]
    reports: tuple[Report, ...]
    attested: Mapping[str, str]
    """What to say for a role's `seen_on`."""


def person_page(profile: PublicPerson) -> PersonPage:
    """Editions newest first, sessions by day and hour. Six statements whatever the number of rows, beside the profile's own."""
    person = profile.person
    shown = Appearance.objects.filter(on_public_bill(), person=person)
    slots = list(with_session(public_slots().filter(session__in=shown.values("session"))))
    appearances = shown.filter(session__in=[slot.session_id for slot in slots])
    by_session: dict[int, list[Appearance]] = {}
    for appearance in appearances.select_related("organisation", "country", "session__edition").order_by("place", "pk"):
        by_session.setdefault(appearance.session_id, []).append(appearance)
    statements = Statement.objects.filter(person=person, report__is_public=True, report__edition__is_public=True)
    reports = Report.objects.filter(people=person, is_public=True, edition__is_public=True)
    return PersonPage(
        profile=profile,
        printed=tuple(one for found in by_session.values() for one in found if one.printed_as and one.printed_as != person.name),
        editions=editions_of(slots, by_session),
        statements=tuple(statements.select_related("report__edition", "report__organisation").order_by("report", "place", "pk")),
        reports=tuple(reports.select_related("edition", "organisation").order_by("-edition__starts_on", "pk")),
        attested=attested_at(profile.affiliations, get_language() or "en"),
    )


def editions_of(slots: list[Slot], by_session: dict[int, list[Appearance]]) -> tuple[EditionParts, ...]:
    newest = sorted(slots, key=lambda slot: (slot.session.edition.starts_on, slot.session.edition_id), reverse=True)
    return tuple(
        EditionParts(edition, tuple(Part(slot, tuple(by_session.get(slot.session_id, ()))) for slot in by_place(list(group))))
        for edition, group in groupby(newest, key=lambda slot: slot.session.edition)
    )
