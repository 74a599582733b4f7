"""Notices and what proofreading says of them; right ones stay silent."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from essaim.forum.proofreading import Announced, Facts, Known, proofread, proofread_texts

CASES = [
    case
    for case in yaml.safe_load((Path(__file__).parents[2] / "data" / "proofreading" / "cases.yaml").read_text())
    if not case.get("skip")
]


def facts_of(case: dict[str, Any]) -> Facts:
    return Facts(
        published=case.get("published"),
        first_day=case.get("first"),
        last_day=case.get("last"),
        zone=case.get("zone", ""),
        people=tuple(Known(name=name) for name in case.get("people", [])),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_case(case):
    found = proofread(case["text"], language=case.get("language", ""), facts=facts_of(case))
    if case.get("loose"):
        assert [one.code for one in found] == [code for code, _, _ in case["find"]]
        return
    assert [(one.code, one.quoted) for one in found] == [(code, quoted) for code, quoted, _ in case["find"]]
    wanted = [suggestion for _, _, suggestion in case["find"]]
    assert [one.suggestions[0] if one.suggestions and suggestion else "" for one, suggestion in zip(found, wanted, strict=True)] == wanted
    assert all(case["text"][one.start : one.end] == one.quoted for one in found)


def test_there_are_many_cases_and_many_of_them_silent():
    assert len(CASES) >= 100
    assert sum(not case["find"] for case in CASES) >= 45


def test_every_code_of_the_issue_is_met():
    met = {code for case in CASES for code, _, _ in case["find"]}
    assert met >= {
        "weekday_date",
        "hours_disagree",
        "zone_season",
        "offset_city",
        "name_spelling",
        "trilingual_and_not",
        "acronym_senses",
        "broken_link",
    }


def test_a_session_named_in_the_notice_is_held_against_its_fields():
    facts = Facts(sessions=(Announced(key="cantines", titles=("La cantine est une politique publique",), spoken=("fr",)),))
    text = "10 h\nLa cantine est une politique publique, table ronde trilingue.\n\nAutre chose, trilingue, interprétation assurée."
    found = proofread(text, language="fr", facts=facts)
    assert [(one.code, text[one.start : one.end]) for one in found] == [("trilingual_without_interpretation", "trilingue")]
    interpreted = Facts(
        sessions=(Announced(key="c", titles=("La cantine est une politique publique",), spoken=("fr",), interpreted=("fr", "en", "es")),)
    )
    assert proofread(text, language="fr", facts=interpreted) == []


def test_interpretation_promised_for_a_session_without_is_told():
    facts = Facts(sessions=(Announced(key="c", titles=("Atelier libre du matin",), spoken=("fr",)),))
    found = proofread("Atelier libre du matin : traduction simultanée en anglais.", language="fr", facts=facts)
    assert [one.code for one in found] == ["interpretation_not_planned"]


def test_names_and_acronyms_are_compared_across_texts():
    found = proofread_texts(["Avec Rachid Abidi.", "With Rachid Abibi."], languages=["fr", "en"])
    assert [(one.code, one.text) for one in found] == [("name_spelling", 0)] or [(one.code, one.text) for one in found] == [
        ("name_spelling", 1)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_right_dates_in_any_order_stay_silent(seed):
    """What calendar and clock say is right is never told, in any of these ways of writing it."""
    from essaim.forum.proofreading.words import MONTHS, WEEKDAYS

    chance = random.Random(seed)  # noqa: S311 days to try, not secrets
    for _ in range(20):
        day = date.fromordinal(chance.randrange(date(2014, 1, 1).toordinal(), date(2030, 1, 1).toordinal()))
        for language, ways in WAYS.items():
            words = {"w": WEEKDAYS[language][day.weekday()], "m": MONTHS[language][day.month - 1], "d": day.day, "y": day.year}
            for way in ways:
                text = way.format(**words)
                assert proofread(text, language=language) == [], text
                wrong = way.format(**{**words, "w": WEEKDAYS[language][(day.weekday() + 1 + seed % 6) % 7]})
                assert [one.code for one in proofread(wrong, language=language)] == ["weekday_date"], wrong


WAYS = {
    "fr": ("Le {w} {d} {m} {y}, à Niort.", "{w} {d} {m} {y} – accueil", "Rendez-vous le {w} {d} {m} {y} à 9 h 30"),
    "en": ("{w}, {m} {d}, {y}", "on {w} {d} {m} {y} at 10:30", "{w} the {d} of {m} {y}", "{m} {d}, {y} ({w})"),
    "es": ("El {w} {d} de {m} de {y}", "{w}, {d} de {m} de {y}, 10:00 h", "{d} de {m} de {y} ({w})"),
}
