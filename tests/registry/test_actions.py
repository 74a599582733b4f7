"""Organisations and people: made, changed, renamed, linked; each change in the journal, each refusal before anything is written."""

from datetime import date

import pytest
from i18nfield.strings import LazyI18nString

from essaim.desk.models import Entry
from essaim.registry.actions.organisation import (
    add_establishment,
    add_identifier,
    add_organisation_spelling,
    change_organisation,
    create_organisation,
    join_network,
    leave_network,
    remove_identifier,
    rename_organisation,
)
from essaim.registry.actions.person import (
    add_person_spelling,
    affiliate,
    change_affiliation,
    change_person,
    create_person,
    remove_affiliation,
    rename_person,
)
from essaim.registry.errors import RegistryError
from essaim.registry.models import Affiliation, Identifier, Membership, Organisation, OrganisationName, Person
from essaim.registry.sentences import sentence
from tests.factories.registry import make_account, make_organisation, make_person, make_source

pytestmark = pytest.mark.django_db


def refused(code: str, action, **arguments: object) -> RegistryError:
    entries = Entry.objects.count()
    with pytest.raises(RegistryError) as caught:
        action(**arguments)
    assert caught.value.code == code
    assert Entry.objects.count() == entries
    assert "…" not in sentence(caught.value)
    return caught.value


def last() -> Entry:
    return Entry.objects.latest("pk")


def test_create_organisation_makes_an_address_name_nobody_has():
    account = make_account()
    first = create_organisation(name={"fr": "Réseau Zoodo"}, kind="network", by=account)
    second = create_organisation(name={"fr": "Réseau Zoodo"}, by=account)
    third = create_organisation(name={"ko": "화성시"}, by=account)
    fourth = create_organisation(name={"ko": "화성시"}, acronym="HSC", by=account)

    assert (first.slug, second.slug, fourth.slug) == ("reseau-zoodo", "reseau-zoodo-2", "hsc")
    assert third.slug.startswith("organisation-")
    entry = Entry.objects.filter(action="create_organisation").earliest("pk")
    assert (entry.account, entry.kind, entry.key) == (account, "registry.organisation", str(first.pk))
    assert entry.after["name"] == {"fr": "Réseau Zoodo"}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": ""}, "missing"),
        ({"name": {"fr": " "}}, "missing"),
        ({"name": {"xx-nowhere": "X"}}, "unknown_language"),
        ({"name": "X", "kind": "guild"}, "invalid_field"),
        ({"name": "X", "website": "www"}, "invalid_field"),
        ({"name": "X", "acronym": "A" * 41}, "invalid_field"),
        ({"name": "X", "slug": "taken"}, "slug_taken"),
    ],
)
def test_create_organisation_refuses_what_cannot_stand(facts, code):
    make_organisation(slug="taken")
    refused(code, create_organisation, by=None, **facts)
    assert Organisation.objects.count() == 1


def test_change_organisation_writes_only_what_differs():
    organisation = make_organisation("Le RAMEAU", kind="")
    assert change_organisation(organisation=organisation, kind="association", summary={"fr": "Un laboratoire"}, by=None)
    assert not change_organisation(organisation=organisation, kind="association", by=None)
    assert (last().before, last().after) == (
        {"kind": "", "summary": ""},
        {"kind": "association", "summary": {"fr": "Un laboratoire"}},
    )
    assert Organisation.objects.get().kind == organisation.kind == "association"


def test_rename_organisation_keeps_the_address_and_the_former_name():
    organisation = create_organisation(name={"fr": "Salon de l'ESS", "en": "SSE Fair"}, by=None)
    assert rename_organisation(organisation=organisation, name={"fr": "Forum de l'ESS", "en": "SSE Fair"}, by=None)
    assert not rename_organisation(organisation=organisation, name={"fr": "Forum de l'ESS", "en": "SSE Fair"}, by=None)
    organisation.refresh_from_db()
    assert (organisation.slug, organisation.name.data["fr"]) == ("salon-de-l-ess", "Forum de l'ESS")
    assert [row.name for row in organisation.other_names.all()] == ["Salon de l'ESS"]
    refused("missing", rename_organisation, organisation=organisation, name="", by=None)


def test_a_spelling_again_is_an_update():
    organisation, source = make_organisation(), make_source()
    row, is_new = add_organisation_spelling(organisation=organisation, name="Fabrique Polka", by=None)
    same, is_changed = add_organisation_spelling(organisation=organisation, name="Fabrique Polka ", source=source, by=None)
    assert (row.pk, is_new, is_changed) == (same.pk, True, True)
    assert add_organisation_spelling(organisation=organisation, name="Fabrique Polka", source=source, by=None)[1] is False
    assert OrganisationName.objects.get().source == source
    refused("invalid_field", add_organisation_spelling, organisation=organisation, name=" ", by=None)


def test_add_identifier_checks_stores_plainly_and_names_one_only():
    organisation, other = make_organisation(), make_organisation("Another")
    row, is_new = add_identifier(organisation=organisation, scheme="SIREN", value="356 000 000", by=None)
    assert (row.scheme, row.value, is_new) == ("fr-siren", "356000000", True)
    assert last().after == {"fr-siren": "356000000"}
    assert add_identifier(organisation=organisation, scheme="fr-siren", value="356000000", by=None) == (row, False)

    assert "356000001" in sentence(
        refused("bad_identifier", add_identifier, organisation=other, scheme="siren", value="356000001", by=None)
    )
    refused("identifier_of_another", add_identifier, organisation=other, scheme="siren", value="356000000", by=None)

    remove_identifier(identifier=row, by=None)
    assert (Identifier.objects.count(), last().before) == (0, {"fr-siren": "356000000"})


def test_join_and_leave_a_network():
    rtes, gsef = make_organisation("RTES"), make_organisation("GSEF")
    membership, is_new = join_network(member=rtes, network=gsef, start=date(2016, 1, 1), by=None)
    assert is_new
    assert join_network(member=rtes, network=gsef, start=date(2016, 1, 1), by=None) == (membership, False)
    refused("member_of_itself", join_network, member=rtes, network=rtes, by=None)
    refused("end_before_start", join_network, member=rtes, network=gsef, start=date(2020, 1, 1), end=date(2019, 1, 1), by=None)
    refused("end_before_start", leave_network, membership=membership, end=date(2015, 1, 1), by=None)

    leave_network(membership=membership, end=date(2020, 12, 31), by=None)
    assert Membership.objects.get().end == date(2020, 12, 31)
    refused("already_left", leave_network, membership=membership, end=date(2021, 1, 1), by=None)


def test_an_informal_group_gets_no_point_on_a_map():
    group, firm = make_organisation("Sossoaga", kind="informal_group"), make_organisation()
    refused("informal_group_has_no_address", add_establishment, organisation=group, address="1 rue", by=None)
    assert add_establishment(organisation=firm, address="1 rue", name={"fr": "Siège"}, by=None).address == "1 rue"
    assert last().action == "add_establishment"


def test_create_person_squeezes_spaces_and_never_shares_an_address_name():
    first = create_person(name="  Rachid   Abidi ", by=None)
    second = create_person(name="Rachid Abidi", by=None)
    assert (first.name, first.slug, second.slug) == ("Rachid Abidi", "rachid-abidi", "rachid-abidi-2")
    refused("missing", create_person, name=" ", by=None)
    refused("slug_taken", create_person, name="X", slug="rachid-abidi", by=None)
    refused("invalid_field", create_person, name="X" * 201, by=None)
    assert Person.objects.count() == 2


def test_change_and_rename_person():
    person = create_person(name="Rachid Abibi", by=None)
    assert change_person(person=person, biography={"fr": "Directeur"}, is_own_profile=True, by=None)
    assert not change_person(person=person, biography={"fr": "Directeur"}, by=None)
    assert rename_person(person=person, name="Rachid Abidi", by=None)
    assert not rename_person(person=person, name="Rachid Abidi", by=None)
    person.refresh_from_db()
    assert (person.name, person.slug, [row.name for row in person.other_names.all()]) == ("Rachid Abidi", "rachid-abibi", ["Rachid Abibi"])
    assert {entry.action for entry in Entry.objects.all()} == {"create_person", "change_person", "rename_person", "add_person_spelling"}


def test_a_name_somebody_wants_gone_is_not_kept():
    person = create_person(name="A former name", by=None)
    rename_person(person=person, name="A name", keeps_former=False, by=None)
    assert person.other_names.count() == 0


def test_a_person_s_spelling_again_is_an_update():
    person, source = make_person(), make_source()
    _, is_new = add_person_spelling(person=person, name="Rachid Abibi", by=None)
    _, is_changed = add_person_spelling(person=person, name="Rachid Abibi", note={"fr": "imprimé ainsi"}, source=source, by=None)
    _, is_same = add_person_spelling(person=person, name="Rachid Abibi", note={"fr": "imprimé ainsi"}, source=source, by=None)
    assert (is_new, is_changed, is_same, person.other_names.count()) == (True, True, False, 1)


def test_affiliations_change_end_and_go():
    person, organisation = make_person(), make_organisation()
    row = affiliate(person=person, organisation=organisation, role={"en": "Director"}, start=date(2012, 1, 1), by=None)
    assert change_affiliation(affiliation=row, end=date(2020, 1, 1), by=None)
    assert not change_affiliation(affiliation=row, end=date(2020, 1, 1), by=None)
    refused("end_before_start", change_affiliation, affiliation=row, end=date(2011, 1, 1), by=None)
    refused("invalid_field", affiliate, person=person, organisation=organisation, seen_on="x" * 41, by=None)
    assert Affiliation.objects.get().role == LazyI18nString({"en": "Director"})
    remove_affiliation(affiliation=row, by=None)
    assert (Affiliation.objects.count(), last().before["role"]) == (0, {"en": "Director"})
