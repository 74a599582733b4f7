"""Every country of ISO 3166 has one continent."""

import pycountry
import pytest
from babel.core import get_global

from essaim.kit.continents import CONTINENT_OF, COUNTRIES, continent_name, continent_of, country_name


def test_every_country_stands_on_one_continent():
    listed = [country for countries in COUNTRIES.values() for country in countries.split()]
    assert len(listed) == len(set(listed))
    assert set(listed) - {"XK"} == {country.alpha_2 for country in pycountry.countries}


ZONES = {"Africa": {"AF"}, "Europe": {"EU"}, "Asia": {"AS", "EU"}, "Australia": {"OC"}, "America": {"NA", "SA"}}
"""Where a country's only time zone's region leaves no choice (checked against a table somebody else made)."""
ELSEWHERE = {"Asia/Nicosia", "Europe/Istanbul", "Asia/Famagusta"}


def test_the_table_agrees_with_the_regions_of_time_zones():
    checked = 0
    for country, zones in get_global("territory_zones").items():
        region = zones[0].partition("/")[0]
        if len(zones) == 1 and region in ZONES and zones[0] not in ELSEWHERE:
            assert CONTINENT_OF[country] in ZONES[region], (country, zones)
            checked += 1
    assert checked > 150


@pytest.mark.parametrize(
    ("country", "code"), [("BF", "AF"), ("KR", "AS"), ("MX", "NA"), ("BR", "SA"), ("NC", "OC"), ("FR", "EU"), ("ZZ", "")]
)
def test_continent_of(country, code):
    assert continent_of(country) == code


def test_names_in_the_readers_language():
    assert [continent_name("AF", reader) for reader in ("fr", "en", "es")] == ["Afrique", "Africa", "África"]
    assert continent_name("NA", "fr") == "Amérique du Nord"
    assert country_name("KR", "es") == "Corea del Sur"
