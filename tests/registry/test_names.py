"""Names folded for comparing and turned into address names."""

import pytest
from i18nfield.strings import LazyI18nString

from essaim.registry.errors import RegistryError
from essaim.registry.names import SLUG_LENGTH, folded, slug_of, spellings, texts

FOLDED = """
| name                                | folded                      |
|-------------------------------------|-----------------------------|
| Hamado Simporé                      | hamado simpore              |
| SIMPORÉ  Hamado                     | simpore hamado              |
| L'ESS, une condition                | l ess une condition         |
| Lab’ESS                             | labess                      |
| R.T.E.S.                            | rtes                        |
| Cœur & Œuvre                        | coeur oeuvre                |
| Łódź Øresund Straße                 | lodz oresund strasse        |
| Côte-d'Ivoire                       | cote d ivoire               |
| ＲＴＥＳ                             | rtes                        |
| snake_case                          | snake case                  |
"""
SLUGS = """
| name                                   | slug                                   |
|----------------------------------------|----------------------------------------|
| Rachid Abidi                           | rachid-abidi                           |
| Réseau Zoodo Action & Solidarité       | reseau-zoodo-action-solidarite         |
| Lab'ESS                                | labess                                 |
| GSEF2025                               | gsef2025                               |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


@pytest.mark.parametrize(("name", "expected"), rows(FOLDED))
def test_folded_drops_accents_case_and_punctuation(name, expected):
    assert folded(name) == expected


def test_folded_keeps_other_scripts():
    assert folded("화성시") == "화성시"
    assert folded("شبكة") == "شبكة"
    assert folded("मैत्री") != folded("मतर")


@pytest.mark.parametrize(("name", "expected"), rows(SLUGS))
def test_slug_of_a_latin_name_is_its_letters(name, expected):
    assert slug_of([name], "organisation") == expected


def test_slug_of_another_script_is_a_mark_that_stays():
    first, again, other = slug_of(["화성시"], "organisation"), slug_of(["화성시"], "organisation"), slug_of(["서울"], "organisation")
    assert first == again != other
    assert first.startswith("organisation-")
    assert first.isascii()


def test_slug_of_prefers_the_name_that_latin_letters_can_write():
    assert slug_of(["화성시", "City of Hwaseong"], "organisation") == "city-of-hwaseong"
    assert slug_of(["서울 ESS 협의회 본부", "Seoul"], "organisation") == "seoul"


def test_slug_of_a_long_name_is_cut_between_words():
    slug = slug_of(["mot " * 80], "organisation")
    assert len(slug) <= SLUG_LENGTH
    assert slug.endswith("-mot")


def test_texts_refuses_what_is_no_language_and_drops_the_empty():
    with pytest.raises(RegistryError) as caught:
        texts({"french": "Réseau", "fr": "Réseau"})
    assert (caught.value.code, caught.value.facts) == ("unknown_language", {"value": "french"})
    assert texts({"fr": " Réseau ", "en": ""}).data == {"fr": "Réseau"}


def test_spellings_put_languages_often_read_first():
    assert spellings(LazyI18nString({"ko": "화성시", "fr": "Ville", "en": "City"})) == ["City", "Ville", "화성시"]
    assert spellings("GSEF") == ["GSEF"]
    assert spellings(None) == []
