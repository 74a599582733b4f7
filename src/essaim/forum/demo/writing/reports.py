"""Networks' accounts of taking part, and the visits around an edition."""

from collections.abc import Iterable

from essaim.forum.demo.facts import EditionFact, LinkFact, ReportFact, StatementFact, VisitFact
from essaim.forum.demo.known import Known, find, find_any
from essaim.forum.demo.rows import put, text
from essaim.forum.demo.writing.media import write_downloads
from essaim.forum.demo.writing.sessions import Sessions
from essaim.forum.models import Edition, Link, Report, Statement, Visit, VisitHost


def write_reports(fact: EditionFact, edition: Edition, sessions: Sessions, known: Known) -> None:
    for report_fact in fact.reports:
        report = put_report(report_fact, edition, known)
        where = report_fact.where
        report.people.set([find(known.people, slug, where=where, field="people") for slug in report_fact.people])
        report.sessions.set([find(sessions, code, where=where, field="sessions") for code in report_fact.sessions])
        write_statements(report_fact.statements, report, sessions, known)
        write_visits(report_fact.visits, edition, report, known)
        write_downloads(report_fact.downloads, edition, report, sessions, known)
        write_links(report_fact.links, report)


def put_report(fact: ReportFact, edition: Edition, known: Known) -> Report:
    row = Report(
        edition=edition,
        organisation=find(known.organisations, fact.organisation, where=fact.where, field="organisation"),
        slug=fact.slug,
        title=text(fact.title),
        summary=text(fact.summary),
        body=text(fact.body),
        published_on=fact.published_on,
        is_public=True,
        source=find_any(known.sources, fact.source, where=fact.where, field="source"),
    )
    return put([row], edition.reports.all(), lambda row: row.slug)[0]


def write_statements(facts: Iterable[StatementFact], report: Report, sessions: Sessions, known: Known) -> None:
    rows = [
        Statement(
            report=report,
            person=find(known.people, fact.person, where=fact.where, field="person"),
            session=find_any(sessions, fact.session, where=fact.where, field="session"),
            text=text(fact.text),
            is_quotation=fact.is_quotation,
            place=place,
            source=find_any(known.sources, fact.source, where=fact.where, field="source"),
        )
        for place, fact in enumerate(facts, start=1)
    ]
    put(rows, report.statements.all(), lambda row: row.place)


def write_visits(facts: Iterable[VisitFact], edition: Edition, report: Report | None, known: Known) -> None:
    for fact in facts:
        row = Visit(
            edition=edition,
            report=report,
            delegation=text(fact.delegation),
            delegation_of=find_any(known.organisations, fact.delegation_of, where=fact.where, field="delegation_of"),
            day=fact.day,
            note=text(fact.note),
            source=find_any(known.sources, fact.source, where=fact.where, field="source"),
        )
        visit = put([row], edition.visits.all(), lambda row: (row.delegation_of_id, str(row.delegation)))[0]
        write_hosts(fact, visit, known)


def write_hosts(fact: VisitFact, visit: Visit, known: Known) -> None:
    rows = [
        VisitHost(
            visit=visit,
            organisation=find(known.organisations, host.organisation, where=host.where, field="organisation"),
            note=text(host.note),
            place=place,
        )
        for place, host in enumerate(fact.hosts, start=1)
    ]
    put(rows, visit.meetings.all(), lambda row: (row.organisation_id, str(row.note)))


def write_links(facts: Iterable[LinkFact], report: Report) -> None:
    rows = [
        Link(report=report, title=text(fact.title), url=fact.url, language=fact.language, place=place)
        for place, fact in enumerate(facts, start=1)
    ]
    put(rows, report.links.all(), lambda row: row.url)
