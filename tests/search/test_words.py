"""Words as the index knows them."""

import pytest

from essaim.search.words import folded, grams, stem, tolerance, words_in


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Économie", "economie"),
        ("CŒUR", "coeur"),
        ("Malmö", "malmo"),
        ("Bilbão", "bilbao"),
        ("Straße", "strasse"),
        ("서울", "서울"),
        ("مُدُن", "مدن"),
    ],
)
def test_folded_loses_case_and_accents(written: str, expected: str) -> None:
    assert folded(written) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("ville", "villes"),
        ("local", "locaux"),
        ("niveau", "niveaux"),
        ("ciudad", "ciudades"),
        ("red", "redes"),
        ("city", "cities"),
        ("énergie", "énergies", "energy"),
        ("coopérative", "coopératives", "cooperativa"[:-1] + "e"),
        ("cooperativa", "cooperativas"),
    ],
)
def test_stem_of_singular_and_plural_is_one(forms: tuple[str, ...]) -> None:
    assert len({stem(folded(form)) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("prix", "prise"), ("pass", "pas"), ("2019", "2018"), ("mars", "marseille")])
def test_stem_keeps_other_words_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_in_leaves_out_common_words_and_single_letters() -> None:
    assert words_in("L'économie sociale et la ville de Niort, in 7 steps") == ["economie", "sociale", "ville", "niort", "7", "steps"]


@pytest.mark.parametrize(("word", "slips"), [("ess", 0), ("gsef", 1), ("abibi", 1), ("cooperation", 2), ("2019", 0), ("gsef2025", 0)])
def test_tolerance_grows_with_length_and_never_touches_numbers(word: str, slips: int) -> None:
    assert tolerance(word) == slips


def test_grams_mark_where_a_word_begins_and_ends() -> None:
    assert grams("abi") == {"  a", " ab", "abi", "bi "}
