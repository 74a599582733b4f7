"""Two that are one: everything moves, also from domains the registry does not know; nothing is lost unsaid."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from essaim.desk.models import Entry, Grant
from essaim.forum.models import Appearance, Edition, Involvement, Report, Visit, VisitHost
from essaim.registry.actions.merge import merge_organisations, merge_people, references
from essaim.registry.errors import RegistryError
from essaim.registry.models import Claim, FormerSlug, Membership, Organisation, Person, Territory
from essaim.registry.queries.matching import match_person
from essaim.registry.queries.organisation import find_organisation
from essaim.registry.queries.person import find_person
from essaim.registry.sentences import sentence
from tests.factories.forum import make_edition, make_session
from tests.factories.registry import (
    make_account,
    make_affiliation,
    make_figure,
    make_membership,
    make_organisation,
    make_person,
    make_source,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Person, Person]:
    return make_person("Rachid Abidi", slug="rachid-abidi"), make_person("Rachid Abibi", slug="rachid-abibi")


def test_merge_people_moves_what_other_domains_say_of_them(two):
    kept, given_up = two
    edition = make_edition()
    first, second = make_session(edition), make_session(edition)
    Appearance.objects.create(session=first, person=given_up)
    Appearance.objects.create(session=second, person=kept)

    merged = merge_people(kept=kept, given_up=given_up, by=None)

    assert sorted(Appearance.objects.values_list("session_id", "person_id")) == sorted([(first.pk, kept.pk), (second.pk, kept.pk)])
    assert merged.moved["forum.appearance"] == 1
    assert not Person.objects.filter(pk=given_up.pk).exists()


def test_merge_people_drops_a_double_into_the_journal(two):
    kept, given_up = two
    session = make_session(make_edition())
    for person in two:
        Appearance.objects.create(session=session, person=person)

    merged = merge_people(kept=kept, given_up=given_up, by=None)

    assert Appearance.objects.get().person == kept
    assert [row["row"] for row in merged.dropped] == ["forum.appearance"]
    assert Entry.objects.get(action="merge_people").before["dropped"][0]["session_id"] == session.pk


def test_merge_people_keeps_both_names_findable_and_the_old_address_working(two):
    kept, given_up = two
    merge_people(kept=kept, given_up=given_up, by=None)
    assert find_person("rachid-abibi") == find_person("rachid-abidi") == kept
    assert [candidate.thing for candidate in match_person("Rachid Abibi")] == [kept]


def test_merging_again_hands_old_addresses_on(two):
    kept, given_up = two
    third = make_person("R. Abidi", slug="r-abidi")
    merge_people(kept=kept, given_up=given_up, by=None)
    merge_people(kept=third, given_up=kept, by=None)
    assert find_person("rachid-abibi") == find_person("rachid-abidi") == third
    assert FormerSlug.objects.count() == 2


def test_merge_people_fills_gaps_and_takes_the_account_but_never_opens_a_closed_page(two):
    kept, given_up = two
    account, source = make_account(), make_source()
    Person.objects.filter(pk=given_up.pk).update(account=account, website="https://example.org", source=source, is_public=False)
    Person.objects.filter(pk=kept.pk).update(website="https://example.com")

    merge_people(kept=kept, given_up=given_up, by=None)

    kept.refresh_from_db()
    assert (kept.account, kept.website, kept.source, kept.is_public) == (account, "https://example.com", source, False)


def test_merge_people_refuses_two_accounts_and_itself(two):
    kept, given_up = two
    for person in two:
        Person.objects.filter(pk=person.pk).update(account=make_account())
    for arguments, code in (((kept, given_up), "two_accounts"), ((kept, kept), "merge_with_itself")):
        with pytest.raises(RegistryError) as caught:
            merge_people(kept=arguments[0], given_up=arguments[1], by=None)
        assert caught.value.code == code
        assert "…" not in sentence(caught.value)
    assert Person.objects.count() == 2
    assert Entry.objects.count() == 0


def test_merge_people_does_not_keep_the_same_role_twice(two):
    organisation = make_organisation()
    for person in two:
        make_affiliation(person, organisation, role="directeur")
    make_affiliation(two[1], organisation, role="président")
    merge_people(kept=two[0], given_up=two[1], by=None)
    assert sorted(str(row.role) for row in two[0].affiliations.all()) == ["directeur", "président"]


def test_merge_organisations_moves_members_claims_grants_and_never_makes_a_member_of_itself():
    kept, given_up, member = (
        make_organisation("GSEF", slug="gsef"),
        make_organisation("Global Forum", slug="global-forum"),
        make_organisation(),
    )
    make_membership(member, given_up)
    make_membership(kept, given_up)
    session = make_session(make_edition())
    Involvement.objects.create(session=session, organisation=given_up)
    ours, theirs = make_figure(kept, 86, is_kept=True), make_figure(given_up, 80, is_kept=True, said_by="Maliweb")
    account = make_account()
    Grant.objects.create(account=account, role="editor", kind="registry.organisation", key=str(given_up.pk))

    merged = merge_organisations(kept=kept, given_up=given_up, by=None)

    assert [(row.member, row.network) for row in Membership.objects.all()] == [(member, kept)]
    assert Involvement.objects.get().organisation == kept
    assert Grant.objects.get().key == str(kept.pk)
    assert {(row.value, row.is_kept, row.key) for row in Claim.objects.all()} == {
        (ours.value, True, str(kept.pk)),
        (theirs.value, False, str(kept.pk)),
    }
    assert [row["row"] for row in merged.dropped] == ["registry.membership"]
    assert find_organisation("global-forum") == kept
    assert [row.name for row in kept.other_names.all()] == ["Global Forum"]


@pytest.mark.parametrize("model", [Person, Organisation, Territory])
def test_every_foreign_key_of_every_domain_is_known(model):
    everywhere = {
        (owner._meta.label, field.name)
        for owner in apps.get_models(include_auto_created=True)
        for field in owner._meta.fields
        if isinstance(field, ForeignKey) and field.remote_field.model is model
    }
    assert {(key.model._meta.label, key.name) for key in references(model)} == everywhere
    assert len(everywhere) > 3


def test_a_double_that_others_hang_on_is_never_dropped():
    kept, given_up, host = make_organisation("A"), make_organisation("B"), make_organisation("C")
    edition = make_edition()
    for organisation in (kept, given_up):
        visit = Visit.objects.create(edition=edition, delegation=text("Délégation"), delegation_of=organisation)
        VisitHost.objects.create(visit=visit, organisation=host)
    with pytest.raises(RegistryError) as caught:
        merge_organisations(kept=kept, given_up=given_up, by=None)
    assert caught.value.code == "double_in_use"
    assert (Visit.objects.count(), VisitHost.objects.count(), Organisation.objects.count()) == (2, 2, 3)
    assert Entry.objects.count() == 0


def test_many_to_many_links_move_and_do_not_double(two):
    kept, given_up = two
    edition = make_edition()
    organisation = make_organisation()
    both, one = (Report.objects.create(edition=edition, organisation=organisation, slug=slug, title=text("Compte rendu")) for slug in "ab")
    both.people.add(kept, given_up)
    one.people.add(given_up)
    merge_people(kept=kept, given_up=given_up, by=None)
    assert [list(report.people.all()) for report in (both, one)] == [[kept], [kept]]


def test_merge_organisations_leaves_strangers_alone():
    kept, given_up, stranger = make_organisation("A"), make_organisation("B"), make_organisation("C")
    person = make_person()
    affiliation = make_affiliation(person, stranger)
    claim = make_figure(stranger)
    merge_organisations(kept=kept, given_up=given_up, by=None)
    affiliation.refresh_from_db()
    claim.refresh_from_db()
    assert (affiliation.organisation, claim.key) == (stranger, str(stranger.pk))
    assert Organisation.objects.count() == 2
    assert Edition.objects.count() == 0
