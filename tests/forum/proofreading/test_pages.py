"""The pages around proofreading: a pasted notice, the draft programme, what is known of the edition, who may read it."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from essaim.desk.models import Account, Job
from essaim.forum.marking import pieces_of
from essaim.forum.models import Edition, Session
from essaim.forum.proofread_wording import DOUBTS, SENTENCES, finding_said
from essaim.forum.proofreading import Certainty, Facts, Finding, proofread
from essaim.forum.queries.proofreading import facts_of, proofread_edition
from essaim.registry.models import Organisation, PersonName
from tests.factories import forum as make

SOURCES = Path(__file__).parents[3] / "src" / "essaim" / "forum"
A09 = (
    "La conférence de presse aura lieu mercredi 11 octobre 2024.\n"
    "5 octobre 2021 : 1:30 Mexico, 10:30 CET, 16:30 Malaysia.\n"
    "Avec Rachid Abibi, directeur de Lab'ESS.\n"
    "Table ronde trilingue, sans interprétation.\n"
)


@pytest.fixture
def edition(db) -> Edition:
    return make.make_edition("ici", starts_on=date(2025, 10, 29))


@pytest.fixture
def organiser(edition) -> Account:
    return make.make_organiser(edition)


@pytest.fixture
def client(organiser) -> Client:
    client = Client()
    client.force_login(organiser)
    return client


def words(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


# --- a notice -----------------------------------------------------------------------------------


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


# --- what is known beside a text ----------------------------------------------------------------


def test_what_is_known_of_an_edition(edition, django_assert_num_queries):
    person = make.make_person("Rachid Abidi")
    PersonName.objects.create(person=person, name="Rachid el Abidi")
    partner = Organisation.objects.create(slug="lab", name={"fr": "Laboratoire de l'ESS", "en": "SSE lab"}, acronym="LABESS")
    make.make_partner(edition, partner)
    session = make.make_session(edition, {"fr": "Cantines", "en": "Canteens"}, spoken=["fr"], interpreted=["en"])
    make.make_session(edition, state=Session.State.CANCELLED)
    with django_assert_num_queries(5):
        facts = facts_of(edition, published=date(2025, 9, 1))
    assert (facts.first_day, facts.last_day, facts.zone, facts.published) == (
        date(2025, 10, 29),
        date(2025, 10, 31),
        "Europe/Paris",
        date(2025, 9, 1),
    )
    assert [(one.name, one.spellings) for one in facts.people] == [("Rachid Abidi", ("Rachid el Abidi",))]
    assert set(facts.acronyms["LABESS"]) == {"Laboratoire de l'ESS", "SSE lab"}
    assert [(one.key, set(one.titles), one.spoken, one.interpreted) for one in facts.sessions] == [
        (session.code, {"Cantines", "Canteens"}, ("fr",), ("en",))
    ]


def test_real_people_are_known_to_an_invented_edition(edition, client):
    """A real name in a notice of the example is not taken for another spelling beside it."""
    make.make_person("Rachid Abidi")
    Edition.objects.update(is_fictional=True)
    edition.refresh_from_db()
    assert [one.name for one in facts_of(edition).people] == ["Rachid Abidi"]
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Rachid Abidi ouvre ; Rachid Abibi conclut."}))
    assert "Perhaps: Rachid Abidi" in shown
    assert "1 thing to look at" in shown


def test_two_known_people_with_near_names_are_not_corrected_into_one_another(edition, client):
    for name in ("Rachid Abidi", "Rachid Abibi", "Samira Khedira", "Noor Khadira"):
        make.make_person(name)
    text = "Rachid Abidi ouvre, Rachid Abibi conclut ; Samira Khadira anime."
    assert "Nothing found" in words(client.post("/en/team/ici/proofreading/", {"text_1": text}))


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


def test_invented_people_are_not_known_to_a_real_edition(edition):
    person = make.make_person("Ana Inventée")
    person.is_fictional = True
    person.save()
    assert facts_of(edition).people == ()
    assert facts_of(None).people == ()


# --- the programme ------------------------------------------------------------------------------


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
    assert proof.by_certainty == {"sure": 2, "likely": 1, "look": 1}
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


# --- links --------------------------------------------------------------------------------------


def test_links_are_tried_only_when_asked_for(client, edition, organiser):
    page = client.post("/en/team/ici/proofreading/", {"text_1": "Voir https://example.org/a et https://example.org/b."})
    assert Job.objects.count() == 0
    (joined,) = re.findall(r'name="links" value="([^"]*)"', page.content.decode())
    answer = client.post("/en/team/ici/proofreading/links/", {"links": joined})
    job = Job.objects.get()
    assert (job.kind, job.created_by, job.arguments["links"]) == (
        "forum.reach_links",
        organiser,
        ["https://example.org/a", "https://example.org/b"],
    )
    assert answer["Location"] == f"/en/team/ici/proofreading/links/{job.pk}/"
    assert "Waiting for its turn." in words(client.get(answer["Location"]))
    job.state = Job.State.DONE
    job.result = {"links": [{"url": "https://example.org/a", "answer": "missing", "status": 404, "onward": ""}]}
    job.save()
    assert "page not found (404)" in words(client.get(answer["Location"]))


@pytest.mark.parametrize("links", ["", "  \n", "\n".join(f"https://example.org/{number}" for number in range(61))])
def test_none_or_too_many_links_are_refused(client, links):
    answer = client.post("/en/team/ici/proofreading/links/", {"links": links}, follow=True)
    assert Job.objects.count() == 0
    assert "link" in words(answer)


def test_a_job_of_another_edition_or_kind_is_not_shown(client, edition, organiser):
    other = make.make_edition("ailleurs")
    theirs = Job.objects.create(kind="forum.reach_links", scope=f"forum.edition:{other.pk}", result={"links": []})
    another = Job.objects.create(kind="forum.preview", scope=f"forum.edition:{edition.pk}")
    for job in (theirs, another):
        assert client.get(f"/en/team/ici/proofreading/links/{job.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["", "programme/", "counts/", "links/1/"])
def test_only_the_team_reads(edition, address):
    make.make_session(edition, "Mercredi 30 octobre 2025")
    for account in (make.make_account(), make.make_organiser(make.make_edition("ailleurs"))):
        client = Client()
        client.force_login(account)
        assert client.get(f"/en/team/ici/proofreading/{address}").status_code == 404
    assert Client().get(f"/en/team/ici/proofreading/{address}").status_code == 302


# --- words --------------------------------------------------------------------------------------


def test_every_code_has_a_sentence():
    library = "".join(path.read_text() for path in (SOURCES / "proofreading").glob("*.py"))
    codes = set(re.findall(r'code="([a-z_]+)"', library)) | set(re.findall(r'said\(match, number, "([a-z_]+)"', library))
    codes |= set(re.findall(r'compared\(\s*"([a-z_]+)"', library))
    assert len(codes) >= 19
    assert codes <= set(SENTENCES)
    queries = (SOURCES / "queries" / "proofreading.py").read_text()
    assert set(re.findall(r'Doubt\("([a-z_]+)"', queries)) == set(DOUBTS)


NOTICES = [
    "mercredi 11 octobre 2024, 31 novembre 2025, du 30 au 28 octobre 2025, à 24 h 30, 14 h – 12 h",
    "5 octobre 2021 : 1:30 Mexico, 10:30 CET, 16:30 Malaysia",
    "Deadline: 15 May 2021 23:59 (GMT-6), Mexico City",
    "Rachid Abidi ouvre. Rachid Abidi répond ; Rachid Abibi conclut. Table ronde trilingue, sans interprétation. Atelier trilingue.",
    "L'économie sociale et solidaire (ESS). Les Entreprises de services spécialisés (ESS) aussi. Lorem ipsum, le le forum",
    "The ESS is there: https:/example.org, write to info@example",
    "12 March 2026: 10:00 New York (EST), 15:00 London, 16:00 Paris; 15 h à Dakar, 18 h à Paris",
    "Sessions en français, anglais et espagnol, sans interprétation. 15 h à Dakar, 18 h à Paris",
]


@pytest.mark.parametrize("reader", ["fr", "en", "es"])
def test_every_sentence_can_be_made_of_its_facts(reader):
    seen = set()
    with translation.override(reader):
        for text in NOTICES:
            for finding in proofread(text, facts=Facts(first_day=date(2025, 10, 29), last_day=date(2025, 10, 31))):
                said = finding_said(finding, reader)
                assert said
                assert "%(" not in said
                assert "None" not in said
                seen.add(finding.code)
    assert len(seen) >= 14, seen


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


def test_another_spelling_a_letter_away_is_still_looked_for(client, edition):
    """The registry holds both; a notice that uses both, or not the name itself, is asked about."""
    person = make.make_person("Rachid Abibi")
    PersonName.objects.create(person=person, name="Rachid Abidi")
    PersonName.objects.create(person=person, name="Abibi Rachid")
    assert [one.spellings for one in facts_of(edition).people] == [("Abibi Rachid",)]
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Rachid Abibi ouvre ; Rachid Abidi conclut."}))
    assert "The registry knows somebody as “Rachid Abibi”. Is it the same person?" in shown
    assert "1 thing to look at" in shown


def test_the_overview_leads_to_both_and_each_to_the_other(client):
    notice, programme = '"/en/team/ici/proofreading/"', '"/en/team/ici/proofreading/programme/"'
    overview = client.get("/en/team/ici/").content.decode()
    assert notice in overview
    assert programme in overview
    assert programme in client.get("/en/team/ici/proofreading/").content.decode()
    for address in ("programme/", "counts/"):
        assert notice in client.get(f"/en/team/ici/proofreading/{address}").content.decode()
