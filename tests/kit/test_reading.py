"""Long texts, alphabetical order, dates as precise as known, numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from essaim.kit.dates import next_midnight, part_day
from essaim.kit.numbers import number
from essaim.kit.prose import prose
from essaim.kit.sorting import first_letter, sort_key


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,y)",
        "![x](https://example.org/i.png)",
    ],
)
def test_prose_lets_nothing_run_and_loads_nothing(hostile):
    shown = str(prose(f"Avant {hostile} après"))
    assert "Avant" in shown
    assert "après" in shown
    for sign in ("<script", "<img", 'href="javascript', 'href="data'):
        assert sign not in shown


def test_prose_keeps_paragraphs_lists_emphasis_and_links():
    shown = str(prose("Un **deux**\nligne\n\n- trois\n\n[quatre](https://example.org)"))
    assert shown.count("<p>") == 2
    assert "<strong>deux</strong><br>\nligne" in shown.replace("<br />", "<br>")
    assert "<li>trois</li>" in shown
    assert '<a href="https://example.org">quatre</a>' in shown


def test_prose_makes_no_headings_that_would_break_the_pages_own():
    assert "<h1" not in str(prose("# Titre\n\nTitre\n====="))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Andrée", "Élise", "Eva", "œuvre", "Zoé"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("en", ["“Alpha”", "beta", "Çelik", "Dora"]),
    ],
)
def test_names_are_in_the_readers_alphabetical_order(language, names):
    mixed = list(reversed(names))
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("words", "language", "letter"),
    [("Élise", "fr", "E"), ("ñandú", "es", "Ñ"), ("ñandú", "fr", "N"), ("3e lieu", "fr", "3"), ("", "fr", "?"), ("서울", "fr", None)],
)
def test_letter_a_name_stands_under(words, language, letter):
    found = first_letter(words, language)
    assert found == letter if letter else len(found) == 1


@pytest.mark.parametrize(
    ("words", "language", "shown"),
    [
        ("2025", "fr", "2025"),
        ("2025-10", "fr", "octobre 2025"),
        ("2025-10", "en", "October 2025"),
        ("2025-10-31", "es", "31 de octubre de 2025"),
        ("2025-13", "fr", "2025-13"),
        ("autumn", "en", "autumn"),
    ],
)
def test_date_is_as_precise_as_it_is_known(words, language, shown):
    assert part_day(words, language) == shown


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (10800, "fr", "10\u00a0800"),
        (10800, "en", "10,800"),
        (10800, "es", "10.800"),
        (Decimal("0.5"), "fr", "0,5"),
        (1500, "fr", "1\u00a0500"),
    ],
)
def test_number_is_written_in_the_readers_way_with_spaces_our_fonts_have(value, language, shown):
    assert number(value, language) == shown


def test_next_midnight_is_the_first_moment_of_tomorrow():
    assert next_midnight(datetime(2019, 12, 31, 23, 59, tzinfo=UTC)) == datetime(2020, 1, 1, tzinfo=UTC)
    assert next_midnight(datetime(2019, 12, 31, 0, 0, tzinfo=UTC)).date() == date(2020, 1, 1)
