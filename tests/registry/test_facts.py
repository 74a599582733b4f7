"""Fact files: loaded, loaded again, and refused with their place."""

from pathlib import Path

import pytest

from essaim.desk.models import Entry
from essaim.registry.errors import FactError
from essaim.registry.facts import Existing, load_claims, load_organisations, load_people, load_places, load_sources, read_facts
from essaim.registry.models import Affiliation, Claim, Membership, Organisation, Person, Source, Territory
from essaim.registry.sentences import sentence
from tests.factories.forum import make_organisation, make_source, make_territory

pytestmark = pytest.mark.django_db

ORGANISATIONS = [
    {
        "slug": "rtes",
        "name": {"fr": "Réseau des collectivités Territoriales pour une Économie Solidaire"},
        "acronym": "RTES",
        "kind": "network",
        "territory": "iso-3166/country/FR",
        "source": "page",
        "names": [{"name": "French National Network of Local Authorities", "language": "en", "source": "page"}],
        "identifiers": [{"scheme": "siren", "value": "356 000 000"}],
        "memberships": [{"network": "gsef", "source": "page"}],
    },
    {"slug": "gsef", "name": "GSEF", "kind": "network"},
]
PEOPLE = [
    {
        "slug": "rachid-abidi",
        "name": "Rachid Abidi",
        "names": [{"name": "Rachid Abibi", "note": {"en": "as printed"}, "source": "page"}],
        "affiliations": [{"organisation": "gsef", "role": {"en": "Director"}, "seen_on": "niort2019", "source": "page"}],
    },
]
CLAIMS = [
    {
        "code": "rezas-members",
        "about": {"kind": "registry.organisation", "name": "gsef"},
        "measure": "members",
        "value": 86,
        "said_by": "Maliweb",
        "stated_on": "2022-07",
        "kept": True,
    },
    {"code": "e-p", "about": {"kind": "forum.edition", "name": "niort2019"}, "measure": "participants", "value": 1500, "said_by": "RTES"},
]


@pytest.fixture
def page() -> Source:
    make_territory()
    return make_source("page")


def resolve(kind: str, name: str) -> str | None:
    return "12" if (kind, name) == ("forum.edition", "niort2019") else None


def test_all_loaders_make_what_the_file_says(page):
    assert load_organisations(ORGANISATIONS).made == ["rtes", "gsef"]
    assert load_people(PEOPLE).made == ["rachid-abidi"]
    assert load_claims(CLAIMS, resolve=resolve).made == ["rezas-members", "e-p"]

    rtes = Organisation.objects.get(slug="rtes")
    assert (rtes.acronym, rtes.kind, rtes.territory.code, rtes.source) == ("RTES", "network", "FR", page)
    assert [i.value for i in rtes.identifiers.all()] == ["356000000"]
    assert Membership.objects.get().network.slug == "gsef"
    assert Person.objects.get().other_names.get().source == page
    assert Affiliation.objects.get().seen_on == "niort2019"
    claim = Claim.objects.get(code="rezas-members")
    assert (claim.kind, claim.key, claim.is_kept, claim.stated_on) == ("registry.organisation", str(claim_subject()), True, "2022-07")
    assert Claim.objects.get(code="e-p").key == "12"


def claim_subject() -> int:
    return Organisation.objects.get(slug="gsef").pk


def test_loading_again_changes_nothing_and_writes_no_journal(page):
    for _ in range(2):
        load_organisations(ORGANISATIONS)
        load_people(PEOPLE)
        load_claims(CLAIMS, resolve=resolve)
    entries = Entry.objects.count()

    assert load_organisations(ORGANISATIONS).same == ["rtes", "gsef"]
    assert load_people(PEOPLE).same == ["rachid-abidi"]
    assert load_claims(CLAIMS, resolve=resolve).same == ["rezas-members", "e-p"]
    assert Entry.objects.count() == entries
    assert (Organisation.objects.count(), Person.objects.count(), Claim.objects.count(), Affiliation.objects.count()) == (2, 1, 2, 1)


def test_a_changed_fact_is_an_update(page):
    load_organisations(ORGANISATIONS)
    load_people(PEOPLE)
    person = {**PEOPLE[0], "affiliations": [{**PEOPLE[0]["affiliations"][0], "role": {"en": "President"}}]}

    assert load_people([person]).changed == ["rachid-abidi"]
    assert str(Affiliation.objects.get().role) == "President"


def test_keep_leaves_what_the_team_has_changed(page):
    load_organisations(ORGANISATIONS)
    Organisation.objects.filter(slug="gsef").update(acronym="by the team")

    loaded = load_organisations(ORGANISATIONS, existing=Existing.KEEP)

    assert loaded.same == ["rtes", "gsef"]
    assert Organisation.objects.get(slug="gsef").acronym == "by the team"


def test_places_hang_under_their_parent(page):
    place = {"code": "sn-dakar", "name": {"fr": "Dakar"}, "parent": "iso-3166/country/FR", "source": "page"}

    assert load_places([place]).made == ["sn-dakar"]
    assert load_places([place]).same == ["sn-dakar"]
    dakar = Territory.objects.get(code="sn-dakar")
    assert (dakar.scheme, dakar.level, dakar.parent.code) == ("other", "municipality", "FR")


def test_sources_are_known_again_by_code():
    entry = {"code": "page-1", "title": "A page", "url": "https://example.org"}

    assert load_sources([entry]).made == ["page-1"]
    assert load_sources([{**entry, "title": "A better title"}]).changed == ["page-1"]
    assert Source.objects.get().title == "A better title"


BAD = """
| field             | value                                   | where                         | code              |
|-------------------|-----------------------------------------|-------------------------------|-------------------|
| kind              | 'cooperativ'                            | orgs.yaml:x:kind              | not_allowed       |
| acronim           | 'X'                                     | orgs.yaml:x:acronim           | unknown_field     |
| acronym           | False                                   | orgs.yaml:x:acronym           | not_a_text        |
| acronym           | 'X' * 41                                | orgs.yaml:x:acronym           | too_long          |
| website           | 'not an address'                        | orgs.yaml:x:website           | invalid_field     |
| name              | {'xx-nonsense-yy': 'X'}                 | orgs.yaml:x:name              | unknown_language  |
| name              | ''                                      | orgs.yaml:x:name              | missing           |
| name              | {'fr': 3}                               | orgs.yaml:x:name.fr           | not_a_text        |
| source            | 'nowhere'                               | orgs.yaml:x:source            | unknown_source    |
| territory         | 'iso-3166/country/ZZ'                   | orgs.yaml:x:territory         | unknown_territory |
| territory         | 'Korea'                                 | orgs.yaml:x:territory         | not_a_territory   |
| fictional         | 'perhaps'                               | orgs.yaml:x:fictional         | not_a_flag        |
| names             | 'A name'                                | orgs.yaml:x:names             | not_a_list        |
| names             | ['A name']                              | orgs.yaml:x:names[0]          | not_an_entry      |
| identifiers       | [{'scheme': 'siren', 'value': '1'}]     | orgs.yaml:x:identifiers[0]:value | bad_identifier |
| memberships       | [{'network': 'none-such'}]              | orgs.yaml:x:memberships[0]:network | unknown_organisation |
| memberships       | [{'network': 'x'}]                      | orgs.yaml:x:memberships[0]:network | member_of_itself |
| memberships       | [{'network': 'other', 'start': 'may'}]  | orgs.yaml:x:memberships[0]:start | not_a_day |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


@pytest.mark.parametrize(("field", "value", "where", "code"), rows(BAD))
def test_a_bad_entry_is_located_and_nothing_is_written(field, value, where, code):
    make_organisation(slug="other")
    good = {"slug": "good", "name": "Good"}

    with pytest.raises(FactError) as caught:
        load_organisations([good, {"slug": "x", "name": "X", field: eval(value)}], file="orgs.yaml")  # noqa: S307 our own table

    assert (caught.value.where, caught.value.code) == (where, code)
    assert sentence(caught.value).startswith(where)
    assert "…" not in sentence(caught.value).replace("X…", "")
    assert not Organisation.objects.filter(slug__in=["good", "x"]).exists()


def test_a_slug_twice_is_refused():
    with pytest.raises(FactError) as caught:
        load_organisations([{"slug": "x", "name": "X"}, {"slug": "x", "name": "Y"}], file="orgs.yaml")
    assert (caught.value.where, caught.value.code) == ("orgs.yaml:x:slug", "twice")


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        ({"about": {"kind": "forum.edition", "name": "niort2099"}}, "claims:c:about:name", "unknown_thing"),
        ({"about": None}, "claims:c:about", "missing"),
        ({"value": "many"}, "claims:c:value", "not_a_number"),
        ({"value": float("nan")}, "claims:c:value", "not_a_number"),
        ({"value": None}, "claims:c:value", "claim_says_nothing"),
        ({"upper": 3}, "claims:c:upper", "range_upside_down"),
        ({"value": 10**30}, "claims:c:value", "number_too_large"),
        ({"stated_on": "2025-13"}, "claims:c:stated_on", "not_a_partial_date"),
        ({"qualifier": "roughly"}, "claims:c:qualifier", "not_allowed"),
    ],
)
def test_a_bad_claim_is_located(change, where, code):
    claim = {"code": "c", "about": {"kind": "forum.edition", "name": "niort2019"}, "measure": "m", "value": 5, "said_by": "S", **change}
    with pytest.raises(FactError) as caught:
        load_claims([claim], resolve=resolve)
    assert (caught.value.where, caught.value.code) == (where, code)
    assert Claim.objects.count() == 0


def test_two_kept_claims_of_one_measure_are_refused(page):
    load_organisations(ORGANISATIONS)
    with pytest.raises(FactError) as caught:
        load_claims([CLAIMS[0], {**CLAIMS[0], "code": "again"}])
    assert (caught.value.where, caught.value.code) == ("claims:again:kept", "two_kept")


@pytest.mark.parametrize(
    ("content", "where", "code"),
    [
        (b"- slug: a\n  name: [\n", "facts.yaml:3", "not_yaml"),
        (b"slug: a\n", "facts.yaml", "not_a_list"),
        (b"- slug: a\n- just words\n", "facts.yaml:#2", "not_an_entry"),
        (b"- slug: \xff\n", "facts.yaml:8", "not_utf8"),
    ],
)
def test_a_file_that_is_no_list_of_entries_is_refused(tmp_path: Path, content, where, code):
    path = tmp_path / "facts.yaml"
    path.write_bytes(content)
    with pytest.raises(FactError) as caught:
        read_facts(path)
    assert (caught.value.where, caught.value.code) == (where, code)


def test_an_empty_file_holds_no_entries(tmp_path: Path):
    path = tmp_path / "facts.yaml"
    path.write_text("# nothing yet\n")
    assert read_facts(path) == []
