"""The draft programme read whole: its texts, languages, days and translations."""

from datetime import date

import pytest

from essaim.forum.models import Session
from essaim.forum.proofreading import Certainty
from essaim.forum.queries.proofreading import proofread_edition
from essaim.registry.models import Organisation
from tests.factories import forum as make
from tests.forum.proofreading.pages import words


def test_texts_fields_and_translations_of_the_draft(edition, client):
    table = make.make_format(edition, "self_managed", name="Autogérée")
    table.is_interpreted = False
    table.save()
    wrong = make.make_session(edition, {"fr": "Cantines"}, format=table, spoken=["fr"], interpreted=["en", "es"])
    wrong.summary = {"fr": "Mercredi 30 octobre 2025, à lire."}
    wrong.save()
    make.make_slot(wrong, "09:00", "10:00", room=make.make_room(make.make_site(edition), "Salle bleue", booths=1))
    make.make_appearance(wrong, make.make_person("Rachid Abibi"))
    make.make_appearance(make.make_session(edition, {"fr": "Là", "en": "There", "es": "Allí"}), make.make_person("Rachid Abidi"))
    make.make_session(edition, {"fr": "Mercredi 30 octobre 2025"}, state=Session.State.DRAFT)
    proof = proofread_edition(edition)
    assert [(passage.session, passage.field, finding.code) for passage, finding in proof.found] == [(wrong, "summary", "weekday_date")]
    assert [(one.code, one.session) for one in proof.doubts][:2] == [("interpreted_against_rule", wrong), ("booths_too_few", wrong)]
    assert [one.code for one in proof.doubts][2:] == ["people_alike"]
    assert proof.by_certainty == {"sure": 2, "likely": 1, "look": 1, "left": 0}
    assert [(one.field, one.language, [row.pk for row in one.sessions]) for one in proof.untranslated] == [
        ("title", "en", [wrong.pk]),
        ("title", "es", [wrong.pk]),
        ("summary", "en", [wrong.pk]),
        ("summary", "es", [wrong.pk]),
    ]
    shown = words(client.get("/en/team/ici/proofreading/programme/"))
    assert "4 things to look at in the draft." in shown
    assert "summary (French)" in shown
    assert "Thursday 30 October 2025 is no “Mercredi”." in shown
    assert "Interpreted into English, Spanish, though “Autogérée” is not interpreted." in shown
    assert "Salle bleue: interpretation booths there: 1; needed: 2." in shown
    assert "are a letter apart" in shown
    counts = words(client.get("/en/team/ici/proofreading/counts/"))
    assert "4 things to look at in the texts and languages. 2 cannot be so." in counts


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"is_interpreted": True, "spoken": ["fr"], "interpreted": []}, "rule_without_interpretation"),
        ({"is_interpreted": None, "spoken": ["fr", "en", "es"], "interpreted": []}, "trilingual_fields"),
        ({"is_interpreted": False, "spoken": ["fr"], "interpreted": ["en"]}, "interpreted_against_rule"),
        ({"is_interpreted": True, "spoken": ["fr"], "interpreted": ["en"]}, None),
        ({"is_interpreted": None, "spoken": [], "interpreted": []}, None),
    ],
)
def test_languages_against_the_formats_rule(edition, facts, code):
    format_ = make.make_format(edition)
    format_.is_interpreted = facts["is_interpreted"]
    format_.save()
    make.make_session(edition, format=format_, spoken=facts["spoken"], interpreted=facts["interpreted"])
    assert [one.code for one in proofread_edition(edition).doubts] == ([code] if code else [])


def test_a_changed_text_is_read_again(edition):
    session = make.make_session(edition, "Mercredi 30 octobre 2025")
    assert len(proofread_edition(edition).found) == 1
    assert len(proofread_edition(edition).found) == 1
    session.title = {"fr": "Jeudi 30 octobre 2025"}
    session.save()
    assert proofread_edition(edition).found == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ({"fr": "Rendez-vous jeudi 30 octobre."}, ["other_day"]),
        ({"en": "On Thursday 30 October 2025, in the hall."}, ["other_day"]),
        ({"es": "El jueves 30 de octubre de 2025, en la sala."}, ["other_day"]),
        ({"fr": "Rendez-vous jeudi 6 novembre 2025."}, ["outside_days"]),
        ({"en": "See you on 3 November 2025."}, ["outside_days"]),
        ({"es": "Nos vemos el martes 28 de octubre."}, ["outside_days"]),
        # its own day, a span around it, no weekday and no year, deadlines, sequels, what is past or far
        ({"fr": "Rendez-vous mercredi 29 octobre 2025."}, []),
        ({"fr": "Du mercredi 29 au vendredi 31 octobre 2025."}, []),
        ({"fr": "Mercredi 29 octobre 2025, et encore jeudi 30 octobre 2025."}, []),
        ({"fr": "Le 30 octobre, la région fête ses dix ans."}, []),
        ({"fr": "Inscription avant le mardi 28 octobre 2025."}, []),
        ({"en": "Please register by Tuesday 28 October 2025."}, []),
        ({"es": "Plazo de inscripción: martes 28 de octubre de 2025."}, []),
        ({"fr": "La restitution aura lieu vendredi 31 octobre 2025."}, []),
        ({"en": "The previous meeting took place on Thursday 23 October 2025."}, []),
        ({"fr": "La loi du 31 juillet 2014, puis celle du jeudi 3 juillet 2025."}, []),
        ({"es": "La ley de 29 de marzo de 2011."}, []),
        ({"en": "The next forum opens on 12 October 2027."}, []),
    ],
)
def test_a_day_in_a_sessions_text_is_held_against_its_place(edition, text, codes):
    session = make.make_session(edition, {"fr": "Cantines", "en": "Canteens", "es": "Comedores"})
    make.make_slot(session, "09:00", "10:00", day=date(2025, 10, 29))
    session.summary = text
    session.save()
    found = proofread_edition(edition).found
    assert [finding.code for _passage, finding in found] == codes
    assert all(finding.certainty is Certainty.LOOK for _passage, finding in found)


def test_a_session_that_is_moved_is_read_again(edition, client):
    session = make.make_session(edition, "Rencontre")
    session.summary = {"fr": "Rendez-vous jeudi 30 octobre."}
    session.save()
    assert proofread_edition(edition).found == ()
    make.make_slot(session, "09:00", "10:00", day=date(2025, 10, 31))
    shown = words(client.get("/en/team/ici/proofreading/programme/"))
    assert "The text says Thursday 30 October 2025; the session is placed on Friday 31 October 2025." in shown


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("address", "statements"), [("programme/", 12), ("counts/", 12)])
def test_the_programme_costs_the_same_whatever_there_is(edition, client, django_assert_num_queries, n, address, statements):
    for number in range(n):
        session = make.make_session(
            edition, f"Mercredi 30 octobre 2025, salle {number}", format=make.make_format(edition, slug=f"f{number}")
        )
        make.make_appearance(session)
        make.make_slot(session, f"{9 + number}:00", room=make.make_room(make.make_site(edition)))
        make.make_partner(edition, Organisation.objects.create(slug=f"o{number}", name="O", acronym="O"))
    with django_assert_num_queries(statements):
        assert client.get(f"/en/team/ici/proofreading/{address}").status_code == 200
