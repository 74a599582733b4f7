import pytest

from essaim.forum.models import Report, Visit, VisitHost
from essaim.registry.models import Establishment, Identifier, Organisation
from essaim.registry.queries.organisation import organisation_profile
from essaim.website.queries.organisation import organisation_page
from tests.factories.forum import (
    make_edition,
    make_involvement,
    make_organisation,
    make_partner,
    make_path,
    make_release,
    make_session,
    make_territory,
    text,
)

pytestmark = pytest.mark.django_db


def test_organisation_page_joins_forums_sessions_and_register(client):
    edition = make_edition(name="Forum 2027")
    organisation = make_organisation("Réseau des territoires", slug="rtes", acronym="RTES")
    make_partner(edition, organisation)
    make_involvement(make_session(edition, "Panorama"), organisation)
    Identifier.objects.create(organisation=organisation, scheme="siren", value="444331704")
    make_release(edition)
    make_involvement(make_session(edition, "Encore secret"), organisation)
    page = client.get("/fr/organisations/rtes/").content.decode()
    for words in ("Réseau des territoires", "Forum 2027", "Panorama", "444331704"):
        assert words in page
    assert "Encore secret" not in page


def test_informal_group_is_never_a_point(client):
    group = make_organisation("Les voisines", slug="voisines", kind=Organisation.Kind.INFORMAL_GROUP)
    group.territory = make_territory("FR")
    group.save()
    Establishment.objects.create(organisation=group, address="12 rue Cachée", latitude="46.32", longitude="-0.46")
    page = client.get("/en/organisations/voisines/").content.decode()
    assert "shown by area, never as a point" in page
    assert "rue Cachée" not in page
    assert "46.32" not in page


def test_part_in_a_private_edition_is_not_shown(client):
    organisation = make_organisation(slug="o")
    private = make_edition(name="Édition secrète", is_public=False)
    make_partner(private, organisation)
    make_path(private, "A", "Parcours secret").leads.add(organisation)
    make_involvement(make_session(private, "Séance secrète"), organisation)
    Report.objects.create(edition=private, organisation=organisation, slug="r", title=text("Compte rendu secret"), is_public=True)
    VisitHost.objects.create(visit=Visit.objects.create(edition=private, delegation=text("Délégation secrète")), organisation=organisation)
    make_release(private)
    assert "secr" not in client.get("/fr/organisations/o/").content.decode().lower()


def test_list_filters_by_kind_and_letter_and_keeps_the_unknown_kind(client):
    make_organisation("Alpha", kind=Organisation.Kind.NETWORK)
    make_organisation("Béta", kind="")
    assert "Béta" not in client.get("/fr/organisations/?kind=network").content.decode()
    unknown = client.get("/fr/organisations/?kind=unknown").content.decode()
    assert "Béta" in unknown
    assert "Alpha" not in unknown
    assert "Alpha" not in client.get("/fr/organisations/?letter=B").content.decode()


def test_list_without_an_answer_says_why_and_shows_a_way_out(client):
    make_organisation("Alpha", kind=Organisation.Kind.NETWORK)
    page = client.get("/en/organisations/?letter=Z").content.decode()
    assert "None of the register answers this choice." in page
    assert 'href="/en/organisations/"' in page


def test_unknown_organisation_is_not_found(client):
    assert client.get("/fr/organisations/personne/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_organisation_page_costs_fourteen_statements(django_assert_num_queries, rows):
    organisation = make_organisation(slug="o")
    for number in range(rows):
        edition = make_edition()
        path = make_path(edition, "A")
        path.leads.add(organisation)
        make_partner(edition, organisation)
        make_involvement(make_session(edition, paths=[path]), organisation)
        Report.objects.create(edition=edition, organisation=organisation, slug=f"r{number}", title=text("R"), is_public=True)
        VisitHost.objects.create(visit=Visit.objects.create(edition=edition, delegation=text("d")), organisation=organisation)
        make_release(edition)
    with django_assert_num_queries(14):
        page = organisation_page(organisation_profile("o"))
        assert [str(one.visit.edition) for one in page.received]
    assert len(page.slots) == len(page.partnerships) == len(page.paths) == rows
