"""What the page of a network's report shows."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404

from essaim.forum.models import Appearance, Download, Edition, Link, Report, Slot, Statement, Visit, VisitHost
from essaim.forum.queries.released import by_place, public_slots, with_people, with_session
from essaim.registry.models import Person


@dataclass(frozen=True, slots=True)
class Goer:
    """Somebody who took part, and in what capacity, each said once."""

    person: Person
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: Report
    people: tuple[Goer, ...]
    slots: tuple[Slot, ...]
    statements: tuple[Statement, ...]
    visits: tuple[Visit, ...]
    downloads: tuple[Download, ...]
    links: tuple[Link, ...]


def public_report(edition: Edition, slug: str) -> Report:
    """One statement, or 404."""
    report = Report.objects.filter(edition=edition, slug=slug, is_public=True).select_related("organisation", "source").first()
    if report is None:
        raise Http404(f"no public report {slug!r} on {edition.slug}")
    return report


def report_page(report: Report) -> ReportPage:
    """Everything in the report's own order; sessions only as released. Ten statements whatever the number of rows."""
    slots = by_place(list(with_people(with_session(public_slots().filter(session__reports=report)))))
    shown = {slot.session_id for slot in slots}
    hosts = Prefetch("meetings", VisitHost.objects.select_related("organisation"))
    statements = Statement.objects.filter(report=report).select_related("person", "session", "source")
    return ReportPage(
        report=report,
        people=people_of(report, slots),
        slots=tuple(slots),
        statements=tuple(without_hidden_sessions(list(statements), shown | _released(report))),
        visits=tuple(report.visits.select_related("delegation_of", "source").prefetch_related(hosts).order_by("day", "pk")),
        downloads=tuple(public_files(report)),
        links=tuple(report.links.all()),
    )


def public_files(report: Report) -> list[Download]:
    found = report.downloads.select_related("upload", "source").order_by("place", "pk")
    return [one for one in found if one.upload is None or one.upload.is_public]


def people_of(report: Report, slots: list[Slot]) -> tuple[Goer, ...]:
    """One statement; their appearances come from the slots' preloads."""
    seen: dict[int, list[Appearance]] = {}
    for slot in slots:
        for appearance in slot.session.appearances.all():
            appearance.session = slot.session
            if not any(said_alike(appearance, other) for other in seen.get(appearance.person_id, [])):
                seen.setdefault(appearance.person_id, []).append(appearance)
    return tuple(Goer(person, tuple(seen.get(person.pk, []))) for person in report.people.order_by("sort_name", "name"))


def said_alike(one: Appearance, other: Appearance) -> bool:
    """The same role, capacity, organisation and name as printed: not worth saying twice."""
    return (one.role, one.capacity, one.organisation_id, one.printed_as) == (
        other.role,
        other.capacity,
        other.organisation_id,
        other.printed_as,
    )


def _released(report: Report) -> set[int]:
    """Sessions of the edition that are public: one statement."""
    return set(public_slots().filter(version__edition=report.edition_id).values_list("session_id", flat=True))


def without_hidden_sessions(statements: list[Statement], shown: set[int]) -> list[Statement]:
    """A statement stays; the session it was made in is named only when it is public."""
    for statement in statements:
        if statement.session_id not in shown:
            statement.session = None
    return statements
