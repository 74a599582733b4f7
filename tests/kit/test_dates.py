from datetime import date

import pytest

from essaim.kit.dates import full_day, long_day, short_day, span


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2027, 6, 1), "mardi 1er juin 2027"), (date(2027, 6, 11), "vendredi 11 juin 2027"), (date(2027, 6, 21), "lundi 21 juin 2027")],
)
def test_french_counts_the_first_of_a_month(day, said):
    assert full_day(day, "fr") == said
    assert long_day(day, "fr") == said.partition(" ")[2]
    assert said.startswith(short_day(day, "fr"))


def test_other_languages_do_not():
    assert (full_day(date(2027, 6, 1), "en"), full_day(date(2027, 6, 1), "es")) == ("Tuesday 1 June 2027", "martes, 1 de junio de 2027")
    assert span(date(2027, 5, 1), date(2027, 6, 2), "fr") == "1er mai – 2 juin 2027"
