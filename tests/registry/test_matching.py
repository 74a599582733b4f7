"""Names met in an import: candidates with a reason, never a silent guess."""

import pytest

from essaim.registry.models import OrganisationName, PersonName
from essaim.registry.queries.matching import Reason, match_organisation, match_person, organisation_matcher, person_matcher
from tests.factories.registry import make_organisation, make_person

pytestmark = pytest.mark.django_db

PEOPLE = """
| met                          | who                          | reason  |
|------------------------------|------------------------------|---------|
| Rachid Abidi                 | Rachid Abidi                 | SAME    |
| Rachid Abibi                 | Rachid Abidi                 | SAME    |
| RACHID ABIDI                 | Rachid Abidi                 | LETTERS |
| Abidi, Rachid                | Rachid Abidi                 | ORDER   |
| Rachid Abiddi                | Rachid Abidi                 | NEAR    |
| Hamado Simpore               | Hamado Simporé               | LETTERS |
| SIMPORÉ Hamado               | Hamado Simporé               | ORDER   |
| Wendpagnangdé Hamado Simporé | Hamado Simporé               | PART    |
| Simel Esim                   | Simel Esim                   | SAME    |
| Smiel Esim                   | Simel Esim                   | NEAR    |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


@pytest.fixture
def people():
    for name in ("Rachid Abidi", "Hamado Simporé", "Simel Esim", "Ilcheong Yi"):
        make_person(name)
    person = make_person("Somebody Else")
    abidi = person.__class__.objects.get(name="Rachid Abidi")
    PersonName.objects.create(person=abidi, name="Rachid Abibi")


@pytest.mark.parametrize(("met", "who", "reason"), rows(PEOPLE))
def test_match_person_finds_spellings_and_says_why(people, met, who, reason):
    found = match_person(met)
    assert [(each.thing.name, each.reason) for each in found] == [(who, Reason[reason])]


@pytest.mark.parametrize("met", ["Rachid", "Laurence Kwark", "", "???", "Yi"])
def test_match_person_guesses_nobody(people, met):
    found = match_person(met)
    assert not any(each.is_sure for each in found)
    assert [each.thing.name for each in found] == (["Rachid Abidi"] if met == "Rachid" else [])


def test_two_people_of_one_name_are_both_candidates():
    first, second = make_person("Malick Diop"), make_person("Malick Diop")
    found = match_person("malick diop")
    assert {each.thing for each in found} == {first, second}
    assert all(each.is_sure for each in found)


def test_the_surest_candidate_comes_first():
    make_person("Alain Garnier Dupont")
    make_person("Garnier Alain")
    exact = make_person("Alain Garnier")
    assert [each.reason for each in match_person("Alain Garnier")] == [Reason.SAME, Reason.ORDER, Reason.PART]
    assert match_person("Alain Garnier")[0].thing == exact


def test_match_organisation_by_any_language_acronym_or_spelling():
    rezas = make_organisation({"fr": "Réseau Zoodo Action & Solidarité", "en": "Zoodo Network"}, acronym="RéZAS")
    so = make_organisation("SO Coopération")
    OrganisationName.objects.create(organisation=so, name="SOCoopération")
    assert [each.thing for each in match_organisation("REZAS")] == [rezas]
    assert [each.thing for each in match_organisation("zoodo network")] == [rezas]
    assert [(each.thing, each.reason) for each in match_organisation("Réseau Zoodo Action & Solidarité - RéZAS")] == [(rezas, Reason.PART)]
    assert [(each.thing, each.spelling) for each in match_organisation("socooperation")] == [(so, "SOCoopération")]
    assert match_organisation("Réseau") == [] or not match_organisation("Réseau")[0].is_sure


@pytest.mark.parametrize("n", [1, 3])
def test_a_matcher_reads_the_database_once_for_many_names(django_assert_num_queries, n):
    for number in range(n):
        PersonName.objects.create(person=make_person(f"Person {number}"), name=f"Other {number}")
        OrganisationName.objects.create(organisation=make_organisation(), name=f"Other {number}")
    with django_assert_num_queries(2):
        matcher = person_matcher()
        assert [len(matcher.match(f"Other {number}")) >= 1 for number in range(n)] == [True] * n
    with django_assert_num_queries(2):
        organisation_matcher().match("Other 0")
