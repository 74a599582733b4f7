"""A network's account of taking part: its text, who and what it names, statements, visits and links."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.actions.cast import New, registered
from essaim.forum.actions.media import next_place
from essaim.forum.actions.slugs import free_slug, taken_in
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Link, Report, Session, Statement, Visit, VisitHost
from essaim.registry.models import Organisation, Person
from essaim.registry.names import Texts


class ReportFacts(TypedDict, total=False):
    organisation: Organisation | New
    title: Texts
    summary: Texts
    body: Texts
    people: Sequence[Person]
    sessions: Sequence[Session]
    published_on: date | None
    is_public: bool


class StatementFacts(TypedDict, total=False):
    person: Person | None
    session: Session | None
    text: Texts
    is_quotation: bool
    place: int


class VisitFacts(TypedDict, total=False):
    report: Report | None
    delegation: Texts
    delegation_of: Organisation | None
    day: date | None
    note: Texts


class LinkFacts(TypedDict, total=False):
    title: Texts
    url: str
    language: str
    place: int


@transaction.atomic
def save_report(*, edition: Edition, report: Report | None, by: Account | None, **facts: Unpack[ReportFacts]) -> Report:
    strange = next((session for session in facts.get("sessions", ()) if session.edition_id != edition.pk), None)
    if strange:
        raise ForumError("session_of_another_edition", session=strange)
    if "organisation" in facts:
        facts["organisation"] = registered(facts["organisation"], edition, by)
    slug = free_slug(facts.get("title"), "report", taken_in(Report.objects.filter(edition=edition))) if report is None else ""
    return save_row(row=report or Report(edition=edition, slug=slug), facts=facts, by=by, action="save_report", scope=edition)


@transaction.atomic
def remove_report(*, report: Report, by: Account | None) -> None:
    """Its statements and links go with it once it is not public; visits and downloads must be taken off first."""
    if report.is_public:
        raise ForumError("report_is_public", report=report)
    remove_row(row=report, by=by, action="remove_report", scope=report.edition, own=(Statement, Link))


@transaction.atomic
def save_statement(*, report: Report, statement: Statement | None, by: Account | None, **facts: Unpack[StatementFacts]) -> Statement:
    """A quotation needs whoever said it."""
    if facts.get("is_quotation") and not facts.get("person"):
        raise ForumError("quotation_of_nobody")
    row = statement or Statement(report=report, place=next_place(report.statements))
    return save_row(row=row, facts=facts, by=by, action="save_statement", scope=report.edition)


@transaction.atomic
def remove_statement(*, statement: Statement, by: Account | None) -> None:
    remove_row(row=statement, by=by, action="remove_statement", scope=statement.report.edition)


@transaction.atomic
def save_link(*, report: Report, link: Link | None, by: Account | None, **facts: Unpack[LinkFacts]) -> Link:
    row = link or Link(report=report, place=next_place(report.links))
    return save_row(row=row, facts=facts, by=by, action="save_link", scope=report.edition)


@transaction.atomic
def remove_link(*, link: Link, by: Account | None) -> None:
    remove_row(row=link, by=by, action="remove_link", scope=link.report.edition)


@transaction.atomic
def save_visit(
    *, edition: Edition, visit: Visit | None, by: Account | None, hosts: Sequence[Organisation] | None = None, **facts: Unpack[VisitFacts]
) -> Visit:
    """`hosts` are all it met there, in order; notes about hosts that stay are kept."""
    saved = save_row(row=visit or Visit(edition=edition), facts=facts, by=by, action="save_visit", scope=edition)
    if hosts is not None:
        write_hosts(saved, hosts, by)
    return saved


def write_hosts(visit: Visit, hosts: Sequence[Organisation], by: Account | None) -> None:
    met = list(visit.meetings.select_related("organisation"))
    before = [str(one.organisation) for one in met]
    wanted = list(dict.fromkeys(hosts))
    visit.meetings.exclude(organisation__in=wanted).delete()
    for place, organisation in enumerate(wanted):
        kept = [one for one in met if one.organisation_id == organisation.pk]
        for one in kept or [VisitHost(visit=visit, organisation=organisation)]:
            one.place = place
            one.save()
    after = [str(organisation) for organisation in wanted]
    if before != after:
        journal.record(
            by=by, action="save_visit", thing=visit, before={"hosts": list(before)}, after={"hosts": list(after)}, scope=visit.edition
        )


@transaction.atomic
def remove_visit(*, visit: Visit, by: Account | None) -> None:
    remove_row(row=visit, by=by, action="remove_visit", scope=visit.edition, own=(VisitHost,))
