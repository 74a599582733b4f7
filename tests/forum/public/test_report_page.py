import pytest

from essaim.forum.models import Download, Link, Report, Statement, Visit, VisitHost
from essaim.forum.queries.report import report_page
from tests.factories.forum import make_appearance, make_edition, make_organisation, make_person, make_release, make_session, text

pytestmark = pytest.mark.django_db


def make_report(edition, *, is_public=True, slug="gsef", body=None):
    return Report.objects.create(
        edition=edition,
        organisation=make_organisation("GSEF"),
        slug=slug,
        title=text({"en": "GSEF in Niort"}),
        body=text(body or {"en": "We **went**."}),
        is_public=is_public,
    )


def test_report_attributes_statements_and_tells_quotations_from_our_words(client):
    report = make_report(make_edition())
    Statement.objects.create(report=report, person=make_person("Laurence Kwark"), text=text({"en": "More data."}), is_quotation=False)
    Statement.objects.create(report=report, person=None, text=text({"en": "Exactly so."}), is_quotation=True)
    page = client.get(f"/en/forum/{report.edition.slug}/reports/gsef/").content.decode()
    assert "Laurence Kwark" in page
    assert "in our own words" in page
    assert "word for word" in page
    assert "speaker unknown" in page
    assert page.count("<blockquote>") == 1


def test_report_in_another_language_says_that_it_is_one(client):
    report = make_report(make_edition(), body={"ko": "안녕하세요"})
    page = client.get(f"/en/forum/{report.edition.slug}/reports/gsef/").content.decode()
    assert 'lang="ko"' in page
    assert "This text exists only in another language: Korean." in page


def test_report_escapes_markup_and_scripts(client):
    report = make_report(make_edition(), body={"en": "<script>alert(1)</script> [x](javascript:alert(1)) ![i](https://example.org/i.png)"})
    page = client.get(f"/en/forum/{report.edition.slug}/reports/gsef/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "example.org/i.png" not in page or "<img" not in page.split("We", maxsplit=1)[0].split("<main", 1)[1]


def test_private_report_is_not_found_and_unreleased_session_is_not_named(client):
    edition = make_edition()
    hidden, shown = make_report(edition, is_public=False, slug="secret"), make_report(edition)
    session = make_session(edition, "Séance inédite")
    shown.sessions.add(session)
    Statement.objects.create(report=shown, session=session, text=text({"en": "Said there."}))
    assert client.get(f"/en/forum/{edition.slug}/reports/{hidden.slug}/").status_code == 404
    page = client.get(f"/en/forum/{edition.slug}/reports/gsef/").content.decode()
    assert "Said there." in page
    assert "inédite" not in page


def test_visit_names_hosts_as_printed(client):
    report = make_report(make_edition())
    visit = Visit.objects.create(edition=report.edition, report=report, delegation=text({"en": "City of Hwaseong"}))
    VisitHost.objects.create(visit=visit, organisation=make_organisation("Fabrique Pola"), note=text({"en": "printed “Fabrique Polka”"}))
    page = client.get(f"/en/forum/{report.edition.slug}/reports/gsef/").content.decode()
    assert "City of Hwaseong" in page
    assert "Fabrique Pola" in page
    assert "printed “Fabrique Polka”" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_report_page_costs_ten_statements(django_assert_num_queries, rows):
    edition = make_edition()
    report = make_report(edition)
    visit = Visit.objects.create(edition=edition, report=report, delegation=text("d"))
    for number in range(rows):
        session = make_session(edition)
        person = make_person()
        make_appearance(session, person, organisation=make_organisation())
        report.sessions.add(session)
        report.people.add(person)
        Statement.objects.create(report=report, person=person, session=session, text=text("x"))
        VisitHost.objects.create(visit=visit, organisation=make_organisation())
        Download.objects.create(edition=edition, report=report, title=text(f"f{number}"), url="https://example.org")
        Link.objects.create(report=report, title=text("l"), url="https://example.org")
    make_release(edition)
    with django_assert_num_queries(10):
        page = report_page(report)
        assert [host.organisation.slug for one in page.visits for host in one.meetings.all()]
    assert len(page.people) == len(page.slots) == len(page.statements) == rows
    assert page.people[0].appearances
