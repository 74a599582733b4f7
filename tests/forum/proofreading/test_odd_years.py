"""Years at the ends of the calendar and beyond: told or passed over, never a fault of the site."""

from datetime import date

import pytest

from essaim.forum.proofreading import Facts, proofread


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Rendez-vous mercredi 0000-10-12.", ["impossible_date"]),
        ("Rendez-vous lundi 3 octobre, 0000-00-00.", ["impossible_date", "impossible_date"]),
        ("Rendez-vous lundi 31/12/9999.", ["weekday_date"]),
        ("Rendez-vous mardi 01/01/0001.", ["weekday_date"]),
    ],
)
def test_year_at_the_end_of_the_calendar(text, codes):
    assert [one.code for one in proofread(text, language="fr")] == codes


@pytest.mark.parametrize("published", [date.max, date.min])
def test_year_beside_a_publication_at_the_end_of_the_calendar(published):
    proofread("Ouverture mardi 29 octobre et 29 février.", language="fr", facts=Facts(published=published))
