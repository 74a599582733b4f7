import pytest

from essaim.forum.models import Report, Statement
from essaim.registry.models import FormerSlug, PersonName
from essaim.registry.queries.person import public_profile
from essaim.website.queries.person import listed_people, person_page
from tests.factories.forum import (
    make_appearance,
    make_edition,
    make_organisation,
    make_person,
    make_release,
    make_session,
    make_source,
    make_territory,
    text,
)
from tests.factories.registry import make_affiliation

pytestmark = pytest.mark.django_db


def on_stage(person):
    """In a released programme."""
    edition = make_edition()
    make_appearance(make_session(edition, "Panorama"), person)
    make_release(edition)
    return person


def test_person_is_one_under_both_spellings(client):
    person = on_stage(make_person("Rachid Abidi", slug="rachid-abidi"))
    PersonName.objects.create(person=person, name="Rachid Abibi", source=make_source(title="GSEF node 26962"))
    page = client.get("/en/people/rachid-abidi/").content.decode()
    assert "Rachid Abidi" in page
    assert "Rachid Abibi" in page
    assert "as printed by GSEF node 26962" in page


def test_person_page_shows_released_sessions_with_the_capacity_spoken_in_there(client):
    edition = make_edition()
    person = make_person(slug="p")
    session = make_session(edition, "Panorama")
    make_appearance(session, person, organisation=make_organisation("Lab'ESS"), country=make_territory("TN", "Tunisie"), printed_as="R. A.")
    make_release(edition)
    make_appearance(make_session(edition, "Encore secret"), person)
    make_appearance(make_session(edition, "Brouillon", state="draft"), person)
    page = client.get("/fr/people/p/").content.decode()
    assert "Panorama" in page
    assert "Lab&#x27;ESS" in page
    assert "Tunisie" in page
    assert "R. A." in page
    assert "secret" not in page
    assert "Brouillon" not in page


def test_stranger_sees_nobody_who_has_no_public_page(client):
    edition = make_edition()
    hidden = make_person("Zoé Cachée", slug="zoe", is_public=False)
    make_appearance(make_session(edition), hidden)
    make_release(edition)
    assert client.get("/fr/people/zoe/").status_code == 404
    assert "Zoé" not in client.get("/fr/people/").content.decode()


def test_list_names_people_of_public_programmes_only(client):
    public, private = make_edition(), make_edition(is_public=False)
    make_appearance(make_session(public), make_person("Anne Publique"))
    make_appearance(make_session(private), make_person("Paul Privé"))
    make_release(public)
    make_release(private)
    make_person("Personne Inconnue")
    page = client.get("/fr/people/").content.decode()
    assert "Anne Publique" in page
    assert "Paul Privé" not in page
    assert "Personne Inconnue" not in page


def test_list_is_in_alphabetical_order_whatever_the_accents(client):
    edition = make_edition()
    for name in ("Zoé", "Élise", "Eva", "Andrée"):
        make_appearance(make_session(edition), make_person(name))
    make_release(edition)
    page = client.get("/fr/people/").content.decode()
    places = [page.index(f">{name}<") for name in ("Andrée", "Élise", "Eva", "Zoé")]
    assert places == sorted(places)
    only = client.get("/fr/people/?letter=E").content.decode()
    assert "Élise" in only
    assert "Zoé" not in only


def test_statements_of_private_reports_are_not_shown(client):
    edition, person = make_edition(), make_person(slug="p")
    for is_public, words in ((True, "Dit en public."), (False, "Dit en privé.")):
        report = Report.objects.create(
            edition=edition, organisation=make_organisation(), slug=f"r{is_public}".lower(), title=text("R"), is_public=is_public
        )
        report.people.add(person)
        Statement.objects.create(report=report, person=person, text=text(words))
    page = client.get("/fr/people/p/").content.decode()
    assert "Dit en public." in page
    assert "Dit en privé." not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_person_page_costs_eight_statements(django_assert_num_queries, rows):
    person, edition = make_person(slug="p"), make_edition()
    for number in range(rows):
        make_appearance(make_session(edition), person, organisation=make_organisation())
        make_affiliation(person, make_organisation(), source=make_source())
        report = Report.objects.create(
            edition=edition, organisation=make_organisation(), slug=f"r{number}", title=text("R"), is_public=True
        )
        report.people.add(person)
        Statement.objects.create(report=report, person=person, text=text("x"))
        PersonName.objects.create(person=person, name=f"n{number}", source=make_source())
    make_release(edition)
    with django_assert_num_queries(8):
        page = person_page(public_profile("p"))
        assert [str(one.report.organisation) for one in page.statements]
    assert len(page.editions[0].parts) == len(page.statements) == len(page.reports) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_people_costs_one_statement(django_assert_num_queries, rows):
    edition = make_edition()
    for _ in range(rows):
        make_appearance(make_session(edition))
    make_release(edition)
    with django_assert_num_queries(1):
        assert len(listed_people()) == rows


def test_address_of_somebody_merged_leads_to_who_they_are_now(client):
    person = on_stage(make_person("Rachid Abidi", slug="rachid-abidi"))
    FormerSlug.objects.create(slug="rachid-abibi", person=person)
    response = client.get("/en/people/rachid-abibi/")
    assert response.status_code == 301
    assert response["Location"] == "/en/people/rachid-abidi/"


@pytest.mark.parametrize(
    ("seen_on", "is_public", "said"),
    [("niort2019", True, "Niort 19"), ("niort2019", False, "2019"), ("gsef2020v", True, "2020"), ("2020-01", True, "janvier 2020")],
)
def test_role_is_attested_at_an_edition_by_its_name(client, seen_on, is_public, said):
    person, edition = make_person(slug="p"), make_edition("niort-2019", is_public=is_public)
    edition.short_name = "Niort 19"
    edition.save()
    role = make_affiliation(person, make_organisation(), source=make_source())
    role.seen_on = seen_on
    role.save()
    make_appearance(make_session(shown := make_edition("shown")), person)
    make_release(shown)
    page = client.get("/fr/people/p/").content.decode()
    assert said in page
    assert seen_on not in page
