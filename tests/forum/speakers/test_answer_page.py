"""Behind the link: what is saved, and what never becomes public."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from essaim.desk.models import Entry, Upload
from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.links import token_of
from essaim.forum.models import Appearance, Availability, Gender, Session
from tests.factories import forum as make
from tests.forum.speakers.answering import address, post
from tests.forum.team.conftest import picture

pytestmark = pytest.mark.django_db

Answer = Appearance.Answer

# --- answering ----------------------------------------------------------------------------------


def test_confirm_then_decline_with_a_word(stage, awa):
    bill = stage.bill(stage.session, stage.awa)
    answer = post(awa, f"seat{bill.pk}", **{f"s{bill.pk}-answer": "confirmed"})
    assert answer.status_code == 302
    bill.refresh_from_db()
    assert bill.answer == Answer.CONFIRMED
    assert bill.answered_at is not None
    post(awa, f"seat{bill.pk}", **{f"s{bill.pk}-answer": "declined", f"s{bill.pk}-note": "Je serai à Dakar"})
    bill.refresh_from_db()
    assert (bill.answer, bill.answer_note) == (Answer.DECLINED, "Je serai à Dakar")
    said = Entry.objects.get(action="decline_session")
    assert said.after["through"] == "link"
    assert said.account is None


def test_no_answer_chosen_is_said_at_its_place(stage, awa):
    bill = stage.bill(stage.session, stage.awa)
    answer = post(awa, f"seat{bill.pk}")
    assert answer.status_code == 422
    assert f'id="id_s{bill.pk}-answer_error"' in answer.text
    bill.refresh_from_db()
    assert bill.answer == Answer.UNASKED


def test_nobody_answers_for_another(stage, awa):
    bill = stage.bill(stage.session, stage.bruno)
    post(awa, f"seat{bill.pk}", **{f"s{bill.pk}-answer": "declined"})
    bill.refresh_from_db()
    assert bill.answer == Answer.UNASKED


def test_answers_raise_no_public_revision(stage, awa):
    from essaim.desk.journal import revision

    bill, before = stage.bill(stage.session, stage.awa), revision()
    post(awa, f"seat{bill.pk}", **{f"s{bill.pk}-answer": "declined"})
    assert revision() == before


def test_cancelled_session_is_not_asked_about(stage, awa):
    stage.session.state = Session.State.CANCELLED
    stage.session.save()
    assert "Cantines" not in Client().get(address(awa)).text


def test_half_days_and_exact_hours_are_kept_and_shown_again(stage, awa):
    day = stage.edition.starts_on.isoformat()
    data = {f"h-{day}_am": "yes", f"h-{day}_pm": "no", "h-day0": day, "h-from0": "19:30", "h-until0": "21:00", "h-can0": "yes"}
    assert post(awa, "hours", **data).status_code == 302
    zone = stage.edition.zone
    said = [
        (f"{row.starts_at.astimezone(zone):%H:%M}", f"{row.ends_at.astimezone(zone):%H:%M}", row.is_free)
        for row in Availability.objects.all()
    ]
    assert said == [("08:00", "13:00", True), ("13:00", "18:00", False), ("19:30", "21:00", True)]
    page = Client().get(address(awa)).text
    assert 'value="19:30"' in page
    assert '<option value="no" selected>' in page


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ({"h-from0": "10:00", "h-until0": "11:00"}, "day0"),
        ({"h-day0": "2027-06-09", "h-until0": "11:00"}, "from0"),
        ({"h-day0": "2027-06-09", "h-from0": "12:00", "h-until0": "11:00"}, "until0"),
        ({"h-day0": "2027-06-09", "h-from0": "dix", "h-until0": "11:00"}, "from0"),
    ],
)
def test_unclear_hours_are_said_at_their_place_and_nothing_is_lost(stage, awa, line, at):
    Availability.objects.create(speaker=awa, starts_at=make.at(stage.edition, "08:00"), ends_at=make.at(stage.edition, "13:00"))
    answer = post(awa, "hours", **line)
    assert answer.status_code == 422
    assert f'id="id_h-{at}_error"' in answer.text
    assert Availability.objects.count() == 1


def test_what_they_declare_is_kept_and_stays_private(stage, awa):
    make.make_release(stage.edition)
    senegal = stage.country("SN")
    data = {
        "d-spoken": ["fr", "en"],
        "d-other_language": "wo",
        "d-gender": "woman",
        "d-is_newcomer": "yes",
        "d-needs": "Rampe",
        "d-phone": "+221 77",
        "d-country": senegal.pk,
    }
    assert post(awa, "declared", **data).status_code == 302
    awa.refresh_from_db()
    assert (awa.spoken, awa.gender, awa.is_newcomer, awa.needs) == (["fr", "en", "wo"], Gender.WOMAN, True, "Rampe")
    assert awa.country == senegal
    for page in public_pages(stage):
        assert "Rampe" not in page
        assert "+221" not in page
        assert "awa@example.org" not in page


def public_pages(stage) -> list[str]:
    client = Client()
    addresses = [
        reverse("forum:session", args=["ici", "cantines"]),
        reverse("website:person", args=[stage.awa.slug]),
        "/forum/ici/schedule.json",
        "/forum/ici/schedule.xml",
    ]
    answers = [client.get(one) for one in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return [answer.text if not answer.streaming else b"".join(answer).decode() for answer in answers]


def test_not_declaring_gender_is_a_full_answer(stage, awa):
    awa.gender = Gender.WOMAN
    awa.save()
    post(awa, "declared", **{"d-gender": "", "d-is_newcomer": ""})
    awa.refresh_from_db()
    assert awa.gender == Gender.UNKNOWN
    assert awa.is_newcomer is None


# --- what everybody may read ----------------------------------------------------------------------


def test_biography_becomes_their_own_profile(stage, awa):
    make.make_release(stage.edition)
    assert post(awa, "publication", **{"p-biography__fr": "Maraîchère à Thiès.", "p-publication": "text"}).status_code == 302
    stage.awa.refresh_from_db()
    awa.refresh_from_db()
    assert stage.awa.is_own_profile
    assert stage.awa.biography.data == {"fr": "Maraîchère à Thiès."}
    assert awa.publication == Session.Publication.TEXT
    assert "Maraîchère à Thiès." in Client().get(reverse("website:person", args=[stage.awa.slug])).text


@pytest.mark.parametrize("private", ["05 49 00 00 00", "+221 77 123 45 67", "awa@example.org", "awa (at) example.org"])
def test_address_or_number_in_a_biography_is_refused_before_everybody_reads_it(stage, awa, private):
    answer = post(awa, "publication", **{"p-biography__fr": f"Maraîchère. Écrivez à {private}.", "p-publication": "text"})
    assert answer.status_code == 422
    assert private in answer.text
    assert 'id="id_p-biography__fr_error"' in answer.text
    stage.awa.refresh_from_db()
    assert not stage.awa.biography


def test_years_in_a_biography_are_no_numbers(stage, awa):
    words = "Maire de 1995 à 2020, 3 000 adhérents en 2010-2015."
    assert post(awa, "publication", **{"p-biography__fr": words, "p-publication": "text"}).status_code == 302


def test_empty_publication_makes_no_profile(stage, awa):
    post(awa, "publication", **{"p-publication": "all"})
    stage.awa.refresh_from_db()
    assert not stage.awa.is_own_profile


def test_photo_needs_words_and_credit_and_then_is_public(stage, awa):
    make.make_release(stage.edition)
    answer = post(awa, "publication", **{"p-file": picture()})
    assert answer.status_code == 422
    assert 'id="id_p-photo_alt_error"' in answer.text
    assert 'id="id_p-photo_credit_error"' in answer.text
    assert not Upload.objects.exists()
    assert (
        post(awa, "publication", **{"p-file": picture(), "p-photo_alt": "Awa à un étal", "p-photo_credit": "B. Petit"}).status_code == 302
    )
    stage.awa.refresh_from_db()
    page = Client().get(reverse("website:person", args=[stage.awa.slug])).text
    assert 'alt="Awa à un étal"' in page
    assert "B. Petit" in page
    file = Client().get(f"/files/{stage.awa.photo.key}")
    assert (file.status_code, len(b"".join(file))) == (200, stage.awa.photo.size)
    post(awa, "publication", **{"p-remove_photo": "on"})
    stage.awa.refresh_from_db()
    assert stage.awa.photo is None
    assert not Upload.objects.get().is_public


def test_file_that_is_no_picture_is_refused(stage, awa):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {"p-file": SimpleUploadedFile("moi.jpg", b"<svg onload=alert(1)>"), "p-photo_alt": "Moi", "p-photo_credit": "Moi"}
    answer = post(awa, "publication", **data)
    assert answer.status_code == 422
    assert 'id="id_p-file_error"' in answer.text


# --- a contact --------------------------------------------------------------------------------------


def test_contact_answers_for_somebody_without_an_address(stage, awa):
    bruno = stage.speaker(stage.bruno, "", contact=awa)
    theirs = reverse("forum:answer_for", args=["ici", token_of(awa), bruno.pk])
    assert theirs in Client().get(address(awa)).text
    page = Client().get(theirs).text
    assert "au nom de Bruno Petit" in page or "on behalf of Bruno Petit" in page
    bill = stage.bill(stage.session, stage.bruno)
    Client().post(theirs, {"part": f"seat{bill.pk}", f"s{bill.pk}-answer": "confirmed"})
    bill.refresh_from_db()
    assert bill.answer == Answer.CONFIRMED
    assert Entry.objects.get(action="confirm_session").after["contact"] == "Awa Diop"


def test_contact_sees_nobody_else(stage, awa):
    bruno = stage.speaker(stage.bruno, "bruno@example.org", contact=awa)  # answers for himself
    other = stage.speaker(stage.moderator, "")
    for one in (bruno, other):
        assert Client().get(reverse("forum:answer_for", args=["ici", token_of(awa), one.pk])).status_code == 404


# --- stepping in, and what does not go together -----------------------------------------------------


def english(speaker) -> str:
    with translation.override("en"):
        return Client().get(address(speaker)).text


def test_whoever_is_asked_to_step_in_reads_for_whom_and_in_what_role_but_no_reason(stage):
    stage.absent(stage.awa, note="consulat zibeline")
    zoe = stage.speaker(make.make_person("Zoé Paz"), "zoe@example.org", language="en")
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(person=zoe.person), by=stage.team)
    page = english(zoe)
    assert "Awa Diop cannot come. Zoé Paz is asked to take over their role: speaker." in page
    assert "visa" not in page.partition('id="declared"')[0].lower()
    assert "zibeline" not in page


def test_coming_and_being_away_at_that_hour_is_pointed_out_and_both_are_kept(stage, awa):
    bill = stage.bill(stage.session, stage.awa)
    post(awa, f"seat{bill.pk}", **{f"s{bill.pk}-answer": Answer.CONFIRMED})
    assert "Which holds?" not in english(awa)
    start, end = (make.at(stage.edition, hour) for hour in ("08:00", "13:00"))
    Availability.objects.create(speaker=awa, starts_at=start, ends_at=end, is_free=False)
    page = english(awa)
    assert page.count("Which holds?") == 2  # at the session, and at the hours
    assert "Everything is answered. Thank you." not in page
    bill.refresh_from_db()
    assert bill.answer == Answer.CONFIRMED
    bill.answer = Answer.DECLINED
    bill.save()
    assert "Which holds?" not in english(awa)


def test_hours_away_that_touch_no_session_are_no_contradiction(stage, awa):
    Appearance.objects.filter(person=stage.awa).update(answer=Answer.CONFIRMED)
    start, end = (make.at(stage.edition, hour) for hour in ("13:00", "18:00"))
    Availability.objects.create(speaker=awa, starts_at=start, ends_at=end, is_free=False)
    assert "Which holds?" not in english(awa)
