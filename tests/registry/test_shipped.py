"""The registry's own facts and the command that loads them."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from essaim.cli.console import RefusedError
from essaim.cli.registry import registry
from essaim.registry.actions.organisation import rename_organisation
from essaim.registry.errors import FactError
from essaim.registry.facts import Existing, load_ground, load_shipped_facts, read_facts
from essaim.registry.facts.shipped import FOLDER
from essaim.registry.models import Goal, Membership, Organisation, Person, Source, Territory
from essaim.registry.queries.matching import match_organisation, match_person
from essaim.registry.queries.person import public_people, public_profile
from essaim.registry.sentences import sentence
from essaim.registry.sources import cog
from tests.factories.registry import make_account, make_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(monkeypatch, tmp_path):
    """Only the French places the fact files name: the whole table is loaded in test_territories."""
    from essaim.registry.actions import territory
    from essaim.registry.facts import shipped

    whole = cog.read_table(territory.COG_TABLE)
    named = set(re.findall(r"fr-cog/(\w+/\w+)", (FOLDER / "organisations.yaml").read_text()))
    wanted = [place for place in whole.places if place.level in {"region", "department"} or f"{place.level}/{place.code}" in named]
    kept = {place.code for place in wanted}
    places = tuple(
        cog.Place(p.level, p.code, p.name, p.parent, p.intermunicipal if p.intermunicipal in kept else "", p.population) for p in wanted
    )
    small = cog.Cog(whole.vintage, places, ())
    cog.write_table(small, tmp_path / "cog.tsv.gz")
    monkeypatch.setattr(shipped, "COG_TABLE", tmp_path / "cog.tsv.gz")
    monkeypatch.setitem(territory.load_territories.__wrapped__.__kwdefaults__, "table", tmp_path / "cog.tsv.gz")
    return small


def test_shipped_facts_load_and_again_keep_what_the_team_has_changed(ground):
    load_ground()
    first = load_shipped_facts()
    gsef = Organisation.objects.get(slug="gsef")
    rename_organisation(organisation=gsef, name={"en": "GSEF, corrected by the team"}, by=None)

    again = load_shipped_facts()

    assert all(len(loaded.made) == loaded.total > 0 for loaded in first.values())
    assert all(len(loaded.same) == loaded.total == first[name].total for name, loaded in again.items())
    assert str(Organisation.objects.get(slug="gsef").name) == "GSEF, corrected by the team"
    assert load_shipped_facts(existing=Existing.UPDATE)["organisations"].changed == ["gsef"]


def test_one_person_is_found_by_both_spellings(ground):
    load_ground()
    load_shipped_facts()
    for printed, slug in (
        ("Rachid Abibi", "rachid-abidi"),
        ("Rachid Abidi", "rachid-abidi"),
        ("Wendpagnangdé Hamado Simporé", "hamado-simpore"),
    ):
        assert [each.thing.slug for each in match_person(printed)][:1] == [slug]
    for printed, slug in (("Fabrique Polka", "fabrique-pola"), ("SOCoopération", "so-cooperation"), ("LabESS", "lab-ess")):
        assert [(each.thing.slug, each.is_sure) for each in match_organisation(printed)][:1] == [(slug, True)]


def test_rtes_is_a_member_of_gsef_as_its_source_says(ground):
    load_ground()
    load_shipped_facts()
    membership = Membership.objects.get(member__slug="rtes")
    assert (membership.network.slug, membership.source.code, membership.start) == ("gsef", "gsef-node-26962", None)


def test_whoever_has_a_public_page_is_named_by_a_source(ground):
    load_ground()
    load_shipped_facts()
    assert public_people().filter(source=None).count() == 0
    assert Person.objects.filter(is_public=False).count() > 0
    profile = public_profile("mahel-coppey")
    assert [(row.organisation.slug, row.role.data["fr"]) for row in profile.affiliations] == [("rtes", "présidente")]


def test_no_fact_file_holds_an_address_or_a_number_of_a_person():
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text()
        assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", text), path
        assert not re.search(r"(?<![\w/=-])\+?\d[\d .]{8,}\d(?![\w/])", re.sub(r"https?://\S+|fr-cog/\S+", "", text)), path


def test_every_source_with_an_address_is_named_once():
    entries = read_facts(FOLDER / "sources.yaml")
    addresses = [entry["url"] for entry in entries if entry.get("url")]
    assert len(addresses) == len(set(addresses))


def test_shipped_facts_need_their_ground():
    with pytest.raises(FactError) as caught:
        load_shipped_facts()
    assert caught.value.where == "places.yaml:kr-seoul:parent"
    assert "essaim registry load" in sentence(caught.value)
    assert Source.objects.count() == 0


def test_the_ground_that_stands_costs_two_statements(ground, django_assert_num_queries):
    load_ground()
    with django_assert_num_queries(2):
        assert load_ground() == {}


def test_the_command_loads_says_what_it_did_and_refreshes(ground):
    first = CliRunner().invoke(registry, ["load", "--facts"])
    assert first.exit_code == 0, first.output
    n_territories = Territory.objects.exclude(scheme=Territory.Scheme.OTHER).count()
    assert f"territories: {n_territories} made, 0 changed" in first.output
    assert f"goals: {Goal.objects.count()} made" in first.output
    assert f"people: {Person.objects.count()} made" in first.output

    again = CliRunner().invoke(registry, ["load"])
    assert "loaded already" in again.output

    refreshed = CliRunner().invoke(registry, ["load", "--refresh", "--facts"])
    assert f"territories: 0 made, 0 changed, {n_territories} as they were" in refreshed.output
    assert f"people: 0 made, 0 changed, {Person.objects.count()} as they were" in refreshed.output


def test_the_command_packs_tables_from_their_sources(shared_data, tmp_path):
    packed = CliRunner().invoke(
        registry, ["pack-cog", str(shared_data / "registry" / "cog"), str(tmp_path / "t.gz"), "--vintage", "COG 2026"]
    )
    assert "36359 places" in packed.output
    packed = CliRunner().invoke(registry, ["pack-goals", str(shared_data / "evidence" / "framework"), str(tmp_path / "t.csv")])
    assert "438 goals" in packed.output


def test_the_command_refuses_a_folder_without_the_files(tmp_path):
    for command in (["pack-cog", str(tmp_path), str(tmp_path / "t"), "--vintage", "X"], ["pack-goals", str(tmp_path), str(tmp_path / "t")]):
        result = CliRunner().invoke(registry, command)
        assert isinstance(result.exception, RefusedError)
        assert str(tmp_path) in str(result.exception)
        assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("model", ["organisation", "person", "territory", "claim", "goal", "framework", "source"])
def test_the_raw_tables_open_and_search(client: Client, model, ground):
    load_ground()
    load_shipped_facts()
    make_figure(Organisation.objects.get(slug="gsef"))
    client.force_login(make_account(is_superuser=True))
    listed = client.get(reverse(f"admin:registry_{model}_changelist"), {} if model == "framework" else {"q": "gsef"})
    assert listed.status_code == 200
    first = {"organisation": Organisation, "person": Person, "territory": Territory, "source": Source}.get(model)
    if first:
        row = first.objects.first()
        assert client.get(reverse(f"admin:registry_{model}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ('{"fr": "Séoul", "ko": "서울"}', {"fr": "Séoul", "ko": "서울"}),
        ('{"nowhere-x": "Séoul"}', None),
        ('{"fr": 3}', None),
        ("{fr", None),
    ],
)
def test_the_raw_tables_keep_every_language_and_refuse_what_is_none(client: Client, name, kept):
    place = Territory.objects.create(scheme="other", level="municipality", code="kr", name='{"ko": "서울"}')
    client.force_login(make_account(is_superuser=True))
    sent = {"scheme": "other", "level": "municipality", "code": "kr", "name": name}
    answer = client.post(reverse("admin:registry_territory_change", args=[place.pk]), sent)
    place.refresh_from_db()
    assert answer.status_code == (302 if kept else 200)
    assert place.name.data == (kept or {"ko": "서울"})


def test_the_raw_tables_are_closed_to_others(client: Client):
    client.force_login(make_account())
    assert client.get(reverse("admin:registry_person_changelist")).status_code == 302
