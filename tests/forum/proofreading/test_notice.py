"""A pasted notice: what is found in it and said, in one language or several, and how it is shown."""

import re

import pytest

from essaim.forum.marking import pieces_of
from essaim.forum.models import Edition
from essaim.forum.proofreading import Certainty, Finding
from tests.factories import forum as make
from tests.forum.proofreading.pages import words

A09 = (
    "La conférence de presse aura lieu mercredi 11 octobre 2024.\n"
    "5 octobre 2021 : 1:30 Mexico, 10:30 CET, 16:30 Malaysia.\n"
    "Avec Rachid Abibi, directeur de Lab'ESS.\n"
    "Table ronde trilingue, sans interprétation.\n"
)


def test_the_cases_of_the_acceptance_question_are_found_and_said(client, edition):
    make.make_person("Rachid Abidi")
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": A09, "published": "2025-09-01"}))
    assert "Wednesday 11 October 2024" not in shown
    assert "Friday 11 October 2024 is no “mercredi”. If the weekday is right, Wednesday 9 October 2024 may be meant." in shown
    assert "With 10:30 CET, 16:30 Malaysia, it is 3:30 in Mexico on Tuesday 5 October 2021." in shown
    assert "“CET” is not in use on Tuesday 5 October 2021: CEST is." in shown
    assert "The registry knows somebody as “Rachid Abidi”. Is it the same person?" in shown
    assert "It is said to be in several languages, and to be without interpretation." in shown
    assert "Read as French." in shown
    assert "Write: vendredi 11 octobre" in shown


def test_a_deadline_with_the_wrong_offset_for_the_editions_place(client, edition):
    Edition.objects.update(time_zone="America/Mexico_City")
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Deadline: 15 May 2021 23:59 (GMT-6)"}))
    assert "On Saturday 15 May 2021, Mexico City is on UTC-5, not on GMT-6: 1 hour of doubt." in shown


def test_hours_that_cannot_hold_together_are_named_and_none_is_accused(client, edition):
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "mercredi 29 octobre 2025 à 14h00, 8h à Montréal, 13 h à Dakar"}))
    assert "these hours are not one moment: 8h Montréal, 13 h Dakar. One of them at least is wrong." in shown


def test_what_a_draft_left_in_is_not_called_impossible(client, edition):
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "TODO : le titre"}))
    assert "left in" in shown
    assert "cannot be so" not in shown


def test_hours_when_the_clocks_change_are_said(client, edition):
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Le 28 mars 2027 à 2 h 30, heure de Paris."}))
    assert "On Sunday 28 March 2027 the clocks of Paris go forward, so 2 h 30 does not exist there." in shown
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Le 31 octobre 2027 à 2 h 30, heure de Paris."}))
    assert "2 h 30 comes twice there" in shown


def test_the_text_stays_in_the_form_and_is_shown_whole_with_what_was_found_marked(client):
    text = 'Le  <script>alert("x")</script> mercredi 11 octobre 2024,\r\n  avec deux   espaces.'
    response = client.post("/fr/team/ici/proofreading/", {"text_1": text, "language_1": "fr"})
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in page
    (shown,) = re.findall(r'<div class="proof-text"[^>]*>(.*?)</div>', page, re.DOTALL)
    plain = re.sub(r"<sup>.*?</sup>", "", shown)
    assert re.sub("<[^>]+>", "", plain).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"') == text.replace("\r\n", "\n")
    assert "<mark" in shown


def test_nothing_found_is_no_proof(client):
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Rendez-vous vendredi 11 octobre 2024."}))
    assert "Nothing found" in shown
    assert "That is no proof" in shown


def test_notices_in_several_languages_are_compared(client):
    texts = {"text_1": "Avec Rachid Abidi, vendredi.", "text_2": "With Rachid Abibi, on Friday.", "language_2": "en"}
    shown = words(client.post("/en/team/ici/proofreading/", texts))
    assert "stands here, too. Is it the same person?" in shown
    assert "Read as English." in shown


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text_1": "  \n "},
        {"text_1": "x" * 40_001},
        {"text_1": "Texte", "published": "31/31/2025"},
        {"text_1": "T", "language_1": "xx"},
    ],
)
def test_bad_input_is_said_where_it_is(client, given):
    response = client.post("/en/team/ici/proofreading/", given)
    assert response.status_code == 200
    assert 'class="note bad"' in response.content.decode()
    assert 'id="found"' not in response.content.decode()


def test_a_year_that_is_not_written_is_the_editions_else_near_the_publication(client):
    said = words(client.post("/en/team/ici/proofreading/", {"text_1": "Ouverture mardi 29 octobre."}))
    assert "Wednesday 29 October 2025 is no “mardi”" in said
    assert "The year is not written here" in said
    assert "Nothing found" in words(client.post("/en/team/ici/proofreading/", {"text_1": "Ouverture mercredi 29 octobre."}))


def test_versions_of_a_notice_are_held_against_each_other(client):
    texts = {
        "text_1": "Plénière le 29 octobre 2025 à 10 h.",
        "text_2": "Plenary on 30 October 2025 at 11:00.",
        "text_3": "Plenaria el 29 de octubre de 2025 a las 10 h.",
    }
    shown = words(client.post("/en/team/ici/proofreading/", texts))
    assert "The text in French says “29 octobre 2025”, this one “30 October 2025”." in shown
    assert "The text in French says “10 h”, this one “11:00”." in shown
    assert "2 things to look at" in shown


def test_hours_that_agree_as_written_are_said_with_both_ways_out(client):
    text = "12 March 2026: 10:00 New York (EST), 15:00 London, 16:00 Paris"
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": text, "language_1": "en"}))
    assert (
        "These hours agree only if EST is meant; on Thursday 12 March 2026 the clocks there show EDT. If the other hours are right, it is 11:00"
        " EDT; if 10:00 is, it is 14:00 London, 15:00 Paris." in shown
    )
    assert "11:00 New York (EDT), 15:00 London, 16:00 Paris or 10:00 New York (EDT), 14:00 London, 15:00 Paris" in shown


def test_too_long_a_text_is_said_with_the_limit(client):
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "x" * 40_001}))
    assert "This text has 40001 characters; at most 40000 are read at once. Paste it in parts, one after the other." in shown


def test_pieces_are_the_whole_text_also_where_markings_overlap():
    def one(start: int, end: int) -> Finding:
        return Finding(code="x", start=start, end=end, quoted="", certainty=Certainty.LOOK)

    text = "0123456789"
    pieces = pieces_of(text, [(1, one(2, 6)), (2, one(4, 8)), (3, one(4, 5)), (4, one(9, 99))])
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.text, piece.numbers, piece.begins) for piece in pieces if piece.numbers] == [
        ("23", (1,), (1,)),
        ("4", (1, 2, 3), (2, 3)),
        ("5", (1, 2), ()),
        ("67", (2,), ()),
    ]
