"""Territories: loaded, loaded again, found by old and new codes, and walked up and down."""

from dataclasses import replace
from time import process_time

import pytest

from essaim.desk.models import Entry
from essaim.registry.actions.territory import COG_TABLE, load_territories
from essaim.registry.errors import RegistryError
from essaim.registry.models import FormerCode, Organisation, Territory
from essaim.registry.queries.territory import ancestors, breadcrumb, children, countries, find_territory, within
from essaim.registry.sources import cog, iso
from tests.factories.registry import SMALL_COG, make_organisation, write_cog

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path):
    """The world, and a France of eight places."""
    load_territories(table=write_cog(tmp_path))


def named(scheme: str, level: str, code: str) -> Territory:
    found = find_territory(scheme, level, code)
    assert found is not None
    return found


def test_everything_we_ship_loads_within_ten_seconds_of_work_and_again_changes_nothing():
    heard = []
    started = process_time()
    loaded = load_territories(progress=lambda done, total, what: heard.append((done, total, what)))
    seconds = process_time() - started
    again = load_territories()

    assert seconds < 10
    assert loaded.made == Territory.objects.count() == 41_530
    assert heard[-1][:2] == (41_530, 41_530)
    assert [done for done, _, _ in heard] == sorted(done for done, _, _ in heard)
    assert (again.made, again.changed, again.former, again.same) == (0, 0, 0, 41_530)
    assert Entry.objects.filter(action="load_territories").count() == 1

    niort = named("fr-cog", "municipality", "79191")
    assert [str(each) for each in breadcrumb(niort)] == ["France", "Nouvelle-Aquitaine", "Deux-Sèvres", "Niort"]
    assert (niort.population, niort.intermunicipal.code) == (59_854, "200041317")
    assert named("fr-cog", "municipality", "79248") == niort
    assert named("fr-cog", "municipality", "75111").code == "75056"
    assert Territory.objects.filter(scheme="fr-cog", level="municipality").count() == 34_969
    assert Territory.objects.filter(scheme="fr-cog", level="municipality", parent=None).count() == 0
    assert {level: Territory.objects.filter(scheme="fr-cog", level=level).count() for level in ("region", "department", "epci")} == {
        "region": 26,
        "department": 109,
        "epci": 1255,
    }
    assert niort.source.licence == "Licence Ouverte 2.0"


def test_region_75_and_departement_75_are_two(small):
    assert str(named("fr-cog", "region", "75")) == "Nouvelle-Aquitaine"
    assert str(named("fr-cog", "department", "75")) == "Paris"


def test_countries_are_named_in_three_languages(small):
    korea = named("iso-3166", "country", "KR")
    assert korea.name.data == {"fr": "Corée du Sud", "en": "South Korea", "es": "Corea del Sur"}
    assert countries().count() == 249
    assert named("iso-3166", "country", "KOR") == korea


def test_a_subdivision_keeps_its_local_name_as_of_unknown_language(small):
    quebec, gyeonggi = named("iso-3166", "subdivision", "CA-QC"), named("iso-3166", "subdivision", "KR-41")
    assert quebec.name.data["fr"] == "Québec"
    assert gyeonggi.name.data == {"und": "Gyeonggi-do"}
    assert [each.code for each in ancestors(named("iso-3166", "subdivision", "ES-BI"))] == ["ES", "ES-PV"]


def test_iso_codes_of_france_lead_to_the_cog(small):
    assert named("iso-3166", "subdivision", "FR-NAQ") == named("fr-cog", "region", "75")
    assert named("iso-3166", "subdivision", "FR-75C") == named("fr-cog", "department", "75")
    assert find_territory("iso-3166", "subdivision", "FR-6AE") is None


def test_every_iso_code_of_france_leads_to_a_place_we_ship():
    places = {(place.level, place.code) for place in cog.read_table(COG_TABLE).places}
    codes = iso.french_codes()
    assert set(codes.values()) <= places
    assert len(codes) == 123


@pytest.mark.parametrize(("code", "n_statements"), [("79191", 1), ("79248", 2), ("99999", 2)])
def test_find_territory_costs_one_statement_or_two(small, django_assert_num_queries, code, n_statements):
    with django_assert_num_queries(n_statements):
        found = find_territory("fr-cog", "municipality", code)
    assert (found and found.code) == (None if code == "99999" else "79191")


@pytest.mark.parametrize(
    ("key", "codes", "n_statements"),
    [
        (("fr-cog", "municipality", "79191"), ["FR", "75", "79", "79191"], 1),
        (("fr-cog", "department", "79"), ["FR", "75", "79"], 1),
        (("iso-3166", "country", "FR"), ["FR"], 0),
    ],
)
def test_breadcrumb_costs_one_statement_whatever_the_depth(small, django_assert_num_queries, key, codes, n_statements):
    territory = named(*key)
    with django_assert_num_queries(n_statements):
        assert [each.code for each in breadcrumb(territory)] == codes


def test_children_cost_one_statement(small, django_assert_num_queries):
    france, deux_sevres, epci = (
        named("iso-3166", "country", "FR"),
        named("fr-cog", "department", "79"),
        named("fr-cog", "epci", "200041317"),
    )
    with django_assert_num_queries(1):
        assert [each.code for each in children(france)] == ["11", "75"]
    with django_assert_num_queries(1):
        assert [each.code for each in children(deux_sevres)] == ["200041317", "79081", "79191"]
    with django_assert_num_queries(1):
        assert [each.code for each in children(epci)] == ["79081", "79191"]


def test_within_reaches_all_below_and_nothing_beside(small, django_assert_num_queries):
    niort = make_organisation(slug="niort")
    paris = make_organisation(slug="paris")
    Organisation.objects.filter(pk=niort.pk).update(territory=named("fr-cog", "municipality", "79191"))
    Organisation.objects.filter(pk=paris.pk).update(territory=named("fr-cog", "municipality", "75056"))
    places = [named("iso-3166", "country", "FR"), named("fr-cog", "region", "75"), named("fr-cog", "epci", "200041317")]
    with django_assert_num_queries(3):
        found = [sorted(each.slug for each in Organisation.objects.filter(territory__in=within(place))) for place in places]
    assert found == [["niort", "paris"], ["niort"], ["niort"]]


def test_a_new_vintage_updates_and_moves_what_hangs_on_a_merged_commune(small, tmp_path):
    chauray = named("fr-cog", "municipality", "79081")
    organisation = make_organisation(slug="of-chauray")
    Organisation.objects.filter(pk=organisation.pk).update(territory=chauray)
    vintage = replace(
        SMALL_COG,
        vintage="COG next",
        places=tuple(
            replace(place, name="Niort-sur-Sèvre") if place.code == "79191" else place
            for place in SMALL_COG.places
            if place.code != "79081"
        ),
        former=(*SMALL_COG.former, cog.Former("79081", "Chauray", "commune-deleguee", "79191")),
    )

    loaded = load_territories(table=write_cog(tmp_path, vintage))

    niort = named("fr-cog", "municipality", "79081")
    assert (str(niort), loaded.changed, loaded.absorbed, loaded.orphaned) == ("Niort-sur-Sèvre", 1, ["79081"], [])
    organisation.refresh_from_db()
    assert organisation.territory == niort
    assert not Territory.objects.filter(pk=chauray.pk).exists()


def test_a_place_that_a_vintage_drops_without_a_successor_stays(small, tmp_path):
    vintage = replace(SMALL_COG, places=tuple(place for place in SMALL_COG.places if place.code != "79081"))
    assert load_territories(table=write_cog(tmp_path, vintage)).orphaned == ["fr-cog/municipality/79081"]
    assert find_territory("fr-cog", "municipality", "79081") is not None


def test_a_load_that_fails_leaves_nothing(tmp_path):
    broken = replace(SMALL_COG, former=(cog.Former("1", "", "ancien-code", "00000"),))
    with pytest.raises(RegistryError) as caught:
        load_territories(table=write_cog(tmp_path, broken))
    assert (caught.value.code, caught.value.facts["value"]) == ("unknown_territory", "fr-cog/municipality/00000")
    assert (Territory.objects.count(), FormerCode.objects.count()) == (0, 0)


def test_the_table_holds_what_was_written_and_the_same_bytes_each_time(tmp_path):
    first = write_cog(tmp_path).read_bytes()
    assert write_cog(tmp_path).read_bytes() == first
    assert cog.read_table(write_cog(tmp_path)) == SMALL_COG
    assert cog.read_size(write_cog(tmp_path)) == ("COG test", 8, 2)


def test_a_table_of_something_else_is_refused(tmp_path):
    import gzip

    path = tmp_path / "other.tsv.gz"
    path.write_bytes(gzip.compress(b"just\nwords\n"))
    with pytest.raises(RegistryError) as caught:
        cog.read_table(path)
    assert caught.value.code == "not_cog"


def test_the_table_we_ship_is_made_from_the_files_we_name(shared_data, tmp_path):
    found = cog.read_etalab(shared_data / "registry" / "cog", "COG 2026")
    assert found == cog.read_table(COG_TABLE)
    assert COG_TABLE.stat().st_size < 1_000_000
    codes = {place.code for place in found.places if place.level == "municipality"}
    assert all(each.current in codes for each in found.former)


def test_a_folder_without_the_files_is_refused(tmp_path):
    with pytest.raises(RegistryError) as caught:
        cog.read_etalab(tmp_path, "COG 2026")
    assert caught.value.facts["value"].endswith("communes.json")
    (tmp_path / "communes.json").write_text('[{"nom": "Niort"}]')
    with pytest.raises(RegistryError) as caught:
        cog.read_etalab(tmp_path, "COG 2026")
    assert caught.value.code == "not_cog"
