"""Noting, lifting, saying, replacing: what each act does, how it is undone, and what never becomes public."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.desk.journal import revision
from essaim.desk.models import Delivery, Entry, Mailing, Message, Webhook
from essaim.forum.actions.absence import lift_absence, note_absences, set_presence
from essaim.forum.actions.answer import Through, answer_session
from essaim.forum.actions.substitution import Choice, step_in, undo_substitution
from essaim.forum.errors import ForumError
from essaim.forum.models import Absence, Appearance, Speaker, StandIn, Substitution, Video
from essaim.forum.queries.absences import crisis_of
from essaim.forum.queries.naming import Naming
from essaim.registry.models import Person, PersonName
from essaim.registry.queries.person import public_people
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

Presence = Appearance.Presence


# --- noting many at once --------------------------------------------------------------------------------


def test_pasted_names_and_addresses_are_understood(stage):
    stage.speaker(stage.bruno, "bruno@example.org")
    PersonName.objects.create(person=stage.moderator, name="Maia Moder")
    meant = Naming(stage.edition).read("DIOP Awa\n- bruno@example.org\nMaia Moder <m@x.org>;Awa Diop\n\n")
    assert [one.person for one in meant] == [stage.awa, stage.bruno, stage.moderator]


def test_names_in_one_line_with_commas(stage):
    assert [one.person for one in Naming(stage.edition).read("Awa Diop, Bruno Petit")] == [stage.awa, stage.bruno]


def test_unmatched_name_is_named_with_candidates_and_nobody_is_noted_for_it(stage):
    outside = make.make_person("Awa Diouf")
    client = stage.client("team")
    checked = client.post("/en/team/ici/absences/note/", {"names": "Awa Diap\nPersonne Inconnue\nBruno Petit", "reason": "visa"})
    assert checked.status_code == 200
    assert "“Awa Diap”" in checked.text
    assert f'name="pick1" value="{stage.awa.pk}"' in checked.text
    assert "“Personne Inconnue”" in checked.text
    assert "Nobody of this name is in the programme or the registry" in checked.text
    assert not Absence.objects.exists()
    client.post(
        "/en/team/ici/absences/note/", {"write": "1", "reason": "visa", "person": [stage.bruno.pk], "pick1": stage.awa.pk, "pick2": ""}
    )
    assert set(Absence.objects.values_list("person__name", flat=True)) == {"Awa Diop", "Bruno Petit"}
    assert outside.name not in Absence.objects.values_list("person__name", flat=True)


def test_two_people_of_one_name_are_asked_about(stage):
    other = make.make_person("Awa Diop")
    stage.another("Autre", people=(other,))
    [meant] = Naming(stage.edition).read("Awa Diop")
    assert meant.person is None
    assert {one.thing for one in meant.candidates} == {stage.awa, other}


def test_a_hundred_at_once(stage):
    people = [make.make_person(f"Prénom{number} Nom{number}") for number in range(100)]
    stage.another("Grande", people=tuple(people))
    names = "\n".join(person.name for person in people)
    client = stage.client("team")
    checked = client.post("/en/team/ici/absences/note/", {"names": names, "reason": "visa"})
    assert "100 names are clear" in checked.text
    client.post("/en/team/ici/absences/note/", {"write": "1", "reason": "visa", "person": [person.pk for person in people]})
    assert Absence.objects.filter(reason="visa", lifted_at=None).count() == 100


@pytest.mark.parametrize("n", [1, 3])
def test_reading_names_costs_the_same(stage, n, django_assert_num_queries):
    people = [make.make_person(f"Prénom{number} Nom{number}") for number in range(n)]
    stage.another("Autre", people=tuple(people))
    with django_assert_num_queries(4):
        assert len(Naming(stage.edition).read("\n".join(person.name for person in people))) == n


def test_noted_already_is_left_as_it_is(stage):
    first = stage.absent(stage.awa, note="d'abord")
    assert note_absences(edition=stage.edition, people=[stage.awa, stage.bruno], by=stage.team, reason="illness")[0].person == stage.bruno
    first.refresh_from_db()
    assert (first.reason, first.note) == ("visa", "d'abord")


def test_people_ticked_in_the_list_come_to_the_same_page(stage):
    checked = stage.client("team").post("/en/team/ici/absences/note/", {"chosen": [stage.awa.pk]})
    assert f'name="person" value="{stage.awa.pk}" checked' in checked.text


# --- nothing public changes by noting alone --------------------------------------------------------------


PUBLIC = (
    "/en/forum/ici/sessions/cantines/",
    "/en/forum/ici/programme/",
    "/en/forum/ici/",
    "/en/forum/ici/versions/feed.xml",
    "/forum/ici/schedule.xml",
    "/forum/ici/schedule.json",
    "/forum/ici/schedule.ics",
    "/forum/ici/schedule.csv",
    "/forum/ici/schedule.xlsx",
    "/forum/ici/sessions/cantines.ics",
    "/api/v1/editions/ici",
    "/api/v1/editions/ici/sessions",
    "/api/v1/editions/ici/sessions/cantines",
)


def read(address: str) -> bytes:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer) if answer.streaming else answer.content
    if address.endswith(".xlsx"):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(name) for name in sorted(book.namelist()))
    return content


def test_noting_alone_changes_nothing_public_and_leaks_nothing(stage):
    stage.session.description = {"fr": "Texte"}
    make.make_release(stage.edition)
    before = {address: settled(read(address)) for address in PUBLIC}
    number = revision()
    note_absences(edition=stage.edition, people=[stage.awa], by=stage.team, reason="visa", note="consulat zibeline")
    stage.stand_in("Lucía Zibeline", email="zibeline@example.org")
    assert revision() == number
    for address in PUBLIC:
        after = settled(read(address))
        assert b"zibeline" not in after.lower(), address
        assert after == before[address], address


def settled(content: bytes) -> bytes:
    """Without marks that differ at every request."""
    import re

    return re.sub(rb"(csrfmiddlewaretoken|DTSTAMP|<updated>|generated)[^\n<]*", b"", content)


def test_after_the_team_says_so_readers_see_that_and_not_the_reason(stage):
    make.make_release(stage.edition)
    note_absences(edition=stage.edition, people=[stage.awa], by=stage.team, reason="visa", note="consulat zibeline")
    number = revision()
    set_presence(appearance=stage.bill(stage.session, stage.awa), presence=Presence.ABSENT, by=stage.team)
    assert revision() > number
    page = read("/en/forum/ici/sessions/cantines/").decode()
    assert "cannot come" in page
    assert "Awa Diop" in page
    assert "visa" not in page.lower()
    assert "zibeline" not in page


def test_session_page_says_who_steps_in_for_whom(stage):
    make.make_release(stage.edition)
    stage.absent(stage.awa)
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    page = read("/en/forum/ici/sessions/cantines/").decode()
    assert "steps in for Awa Diop" in page
    assert "zibeline" not in page


def heard() -> list[tuple[str, dict[str, object]]]:
    return list(Delivery.objects.order_by("pk").values_list("event", "payload"))


def listening(stage) -> None:
    Webhook.objects.create(scope=f"forum.edition:{stage.edition.pk}", url="https://example.org/hook", secret="s")


def test_programmes_that_listen_hear_what_the_programme_says_and_nobody_s_name_or_reason(stage):
    make.make_release(stage.edition)
    listening(stage)
    (absence,) = note_absences(edition=stage.edition, people=[stage.awa], by=stage.team, reason="visa", note="consulat zibeline")
    assert heard() == []
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    made = step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    undo_substitution(substitution=made, by=stage.team)
    lift_absence(absence=absence, by=stage.team)
    about = {"edition": "ici", "session": "cantines"}
    assert heard() == [
        ("speaker.absent", about | {"presence": "absent"}),
        ("speaker.replaced", about | {"role": "speaker"}),
        ("speaker.unreplaced", about | {"role": "speaker"}),
        ("speaker.present", about | {"presence": "there"}),
    ]


def test_of_a_session_not_on_line_they_hear_nothing(stage):
    listening(stage)
    stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    undo_substitution(
        substitution=step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team), by=stage.team
    )
    assert heard() == []


def test_programmes_that_listen_hear_an_answer_once_without_its_note(stage):
    listening(stage)
    speaker, bill = stage.speaker(stage.awa, "awa@example.org"), stage.bill(stage.session, stage.awa)
    for answer, note in (("declined", "visa zibeline"), ("declined", "autre zibeline"), ("confirmed", "")):
        answer_session(speaker=speaker, appearance=bill, answer=answer, note=note, through=Through(owner=speaker))
    about = {"edition": "ici", "session": "cantines"}
    assert heard() == [("speaker.answered", about | {"answer": "declined"}), ("speaker.answered", about | {"answer": "confirmed"})]


# --- undone ----------------------------------------------------------------------------------------------


def test_replacement_taken_back_leaves_everything_as_it_was(stage):
    stage.absent(stage.awa)
    people = list(stage.session.appearances.values_list("person__name", "role", "presence", "place"))
    row = stage.stand_in("Lucía Paz")
    made = step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=row), by=stage.team)
    undo_substitution(substitution=made, by=stage.team)
    assert list(stage.session.appearances.values_list("person__name", "role", "presence", "place")) == people
    assert not Substitution.objects.exists()
    assert Person.objects.filter(name="Lucía Paz").exists()  # nobody is deleted
    assert {"step_in", "undo_step_in"} <= set(Entry.objects.values_list("action", flat=True))


def test_absence_said_before_the_replacement_stays_said_after_it_is_taken_back(stage):
    stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    made = step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    undo_substitution(substitution=made, by=stage.team)
    bill.refresh_from_db()
    assert bill.presence == Presence.ABSENT


def test_lifted_absence_is_no_longer_said(stage):
    absence = stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    lift_absence(absence=absence, by=stage.team)
    bill.refresh_from_db()
    assert bill.presence == Presence.THERE
    assert crisis_of(stage.edition).hits == ()
    with pytest.raises(ForumError):
        lift_absence(absence=absence, by=stage.team)


def test_lifting_where_somebody_stands_in_says_so_and_keeps_them(stage):
    absence = stage.absent(stage.awa)
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    answer = stage.client("team").post(f"/en/team/ici/absences/{absence.pk}/lift/", follow=True)
    assert "Lucía Paz still steps in for Awa Diop" in answer.text
    assert Substitution.objects.filter(substitute__isnull=False).exists()


def test_absent_again_after_lifting_is_a_new_absence(stage):
    lift_absence(absence=stage.absent(stage.awa), by=stage.team)
    assert len(note_absences(edition=stage.edition, people=[stage.awa], by=stage.team)) == 1
    assert Absence.objects.count() == 2


def test_video_in_use_is_not_taken_away(stage):
    film = Video.objects.create(edition=stage.edition, title={"fr": "Film"}, url="https://example.org/v")
    absence = stage.absent(stage.awa)
    absence.video = film
    absence.save()
    set_presence(appearance=stage.bill(stage.session, stage.awa), presence=Presence.VIDEO, by=stage.team)
    answer = stage.client("team").post(f"/en/team/ici/absences/{absence.pk}/", {"reason": "visa", "video": ""})
    assert answer.status_code == 422
    assert 'id="id_video_error"' in answer.text


# --- stepping in -----------------------------------------------------------------------------------------


def choose(stage, key: str, **data: object) -> None:
    bill = stage.bill(stage.session, stage.awa)
    address = reverse("team:absence_choose", args=["ici", "cantines", bill.pk, key])
    stage.client("team").post(address, {"role": "speaker", **data})


def test_stand_in_known_in_the_registry_can_be_that_person(stage):
    known = make.make_person("Lucía Paz")
    row = stage.stand_in("PAZ Lucia")
    stage.absent(stage.awa)
    page = stage.client("team").get(
        reverse("team:absence_choose", args=["ici", "cantines", stage.bill(stage.session, stage.awa).pk, f"s{row.pk}"])
    )
    assert "Lucía Paz" in page.text
    choose(stage, f"s{row.pk}", person=str(known.pk))
    assert Substitution.objects.get().substitute.person == known
    row.refresh_from_db()
    assert row.person == known


def test_stand_in_that_is_nobody_known_is_entered(stage):
    make.make_person("Lucía Paz")
    row = stage.stand_in("PAZ Lucia", email="lucia@example.org", country=stage.country("CO"))
    stage.absent(stage.awa)
    choose(stage, f"s{row.pk}", person="")
    person = Substitution.objects.get().substitute.person
    assert person.name == "PAZ Lucia"
    part = Speaker.objects.get(person=person)
    assert (part.email, part.country.code, part.spoken) == ("lucia@example.org", "CO", ["es"])


def test_letters_to_whoever_steps_in_and_to_the_contact_wait_and_name_no_reason(stage):
    contact = make.make_person("Carla Contact")
    make.make_appearance(stage.session, contact, role=Appearance.Role.CONTACT)
    stage.speaker(contact, "carla@example.org", language="en")
    row = stage.stand_in("Lucía Paz", email="lucia@example.org")
    stage.absent(stage.awa, note="consulat")
    choose(stage, f"s{row.pk}")
    mailing = Mailing.objects.get()
    assert mailing.state == Mailing.State.DRAFT
    bodies = {one.to_email: one.body for one in mailing.messages.all()}
    assert set(bodies) == {"lucia@example.org", "carla@example.org"}
    assert "Awa Diop" not in bodies["lucia@example.org"]
    assert "Lucía Paz is asked to step in" in bodies["carla@example.org"]
    assert not any("visa" in body.lower() or "consulat" in body for body in bodies.values())
    undo_substitution(substitution=Substitution.objects.get(), by=stage.team)
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DROPPED
    assert Message.objects.count() == 2


def test_nobody_steps_in_twice_for_one_place(stage):
    stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    with pytest.raises(ForumError) as refused:
        step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Otra Persona")), by=stage.team)
    assert refused.value.code == "replaced_already"


def test_whoever_steps_in_and_cannot_come_either_opens_the_place_again(stage):
    stage.absent(stage.awa)
    made = step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    stage.absent(made.substitute.person)
    [hit] = crisis_of(stage.edition).hits
    assert {voice.name for voice in hit.open_places} == {"Awa Diop", "Lucía Paz"}


def test_person_without_an_absence_is_not_replaced(stage):
    with pytest.raises(ForumError) as refused:
        step_in(appearance=stage.bill(stage.session, stage.bruno), choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    assert refused.value.code == "not_absent"


def test_appearance_of_another_session_or_edition_is_refused(stage):
    other = make.make_edition("ailleurs")
    elsewhere = make.make_session(other, "Ailleurs", code="ailleurs")
    row = make.make_appearance(elsewhere, stage.awa)
    stage.absent(stage.awa)
    assert (
        stage.client("team")
        .post("/en/team/ici/absences/session/cantines/presence/", {"appearance": row.pk, "presence": "absent"})
        .status_code
        == 404
    )
    row.refresh_from_db()
    assert row.presence == Presence.THERE


def test_page_of_one_session_says_what_does_not_fit(stage):
    stage.stand_in("Autre Langue", languages=("pt",))
    stage.stand_in("Sans Visa Connu", visa="")
    stage.absent(stage.awa)
    page = stage.client("team").get("/en/team/ici/absences/session/cantines/").text
    assert "Does not fit: speaks Portuguese: neither spoken nor interpreted there" in page
    assert "Unknown: visa: unknown" in page


def test_people_without_an_account_stay_off_the_public_list_of_people(stage):
    stage.stand_in("Lucía Paz")
    assert not public_people().filter(name="Lucía Paz").exists()


# --- cost ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 3])
def test_crisis_costs_ten_statements(stage, n, django_assert_num_queries):
    for number in range(n):
        person = make.make_person(f"Autre {number}")
        stage.another(f"Séance {number}", "11:00", "12:00", people=(person, stage.bruno))
        stage.absent(person)
        stage.stand_in(f"Remplaçant {number}")
        stage.speaker(person, f"a{number}@example.org")
    with django_assert_num_queries(10):
        crisis = crisis_of(stage.edition)
        assert len(crisis.hits) == n


@pytest.mark.parametrize("n", [1, 3])
def test_page_costs_the_same(stage, n, django_assert_num_queries):
    for number in range(n):
        person = make.make_person(f"Autre {number}")
        stage.another(f"Séance {number}", "11:00", "12:00", people=(person, stage.bruno))
        stage.absent(person)
        stage.stand_in(f"Remplaçant {number}")
    client = stage.client("team")
    with django_assert_num_queries(14):
        client.get("/en/team/ici/absences/")
    assert StandIn.objects.count() == n
