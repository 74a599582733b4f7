"""Replacing who cannot come: who may step in, who is written to, what is refused, and taken back."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from essaim.desk.models import Entry, Mailing, Message
from essaim.forum.actions.absence import set_presence
from essaim.forum.actions.substitution import Choice, step_in, undo_substitution
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Speaker, Substitution
from essaim.forum.queries.absences import crisis_of
from essaim.forum.sentences import sentence
from essaim.registry.models import Person
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
Presence = Appearance.Presence


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


class DiedError(Exception):
    """In the middle of a request."""


def dying_at(table: str) -> Callable[..., object]:
    def execute(run: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise DiedError(table)
        return run(sql, *rest)

    return execute


def test_nobody_steps_in_whose_letters_could_not_be_written(stage):
    row = stage.stand_in("Lucía Paz", email="lucia@example.org")
    stage.absent(stage.awa)
    with connection.execute_wrapper(dying_at("desk_mailing")), pytest.raises(DiedError):
        choose(stage, f"s{row.pk}")
    assert not Substitution.objects.exists()
    choose(stage, f"s{row.pk}")
    assert Mailing.objects.get().messages.count() == 1


def test_whoever_is_absent_too_does_not_step_in(stage):
    known = make.make_person("Lucía Paz")
    row = stage.stand_in("PAZ Lucia")
    stage.absent(stage.awa)
    stage.absent(known)
    bill = stage.bill(stage.session, stage.awa)
    for key in (f"s{row.pk}", f"p{known.pk}"):
        choose(stage, key, person=str(known.pk))
    with pytest.raises(ForumError) as refused:
        step_in(appearance=bill, choice=Choice(stand_in=row, person=known), by=stage.team)
    with translation.override("en"):
        said = sentence(refused.value)
    assert said == "Lucía Paz cannot come either. Choose somebody else."
    assert not Substitution.objects.exists()


def test_nobody_steps_in_twice_for_one_place(stage):
    stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    with pytest.raises(ForumError) as refused:
        step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Otra Persona")), by=stage.team)
    assert refused.value.code == "replaced_already"


def test_another_is_chosen_in_one_step_after_a_decline_which_stays_on_record(stage):
    stage.absent(stage.awa)
    choose(stage, f"s{stage.stand_in('Lucía Paz').pk}")
    first = Substitution.objects.get()
    Appearance.objects.filter(pk=first.substitute_id).update(answer="declined")
    choose(stage, f"s{stage.stand_in('Otra Persona').pk}", has_agreed="on")
    second = Substitution.objects.exclude(pk=first.pk).get()
    assert (second.substitute.person.name, second.substitute.answer) == ("Otra Persona", "confirmed")
    assert Appearance.objects.get(pk=first.substitute_id).answer == "declined"
    bill = stage.bill(stage.session, stage.awa)
    undo_substitution(substitution=first, by=stage.team)
    bill.refresh_from_db()
    assert bill.presence == Presence.ABSENT
    undo_substitution(substitution=second, by=stage.team)
    bill.refresh_from_db()
    assert bill.presence == Presence.THERE


def test_letter_to_whoever_declined_is_called_back_when_the_next_is_chosen(stage):
    stage.absent(stage.awa)
    choose(stage, f"s{stage.stand_in('Lucía Paz', email='lucia@example.org').pk}")
    Appearance.objects.filter(pk=Substitution.objects.get().substitute_id).update(answer="declined")
    choose(stage, f"s{stage.stand_in('Otra Persona', email='otra@example.org').pk}")
    assert list(Mailing.objects.order_by("pk").values_list("state", flat=True)) == [Mailing.State.DROPPED, Mailing.State.DRAFT]


def test_letter_to_whoever_has_agreed_does_not_ask_again(stage):
    stage.absent(stage.awa)
    choose(stage, f"s{stage.stand_in('Lucía Paz', email='lucia@example.org', languages=('en',)).pk}", has_agreed="on")
    letter = Message.objects.get()
    assert letter.subject.startswith("You step in: ")
    assert "Thank you for stepping in." in letter.body
    assert "Awa Diop" not in letter.body


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
