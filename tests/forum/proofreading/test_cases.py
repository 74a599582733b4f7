"""Notices and what proofreading says of them; right ones stay silent."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from essaim.forum.proofreading import Announced, Certainty, Facts, Known, proofread, proofread_texts

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


# --- versions of one notice -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "languages", "wanted"),
    [
        (
            [
                "Plénière le 29 octobre 2025 à 10 h, avec interprétation.",
                "Plenary on 30 October 2025 at 11:00, with interpretation.",
                "Plenaria el 29 de octubre de 2025 a las 10 h, con interpretación.",
            ],
            ["fr", "en", "es"],
            [("versions_date", 1, "30 October", "29 octobre 2025"), ("versions_hour", 1, "11:00", "10 h")],
        ),
        (
            ["Séance trilingue avec interprétation.", "Session in French only, without booths.", "Sesión trilingüe con interpretación."],
            ["fr", "en", "es"],
            [("versions_languages", 1, "in French only", "trilingue")],
        ),
        (
            ["Atelier le 29 octobre 2025 à 14 h", "Taller el 29 de octubre de 2025 a las 15 h"],
            ["fr", "es"],
            [("versions_hour", 1, "15 h", "14 h")],
        ),
        (["Le 29 octobre 2025", "29 October 2026"], ["fr", "en"], [("versions_date", 1, "29 October", "29 octobre 2025")]),
        (
            ["Les 29 octobre, 12 novembre et 3 décembre 2025", "On 29 October, 13 November and 3 December 2025"],
            ["fr", "en"],
            [("versions_date", 1, "13 November", "12 novembre 2025")],
        ),
        (["Rencontre en français", "Encuentro en inglés"], ["fr", "es"], [("versions_languages", 1, "en inglés", "en français")]),
        (["From 2:30 pm to 4 pm", "De 14 h 30 à 17 h"], ["en", "fr"], [("versions_hour", 1, "17 h", "4 pm")]),
        # the same in all, written as each language does
        (
            [
                "Mercredi 29 octobre 2025, de 14 h à 16 h 30, en français, anglais et espagnol, interprétation assurée.",
                "Wednesday, October 29, 2025, 2:00–4:30 pm, in three languages, with interpretation.",
                "Miércoles 29 de octubre de 2025, de 14:00 a 16:30 h, trilingüe, con interpretación.",
            ],
            ["fr", "en", "es"],
            [],
        ),
        (["Le 03/04/2026", "On 04/03/2026"], ["fr", "en"], []),
        (["Le 29 octobre", "29 October 2026"], ["fr", "en"], []),
        # other numbers of days or hours, other places' clocks, other subjects, one language: not surely versions of each other
        (["Du 29 au 31 octobre 2025", "October 29-31, 2025"], ["fr", "en"], []),
        (["Le 29 octobre 2025 à 14 h", "29 October 2025, from 2 to 4 pm"], ["fr", "en"], []),
        (["15 h à Dakar, le 3 mars 2026", "10:00 in New York, 3 March 2026"], ["fr", "en"], []),
        (["Rencontre en français. Formulaire en anglais.", "Meeting in French. The form is in English."], ["fr", "en"], []),
        (["Rencontre en français", "The form is in English."], ["fr", "en"], []),
        (["Rencontre multilingue, interprétation assurée", "Meeting in English only"], ["fr", "en"], []),
        (["Rendez-vous le 29 octobre", "Rendez-vous le 30 octobre"], ["fr", "fr"], []),
        (
            ["Les 1er, 2 et 3 octobre 2025", "El 4 de noviembre, el 5 de noviembre y el 6 de noviembre de 2025"],
            ["fr", "es"],
            [],
        ),
    ],
)
def test_versions_of_one_notice_are_compared(texts, languages, wanted):
    found = proofread_texts(texts, languages=languages)
    assert [(one.code, one.text, one.quoted, one.facts["other"]) for one in found] == wanted
    assert all(one.certainty is Certainty.LIKELY for one in found)


def test_texts_that_are_no_versions_are_not_compared():
    texts = ["Le 29 octobre 2025 à 10 h", "On 30 October 2025 at 11:00"]
    assert proofread_texts(texts, languages=["fr", "en"], versions=False) == []


# --- both ways out, certainties -------------------------------------------------------------------


def test_hours_that_agree_as_written_are_mended_in_two_ways():
    (found,) = proofread("12 March 2026: 10:00 New York (EST), 15:00 London, 16:00 Paris", language="en")
    assert found.suggestions == ("11:00 New York (EDT), 15:00 London, 16:00 Paris", "10:00 New York (EDT), 14:00 London, 15:00 Paris")
    assert [proofread(f"12 March 2026: {words}", language="en") for words in found.suggestions] == [[], []]


@pytest.mark.parametrize(
    ("text", "language", "certainty"),
    [
        ("Sessions en français, anglais et espagnol, sans interprétation", "fr", Certainty.LOOK),
        ("15 h à Dakar, 18 h à Paris, le 3 juin 2025", "fr", Certainty.LIKELY),
        ("Samedi 32 octobre 2025", "fr", Certainty.SURE),
        ("TODO : le titre", "fr", Certainty.LEFT),
        ("12 March 2026: 10:00 EST / 15:00 London", "en", Certainty.SURE),
    ],
)
def test_how_sure_it_is(text, language, certainty):
    assert [one.certainty for one in proofread(text, language=language)] == [certainty]


@pytest.mark.parametrize(
    "title",
    [
        "Interprétation bénévole : mode d'emploi",
        "Atelier sur l'interprétation simultanée",
        "Volunteer interpreters",
        "La traducción simultánea",
    ],
)
def test_a_session_about_interpretation_promises_none(title):
    facts = Facts(sessions=(Announced(key="c", titles=(title,), spoken=("fr",)),))
    assert proofread_texts([title, f"{title}. Avec des interprètes bénévoles."], facts=facts) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Atelier libre du matin. Comment organiser l'interprétation simultanée ?", "fr"),
        ("Atelier libre du matin : le métier d'interprète, le rôle de la traduction simultanée.", "fr"),
        ("Atelier libre du matin: how to organise simultaneous interpretation.", "en"),
        ("Atelier libre du matin, taller sobre interpretación simultánea.", "es"),
        ("Atelier libre du matin, sans interprétation simultanée.", "fr"),
    ],
)
def test_interpretation_as_a_subject_is_no_promise(text, language):
    facts = Facts(sessions=(Announced(key="c", titles=("Atelier libre du matin",), spoken=("fr",)),))
    assert proofread(text, language=language, facts=facts) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Atelier libre du matin, avec interprétation.", "fr"),
        ("Atelier libre du matin: interpreted into English.", "en"),
        ("Atelier libre du matin: interpretación simultánea al español.", "es"),
    ],
)
def test_interpretation_promised_is_told_in_each_language(text, language):
    facts = Facts(sessions=(Announced(key="c", titles=("Atelier libre du matin",), spoken=("fr",)),))
    assert [one.code for one in proofread(text, language=language, facts=facts)] == ["interpretation_not_planned"]
