"""What the public sees of a person and an organisation: what they or a source made public, at a fixed price."""

import pytest
from django.contrib.auth.models import AnonymousUser

from essaim.desk.models import Grant
from essaim.registry.models import Establishment, Identifier, Organisation, OrganisationName, Person, PersonName
from essaim.registry.queries.organisation import find_organisation, organisation_profile, organisations
from essaim.registry.queries.person import find_person, public_people, public_profile
from essaim.registry.rules import REGISTRAR, REGISTRY, has_public_profile, is_public, may_edit_person, may_edit_registry, may_enter
from tests.factories.registry import (
    make_account,
    make_affiliation,
    make_membership,
    make_organisation,
    make_person,
    make_source,
    make_territory,
    text,
)

pytestmark = pytest.mark.django_db


def fill_person(person: Person, **facts: object) -> Person:
    Person.objects.filter(pk=person.pk).update(biography=text("Une vie"), website="https://example.org", **facts)
    return Person.objects.get(pk=person.pk)


def test_public_profile_shows_only_what_the_person_or_a_source_made_public():
    person, source, organisation = fill_person(make_person(slug="a")), make_source(), make_organisation()
    make_affiliation(person, organisation, role="of a source", source=source)
    make_affiliation(person, organisation, role="of the person", is_own_statement=True)
    make_affiliation(person, organisation, role="of nobody")
    PersonName.objects.create(person=person, name="Printed", source=source)
    PersonName.objects.create(person=person, name="Searched for")

    profile = public_profile("a")

    assert sorted(str(row.role) for row in profile.affiliations) == ["of a source", "of the person"]
    assert [row.name for row in profile.spellings] == ["Printed"]
    assert (str(profile.biography), profile.website) == ("", "")


@pytest.mark.parametrize("given", ["is_own_profile", "is_fictional", "source"])
def test_public_profile_shows_what_was_given_for_publication(given):
    fill_person(make_person(slug="a"), **{given: make_source() if given == "source" else True})
    profile = public_profile("a")
    assert (str(profile.biography), profile.website) == ("Une vie", "https://example.org")


def test_a_person_without_a_public_page_has_none():
    person = fill_person(make_person(slug="a", is_public=False), is_own_profile=True, source=make_source())
    organisation = make_organisation(slug="o")
    affiliation = make_affiliation(person, organisation, source=make_source())
    assert public_profile("a") is None
    assert public_people().count() == 0
    assert organisation_profile("o").people == ()
    assert not has_public_profile(person)
    assert not is_public(affiliation)
    assert find_person("a") == person


def test_nobody_has_no_profile():
    assert public_profile("nobody") is None
    assert organisation_profile("nobody") is None


@pytest.mark.parametrize("n", [1, 3])
def test_public_profile_costs_three_statements(django_assert_num_queries, n):
    person = make_person(slug="a")
    for number in range(n):
        make_affiliation(person, make_organisation(), source=make_source())
        PersonName.objects.create(person=person, name=f"Spelling {number}", source=make_source())
    with django_assert_num_queries(3):
        profile = public_profile("a")
        assert len([(row.organisation.name, row.source.title) for row in profile.affiliations]) == n
        assert len([row.source.title for row in profile.spellings]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_organisation_profile_costs_eight_statements(django_assert_num_queries, n):
    organisation, france = make_organisation(slug="o"), make_territory()
    region = make_territory("75", "Nouvelle-Aquitaine", "region", "fr-cog")
    region.parent = france
    region.save()
    Organisation.objects.filter(pk=organisation.pk).update(territory=region)
    for number in range(n):
        make_membership(organisation, make_organisation())
        make_membership(make_organisation(), organisation)
        OrganisationName.objects.create(organisation=organisation, name=f"Name {number}", source=make_source())
        Identifier.objects.create(organisation=organisation, scheme="x", value=str(number))
        Establishment.objects.create(organisation=organisation, address=str(number), territory=region)
        make_affiliation(make_person(), organisation, source=make_source())
        make_affiliation(make_person("Hidden"), organisation)
    with django_assert_num_queries(8):
        profile = organisation_profile("o")
        assert [str(place) for place in profile.breadcrumb] == ["France", "Nouvelle-Aquitaine"]
        assert len([row.network.name for row in profile.memberships]) == n
        assert len([row.member.name for row in profile.members]) == n
        assert len([row.source.title for row in profile.spellings]) == n
        assert len(profile.identifiers) == n
        assert len([row.territory.name for row in profile.establishments]) == n
        assert len([row.person.name for row in profile.people]) == n
        assert "Hidden" not in {row.person.name for row in profile.people}


def test_an_informal_group_shows_no_point():
    group = make_organisation(slug="g", kind="informal_group")
    Establishment.objects.create(organisation=group, address="A house")
    assert organisation_profile("g").establishments == ()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_organisations_costs_two_statements(django_assert_num_queries, n):
    network = make_organisation(slug="network")
    for _ in range(n):
        make_membership(make_organisation(), network)
    with django_assert_num_queries(2):
        found = [(row.name, row.territory, [each.network.name for each in row.memberships.all()]) for row in organisations()]
    assert len(found) == n + 1


def test_find_organisation_costs_one_statement(django_assert_num_queries):
    make_organisation(slug="o")
    with django_assert_num_queries(1):
        assert find_organisation("o").territory is None


def test_who_may_edit_the_registry_and_a_person():
    person = make_person()
    runs_the_site, registrar, of_a_team, self_, stranger = make_account(is_superuser=True), *(make_account() for _ in range(4))
    gone = make_account(is_superuser=True, is_active=False)
    Grant.objects.create(account=registrar, role=REGISTRAR, kind=REGISTRY, key="")
    Grant.objects.create(account=of_a_team, role="team", kind="forum.edition", key="1")
    Grant.objects.create(account=stranger, role="reader", kind="forum.edition", key="1")
    Person.objects.filter(pk=person.pk).update(account=self_)
    person.refresh_from_db()
    cast = {
        "runs the site": runs_the_site,
        "registrar": registrar,
        "of a team": of_a_team,
        "self": self_,
        "stranger": stranger,
        "gone": gone,
        "nobody": AnonymousUser(),
    }
    assert [name for name, each in cast.items() if may_edit_registry(each)] == ["runs the site", "registrar"]
    assert [name for name, each in cast.items() if may_enter(each)] == ["runs the site", "registrar", "of a team"]
    assert [name for name, each in cast.items() if may_edit_person(each, person)] == ["runs the site", "registrar", "self"]
    person.account = None
    assert not may_edit_person(AnonymousUser(), person)
