"""The team's and the path leads' pages about speakers: the list, one person, asking, reminding."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.desk.models import Entry, Mailing, Message
from essaim.forum.links import token_of
from essaim.forum.models import Absence, Appearance, Availability, Session, Speaker
from essaim.forum.queries.answers import open_answers
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

Answer = Appearance.Answer


def page(stage, who: str = "team", query: str = "") -> str:
    answer = stage.client(who).get(f"/en/team/ici/speakers/{query}")
    assert answer.status_code == 200
    return answer.text


def names_in(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', text)


# --- the list -----------------------------------------------------------------------------------------


def test_everybody_on_a_bill_is_listed_also_of_drafts_not_of_cancelled_sessions(stage):
    make.make_appearance(make.make_session(stage.edition, "Brouillon", state=Session.State.DRAFT), make.make_person("Dora Brouillon"))
    make.make_appearance(make.make_session(stage.edition, "Annulée", state=Session.State.CANCELLED), make.make_person("Alain Annulé"))
    assert names_in(page(stage)) == ["Awa Diop", "Bruno Petit", "Dora Brouillon", "Maya Modère"]


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("who", "statements"), [("team", 12), ("lead", 12)])
def test_list_costs_the_same(stage, n, who, statements, django_assert_num_queries):
    stage.speaker(stage.awa, "awa@example.org")
    for number in range(n - 1):
        person = make.make_person(f"Autre {number}")
        stage.another(f"Séance {number}", people=(person,))
        part = stage.speaker(person, f"autre{number}@example.org")
        Availability.objects.create(speaker=part, starts_at=make.at(stage.edition, "08:00"), ends_at=make.at(stage.edition, "13:00"))
    client = stage.client(who)
    with django_assert_num_queries(statements):
        client.get("/en/team/ici/speakers/")


def test_filters(stage):
    now = timezone.now()
    stage.speaker(stage.awa, "awa@example.org", asked_at=now - timedelta(days=9))
    stage.speaker(stage.bruno, "bruno@example.org", asked_at=now - timedelta(days=2))
    Appearance.objects.filter(person=stage.awa).update(answer=Answer.ASKED)
    Appearance.objects.filter(person=stage.bruno).update(answer=Answer.DECLINED, answer_note="Je serai à Rome")
    stage.another("Finances", path=stage.other_path, people=(stage.bruno,))
    assert names_in(page(stage, query="?state=declined")) == ["Bruno Petit"]
    assert "Je serai à Rome" in page(stage)
    assert names_in(page(stage, query="?days=7")) == ["Awa Diop"]
    assert names_in(page(stage, query="?path=B")) == ["Bruno Petit"]
    assert names_in(page(stage, query="?state=without_email")) == ["Maya Modère"]
    assert names_in(page(stage, query="?state=unasked")) == ["Bruno Petit", "Maya Modère"]
    assert names_in(page(stage, query="?q=petit")) == ["Bruno Petit"]
    assert "Nobody fits these choices" in page(stage, query="?q=personne")


# --- who sees what ------------------------------------------------------------------------------------


def private(stage) -> Speaker:
    """On path A, with everything that is for the team alone."""
    part = stage.speaker(stage.awa, "awa@example.org", phone="+221 77 000", needs="Fauteuil roulant", gender="woman")
    stage.absent(stage.awa, note="Refus du consulat")
    return part


def test_lead_sees_speakers_of_their_own_path_and_nothing_for_the_team_alone(stage):
    private(stage)
    dina = make.make_person("Dina Ailleurs")
    stage.another("Finances secrètes", path=stage.other_path, people=(dina, stage.awa))
    text = page(stage, "lead")
    assert "Awa Diop" in text
    assert "Dina Ailleurs" not in text
    assert "Finances secrètes" not in text
    one = stage.client("lead").get(f"/en/team/ici/speakers/{stage.awa.pk}/").text
    for secret in ("Fauteuil roulant", "+221 77 000", "consulat", "visa", "Finances secrètes", "woman"):
        assert secret not in text
        assert secret not in one


def test_other_lead_sees_none_of_them(stage):
    private(stage)
    assert "Awa Diop" not in page(stage, "other_lead")
    assert stage.client("other_lead").get(f"/en/team/ici/speakers/{stage.awa.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["participant", "lead", "other_lead"])
@pytest.mark.parametrize(
    "address", ["absences/", "absences/note/", "absences/session/cantines/", "stand-ins/", "stand-ins/list.xlsx", "stand-ins/take/"]
)
def test_absences_and_stand_ins_are_for_the_team_alone(stage, who, address):
    private(stage)
    stage.stand_in("Lucía Paz")
    answer = stage.client(who).get(f"/en/team/ici/{address}")
    assert answer.status_code == 404
    assert "Awa" not in answer.text


def test_team_of_another_edition_gets_nothing(stage):
    from django.test import Client

    elsewhere = make.make_organiser(make.make_edition("ailleurs"))
    absence = Absence.objects.create(edition=stage.edition, person=stage.awa)
    client = Client()
    client.force_login(elsewhere)
    for address in ("speakers/", f"speakers/{stage.awa.pk}/", "absences/", f"absences/{absence.pk}/"):
        assert client.get(f"/en/team/ici/{address}").status_code == 404
        assert client.get(f"/en/team/ailleurs/{address}").status_code in (200, 404)
    assert client.get(f"/en/team/ailleurs/absences/{absence.pk}/").status_code == 404


def test_lead_changes_nothing_of_a_speaker(stage):
    private(stage)
    answer = stage.client("lead").post(f"/en/team/ici/speakers/{stage.awa.pk}/change/", {"email": "pirate@example.org"})
    assert answer.status_code == 404
    assert Speaker.objects.get(person=stage.awa).email == "awa@example.org"


# --- asking -------------------------------------------------------------------------------------------


def test_preview_writes_no_letter_and_shows_one_in_each_language(stage):
    stage.speaker(stage.awa, "awa@example.org", language="fr")
    stage.speaker(stage.bruno, "bruno@example.org", language="es")
    answer = stage.client("team").post("/en/team/ici/speakers/ask/", {"chosen": [stage.awa.pk, stage.bruno.pk, stage.moderator.pk]})
    assert answer.status_code == 200
    assert not Message.objects.exists()
    assert not Speaker.objects.filter(asked_at__isnull=False).exists()
    assert 'lang="fr"' in answer.text
    assert 'lang="es"' in answer.text
    assert "1 person cannot be written to" in answer.text
    assert "Maya Modère" in answer.text


def ask(stage, who="team", nonce="n1", **more: Any):
    people = more.pop("people", [stage.awa.pk, stage.bruno.pk])
    return stage.client(who).post("/en/team/ici/speakers/ask/", {"chosen": people, "write": "1", "nonce": nonce, **more})


def test_letters_wait_in_the_outbox_to_be_read(stage):
    awa = stage.speaker(stage.awa, "awa@example.org", language="fr")
    stage.speaker(stage.bruno, "bruno@example.org", language="en")
    assert ask(stage, until="2027-05-01", words__fr="Nous comptons sur vous.").status_code == 302
    mailing = Mailing.objects.get()
    assert (mailing.kind, mailing.state) == ("forum.speakers", Mailing.State.DRAFT)
    letters = {one.to_email: one for one in mailing.messages.all()}
    assert set(letters) == {"awa@example.org", "bruno@example.org"}
    french = letters["awa@example.org"].body
    assert "Cantines" in french
    assert f"/fr/forum/ici/answer/{token_of(awa).partition(':')[0]}" in french
    assert "09:00" in french
    assert "Nous comptons sur vous." in french
    assert "Nous comptons sur vous." not in letters["bruno@example.org"].body
    awa.refresh_from_db()
    assert awa.asked_at is not None
    assert stage.bill(stage.session, stage.awa).answer == Answer.ASKED
    assert stage.bill(stage.session, stage.moderator).answer == Answer.UNASKED
    assert "letter still in the outbox" in page(stage)


def test_person_asked_about_one_session_is_not_asked_about_a_new_one(stage):
    awa = stage.speaker(stage.awa, "awa@example.org", language="en")
    ask(stage, people=[stage.awa.pk])
    Appearance.objects.exclude(person=stage.awa).update(answer=Answer.CONFIRMED)
    stage.another("Finances", people=(stage.awa,))
    shown = page(stage)
    assert 'Not asked yet <span class="num">1</span>' in shown
    assert 'Not answered <span class="num">1</span>' in shown
    assert "Ask 1 person not asked yet" in shown
    assert "Remind 1 person" in shown
    assert names_in(page(stage, query="?state=unasked")) == ["Awa Diop"]
    post = stage.client("team").post
    post("/en/team/ici/speakers/ask/", {"all": "1", "write": "1", "nonce": "n2"})
    body = Message.objects.order_by("-pk").first().body
    assert "Finances" in body
    assert "Cantines" not in body
    assert set(Appearance.objects.filter(person=awa.person).values_list("answer", flat=True)) == {Answer.ASKED}
    assert 'Not asked yet <span class="num">0</span>' in page(stage)


def test_reminder_is_about_what_was_asked_alone(stage):
    stage.speaker(stage.awa, "awa@example.org", language="en")
    ask(stage, people=[stage.awa.pk])
    new = stage.another("Finances", people=(stage.awa,))
    ask(stage, people=[stage.awa.pk], remind="1", nonce="n2")
    body = Message.objects.order_by("-pk").first().body
    assert "Cantines" in body
    assert "Finances" not in body
    assert stage.bill(new, stage.awa).answer == Answer.UNASKED


def test_pressed_twice_is_asked_once(stage):
    stage.speaker(stage.awa, "awa@example.org")
    ask(stage, people=[stage.awa.pk])
    ask(stage, people=[stage.awa.pk])
    assert Message.objects.count() == 1


def test_answer_given_stays_when_asked_again(stage):
    stage.speaker(stage.awa, "awa@example.org")
    Appearance.objects.filter(person=stage.awa).update(answer=Answer.CONFIRMED)
    ask(stage, people=[stage.awa.pk])
    assert stage.bill(stage.session, stage.awa).answer == Answer.CONFIRMED


def test_contact_gets_one_letter_for_those_they_answer_for(stage):
    awa = stage.speaker(stage.awa, "awa@example.org", language="en")
    for person in (stage.bruno, stage.moderator):
        stage.speaker(person, "", contact=awa)
    ask(stage, people=[stage.awa.pk, stage.bruno.pk, stage.moderator.pk])
    [letter] = Message.objects.all()
    assert letter.to_email == "awa@example.org"
    assert "You are the contact of Bruno Petit" in letter.body
    assert "You are the contact of Maya Modère" in letter.body
    assert Speaker.objects.filter(asked_at__isnull=False).count() == 3


def test_nobody_to_write_to_is_said(stage):
    answer = stage.client("team").post("/en/team/ici/speakers/ask/", {"chosen": [stage.bruno.pk], "write": "1"}, follow=True)
    assert "Nobody of these can be written to" in answer.text
    assert not Mailing.objects.exists()


def test_reminder_goes_to_those_asked_who_have_not_answered(stage):
    for person, email in ((stage.awa, "awa@example.org"), (stage.bruno, "bruno@example.org"), (stage.moderator, "maya@example.org")):
        stage.speaker(person, email)
    ask(stage, people=[stage.awa.pk, stage.bruno.pk])
    Appearance.objects.filter(person=stage.bruno).update(answer=Answer.CONFIRMED)
    stage.client("team").post("/en/team/ici/speakers/ask/", {"all": "1", "remind": "1", "write": "1", "nonce": "n2"})
    reminder = Mailing.objects.order_by("-pk").first()
    assert [one.to_email for one in reminder.messages.all()] == ["awa@example.org"]


def test_lead_asks_within_their_path_and_never_sees_a_link(stage):
    awa = stage.speaker(stage.awa, "awa@example.org")
    dina = make.make_person("Dina Ailleurs")
    stage.speaker(dina, "dina@example.org")
    stage.another("Finances secrètes", path=stage.other_path, people=(dina, stage.awa))
    client = stage.client("lead")
    preview = client.post("/en/team/ici/speakers/ask/", {"chosen": [stage.awa.pk, dina.pk]})
    assert "Awa Diop" in preview.text
    assert "Dina Ailleurs" not in preview.text
    assert "Finances secrètes" not in preview.text
    assert token_of(awa).partition(":")[0] not in preview.text
    ask(stage, "lead", people=[stage.awa.pk, dina.pk])
    [letter] = Message.objects.all()
    assert letter.to_email == "awa@example.org"
    assert "Finances secrètes" not in letter.body
    assert Entry.objects.get(action="ask_speakers").account == stage.lead
    outbox = client.get(reverse("team:mailing", args=["ici", letter.mailing_id]))
    assert outbox.status_code == 404
    assert stage.client("team").get(reverse("team:mailing", args=["ici", letter.mailing_id])).status_code == 200


# --- one person ---------------------------------------------------------------------------------------


def test_team_keeps_address_and_contact(stage):
    awa = stage.speaker(stage.awa, "awa@example.org")
    address = f"/en/team/ici/speakers/{stage.bruno.pk}/change/"
    assert stage.client("team").post(address, {"email": "", "contact": awa.pk, "needs": "Végétarien"}).status_code == 302
    bruno = Speaker.objects.get(person=stage.bruno)
    assert (bruno.contact, bruno.needs) == (awa, "Végétarien")
    assert "Végétarien" in page(stage)


def test_contact_without_an_address_cannot_be_chosen(stage):
    maya = stage.speaker(stage.moderator, "")
    answer = stage.client("team").post(f"/en/team/ici/speakers/{stage.bruno.pk}/change/", {"contact": maya.pk})
    assert answer.status_code == 422
    assert 'id="id_contact_error"' in answer.text


def test_answer_told_by_telephone_is_kept_with_who_noted_it(stage):
    bill = stage.bill(stage.session, stage.bruno)
    address = reverse("team:speaker_told", args=["ici", stage.bruno.pk, bill.pk])
    stage.client("team").post(address, {f"t{bill.pk}-answer": "declined", f"t{bill.pk}-note": "Opéré"})
    bill.refresh_from_db()
    assert (bill.answer, bill.answer_note) == (Answer.DECLINED, "Opéré")
    assert Entry.objects.get(action="decline_session").account == stage.team


@pytest.mark.parametrize(("answer", "note"), [("", "Opéré, revient en mai"), ("declined", "Opéré" + " encore" * 300)])
def test_answer_told_by_telephone_and_refused_keeps_what_was_typed(stage, answer, note):
    bill = stage.bill(stage.session, stage.bruno)
    address = reverse("team:speaker_told", args=["ici", stage.bruno.pk, bill.pk])
    shown = stage.client("team").post(address, {f"t{bill.pk}-answer": answer, f"t{bill.pk}-note": note})
    assert shown.status_code == 422
    assert f'value="{note}"' in shown.text
    assert f'id="id_t{bill.pk}-{"note" if answer else "answer"}_error"' in shown.text
    assert not Entry.objects.filter(action="decline_session").exists()


def test_letters_to_nobody_keep_what_was_added(stage):
    """Their address was taken away while the letters were looked at."""
    sent = {"chosen": [stage.bruno.pk], "write": "1", "words__fr": "Venez par le train."}
    shown = stage.client("team").post(reverse("team:speakers_ask", args=["ici"]), sent)
    assert shown.status_code == 422
    assert "Venez par le train." in shown.text
    assert not Mailing.objects.exists()


def test_open_answers_counts_by_session(stage, django_assert_num_queries):
    Appearance.objects.filter(person=stage.bruno).update(answer=Answer.DECLINED)
    other = stage.another("Finances", path=stage.other_path, people=(stage.awa,))
    with django_assert_num_queries(1):
        found = open_answers(stage.edition)
    assert (found[stage.session.pk].declined, found[stage.session.pk].open) == (1, 2)
    with django_assert_num_queries(1):
        assert set(open_answers(stage.edition, [stage.other_path.pk])) == {other.pk}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"until": "2020-01-01"}, "That day is past"),
        ({"until": "2999-01-01"}, "the forum is over"),
        ({"words__fr": "Bonjour {name}, merci."}, "“{name}” would be sent as it stands"),
    ],
)
def test_day_or_sentence_that_makes_no_sense_is_refused_and_nothing_is_written(stage, given, said):
    stage.speaker(stage.awa, "awa@example.org")
    sent = {"chosen": [stage.awa.pk], "write": "1", "nonce": "n", "until": "", **given}
    answer = stage.client("team").post("/en/team/ici/speakers/ask/", sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Mailing.objects.exists()


def test_somebody_cared_for_by_another_chosen_one_is_counted_in_words(stage):
    awa = stage.speaker(stage.awa, "awa@example.org")
    stage.speaker(stage.bruno, "", contact=awa)
    answer = stage.client("team").post("/en/team/ici/speakers/ask/", {"chosen": [stage.awa.pk, stage.bruno.pk]})
    assert "1 letter, each in" in answer.text
    assert "1 of those chosen gets no letter of their own" in answer.text
