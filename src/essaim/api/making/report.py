"""A network's report as an answer."""

from essaim.api.making.common import organisation_ref, organisation_ref_or_none, person_ref, person_ref_or_none, source_of, web
from essaim.api.making.forum import download_out
from essaim.api.schemas.forum import LinkOut, ReportBrief, ReportOut, StatementOut, VisitOut
from essaim.api.texts import texts
from essaim.forum.models import Edition, Report, Statement, Visit
from essaim.forum.queries.report import ReportPage


def report_brief(report: Report, edition: Edition, lang: str) -> ReportBrief:
    return ReportBrief(
        edition=edition.slug,
        slug=report.slug,
        title=texts(report.title, lang),
        organisation=organisation_ref(report.organisation, lang),
        published_on=report.published_on,
        web=web("forum:report", edition.slug, report.slug),
    )


def report_out(page: ReportPage, edition: Edition, lang: str) -> ReportOut:
    report = page.report
    released = {slot.session_id: slot.session.code for slot in page.slots}
    return ReportOut(
        **dict(report_brief(report, edition, lang)),
        summary=texts(report.summary, lang),
        body=texts(report.body, lang),
        people=[person_ref(goer.person) for goer in page.people],
        sessions=[slot.session.code for slot in page.slots],
        statements=[statement_out(each, lang) for each in page.statements],
        visits=[visit_out(each, lang) for each in page.visits],
        downloads=[download_out(each, released, lang) for each in page.downloads],
        links=[LinkOut(title=texts(each.title, lang), url=each.url, language=each.language) for each in page.links],
        source=source_of(report.source),
    )


def statement_out(each: Statement, lang: str) -> StatementOut:
    return StatementOut(
        text=texts(each.text, lang),
        person=person_ref_or_none(each.person),
        session=each.session.code if each.session else None,
        is_quotation=each.is_quotation,
        source=source_of(each.source),
    )


def visit_out(each: Visit, lang: str) -> VisitOut:
    return VisitOut(
        delegation=texts(each.delegation, lang),
        delegation_of=organisation_ref_or_none(each.delegation_of, lang),
        hosts=[organisation_ref(meeting.organisation, lang) for meeting in each.meetings.all()],
        day=each.day,
        note=texts(each.note, lang),
        source=source_of(each.source),
    )
